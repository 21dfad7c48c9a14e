import { deniedCall } from './access';
import { APPROVED, CALLER_CLOSED, DEPLOY, FILE, REVOKE_SESSIONS, findCall } from './procedures';
import { Runbook, Step, Subject } from './types';

const READ_KEY: Step = [
  'Read the state, the deletion date, and the origin of the key, and what else might use it.',
  'aws kms describe-key --key-id KEY_ID --query \'KeyMetadata.[KeyState,DeletionDate,Origin,Description]\'',
  'aws kms list-grants --key-id KEY_ID --query \'Grants[].[GrantId,GranteePrincipal,Operations]\'',
];

const FIND_KEY: Step = [
  'Find the key: `requestParameters.keyId` of the call contains its ID (KEY_ID) or its ARN, which ends in the ID. The description of the alarm '
    + 'lists the monitored keys, as many as fit. To find the stack and the resource of the key, use the ID.',
  'aws cloudformation describe-stack-resources --physical-resource-id KEY_ID '
    + '--query \'StackResources[?PhysicalResourceId==`KEY_ID`].[StackName,LogicalResourceId]\' --output text',
];

const RESTORE_KEY: Step = [
  'Cancel the deletion, and then enable the key. After the cancellation, the key is still disabled.',
  'aws kms cancel-key-deletion --key-id KEY_ID',
  'aws kms enable-key --key-id KEY_ID',
];

const IMPORT_KEY: Step = [
  'If the key material was deleted, import the same key material again.',
  'aws kms get-parameters-for-import --key-id KEY_ID --wrapping-algorithm RSAES_OAEP_SHA_256 --wrapping-key-spec RSA_4096',
  'aws kms import-key-material --key-id KEY_ID --import-token fileb://token.bin --encrypted-key-material fileb://material.bin --expiration-model KEY_MATERIAL_DOES_NOT_EXPIRE',
];

const RECONNECT_STORE: Step = [
  'If a custom key store is disconnected, connect it again.',
  'aws kms connect-custom-key-store --custom-key-store-id CUSTOM_KEY_STORE_ID',
];

const KEY_LOST: Runbook = {
  check: [
    findCall('ScheduleKeyDeletion', 'DisableKey'),
    READ_KEY,
    'Find out whether the trail, audit reports, CRLs, or log groups use the key. If none of them does, the signal is about another workload: inform '
      + 'its owner.',
    APPROVED,
  ],
  contain: [
    RESTORE_KEY,
    REVOKE_SESSIONS,
    'A key that is deleted cannot be restored, and everything that it encrypts is lost. Cancel the deletion even if you are not sure.',
  ],
  recover: [
    IMPORT_KEY,
    RECONNECT_STORE,
    'Confirm that the services use the key again: a log file of the trail, a test audit report, and the next CRL.',
    'Review CloudTrail Event history for the time in which the trail could not write.',
  ],
  close: ['The state of the key is `Enabled`, and no deletion date is set.', 'Log files, audit reports, and CRLs are written again.', CALLER_CLOSED],
};

const PKI_KEY: Runbook = {
  check: [
    KEY_LOST.check[0],
    FIND_KEY,
    READ_KEY,
    'Also look for `PutKeyPolicy`, `CreateGrant`, `DisableKeyRotation`, and `DeleteImportedKeyMaterial`.',
    ['Compare the key policy with the stack, and read the rotation.',
      'aws kms get-key-policy --key-id KEY_ID --policy-name default --query Policy --output text',
      'aws kms get-key-rotation-status --key-id KEY_ID'],
    APPROVED,
  ],
  contain: [
    RESTORE_KEY,
    ['If an unapproved `CreateGrant` call created a grant, revoke it. Do not revoke others: AWS services create grants for themselves.',
      'aws kms revoke-grant --key-id KEY_ID --grant-id GRANT_ID'],
    REVOKE_SESSIONS,
  ],
  recover: [
    [`If the key policy differs, write that of the template ${FILE}.`, 'aws kms put-key-policy --key-id KEY_ID --policy-name default --policy file://key-policy.json'],
    ['Turn rotation on again.', 'aws kms enable-key-rotation --key-id KEY_ID'],
    IMPORT_KEY,
    DEPLOY,
  ],
  close: ['State, policy, grants, and rotation of the key are those of the stack.', 'Log files, audit reports, and CRLs are written again.', CALLER_CLOSED],
};

const KEY_USE_FAILED: Runbook = {
  check: [
    findCall('GenerateDataKey', 'Decrypt'),
    'Read `userIdentity.invokedBy` (the service), `errorCode`, and the key in `resources`. `AccessDenied` is a key policy. `DisabledException` or '
      + '`KMSInvalidStateException` is the state of the key.',
    READ_KEY,
  ],
  contain: [
    RESTORE_KEY,
    'While the key does not work, CloudTrail Event history is the only record of calls. It keeps 90 days.',
  ],
  recover: [
    [`If the call was denied, compare the key policy with the stack, and write the policy of the template ${FILE}.`,
      'aws kms get-key-policy --key-id KEY_ID --policy-name default --query Policy --output text',
      'aws kms put-key-policy --key-id KEY_ID --policy-name default --policy file://key-policy.json'],
    DEPLOY,
    ['Request audit reports that failed in the meantime.',
      'aws acm-pca create-certificate-authority-audit-report --certificate-authority-arn CA_ARN --s3-bucket-name BUCKET --audit-report-response-format CSV'],
    'AWS Private CA retries CRLs. CloudTrail does not write the missing log files again.',
  ],
  close: ['The service uses the key without an error.', 'The cause is known, and the gap in the logs is reviewed.'],
};

const READ_BUCKET: Step = [
  'Read the policy, Block Public Access, the encryption, the lifecycle, the versioning, and the replication of the bucket.',
  'aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text',
  'aws s3api get-public-access-block --bucket BUCKET',
  'aws s3api get-bucket-encryption --bucket BUCKET',
  'aws s3api get-bucket-lifecycle-configuration --bucket BUCKET',
  'aws s3api get-bucket-versioning --bucket BUCKET',
  'aws s3api get-bucket-replication --bucket BUCKET',
];

const BUCKET_CHANGED: Runbook = {
  check: [findCall('PutBucketPolicy', 'DeleteBucketPolicy'), 'Read `eventName`. The signal matches every call that changes a setting of the bucket, except tags.',
    READ_BUCKET, APPROVED],
  contain: [
    REVOKE_SESSIONS,
    ['If the bucket became public without approval, block public access. A CRL bucket behind CloudFront works without it. Clients that download a CRL from '
      + 'the bucket itself lose access.',
    'aws s3api put-public-access-block --bucket BUCKET --public-access-block-configuration '
      + 'BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true'],
    ['If the lifecycle changed, save the rules, and delete all of them before they delete objects. Write the approved rules again when you recover.',
      'aws s3api get-bucket-lifecycle-configuration --bucket BUCKET --output json > lifecycle-before.json',
      'aws s3api delete-bucket-lifecycle --bucket BUCKET'],
  ],
  recover: [
    [`If the bucket policy or the lifecycle differs, write that of the template ${FILE}.`,
      'aws s3api put-bucket-policy --bucket BUCKET --policy file://bucket-policy.json',
      'aws s3api put-bucket-lifecycle-configuration --bucket BUCKET --lifecycle-configuration file://lifecycle.json'],
    DEPLOY,
    ['Look for deleted objects, and remove their delete markers.',
      'aws s3api list-object-versions --bucket BUCKET --prefix PREFIX --max-items 50 --query DeleteMarkers',
      'aws s3api delete-object --bucket BUCKET --key KEY --version-id DELETE_MARKER_VERSION_ID'],
    'If the bucket was deleted, deploy the stack with a new bucket. Update each trail, CA, and schedule that uses it.',
  ],
  close: ['The settings of the bucket are those of the stack.', 'Audit reports, CRLs, or log files are written again, and none is missing.', CALLER_CLOSED],
};

const REPORT_ELSEWHERE: Runbook = {
  check: [
    findCall('CreateCertificateAuthorityAuditReport'),
    'Read `s3BucketName`. The report contains the subject and the serial number of every certificate of the CA, but no private key.',
    ['Check whether the bucket belongs to your account.', 'aws s3api get-bucket-location --bucket BUCKET --expected-bucket-owner ACCOUNT_ID'],
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    ['If the report was not approved, and you control the bucket, save the report as evidence, and delete it there, including its versions.',
      'aws s3api list-object-versions --bucket BUCKET --prefix audit-report/ --max-items 50',
      'aws s3api delete-object --bucket BUCKET --key KEY --version-id VERSION_ID'],
  ],
  recover: [
    'If the bucket belongs to another account, treat the list of certificates as disclosed. Inform the owners of confidential names.',
    'Limit `acm-pca:CreateCertificateAuthorityAuditReport` to the principals that need it (`AuditReportBucket.grants.generate()`).',
    'If the bucket is an approved bucket, add it to `PkiSignal.auditReportElsewhere()`.',
  ],
  close: ['The bucket is approved, or the report is deleted, or the disclosure is handled.', CALLER_CLOSED],
};

export const KEYS_AND_BUCKETS: Subject = {
  title: 'Keys and buckets',
  runbooks: {
    'pki-key-disabled': PKI_KEY,
    'pki-bucket-changed': BUCKET_CHANGED,
    'kms-key-disabled': KEY_LOST,
    'service-key-use-failed': KEY_USE_FAILED,
    'kms-key-change-denied': deniedCall(['ScheduleKeyDeletion', 'PutKeyPolicy'],
      'Check whether the PKI uses the key, and that its state is `Enabled`.', { check: [READ_KEY] }),
    'pki-bucket-change-denied': deniedCall(['PutBucketPolicy', 'DeleteBucket'],
      'Check which setting the caller tried to change, and that the others did not change.', { check: [READ_BUCKET] }),
    'audit-report-elsewhere': REPORT_ELSEWHERE,
  },
};
