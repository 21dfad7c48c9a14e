/* Values that AWS Private CA accepts, as its API names them. A test compares them with the CloudFormation schema. */

/** The key algorithms, each with the family of its key. */
export const KEY_FAMILIES: Readonly<Record<string, string>> = {
  RSA_2048: 'RSA',
  RSA_3072: 'RSA',
  RSA_4096: 'RSA',
  EC_prime256v1: 'ECDSA',
  EC_secp384r1: 'ECDSA',
  EC_secp521r1: 'ECDSA',
  ML_DSA_44: 'ML_DSA_44',
  ML_DSA_65: 'ML_DSA_65',
  ML_DSA_87: 'ML_DSA_87',
  SM2: 'SM2',
};

/** The signing algorithms, each with the family of the key that signs. */
export const SIGNING_FAMILIES: Readonly<Record<string, string>> = {
  SHA256WITHECDSA: 'ECDSA',
  SHA384WITHECDSA: 'ECDSA',
  SHA512WITHECDSA: 'ECDSA',
  SHA256WITHRSA: 'RSA',
  SHA384WITHRSA: 'RSA',
  SHA512WITHRSA: 'RSA',
  SHA256WITHRSA_PSS: 'RSA',
  SHA384WITHRSA_PSS: 'RSA',
  SHA512WITHRSA_PSS: 'RSA',
  ML_DSA_44: 'ML_DSA_44',
  ML_DSA_65: 'ML_DSA_65',
  ML_DSA_87: 'ML_DSA_87',
  SM3WITHSM2: 'SM2',
};

/** The types of CAs. */
export const CERTIFICATE_AUTHORITY_TYPES: readonly string[] = ['ROOT', 'SUBORDINATE'];

/** The usage modes of CAs. */
export const USAGE_MODES: readonly string[] = ['GENERAL_PURPOSE', 'SHORT_LIVED_CERTIFICATE'];

/** The longest validity period of certificates that a CA in short-lived mode issues, in days. */
export const SHORT_LIVED_DAYS = 7;

/** The largest number of levels of a CA hierarchy. The templates of subordinate CAs have path lengths of 0 to 3. */
export const HIERARCHY_LEVELS = 5;

/** The statuses that an activation can set. */
export const ACTIVATION_STATUSES: readonly string[] = ['ACTIVE', 'DISABLED'];

/** The ACLs of CRL objects. */
export const CRL_OBJECT_ACLS: readonly string[] = ['PUBLIC_READ', 'BUCKET_OWNER_FULL_CONTROL'];

/** The types of CRLs. */
export const CRL_TYPES: readonly string[] = ['COMPLETE', 'PARTITIONED'];

/** The types of validity periods. */
export const VALIDITY_TYPES: readonly string[] = ['END_DATE', 'ABSOLUTE', 'DAYS', 'MONTHS', 'YEARS'];

/** The detail types of the events that AWS Private CA sends. */
export const PRIVATE_CA_DETAIL_TYPES: readonly string[] = [
  'ACM Private CA Creation',
  'ACM Private CA Certificate Issuance',
  'ACM Private CA Certificate Revocation',
  'ACM Private CA CRL Generation',
  'ACM Private CA Audit Report Generation',
];

/** The source of the events that AWS Private CA sends. */
export const PRIVATE_CA_EVENT_SOURCE = 'aws.acm-pca';

/** The service events that CloudTrail logs for AWS Private CA. */
export const PRIVATE_CA_SERVICE_EVENTS: readonly string[] = [
  'GenerateCRL', 'GenerateOCSPResponse', 'IssueCertificateDetails', 'SignCACSR', 'SignCertificate', 'SignCRL', 'SignOCSPResponse',
];
