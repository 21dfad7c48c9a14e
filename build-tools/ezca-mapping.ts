/**
 * The events of the cloud PKI EZCA (Keytos) that each signal for AWS Private CA corresponds to. EZCA does not document
 * the mapping: it follows from the descriptions in EZCA's guide (`test/fixtures/ezca-events.json`).
 */
export const EZCA_EVENTS: Readonly<Record<string, readonly number[]>> = {
  'ca-deleted': [19],
  'ca-disabled': [19],
  'ca-created': [22],
  'ca-certificate-imported': [12, 28],
  'ca-configuration-changed': [4882],
  'revocation-switched-off': [4882],
  'ca-permissions-changed': [4882],
  'ca-share-changed': [4882],
  'ca-share-change-denied': [92],
  'permission-change-denied': [92],
  'ca-change-denied': [92],
  'subordinate-request-rejected': [23],
  'root-certificate-issued': [12],
  'subordinate-certificate-issued': [12, 22],
  'certificate-request-denied': [4888],
  'certificate-revoked': [4870],
  'certificate-issued': [4887],
  'crl-generated': [4872],
};
