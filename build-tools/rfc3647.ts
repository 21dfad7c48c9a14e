/* The outline of RFC 3647, section 6, for `docs/certification-practice-statement.md`. */

/** The titles of the chapters and of their sections, in order. */
export const RFC_3647_OUTLINE: readonly (readonly [chapter: string, sections: readonly string[]])[] = [
  ['Introduction', [
    'Overview', 'Document name and identification', 'PKI participants', 'Certificate usage', 'Policy administration',
    'Definitions and acronyms',
  ]],
  ['Publication and repository responsibilities', [
    'Repositories', 'Publication of certification information', 'Time or frequency of publication', 'Access controls on repositories',
  ]],
  ['Identification and authentication', [
    'Naming', 'Initial identity validation', 'Identification and authentication for re-key requests',
    'Identification and authentication for revocation request',
  ]],
  ['Certificate life-cycle operational requirements', [
    'Certificate application', 'Certificate application processing', 'Certificate issuance', 'Certificate acceptance',
    'Key pair and certificate usage', 'Certificate renewal', 'Certificate re-key', 'Certificate modification',
    'Certificate revocation and suspension', 'Certificate status services', 'End of subscription', 'Key escrow and recovery',
  ]],
  ['Facility, management, and operational controls', [
    'Physical controls', 'Procedural controls', 'Personnel controls', 'Audit logging procedures', 'Records archival',
    'Key changeover', 'Compromise and disaster recovery', 'CA or RA termination',
  ]],
  ['Technical security controls', [
    'Key pair generation and installation', 'Private key protection and cryptographic module engineering controls',
    'Other aspects of key pair management', 'Activation data', 'Computer security controls', 'Life cycle technical controls',
    'Network security controls', 'Time-stamping',
  ]],
  ['Certificate, CRL, and OCSP profiles', ['Certificate profile', 'CRL profile', 'OCSP profile']],
  ['Compliance audit and other assessments', [
    'Frequency or circumstances of assessment', 'Identity/qualifications of assessor', 'Assessor\'s relationship to assessed entity',
    'Topics covered by assessment', 'Actions taken as a result of deficiency', 'Communication of results',
  ]],
  ['Other business and legal matters', [
    'Fees', 'Financial responsibility', 'Confidentiality of business information', 'Privacy of personal information',
    'Intellectual property rights', 'Representations and warranties', 'Disclaimers of warranties', 'Limitations of liability',
    'Indemnities', 'Term and termination', 'Individual notices and communications with participants', 'Amendments',
    'Dispute resolution provisions', 'Governing law', 'Compliance with applicable law', 'Miscellaneous provisions', 'Other provisions',
  ]],
];
