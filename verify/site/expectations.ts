/** What users type, and the page that must be among the first five results. */
export const SEARCHES: readonly (readonly [term: string, page: string])[] = [
  ['CommonNameLength', '/errors'],
  ['parentDisabled', '/errors'],
  ['ca-deleted', '/alerting'],
  ['ca-disabled', '/runbooks/certificate-authorities'],
  ['crl-stale', '/runbooks/revocation'],
  ['renew', '/renewal'],
  ['AccessDenied', '/sharing'],
  ['OCSP', '/revocation'],
  ['Athena', '/audit-report-analytics'],
  ['cross-account', '/sharing'],
  ['offline root', '/renewal'],
  ['Object Lock archive', '/archive'],
  ['AuditReportBucket', '/api/AuditReportBucket'],
  ['migrate', '/migrate'],
];

/** The pages with the accessibility check, in addition to all pages of `docs/` and the guides: one of each kind. */
export const SAMPLES: readonly string[] = [
  '/', '/api/', '/api/AuditReportBucket', '/api/AuditReportBucketProps', '/api/IPrivateCertificateAuthority', '/api/Criticality',
  '/api/PrivateCertificateAuthority', '/examples/', '/examples/first-ca', '/examples/hierarchy', '/examples/baseline',
  '/runbooks/certificate-authorities', '/runbooks/event-messages', '/decisions/0003-trail', '/checks/', '/checks/pca-crl-order', '/contributing', '/changelog', '/security',
];
