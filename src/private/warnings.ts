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
  ecdsaHash: {
    when: 'An ECDSA key signs with the hash of another curve, in a Region where AWS does not document that.',
    whatToDo: 'Remove the signing algorithm. If the CA or certificate exists in the Region, acknowledge the warning.',
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
  auditReportNotAccepted: {
    when: 'The audit report bucket of a schedule does not accept the reports of a CA.',
    whatToDo: 'Add the CA to the `AuditReportBucket`, or to `certificateAuthorityArns` of an imported bucket.',
  },
  certificateAuthorityInOtherRegion: {
    when: 'A CA is in another Region than its audit report bucket.',
    whatToDo: 'Request one audit report as a test, or use a bucket in the Region of the CA.',
  },
  subjectReused: {
    when: 'A CA of a hierarchy has the same subject as another CA in the stack.',
    whatToDo: 'Add a generation to the common name, such as `G2`. If no client trusts both CAs, acknowledge the warning.',
  },
  trailNotEncrypted: {
    when: 'A trail is imported without `encryptionKey`.',
    whatToDo: 'If the trail has no KMS key, add one. Then import the trail with `encryptionKey`.',
  },
  ocspInChina: {
    when: 'A CA in a China Region uses OCSP, which AWS documentation lists as unsupported there.',
    whatToDo: 'Use `Revocation.crl()`.',
  },
  acmKeyAlgorithm: {
    when: 'A permission for ACM names a CA with a key algorithm that ACM does not support.',
    whatToDo: 'Use a CA with an RSA or EC key for ACM certificates, or remove the permission.',
  },
  acmShortLivedCa: {
    when: 'A permission for ACM names a CA in short-lived mode, from which ACM does not renew certificates.',
    whatToDo: 'Use a general-purpose CA for ACM certificates, or remove the permission.',
  },
  certificateAuthorityPending: {
    when: 'The certificate of a CA is not signed yet.',
    whatToDo: 'Let the parent sign the CSR, and then pass the certificate with `ExternalParent.signed()`.',
  },
  certificateOutlivesIssuer: {
    when: 'A certificate in a chain ends after the certificate of its issuer.',
    whatToDo: 'Renew the certificate of the issuer first, or plan the renewal.',
  },
  signedSubjectDiffers: {
    when: 'The subject of a signed certificate is not the subject of the CA.',
    whatToDo: 'Pass the certificate of this CA. If the parent changes subjects, test the import, and then acknowledge the warning.',
  },
  shortLivedParent: {
    when: 'The parent of a CA uses short-lived mode.',
    whatToDo: 'Choose a general-purpose CA as the parent. If you renew the CA every few days, acknowledge the warning.',
  },
  chainOfNestedStack: {
    when: 'Another stack imports the chain of a CA in a nested stack, which blocks a renewal.',
    whatToDo: 'Move the CA to a stack that is not nested, or set the context key in the warning.',
  },
  configRuleUnavailable: {
    when: 'AWS Config does not have a rule in the Region of the stack.',
    whatToDo: 'Check the resources in another way, and then acknowledge the warning.',
  },
  eventBridgeNotEnabled: {
    when: 'The app cannot make an existing bucket send events to Amazon EventBridge.',
    whatToDo: 'Turn on EventBridge for the bucket, and then acknowledge the warning.',
  },
  expiryNotMonitored: {
    when: 'The certificate of a CA is valid for at most 2 days, so that no alarm on its expiry can be in OK state.',
    whatToDo: 'Lengthen the validity of the CA. If you notice in another way that the certificate is not renewed, acknowledge the warning.',
  },
  noSubscription: {
    when: 'A new topic for notifications has no subscription in the app.',
    whatToDo: 'Call `addSubscription()`. If subscriptions are created outside the app, acknowledge the warning.',
  },
  grantNeedsShare: {
    when: 'A grant on a CA names a principal of another account.',
    whatToDo: 'Share the CA with the account through AWS RAM, and then acknowledge the warning.',
  },
  guardrailLength: {
    when: 'The length of guardrail statements is not known at synthesis.',
    whatToDo: 'Compare the length of the deployed policy with the limit.',
  },
  parentDisabled: {
    when: 'A CA of a hierarchy is disabled, and other CAs are below it.',
    whatToDo: 'Deploy the hierarchy once with the CA enabled. Then disable it, and acknowledge the warning.',
  },
  parentInOtherAccount: {
    when: 'The parent of a CA is in another account.',
    whatToDo: 'Share the parent with the account before you deploy the CA, and then acknowledge the warning.',
  },
  retainedResourceDeleted: {
    when: 'A mixin, an aspect, or an override changes the deletion policy of a retained resource.',
    whatToDo: 'Remove the change. To delete the resources with the stack, set `removalPolicy` of the construct.',
  },
  bucketNotVersioned: {
    when: 'A mixin, an aspect, or an override turns off the versioning of a new bucket.',
    whatToDo: 'Remove the change. If overwritten and deleted objects are restored in another way, acknowledge the warning.',
  },
  accessLogsDisabled: {
    when: 'An aspect or an override turns off the server access logging of a new bucket.',
    whatToDo: 'Remove the change. If CloudTrail data events log the accesses, acknowledge the warning.',
  },
  keyNotRotated: {
    when: 'An aspect or an override turns off the rotation of a new KMS key.',
    whatToDo: 'Remove the change. If you rotate the key on demand, acknowledge the warning.',
  },
  trailWeakened: {
    when: 'An aspect or an override stops a new trail, or limits what it logs, validates, or encrypts.',
    whatToDo: 'Remove the change. If another trail logs the events, acknowledge the warning.',
  },
  policyConditionChanged: {
    when: 'An override changes the conditions of a statement of the library in a resource policy.',
    whatToDo: 'Remove the override. If you tested the conditions, acknowledge the warning.',
  },
  queryNotGranted: {
    when: 'A principal that queries audit reports has no identity policy in the account.',
    whatToDo: 'Grant the permission to a role in the account of the stack.',
  },
};
