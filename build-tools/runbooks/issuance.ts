import {
  APPROVED, CALLER_CLOSED, DESCRIBE_CA, DISABLE_CA, ENABLE_CA, READ_CERTIFICATE, REVOKE_SESSIONS, findCall,
  issueCertificate, revokeCertificate,
} from './procedures';
import { Runbook, Step, Subject } from './types';

const FIND_ISSUANCE: Step = [
  'Find the request (`IssueCertificate`: the caller and the template) and its result (`IssueCertificateDetails`: the subject, the serial number, '
  + 'the requester).',
  'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=IssueCertificate --max-items 20 --query \'Events[].CloudTrailEvent\' --output text',
  'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=IssueCertificateDetails --max-items 20 --query \'Events[].CloudTrailEvent\' --output text',
];

const REVIEW_ISSUED = 'Review everything that the certificate signed or authenticated: certificates that chain to it, TLS endpoints, and sessions of '
  + 'IAM Roles Anywhere (`CreateSession` in CloudTrail).';

const SUBORDINATE_ISSUED: Runbook = {
  check: [
    FIND_ISSUANCE,
    READ_CERTIFICATE,
    ['Compare the subject and the public key with the CAs of the account. If none has this subject, the private key is outside AWS Private CA.',
      'aws acm-pca list-certificate-authorities --query \'CertificateAuthorities[].[Arn,Status,CertificateAuthorityConfiguration.Subject.CommonName]\' --output table'],
    'Read the path length in the certificate (`Basic Constraints`). With a path length over 0, the holder can sign other CAs.',
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    'CA_ARN in the next two steps is the CA that signed the certificate.',
    DISABLE_CA,
    revokeCertificate('CERTIFICATE_AUTHORITY_COMPROMISE'),
    'Clients that do not check revocation still trust the certificate. Distribute a block list to them, or remove the root certificate from their '
      + 'trust stores.',
  ],
  recover: [
    REVIEW_ISSUED,
    ENABLE_CA,
    'Limit the templates that principals can use (`acm-pca:TemplateArn`), for example with `PrivateCaGuardrails`.',
    'If you cannot rule out that clients trusted certificates of the unknown CA, replace the CA that signed it by a successor.',
  ],
  close: [
    'The certificate belongs to an approved CA, or it is revoked and the new CRL or OCSP status is published.',
    'No certificate of the unknown CA is in use.',
    CALLER_CLOSED,
  ],
};

const ROOT_ISSUED: Runbook = {
  check: [
    FIND_ISSUANCE,
    DESCRIBE_CA,
    'A root CA certificate is requested only when a root CA is activated or renewed. Compare the CA with the deployments of the stack.',
    ['Read the certificate that the CA has installed.',
      'aws acm-pca get-certificate-authority-certificate --certificate-authority-arn CA_ARN --query Certificate --output text | openssl x509 -noout -text'],
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    DISABLE_CA,
    'A root CA certificate cannot be revoked effectively. Make sure that no trust store contains the new certificate.',
  ],
  recover: [
    'If the CA is new and not approved, follow [ca-created](#ca-created).',
    'If your root CA was renewed without approval, import the previous certificate again, as in '
      + '[ca-certificate-imported](#ca-certificate-imported).',
    ENABLE_CA,
  ],
  close: ['The certificate belongs to an approved activation or renewal, or no client trusts it.', CALLER_CLOSED],
};

const ROOT_USED: Runbook = {
  check: [
    FIND_ISSUANCE,
    'Read `templateArn`. A root CA normally signs only subordinate CA certificates, its own certificate, and OCSP signing certificates.',
    READ_CERTIFICATE,
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    DISABLE_CA,
    revokeCertificate('PRIVILEGE_WITHDRAWN'),
  ],
  recover: [
    REVIEW_ISSUED,
    'If an approved change needs the root CA, enable it for the time of the change, and disable it afterwards.',
    'If the root CA is for signing only, deploy it with `disabled: true`, so that the next use needs two calls.',
  ],
  close: ['The use was approved, or the certificate is revoked and published in the CRL of the root CA.', CALLER_CLOSED],
};

const PASSTHROUGH: Runbook = {
  check: [
    FIND_ISSUANCE,
    READ_CERTIFICATE,
    'Compare the Subject Alternative Names, the key usage, and `CA:TRUE` with what the requester can have. A passthrough template copies them '
      + 'from the request.',
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    revokeCertificate('PRIVILEGE_WITHDRAWN', 'If the certificate contains an unapproved name, or an unapproved `CA:TRUE`, revoke it.'),
  ],
  recover: [
    'Issue an approved certificate with a template without passthrough, if the requester needs one.',
    'Deny passthrough templates to principals that do not need them (`acm-pca:TemplateArn`).',
  ],
  close: ['Each name and extension of the certificate is approved, or the certificate is revoked.', CALLER_CLOSED],
};

export const ISSUANCE_FAILED: Runbook = {
  check: [
    ['Read the reason. `statusReason` of `IssueCertificateDetails` contains it.',
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=IssueCertificateDetails --max-items 20 --query \'Events[].CloudTrailEvent\' --output text'],
    ['If you know the ARN of the certificate, read the error of its request.',
      'aws acm-pca get-certificate --certificate-authority-arn CA_ARN --certificate-arn CERTIFICATE_ARN'],
    DESCRIBE_CA,
    'Typical reasons are a validity beyond the end of the CA certificate, a CSR with an unsupported key or extension, and a CA that is not active.',
  ],
  contain: ['If a workload retries without an end, stop it. Requests count toward the quota of 25 requests per second.'],
  recover: [
    'Correct the request, for example with a shorter validity. If the CA certificate expires soon, renew it.',
    issueCertificate('Request the certificate again.', 30),
  ],
  close: ['The requester has a certificate, or does not need one.', 'No other request fails for the same reason.'],
};

export const CERTIFICATE_REVOKED: Runbook = {
  check: [
    findCall('RevokeCertificate'),
    'Read `certificateSerial` and `revocationReason`. The reason `KEY_COMPROMISE` means that the key is in other hands: look for its use before the '
      + 'revocation.',
    ['Find the endpoints that use the certificate. If ACM manages it, read `InUseBy`.',
      'aws acm list-certificates --query \'CertificateSummaryList[].[CertificateArn,DomainName,InUse]\' --output table',
      'aws acm describe-certificate --certificate-arn ACM_CERTIFICATE_ARN --query Certificate.InUseBy'],
    APPROVED,
  ],
  contain: [
    'Replace the certificate at each endpoint before clients receive the new CRL (about 30 minutes) or OCSP status (up to 60 minutes).',
    REVOKE_SESSIONS,
  ],
  recover: [
    issueCertificate('If the revocation was a mistake, issue another certificate. A revocation cannot be undone.', 30),
    'If many certificates were revoked without approval, deny `acm-pca:RevokeCertificate` to the caller, and list the affected certificates with an '
      + 'audit report.',
  ],
  close: ['Every endpoint presents a certificate that is not revoked.', CALLER_CLOSED],
};

export const CERTIFICATE_ISSUED: Runbook = {
  check: [
    FIND_ISSUANCE,
    READ_CERTIFICATE,
    'Compare the number of certificates with a normal day. An unusual number of certificates, an unknown requester, or an unknown name needs an '
      + 'investigation.',
  ],
  contain: [REVOKE_SESSIONS, revokeCertificate('UNSPECIFIED', 'If the certificate was not expected, revoke it.')],
  recover: [REVIEW_ISSUED, 'Remove the permission to issue from principals that do not need it.'],
  close: ['The certificate was expected (usually, no action is required), or it is revoked.'],
};

const SUBORDINATE_REJECTED: Runbook = {
  check: [
    findCall('IssueCertificate', 'ImportCertificateAuthorityCertificate'),
    'Read `errorCode` and `errorMessage`. `AccessDeniedException` is a missing permission. `MalformedCertificateException` or '
      + '`CertificateMismatchException` is a wrong certificate. `InvalidStateException` is a CA in the wrong status.',
    APPROVED,
  ],
  contain: [
    'If no new subordinate CA was planned, treat the request as an attempt to create one.',
    REVOKE_SESSIONS,
  ],
  recover: ['If the request was planned, correct the cause, and repeat the deployment.', 'Confirm that no other request succeeded '
    + '([subordinate-certificate-issued](#subordinate-certificate-issued)).'],
  close: ['The request was planned and succeeded, or its caller is identified and no request succeeded.'],
};

export const ISSUANCE: Subject = {
  title: 'Certificates and templates',
  runbooks: {
    'root-certificate-issued': ROOT_ISSUED,
    'subordinate-certificate-issued': SUBORDINATE_ISSUED,
    'root-ca-used': ROOT_USED,
    'passthrough-template-used': PASSTHROUGH,
    'subordinate-request-rejected': SUBORDINATE_REJECTED,
    'certificate-issuance-failed': ISSUANCE_FAILED,
    'certificate-revoked': CERTIFICATE_REVOKED,
    'certificate-issued': CERTIFICATE_ISSUED,
  },
};
