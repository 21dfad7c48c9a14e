import {
  APPROVED, CALLER_CLOSED, DEPLOY, DESCRIBE_CA, DISABLE_CA, ENABLE_CA, FILE, REVOKE_SESSIONS, findCall,
} from './procedures';
import { Runbook, Subject } from './types';

const RESTORE_CA = [
  'If the deletion was not approved, restore the CA before its restoration period ends (`RestorableUntil`). An active CA '
  + 'cannot be deleted, so a restored CA is disabled, or waits for its certificate, as before the deletion.',
  'aws acm-pca restore-certificate-authority --certificate-authority-arn CA_ARN',
] as const;

const DELETE_CA = [
  'If the CA was not approved, and its certificates are revoked, delete it. Compare its ARN with the message, with a second person. You can restore it '
  + 'for 30 days. A deleted CA returns no certificates and no reports, so save them first.',
  'aws acm-pca delete-certificate-authority --certificate-authority-arn CA_ARN --permanent-deletion-time-in-days 30',
] as const;

const READ_CA_CERTIFICATE = [
  'Read the issuer, the validity, and the key identifiers of the installed CA certificate.',
  'aws acm-pca get-certificate-authority-certificate --certificate-authority-arn CA_ARN --query Certificate --output text | openssl x509 -noout -text',
] as const;

export const CA_DELETED: Runbook = {
  check: [
    findCall('DeleteCertificateAuthority'),
    ['Read how long the CA can be restored. `DescribeCertificateAuthority` still returns a deleted CA during this time.',
      'aws acm-pca describe-certificate-authority --certificate-authority-arn CA_ARN --query \'CertificateAuthority.[Status,RestorableUntil,Type,Serial]\''],
    'Check what depends on the CA: a deleted CA publishes no CRL and answers no OCSP request, so clients that require revocation checks reject '
      + 'its certificates after the last CRL expires.',
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    RESTORE_CA,
    'Do not create a CA with the same name instead. It has another key, so no existing certificate chains to it.',
  ],
  recover: [
    DESCRIBE_CA,
    ENABLE_CA,
    'If the stack created the CA, check the deletion policy in the template. The library retains the CA by default.',
    'Confirm that a new CRL is published, or that OCSP answers, and that an active CA issues a test certificate.',
  ],
  close: [
    'The CA is active again, or its deletion is approved and its certificates are no longer in use.',
    'CRL or OCSP works for the certificates that are still valid.',
    CALLER_CLOSED,
  ],
};

export const CA_CREATED: Runbook = {
  check: [
    findCall('CreateCertificateAuthority'),
    DESCRIBE_CA,
    ['List all CAs of the account and Region, and compare them with your stacks.',
      'aws acm-pca list-certificate-authorities --query \'CertificateAuthorities[].[Arn,Type,Status,CreatedAt]\' --output table'],
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    'If the status is `PENDING_CERTIFICATE`, no parent has signed the CA. If it is `ACTIVE`, find the CA that signed it, and follow '
      + '[subordinate-certificate-issued](#subordinate-certificate-issued).',
    DISABLE_CA,
  ],
  recover: [
    DELETE_CA,
    'Remove the root certificate of the CA from every trust store to which it was added.',
    'Limit `acm-pca:CreateCertificateAuthority` with a service control policy (`PrivateCaGuardrails`).',
  ],
  close: ['The CA belongs to an approved deployment, or it is deleted.', CALLER_CLOSED],
};

export const CA_RESTORED: Runbook = {
  check: [
    findCall('RestoreCertificateAuthority'),
    DESCRIBE_CA,
    ['Check whether the CA was already enabled.', 'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=UpdateCertificateAuthority --max-items 20'],
    APPROVED,
  ],
  contain: [REVOKE_SESSIONS, DISABLE_CA],
  recover: [
    'If it was active in the meantime, review each certificate that it issued (audit report, or `IssueCertificate` in CloudTrail).',
    DELETE_CA,
  ],
  close: ['The CA is deleted again, or its restoration is approved.', CALLER_CLOSED],
};

export const CERTIFICATE_IMPORTED: Runbook = {
  check: [
    findCall('ImportCertificateAuthorityCertificate'),
    READ_CA_CERTIFICATE,
    'Compare the issuer with the parent in your stack, and the validity with the approved change. A renewal keeps the subject and the key '
      + '(Subject Key Identifier).',
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    'If the issuer is unknown, certificates that the CA issues now chain to a parent that you do not control.',
    DISABLE_CA,
  ],
  recover: [
    ['Get the approved certificate and its chain from the CA that issued it. A root CA issued its own certificate, and has no chain.',
      'aws acm-pca get-certificate --certificate-authority-arn PARENT_CA_ARN --certificate-arn CERTIFICATE_ARN --query Certificate --output text > ca.pem',
      'aws acm-pca get-certificate --certificate-authority-arn PARENT_CA_ARN --certificate-arn CERTIFICATE_ARN --query CertificateChain --output text > chain.pem'],
    ['If the installed certificate was not approved, import the approved one. A disabled CA cannot import a certificate, so enable it immediately before. '
      + 'For a root CA, omit `--certificate-chain`.',
    'aws acm-pca update-certificate-authority --certificate-authority-arn CA_ARN --status ACTIVE',
    'aws acm-pca import-certificate-authority-certificate --certificate-authority-arn CA_ARN --certificate fileb://ca.pem --certificate-chain fileb://chain.pem'],
    'If the stack disables the CA, disable it again.',
    'Distribute the approved certificate to the clients that received the other one.',
  ],
  close: ['The installed certificate is the approved one, and its chain ends at your root CA.', CALLER_CLOSED],
};

export const CONFIGURATION_CHANGED: Runbook = {
  check: [
    findCall('UpdateCertificateAuthority'),
    'Read `requestParameters` of the call. It contains the new `status`, the new `revocationConfiguration`, or both.',
    DESCRIBE_CA,
    ['Compare the CA with the stack.', 'npx cdk drift STACK_NAME'],
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    'If the status changed to `DISABLED`, follow [ca-disabled](#ca-disabled). If CRL and OCSP were turned off, follow '
      + '[revocation-switched-off](#revocation-switched-off).',
  ],
  recover: [
    [`Set the revocation configuration to the value in the template ${FILE}.`,
      'aws acm-pca update-certificate-authority --certificate-authority-arn CA_ARN --revocation-configuration file://revocation.json'],
    DEPLOY,
  ],
  close: ['The status and the revocation configuration are those of the stack.', CALLER_CLOSED],
};

export const TAGS_CHANGED: Runbook = {
  check: [
    findCall('TagCertificateAuthority', 'UntagCertificateAuthority'),
    ['Compare the tags with the stack.', 'aws acm-pca list-tags --certificate-authority-arn CA_ARN'],
    'Search your policies for `aws:ResourceTag`. A changed tag can grant or deny access to the CA.',
    APPROVED,
  ],
  contain: [
    ['If a policy depends on the tag, and the change was not approved, set the tag to its previous value.',
      'aws acm-pca tag-certificate-authority --certificate-authority-arn CA_ARN --tags Key=KEY,Value=VALUE'],
    REVOKE_SESSIONS,
  ],
  recover: [
    ['Remove tags that were added.', 'aws acm-pca untag-certificate-authority --certificate-authority-arn CA_ARN --tags Key=KEY,Value=VALUE'],
    DEPLOY,
  ],
  close: ['The tags are those of the stack, and no call used the access that the changed tag granted.', CALLER_CLOSED],
};

const CA_DISABLED: Runbook = {
  check: [findCall('UpdateCertificateAuthority'), DESCRIBE_CA, APPROVED,
    'An offline root CA (`disabled: true`) is disabled on purpose after it signed its subordinate CAs. Check the stack before you enable it.'],
  contain: [
    'If the change was not approved, expect a deletion next, because only a disabled CA can be deleted. Watch for [ca-deleted](#ca-deleted).',
    REVOKE_SESSIONS,
  ],
  recover: [
    ENABLE_CA,
    'Repeat the requests that failed in the meantime. ACM retries renewals automatically.',
    'If the CA is managed by a stack, compare the `Status` of its activation with the template, and deploy.',
  ],
  close: ['The CA has the status that the stack specifies, and issuance works.', CALLER_CLOSED],
};

const REVOCATION_OFF: Runbook = {
  check: [
    findCall('UpdateCertificateAuthority'),
    DESCRIBE_CA,
    'Find out when the last CRL expires (`Next Update`). Until then, clients with a cached CRL still detect the revocations in it.',
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    [`Turn revocation back on with the configuration of the stack ${FILE}.`,
      'aws acm-pca update-certificate-authority --certificate-authority-arn CA_ARN --revocation-configuration file://revocation.json'],
    'Stop issuance if clients must detect revocations: certificates that are issued without CRL and OCSP contain no revocation URL, and never '
      + 'will.',
  ],
  recover: [
    DEPLOY,
    'List the certificates that were issued while revocation was off (`IssueCertificateDetails` in CloudTrail, or the audit report). Issue them '
      + 'again, and revoke the first ones.',
    'Revoke certificates whose revocation failed in the meantime.',
  ],
  close: [
    'A new CRL is published, or OCSP answers.',
    'No certificate without a revocation URL remains in use, unless this is accepted in writing.',
    CALLER_CLOSED,
  ],
};

export const AUTHORITY: Subject = {
  title: 'Certificate authorities',
  runbooks: {
    'ca-deleted': CA_DELETED,
    'ca-disabled': CA_DISABLED,
    'ca-restored': CA_RESTORED,
    'revocation-switched-off': REVOCATION_OFF,
    'ca-created': CA_CREATED,
    'ca-certificate-imported': CERTIFICATE_IMPORTED,
    'ca-configuration-changed': CONFIGURATION_CHANGED,
    'ca-tags-changed': TAGS_CHANGED,
  },
};
