/* The controls of `docs/audit-evidence.md`, with the names of their frameworks. */

/** A set of controls. */
export interface Framework {
  readonly name: string;
  readonly revision: string;
  readonly source: string;
  /** The text with which the IDs and titles were compared. */
  readonly compared: string;
  /** What the framework requires of the organization, whatever the templates contain. */
  readonly organization: string;
  /** The titles of the controls by their IDs. */
  readonly controls: Readonly<Record<string, string>>;
}

const NIST = 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final';

export const FRAMEWORKS = {
  cis: {
    name: 'CIS AWS Foundations Benchmark',
    revision: '5.0.0',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html',
    compared: 'The Security Hub user guide, and an open source implementation of the benchmark. CIS publishes the text only to registered users',
    organization: 'Section 1 (identities), AWS Config, networks, and the settings of the account. MFA delete (2.1.2) can\'t be combined with lifecycle rules, and object-level logging (3.8, 3.9) is a decision of the owner of the trail',
    controls: {
      '2.1.1': 'Ensure S3 Bucket Policy is set to deny HTTP requests',
      '2.1.4': 'Ensure that S3 is configured with \'Block Public Access\' enabled',
      '3.1': 'Ensure CloudTrail is enabled in all regions',
      '3.2': 'Ensure CloudTrail log file validation is enabled',
      '3.4': 'Ensure that server access logging is enabled on the CloudTrail S3 bucket',
      '3.5': 'Ensure CloudTrail logs are encrypted at rest using KMS CMKs',
      '3.6': 'Ensure rotation for customer-created symmetric CMKs is enabled',
    },
  },
  securityHub: {
    name: 'AWS Security Hub',
    revision: 'Security Hub CSPM controls, as of the stored copies of the user guide (2025 and 2026)',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html',
    compared: 'The Security Hub user guide',
    organization: 'Turn on Security Hub and AWS Config, and decide on the findings in [Compliance](compliance.md)',
    controls: {
      'CloudFront.13': 'CloudFront distributions should use origin access control',
      'CloudTrail.1': 'CloudTrail should be enabled and configured with at least one multi-Region trail that includes read and write management events',
      'CloudTrail.2': 'CloudTrail should have encryption at-rest enabled',
      'CloudTrail.4': 'CloudTrail log file validation should be enabled',
      'CloudTrail.5': 'CloudTrail trails should be integrated with Amazon CloudWatch Logs',
      'CloudTrail.6': 'Ensure the S3 bucket used to store CloudTrail logs is not publicly accessible',
      'CloudTrail.7': 'Ensure S3 bucket access logging is enabled on the CloudTrail S3 bucket',
      'CloudWatch.15': 'CloudWatch alarms should have specified actions configured',
      'CloudWatch.16': 'CloudWatch log groups should be retained for a specified time period',
      'KMS.4': 'AWS KMS key rotation should be enabled',
      'PCA.1': 'AWS Private CA root certificate authority should be disabled',
      'PCA.2': 'AWS Private CA certificate authorities should be tagged',
      'S3.2': 'S3 general purpose buckets should block public read access',
      'S3.3': 'S3 general purpose buckets should block public write access',
      'S3.5': 'S3 general purpose buckets should require requests to use SSL',
      'S3.7': 'S3 general purpose buckets should use cross-Region replication',
      'S3.8': 'S3 general purpose buckets should block public access',
      'S3.9': 'S3 general purpose buckets should have server access logging enabled',
      'S3.12': 'ACLs should not be used to manage user access to S3 general purpose buckets',
      'S3.13': 'S3 general purpose buckets should have Lifecycle configurations',
      'S3.14': 'S3 general purpose buckets should have versioning enabled',
      'S3.15': 'S3 general purpose buckets should have Object Lock enabled',
      'S3.17': 'S3 general purpose buckets should be encrypted at rest with AWS KMS keys',
      'SNS.1': 'SNS topics should be encrypted at-rest using AWS KMS',
      'SNS.4': 'SNS topic access policies should not allow public access',
      'SQS.1': 'Amazon SQS queues should be encrypted at rest',
      'StepFunctions.1': 'Step Functions state machines should have logging turned on',
    },
  },
  nist: {
    name: 'NIST SP 800-53',
    revision: 'Rev. 5 (September 2020, with updates as of December 10, 2020)',
    source: NIST,
    compared: 'The assignment to Security Hub controls is that of the Security Hub user guide. The other assignments are those of this project',
    organization: 'A template shows a configuration. The controls also require policies, responsible people, reviews, and their records',
    controls: {
      'AC-3': 'Access Enforcement',
      'AC-5': 'Separation of Duties',
      'AC-6': 'Least Privilege',
      'AU-2': 'Event Logging',
      'AU-6(1)': 'Audit Record Review, Analysis, and Reporting | Automated Process Integration',
      'AU-9': 'Protection of Audit Information',
      'AU-9(2)': 'Protection of Audit Information | Store on Separate Physical Systems or Components',
      'AU-11': 'Audit Record Retention',
      'AU-12': 'Audit Record Generation',
      'CA-7': 'Continuous Monitoring',
      'CA-9(1)': 'Internal System Connections | Compliance Checks',
      'CM-2': 'Baseline Configuration',
      'CP-9': 'System Backup',
      'SC-7': 'Boundary Protection',
      'SC-8(1)': 'Transmission Confidentiality and Integrity | Cryptographic Protection',
      'SC-12': 'Cryptographic Key Establishment and Management',
      'SC-13': 'Cryptographic Protection',
      'SC-17': 'Public Key Infrastructure Certificates',
      'SC-28(1)': 'Protection of Information at Rest | Cryptographic Protection',
      'SI-4(5)': 'System Monitoring | System-generated Alerts',
    },
  },
  pci: {
    name: 'PCI DSS',
    revision: '4.0.1 (June 2024)',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/pci-standard.html',
    compared: 'The Security Hub user guide (numbers), and an open source implementation of version 4.0 (titles). The standard is published only to those who accept its license',
    organization: 'The scope of the cardholder data environment, the inventory and the review of cipher suites (12.3.3), key custodians, and all reviews. The requirements apply only to systems in the scope',
    controls: {
      '1.4.4': 'System components that store cardholder data are not directly accessible from untrusted networks',
      '3.5.1': 'PAN is rendered unreadable anywhere it is stored',
      '3.7.4': 'Key management policies and procedures are implemented for cryptographic key changes for keys that have reached the end of their cryptoperiod',
      '4.2.1': 'Strong cryptography and security protocols are implemented to safeguard PAN during transmission',
      '4.2.1.1': 'An inventory of the entity\'s trusted keys and certificates used to protect PAN during transmission is maintained',
      '7.2.2': 'Access is assigned to users, including privileged users',
      '7.2.5': 'All application and system accounts and related access privileges are assigned and managed',
      '10.2.1': 'Audit logs are enabled and active for all system components and cardholder data',
      '10.3.2': 'Audit log files are protected to prevent modifications by individuals',
      '10.3.3': 'Audit log files are promptly backed up to a secure, central, internal log server or other media that is difficult to modify',
      '10.4.1.1': 'Automated mechanisms are used to perform audit log reviews',
      '10.4.2': 'Logs of all other system components are reviewed periodically',
      '10.5.1': 'Retain audit log history for at least 12 months, with at least the most recent three months immediately available for analysis',
    },
  },
  practices: {
    name: 'AWS Private CA best practices',
    revision: 'As of the stored copy of the user guide',
    source: 'https://docs.aws.amazon.com/privateca/latest/userguide/ca-best-practices.html',
    compared: 'The AWS Private CA user guide',
    organization: 'Write the certificate policy and the [certification practice statement](certification-practice-statement.md), and delete unused CAs',
    controls: {
      'Documenting CA structure and policies': 'Validity periods, succession, path length, and a catalog of permissions',
      'Minimize use of the root CA if possible': 'A root CA only issues certificates for intermediate CAs',
      'Give the root CA its own AWS account': 'The root CA and the subordinate CA are in different accounts',
      'Separate administrator and issuer roles': 'Issuers can\'t administer the CA',
      'Implement managed revocation of certificates': 'OCSP or CRLs',
      'Turn on AWS CloudTrail': 'Before you create and operate a CA',
      'Rotate the CA private key': 'A new CA or a new CA certificate replaces the key',
      'Block public access to your CRLs': 'S3 Block Public Access, with CloudFront in front of the bucket',
    },
  },
} as const satisfies Record<string, Framework>;

export type FrameworkName = keyof typeof FRAMEWORKS;

/** The IDs of controls by framework. */
export type ControlIds = { readonly [Name in FrameworkName]?: readonly (keyof (typeof FRAMEWORKS)[Name]['controls'])[] };
