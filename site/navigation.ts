/**
 * The pages of the site by task. One table makes the menu, the cards of the home page, and the cross-references.
 *
 * A page is a Markdown file of the repository, a folder of them, or a path of the site, which starts with a slash.
 */
export interface NavigationGroup {
  readonly title: string;
  /** What the group answers, for the card on the home page. */
  readonly summary: string;
  readonly core?: readonly NavigationPage[];
  readonly advanced?: readonly NavigationPage[];
}

export interface NavigationPage {
  readonly label: string;
  readonly page: string;
  /** Words that users search for and that the page doesn't contain. */
  readonly terms?: string;
}

const page = (label: string, path: string, terms?: string): NavigationPage => ({ label, page: path, terms });
const guide = (label: string, name: string, terms?: string) => page(label, `docs/guides/${name}.md`, terms);

export const NAVIGATION: readonly NavigationGroup[] = [
  {
    title: 'Get started',
    summary: 'Create a first CA, choose a hierarchy, and compare the alternatives.',
    core: [
      page('Overview', 'README.md', 'install npm first example'),
      guide('Get started', 'get-started', 'quick start tutorial first CA'),
      guide('CA mode and hierarchy', 'choose-mode-and-hierarchy', 'short-lived general-purpose choose'),
      guide('All guides', 'README', 'how to step by step'),
      page('All features', 'docs/features.md'),
      page('Languages', 'docs/languages.md', 'Python Java C# .NET Go jsii other languages'),
      page('Examples', '/examples/', 'samples demo'),
    ],
    advanced: [
      page('Migrate existing CAs', 'docs/migrate.md', 'migration adopt import console L1'),
      guide('Migrate from L1 constructs', 'migrate-from-l1', 'CfnCertificateAuthority adopt'),
      guide('Migrate from another PKI', 'from-another-pki', 'EZCA ADCS switch'),
      page('Comparison', 'docs/comparison.md', 'alternatives Terraform serverless-ca versus'),
    ],
  },
  {
    title: 'Create',
    summary: 'Root CAs, subordinate CAs, hierarchies, and a parent outside AWS.',
    core: [
      page('Certificate authorities', 'docs/certificate-authority.md', 'root subordinate create delete'),
      page('Hierarchies', 'docs/hierarchy.md', 'root issuing levels path length'),
      page('Baseline', 'docs/baseline.md', 'everything in one statement'),
    ],
    advanced: [
      page('Parent outside the app', 'docs/external-parent.md', 'external root on-premises CSR sign'),
      guide('External parent', 'external-parent'),
      page('Loss of a Region', 'docs/region-loss.md', 'two Regions multi-Region disaster recovery'),
      page('Tags, aspects, and mixins', 'docs/aspects-and-mixins.md'),
    ],
  },
  {
    title: 'Trust and use',
    summary: 'Grant permissions, share a CA, and issue certificates for services and devices.',
    core: [
      page('Permissions on a CA', 'docs/grants.md', 'who can issue IAM grant policy AccessDenied'),
      page('Share with other accounts', 'docs/sharing.md', 'share RAM cross-account AccessDenied'),
      guide('Share across accounts', 'share-across-accounts', 'share RAM cross-account'),
      page('Consumers', 'docs/consumers.md', 'ECS EKS MSK ALB load balancer mTLS'),
      guide('ACM with a load balancer', 'acm-load-balancer', 'ALB HTTPS'),
      guide('Mutual TLS', 'mutual-tls', 'mTLS ALB API Gateway trust store'),
    ],
    advanced: [
      page('Issue a certificate from a CSR', 'docs/issued-certificates.md', 'sign certificate request'),
      page('IAM Roles Anywhere', 'docs/roles-anywhere.md', 'trust anchor credentials outside AWS'),
      guide('Roles Anywhere', 'roles-anywhere'),
      guide('ECS Service Connect', 'ecs-service-connect', 'TLS Fargate'),
      guide('EKS with cert-manager', 'eks-cert-manager', 'Kubernetes'),
      guide('Amazon MSK', 'msk', 'Kafka'),
    ],
  },
  {
    title: 'Revoke',
    summary: 'OCSP, CRLs, and how to detect that they are not available.',
    core: [page('Revocation', 'docs/revocation.md', 'revoke CRL OCSP CloudFront')],
  },
  {
    title: 'Audit',
    summary: 'Audit reports, the CloudTrail trail, archives, and evidence.',
    core: [
      page('Audit reports', 'docs/audit-reports.md', 'bucket policy'),
      page('CloudTrail trail', 'docs/trail.md', 'log calls'),
      page('Schedule and query reports', 'docs/audit-report-analytics.md', 'Athena SQL expiry'),
      guide('Audit reports with Athena', 'audit-reports-athena', 'SQL'),
    ],
    advanced: [
      page('Archives', 'docs/archive.md', 'Object Lock WORM'),
      page('Evidence for auditors', 'docs/audit-evidence.md', 'CIS NIST PCI DSS controls'),
      page('Certification practice statement', 'docs/certification-practice-statement.md', 'CPS RFC 3647 certificate policy'),
    ],
  },
  {
    title: 'Monitor',
    summary: 'Alarms by criticality, readable notifications, and failures without an error.',
    core: [
      page('Alarms and dashboard', 'docs/alerting.md', 'signals CloudWatch'),
      page('Events and notifications', 'docs/events.md', 'EventBridge SNS email Slack Teams'),
    ],
    advanced: [
      page('Failures without an error', 'docs/silence.md', 'silence missing logs quotas'),
      page('PKI outside AWS', 'docs/external-pki.md', 'EZCA'),
      page('Guardrails', 'docs/guardrails.md', 'service control policies AWS Config SCP'),
    ],
  },
  {
    title: 'Operate',
    summary: 'Renew, replace, take a root CA offline, delete, and respond to incidents.',
    core: [
      page('Renewal and succession', 'docs/renewal.md', 'renew rotate expire replace offline root'),
      guide('Rotate and renew', 'rotate-and-renew', 'renewal expire'),
      guide('Offline root CA', 'offline-root', 'disable root'),
      page('Stacks and accounts', 'docs/stacks-and-accounts.md', 'split stacks organize'),
      page('Runbooks', 'docs/runbooks.md', 'incident response alarm what to do'),
      guide('Delete everything', 'delete-everything', 'remove destroy clean up cost'),
    ],
    advanced: [page('Live deployments', 'docs/live-deployment.md', 'integration test')],
  },
  {
    title: 'Reference',
    summary: 'API in five languages, errors, warnings, signals, events, permissions, limits, and costs.',
    core: [
      page('API', '/api/', 'class property reference'),
      page('Errors and warnings', 'docs/errors.md', 'error code exception troubleshoot what does this error mean'),
      page('Signals', 'docs/alerting.md#signals'),
      page('Events', 'docs/events.md#events'),
      page('Permissions', 'docs/grants.md'),
      page('Limits', 'docs/limits.md', 'quota maximum'),
      page('Costs', 'docs/costs.md', 'price monthly cost pricing how much'),
      page('Compliance', 'docs/compliance.md', 'cdk-nag'),
    ],
    advanced: [
      page('Check an existing app', 'docs/checks.md', 'rules lint mistakes'),
      page('Rules', 'docs/checks/'),
      page('Threat model', 'docs/threat-model.md', 'security least privilege execution policy'),
      page('Compatibility', 'docs/compatibility.md', 'versions breaking changes'),
      page('Security policy', 'SECURITY.md', 'vulnerability'),
    ],
  },
  {
    title: 'Decisions',
    summary: 'Why the library is as it is, how it is tested, and how to contribute.',
    core: [
      page('Decision records', 'docs/decisions/'),
      page('Architecture', 'docs/architecture.md'),
      page('Quality', 'docs/quality.md', 'tests mutation benchmark'),
    ],
    advanced: [
      page('Contributing', 'CONTRIBUTING.md'),
      page('Changelog', 'CHANGELOG.md', 'release'),
      page('Roadmap', 'ROADMAP.md'),
    ],
  },
];

/** What new users ask, and the page that answers it. */
export const QUESTIONS: readonly { readonly question: string; readonly page: string; readonly search: string }[] = [
  { question: 'How do I renew a CA certificate?', page: 'docs/renewal.md#renew-a-ca-certificate', search: 'renew' },
  { question: 'How do I share a CA with another account?', page: 'docs/sharing.md', search: 'share' },
  { question: 'How do I run in two Regions?', page: 'docs/region-loss.md', search: 'two Regions' },
  { question: 'How do I split the PKI into several stacks?', page: 'docs/stacks-and-accounts.md', search: 'split stacks' },
  { question: 'How do I migrate existing CAs?', page: 'docs/migrate.md', search: 'migrate' },
  { question: 'Who can issue certificates?', page: 'docs/grants.md', search: 'who can issue' },
  { question: 'How do I use Python, Java, C#, or Go?', page: 'docs/languages.md', search: 'python' },
  { question: 'How do I delete a CA?', page: 'docs/certificate-authority.md#delete-a-ca', search: 'delete a CA' },
  { question: 'What does it cost?', page: 'docs/costs.md', search: 'costs' },
  { question: 'What does this error mean?', page: 'docs/errors.md', search: 'CommonNameLength' },
];
