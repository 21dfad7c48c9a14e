/*
 * The claims of README and docs/features.md, and what proves each of them: sections of `npm run verify`, jobs of
 * `npm test`, and test files. `docs/quality.md` has the results.
 */

/** A public claim. */
export interface Claim {
  readonly claim: string;
  /** The heading of README, or the heading of docs/features.md, under which the claim is made. */
  readonly source: string;
  /** Sections of `npm run verify`. */
  readonly sections?: readonly string[];
  /** Test files and folders of `npm test`. */
  readonly tests?: readonly string[];
  /** Other jobs of `npm test`. */
  readonly jobs?: readonly string[];
  /** What stays unproven, without a live AWS account or in general. */
  readonly unproven: string;
}

const README = 'README, Core features';

export const CLAIMS: readonly Claim[] = [
  {
    claim: 'No Lambda functions, no custom resources, and no dependencies except aws-cdk-lib and constructs',
    source: 'README, introduction',
    sections: ['language-packages'],
    tests: ['test/api/', 'test/audit/audit-report-schedule.test.ts', 'test/audit/audit-report-analytics.test.ts'],
    unproven: '–',
  },
  {
    claim: 'CAs are created active, up to five levels in a hierarchy, with the requested certificates',
    source: README,
    sections: ['certificates', 'signed-certificates'],
    tests: ['test/authority/', 'test/pattern/certificate-authority-hierarchy.test.ts', 'test/pattern/hierarchy-shapes.test.ts'],
    unproven: 'AWS Private CA is a model in these checks. It has issued no certificate for them',
  },
  {
    claim: 'A CA below a parent outside the app gets its certificate in a second deployment',
    source: 'Features, Certificate authorities',
    sections: ['signed-certificates'],
    tests: ['test/authority/external-parent.test.ts', 'test/authority/external-parent.transitions.test.ts'],
    unproven: 'No product for an offline CA was used, except OpenSSL and the package cryptography',
  },
  {
    claim: 'A CA is shared with other accounts, and certificates are exchanged for AWS credentials',
    source: 'Features, Use of a CA',
    tests: [
      'test/access/certificate-authority-share.test.ts', 'test/access/roles-anywhere.test.ts', 'test/pattern/multi-account.test.ts',
    ],
    unproven: 'No second account was used, and no credentials were requested',
  },
  {
    claim: 'CA certificates are renewed, and CAs are replaced, in a documented sequence of deployments',
    source: README,
    sections: ['certificates'],
    tests: ['test/authority/renewal.test.ts', 'test/build-tools/life-cycle-steps.test.ts'],
    unproven: 'The sequences are compared with the CloudFormation schema, and not deployed',
  },
  {
    claim: 'CAs of L1 constructs, templates, and the console are adopted without a replacement',
    source: 'README, Already have CAs?',
    tests: ['test/authority/migration.test.ts', 'test/build-tools/migration-steps.test.ts'],
    unproven: '`cdk import` and `cdk refactor` have not run',
  },
  {
    claim: 'Certificates can be revoked, and CRLs are published from a private bucket',
    source: 'Features, Revocation',
    sections: ['certificates'],
    tests: ['test/revocation/'],
    unproven: 'No client has downloaded a CRL or an OCSP response',
  },
  {
    claim: 'Grants have separate duties, and the policies allow and deny what is documented',
    source: README,
    sections: ['floor-policies'],
    tests: [
      'test/access/', 'test/authority/certificate-authority-grants.test.ts', 'test/private/grants.test.ts',
      'test/support/policy-evaluation.test.ts',
    ],
    unproven: 'The policies are evaluated with iam-simulate, and not by IAM',
  },
  {
    claim: 'Buckets for audit reports and archives accept only what AWS Private CA writes',
    source: 'Features, Audit reports',
    tests: [
      'test/audit/audit-report-bucket.policies.test.ts', 'test/audit/archive.policies.test.ts',
      'test/audit/deny-other-writers.test.ts',
    ],
    unproven: 'The service principal has not written to a bucket',
  },
  {
    claim: 'Audit reports are requested every day, and a missing report raises an alarm',
    source: 'Features, Audit reports',
    sections: ['state-machines', 'report-events'],
    tests: ['test/audit/audit-report-schedule.test.ts', 'test/audit/audit-report-schedule.walks.test.ts', 'test/audit/state-machines.test.ts'],
    unproven: 'No execution by AWS Step Functions, and no real report',
  },
  {
    claim: 'Audit reports can be queried with SQL',
    source: 'Features, Audit reports',
    sections: ['report-queries'],
    tests: ['test/audit/audit-report-analytics.test.ts', 'test/queries/'],
    unproven: 'The version of Trino in Amazon Athena can differ',
  },
  {
    claim: 'Events of CAs match the documented patterns',
    source: 'Features, Trail, notifications, and alarms',
    sections: ['event-patterns', 'report-events'],
    tests: ['test/events/'],
    unproven: 'The events are those of the documentation',
  },
  {
    claim: 'Critical activity raises alarms, from CloudTrail logs and from EventBridge',
    source: README,
    sections: ['signal-rules', 'filter-patterns'],
    tests: ['test/alerting/', 'test/trail/'],
    unproven: 'The records are written after the documentation of CloudTrail. No real record was matched',
  },
  {
    claim: 'Notifications reach email, Slack, and Microsoft Teams',
    source: 'Features, Trail, notifications, and alarms',
    tests: ['test/notification/'],
    unproven: 'The messages are rendered by a model of input transformers. None was delivered',
  },
  {
    claim: 'Silence is detected: missing logs, reports, and events, and expiring certificates and tokens',
    source: 'Features, Trail, notifications, and alarms',
    tests: [
      'test/notification/log-silence.test.ts', 'test/audit/silent-alarms.test.ts', 'test/audit/issued-certificate-expiry-watch.test.ts',
      'test/alerting/certificate-authority-expiry-watch.test.ts', 'test/support/alarm-model.test.ts',
    ],
    unproven: 'Alarms are evaluated by a model of CloudWatch',
  },
  {
    claim: 'A PKI outside AWS sends its log to CloudWatch, with alarms',
    source: 'Features, Trail, notifications, and alarms',
    sections: ['filter-patterns'],
    tests: ['test/external/'],
    unproven: 'The log events are those of the documentation of EZCA',
  },
  {
    claim: 'A baseline creates all of them in one statement, also in several accounts',
    source: README,
    sections: ['examples', 'cfn-lint'],
    tests: ['test/pattern/', 'test/dashboard/'],
    unproven: 'No baseline was deployed',
  },
  {
    claim: 'Mistakes in existing apps and templates are found, without false findings',
    source: 'README, Already have CAs?',
    sections: ['fuzz'],
    tests: ['test/checks/'],
    unproven: 'The templates are those of this repository, and generated ones',
  },
  {
    claim: 'Wrong input is an error at synthesis, with a fix',
    source: 'Features, Operations',
    sections: ['properties', 'fuzz', 'service-model'],
    tests: ['test/private/', 'test/model/', 'test/properties/'],
    unproven: 'Values that only AWS rejects',
  },
  {
    claim: 'CloudFormation retains CA resources by default',
    source: 'README, Before you deploy',
    tests: ['test/compliance/retention.test.ts'],
    unproven: 'No stack was deleted',
  },
  {
    claim: 'Templates are valid, and meet the rules of cdk-nag in all partitions',
    source: 'Features, Protection and compliance',
    sections: ['cfn-lint'],
    tests: ['test/compliance/'],
    jobs: ['integ'],
    unproven: 'Quotas and the state of an account',
  },
  {
    claim: 'Service control policies and AWS Config rules protect the PKI',
    source: 'Features, Protection and compliance',
    tests: ['test/access/private-ca-guardrails.test.ts', 'test/access/private-ca-config-rules.test.ts'],
    unproven: 'The rules were not evaluated by AWS Config',
  },
  {
    claim: 'Templates contain the evidence for the named controls',
    source: 'Features, Protection and compliance',
    tests: ['test/build-tools/audit-evidence.test.ts'],
    unproven: 'That a control is met. This is the decision of an auditor',
  },
  {
    claim: 'The fixed monthly costs of the examples are complete',
    source: 'README, Core features',
    tests: ['test/build-tools/costs.test.ts'],
    unproven: 'No bill was compared. Prices change',
  },
  {
    claim: 'The examples synthesize equal templates in Python, Java, and Go, with the same errors',
    source: 'README, Languages',
    sections: ['language-python', 'language-java', 'language-go', 'languages', 'language-packages'],
    unproven: '.NET code is generated, and not compiled',
  },
  {
    claim: 'The lowest supported aws-cdk-lib works',
    source: 'README, Languages',
    sections: ['floor-types', 'floor-tests', 'floor-policies'],
    unproven: 'The versions between the lowest and the newest',
  },
  {
    claim: 'A minor version announces each change of the API and of templates',
    source: 'README, Languages',
    sections: ['compatibility', 'templates'],
    tests: ['test/build-tools/template-changes.test.ts'],
    unproven: 'There is no release to compare with',
  },
  {
    claim: 'Samples compile, and the commands of the documentation exist',
    source: 'Features',
    sections: ['samples', 'guides', 'site'],
    tests: ['test/docs/'],
    unproven: 'The commands have not run against AWS',
  },
  {
    claim: 'Generated files are current, and a release can be made',
    source: 'README, introduction',
    sections: ['committed-files', 'release'],
    tests: ['test/architecture/'],
    jobs: ['typecheck', 'eslint'],
    unproven: 'Nothing was published',
  },
];

/** What no check of this repository proves. */
export const UNPROVEN: readonly string[] = [
  'Behavior of AWS services. Each engine is a published implementation, a service model, or a model in this repository. Where '
    + 'AWS behaves differently from its documentation, the checks do not notice it.',
  'Eventual consistency, throttling, and quotas in an account.',
  'Prices, except that they are equal to the tables in [Costs](costs.md).',
  'Controls of a certification. See [Audit evidence](audit-evidence.md) for the duties of an organization.',
  'Security of AWS Private CA, and of the accounts that administer it.',
];
