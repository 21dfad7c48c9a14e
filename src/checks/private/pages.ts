/* The pages of AWS documentation that rules name. */

const USER_GUIDE = 'https://docs.aws.amazon.com/privateca/latest/userguide';
const API = 'https://docs.aws.amazon.com/privateca/latest/APIReference';
const TEMPLATE_REFERENCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

export const AWS_PAGES = {
  activation: `${TEMPLATE_REFERENCE}/aws-resource-acmpca-certificateauthorityactivation.html`,
  certificateAuthority: `${TEMPLATE_REFERENCE}/aws-resource-acmpca-certificateauthority.html`,
  permission: `${TEMPLATE_REFERENCE}/aws-resource-acmpca-permission.html`,
  crlPolicies: `${USER_GUIDE}/crl-planning.html#s3-policies`,
  crlPlanning: `${USER_GUIDE}/crl-planning.html`,
  auditReports: `${USER_GUIDE}/PcaAuditReport.html`,
  crlConfiguration: `${API}/API_CrlConfiguration.html`,
  auditReportCall: `${API}/API_CreateCertificateAuthorityAuditReport.html`,
  importCertificate: `${API}/API_ImportCertificateAuthorityCertificate.html`,
  templates: `${USER_GUIDE}/template-varieties.html`,
  algorithms: `${USER_GUIDE}/supported-algorithms.html`,
  hierarchy: `${USER_GUIDE}/ca-hierarchy.html`,
  lifecycle: `${USER_GUIDE}/ca-lifecycle.html`,
  shortLived: `${USER_GUIDE}/short-lived-certificates.html`,
  events: `${USER_GUIDE}/CloudWatchEvents.html`,
  metrics: `${USER_GUIDE}/PcaCloudWatch.html`,
  revocation: `${USER_GUIDE}/revocation-setup.html`,
  sharing: `${USER_GUIDE}/pca-resource-sharing.html`,
  acmCertificate: 'https://docs.aws.amazon.com/acm/latest/userguide/gs-acm-request-private.html',
  deletionPolicy: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
  readOnlyEvents: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html',
  logsTarget: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html',
  universalTargets: 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html',
  trailKey: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html',
  trailControls: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html',
  topicKey: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
  search: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html',
  controls: 'https://docs.aws.amazon.com/securityhub/latest/userguide/pca-controls.html',
  objectOwnership: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html',
  partitions: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
} as const;
