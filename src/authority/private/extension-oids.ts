/** The object identifiers (OIDs) of the extensions that `CertificateExtensions` has a property for. */
export const PROPERTY_OIDS = {
  keyUsage: '2.5.29.15',
  certificatePolicies: '2.5.29.32',
  extendedKeyUsage: '2.5.29.37',
  subjectAlternativeNames: '2.5.29.17',
} as const;

/** The OIDs of the extensions that templates set. */
export const BASIC_CONSTRAINTS = '2.5.29.19';
export const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
export const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35';

/** The OID of the subject information access (SIA) extension. */
export const SUBJECT_INFORMATION_ACCESS = '1.3.6.1.5.5.7.1.11';
