import { LIST_REPORTS, REQUEST_REPORT, notStarted } from './audit';
import { DEPLOY, DESCRIBE_CA, issueCertificate, revokeCertificate } from './procedures';
import { Runbook, Step, Subject } from './types';

const CSR = 'aws acm-pca get-certificate-authority-csr --certificate-authority-arn CA_ARN --output text > ca.csr';

const SIGN_AGAIN: Step = [
  'If the CA has an external parent (`externalParent`), `certificateGeneration` is an error. Let the parent sign the same certificate signing request (CSR) '
  + 'again, and deploy with the new certificate in `ExternalParent.signed()` ([A parent outside the app](external-parent.md)).',
  CSR,
];

const RENEW_IMPORTED: Step = [
  'If the app only imports the CA, renew it in the stack that contains it, or let its owner renew it. If no stack contains it, issue the certificate from its '
  + 'CSR, and import it. For a root CA, use its own ARN as PARENT_CA_ARN and the template `RootCACertificate/V1`, and omit `--certificate-chain`. A disabled CA '
  + 'cannot import a certificate.',
  'aws acm-pca update-certificate-authority --certificate-authority-arn CA_ARN --status ACTIVE',
  CSR,
  'aws acm-pca issue-certificate --certificate-authority-arn PARENT_CA_ARN --csr fileb://ca.csr --signing-algorithm SHA384WITHECDSA '
  + '--validity Value=3,Type=YEARS --template-arn arn:aws:acm-pca:::template/SubordinateCACertificate_PathLen0/V1',
  'aws acm-pca wait certificate-issued --certificate-authority-arn PARENT_CA_ARN --certificate-arn CERTIFICATE_ARN',
  'aws acm-pca get-certificate --certificate-authority-arn PARENT_CA_ARN --certificate-arn CERTIFICATE_ARN --query Certificate --output text > ca.pem',
  'aws acm-pca get-certificate --certificate-authority-arn PARENT_CA_ARN --certificate-arn CERTIFICATE_ARN --query CertificateChain --output text > chain.pem',
  'aws acm-pca import-certificate-authority-certificate --certificate-authority-arn CA_ARN --certificate fileb://ca.pem --certificate-chain fileb://chain.pem',
];

const CA_EXPIRING: Runbook = {
  check: [
    ['Read when the CA certificate expires.',
      'aws acm-pca describe-certificate-authority --certificate-authority-arn CA_ARN --query \'CertificateAuthority.[Status,NotBefore,NotAfter,Type]\''],
    ['Read when the parent expires. A CA certificate cannot be valid longer than its parent.',
      'aws acm-pca get-certificate-authority-certificate --certificate-authority-arn PARENT_CA_ARN --query Certificate --output text '
      + '| openssl x509 -noout -subject -enddate'],
    'Find out which clients pin the CA certificate or have it in their trust stores. They need the new certificate.',
  ],
  contain: [
    'AWS Private CA rejects certificates that outlive the CA. Shorten the validity of certificates that you issue until the renewal.',
    'A disabled CA cannot accept a new certificate, and a disabled parent cannot sign one. Enable both for the renewal, and disable an offline root CA again '
      + 'afterwards ([Take a root CA offline](guides/offline-root.md)).',
  ],
  recover: [
    'If the parent expires too, renew the parent first. If the key is too old or compromised, replace the CA by a successor.',
    'Renew the CA certificate in one of the following ways. A renewal keeps the key. If the stack contains the CA, and the CA is a root CA or has a parent '
      + '(`parent`), increase `certificateGeneration`, and deploy ([Renewal](renewal.md)).',
    SIGN_AGAIN,
    RENEW_IMPORTED,
    DEPLOY,
    'Distribute the new CA certificate to the clients that need it.',
  ],
  close: ['`NotAfter` of the CA is later than the threshold, and clients validate certificates with the new chain.'],
};

const CAS_NOT_READ: Runbook = {
  check: [
    '[Read an execution](#read-an-execution) of the state machine of the expiry watch. `CertificateAuthorityNotRead` names the CAs.',
    ['Check each of these CAs.', 'aws acm-pca describe-certificate-authority --certificate-authority-arn CA_ARN'],
    ['Check that the schedule is enabled.', 'aws scheduler list-schedules --query \'Schedules[].[Name,GroupName,State]\' --output table'],
    'After the first deployment, the alarm is in ALARM state until the first execution ends.',
  ],
  contain: ['Until the next execution succeeds, read the end of validity of each CA yourself.', DESCRIBE_CA],
  recover: [
    'Remove a deleted CA from the expiry watch, and deploy. For a shared CA, restore the share with the permission to describe the CA.',
    DEPLOY,
  ],
  close: ['An execution succeeded for every CA, and the alarm is in OK state.'],
};

const QUERY: Step = [
  'Run the saved query `expiring_without_successor`. It lists each certificate without a successor.',
  'aws athena list-named-queries --work-group WORKGROUP',
  'aws athena get-named-query --named-query-id NAMED_QUERY_ID --query NamedQuery.QueryString --output text > query.sql',
  'aws athena start-query-execution --work-group WORKGROUP --query-execution-context Database=DATABASE --query-string file://query.sql',
  'aws athena get-query-results --query-execution-id QUERY_EXECUTION_ID',
];

const CERTIFICATE_EXPIRING: Runbook = {
  check: [QUERY, 'Find the owner of each certificate by its subject, and by the requester in CloudTrail (`IssueCertificateDetails`).',
    'A certificate with another subject is not recognized as a successor. Check whether the endpoint already has another certificate.'],
  contain: ['Replace the certificates of production endpoints first. An expired certificate stops TLS connections immediately.'],
  recover: [
    issueCertificate('Issue a certificate, and deploy it to the endpoint.', 90),
    revokeCertificate('CESSATION_OF_OPERATION', 'If no endpoint uses a certificate anymore, revoke it. It then no longer counts.'),
    'If the workload has no automatic renewal, add one.',
  ],
  close: ['The query returns no certificate within the threshold. The alarm changes to OK after the next execution with a newer report.'],
};

const CERTIFICATES_NOT_READ: Runbook = {
  check: [
    '[Read an execution](#read-an-execution) of the state machine of the watch on issued certificates.',
    LIST_REPORTS,
    ['Read the age of the copies.', 'aws s3api list-objects-v2 --bucket BUCKET --prefix latest/ --query \'Contents[].[Key,LastModified]\' --output table'],
    'Copies that are older than 7 days count as not read.',
  ],
  contain: ['Until an execution succeeds, check the certificates of important endpoints yourself.',
    ['Read the end of validity of the certificate that an endpoint presents.',
      'openssl s_client -connect ENDPOINT:443 -servername ENDPOINT < /dev/null | openssl x509 -noout -subject -enddate']],
  recover: [
    'If no report is requested, follow [audit-report-overdue](#audit-report-overdue). If reports are not copied, follow '
      + '[audit-report-not-copied](#audit-report-not-copied).',
    REQUEST_REPORT,
    DEPLOY,
  ],
  close: ['An execution read copies that are at most 7 days old, and the alarm is in OK state.'],
};

const READ_ACM: Step = [
  'Read the status, the users, the issuer, and the reason of a failed renewal.',
  'aws acm describe-certificate --certificate-arn ACM_CERTIFICATE_ARN --query '
  + '\'Certificate.[Status,NotAfter,InUseBy,CertificateAuthorityArn,RenewalEligibility,RenewalSummary]\'',
];

const ACM_PERMISSIONS: Step = [
  'For reasons that begin with `PCA_`, check the CA: its status, its validity, and the permission of ACM. For a shared CA, check the share.',
  'aws acm-pca describe-certificate-authority --certificate-authority-arn CA_ARN --query \'CertificateAuthority.[Status,NotAfter]\'',
  'aws acm-pca list-permissions --certificate-authority-arn CA_ARN',
];

const GRANT_ACM: Step = [
  'If the permission is missing, create it. ACM then retries the renewal.',
  'aws acm-pca create-permission --certificate-authority-arn CA_ARN --principal acm.amazonaws.com --actions IssueCertificate GetCertificate ListPermissions',
  'aws acm renew-certificate --certificate-arn ACM_CERTIFICATE_ARN',
];

const REQUEST_ACM: Step = [
  'If ACM cannot renew the certificate, request another one, and configure it at each user (`InUseBy`). The key algorithm must have the family of the CA key, '
  + 'for example `RSA_2048` for a CA with an RSA key.',
  'aws acm request-certificate --domain-name DOMAIN_NAME --certificate-authority-arn CA_ARN --key-algorithm EC_prime256v1',
];

const ACM_EXPIRING: Runbook = {
  check: [READ_ACM, ACM_PERMISSIONS, 'An imported certificate (`Type` is `IMPORTED`) is never renewed by ACM.'],
  contain: ['Plan the replacement before the date. At one day, replace the certificate first, and find the cause later.'],
  recover: [
    GRANT_ACM,
    ['Import an imported certificate again, with the same ARN.',
      'aws acm import-certificate --certificate-arn ACM_CERTIFICATE_ARN --certificate fileb://certificate.pem --private-key fileb://key.pem --certificate-chain fileb://chain.pem'],
    REQUEST_ACM,
    ['If `InUseBy` is empty, and no other endpoint uses the certificate, delete it.', 'aws acm delete-certificate --certificate-arn ACM_CERTIFICATE_ARN'],
  ],
  close: ['`NotAfter` of the certificate is in the future by more than 45 days, or the certificate is deleted.'],
};

const ACM_EXPIRED: Runbook = {
  check: [READ_ACM, 'Find out which endpoints fail, by `InUseBy` and by the errors of their clients.'],
  contain: [REQUEST_ACM, 'Do not turn off the validation of certificates in clients as a workaround.'],
  recover: [ACM_PERMISSIONS, GRANT_ACM, 'Check the other certificates of the same CA, which fail for the same reason.'],
  close: ['Every endpoint presents a valid certificate, and the cause of the failed renewal is corrected.'],
};

const ACM_ACTION: Runbook = {
  check: ['Read the reason in the notification (`RenewalStatusReason`).', READ_ACM, ACM_PERMISSIONS],
  contain: ['The certificate is still valid. Note the date `NotAfter`, which is the deadline.'],
  recover: [
    GRANT_ACM,
    'If the CA is disabled, enable it. If it expires before the new certificate would, renew the CA first.',
    'For a certificate that was exported, renew it, and deploy the new certificate and key to its endpoints yourself.',
    REQUEST_ACM,
  ],
  close: ['`RenewalSummary.RenewalStatus` is `SUCCESS`, or another certificate is in use.'],
};

const CA_QUOTA: Runbook = {
  check: [
    ['Count the CAs, including deleted CAs in their restoration period, which also count.',
      'aws acm-pca list-certificate-authorities --query \'CertificateAuthorities[].[Arn,Status,CreatedAt,RestorableUntil]\' --output table'],
    ['Read the quota.', 'aws service-quotas list-service-quotas --service-code acm-pca --query \'Quotas[].[QuotaName,QuotaCode,Value]\' --output table'],
    'Check whether an unknown caller or a test creates CAs ([ca-created](#ca-created)).',
  ],
  contain: ['Stop pipelines that create CAs. At the quota, also approved deployments fail.'],
  recover: [
    ['Request an increase.',
      'aws service-quotas request-service-quota-increase --service-code acm-pca --quota-code QUOTA_CODE --desired-value VALUE'],
    'If CAs are no longer used, delete them on another day, and follow [the guide](guides/delete-everything.md). A deletion frees no quota until the '
      + 'restoration period ends.',
    'Set `certificateAuthorityQuota` of `PrivateCaQuotaAlarms` to the new quota, and deploy.',
  ],
  close: ['The number of CAs is below the threshold, or the quota is increased and the alarm has the new threshold.'],
};

const CERTIFICATE_QUOTA: Runbook = {
  check: [
    ['Find the CA with the most certificates, and read the growth of the metric.', 'aws cloudwatch list-metrics --namespace AWS/Usage --metric-name CertificatesPerCA'],
    DESCRIBE_CA,
    'The quota is 1 million certificates with a complete CRL, and 100 million with a partitioned CRL, OCSP, or no revocation.',
    'An unexpected growth can be a workload that requests certificates in a loop ([certificate-issued](#certificate-issued)).',
  ],
  contain: ['Stop a workload that requests certificates without an end. The number of certificates never decreases, even if they expire.'],
  recover: [
    'Create another CA, and move the workloads to it ([Replace a CA by its successor](renewal.md#replace-a-ca-by-its-successor)).',
    'If the CA has a complete CRL, consider a partitioned CRL. Read [its limits](revocation.md#change-the-revocation-configuration) before.',
    'Keep the first CA for the revocation of its certificates until they expire.',
  ],
  close: ['New certificates are issued by another CA, or the quota of the CA is higher and the alarm has the new threshold.'],
};

export const EXPIRY: Subject = {
  title: 'Expiry and quotas',
  runbooks: {
    'ca-certificate-expiring': CA_EXPIRING,
    'ca-certificates-not-read': CAS_NOT_READ,
    'ca-expiry-watch-not-started': notStarted('Until an execution succeeds, read the end of validity of each CA yourself (`NotAfter`).', [DESCRIBE_CA]),
    'certificate-expiring': CERTIFICATE_EXPIRING,
    'certificates-not-read': CERTIFICATES_NOT_READ,
    'certificate-expiry-watch-not-started': notStarted('Until an execution succeeds, query the newest audit report yourself.', [QUERY]),
    'acm-certificate-expired': ACM_EXPIRED,
    'acm-certificate-expiring': ACM_EXPIRING,
    'acm-renewal-action-required': ACM_ACTION,
    'ca-quota': CA_QUOTA,
    'certificate-quota': CERTIFICATE_QUOTA,
  },
};
