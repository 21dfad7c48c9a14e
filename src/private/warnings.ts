/** A warning of the library. */
export interface Warning {
  /** The condition: a sentence. */
  readonly when: string;
  /** The action: a sentence or two. */
  readonly whatToDo: string;
}

const ADD_STATEMENT = 'Add the statement in the warning to the policy yourself, and then acknowledge the warning.';

/** The warnings by their IDs, without the prefix `cdk-private-ca:`. `npm run docs` generates a table from them. */
export const WARNINGS: Record<string, Warning> = {
  bucketPolicyNotAdded: {
    when: 'The app cannot edit the policy of an existing bucket.', whatToDo: ADD_STATEMENT,
  },
  keyPolicyNotAdded: {
    when: 'The app cannot edit the policy of a KMS key, or does not know the key of a topic or queue.', whatToDo: ADD_STATEMENT,
  },
  topicPolicyNotAdded: {
    when: 'The app cannot edit the policy of an existing topic.', whatToDo: ADD_STATEMENT,
  },
  queuePolicyNotAdded: {
    when: 'The app cannot edit the policy of an existing dead-letter queue.', whatToDo: ADD_STATEMENT,
  },
  grantNotAdded: {
    when: 'The app cannot add the permissions of a reader to a policy.', whatToDo: ADD_STATEMENT,
  },
  generateNotGranted: {
    when: 'A principal that requests audit reports is not in the account of the CAs.',
    whatToDo: 'Grant the permission in the account of the principal, and share the CAs with that account.',
  },
  noRevocation: {
    when: 'A general-purpose CA has no revocation.',
    whatToDo: 'Set `revocation`. If the CA needs no revocation, use `Revocation.none()`.',
  },
  csrExtensionsIgnored: {
    when: 'The template of the CA certificate ignores `csrExtensions`.',
    whatToDo: 'Use a template with CSR passthrough, or remove `csrExtensions`. If another CA reads the request, acknowledge the warning.',
  },
  crlNotReachable: {
    when: 'Certificates contain the S3 URL of a private bucket, from which clients cannot download the CRL.',
    whatToDo: 'Set `distributionPoint`. To keep the S3 URL, use `CrlDistributionPoint.bucketUrl()`.',
  },
  crlBucketInOtherStage: {
    when: 'The CRL bucket of a CA is in another stage.',
    whatToDo: 'Deploy the stage of the bucket first, and then acknowledge the warning.',
  },
  crlBucketRegionUnknown: {
    when: 'AWS does not document the service principal that writes CRLs between the Regions of a CA and its bucket.',
    whatToDo: 'Use a `CrlBucket` in the Region of the CA. If you tested the deployment, acknowledge the warning.',
  },
  certificateAuthorityInOtherRegion: {
    when: 'A CA is in another Region than its audit report bucket.',
    whatToDo: 'Request one audit report as a test, or use a bucket in the Region of the CA.',
  },
  trailNotEncrypted: {
    when: 'A trail is imported without `encryptionKey`.',
    whatToDo: 'If the trail has no KMS key, add one. Then import the trail with `encryptionKey`.',
  },
  ocspInChina: {
    when: 'A CA in a China Region uses OCSP, which AWS documentation lists as unsupported there.',
    whatToDo: 'Use `Revocation.crl()`.',
  },
};
