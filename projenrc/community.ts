import { javascript, TextFile, YamlFile } from 'projen';

const REPOSITORY = 'https://github.com/cdk-private-ca/cdk-private-ca';

/** The templates for pull requests and issues. */
export function addCommunityFiles(project: javascript.NodeProject): void {
  new TextFile(project, '.github/pull_request_template.md', { lines: PULL_REQUEST });
  new YamlFile(project, '.github/ISSUE_TEMPLATE/bug.yml', { obj: BUG });
  new YamlFile(project, '.github/ISSUE_TEMPLATE/feature.yml', { obj: FEATURE });
  new YamlFile(project, '.github/ISSUE_TEMPLATE/config.yml', { obj: CONFIG });
}

const PULL_REQUEST = [
  '## What changes',
  '',
  '<!-- What a user of the library sees after this change. -->',
  '',
  '## Why',
  '',
  '<!-- The problem that it solves, with a link to the issue or to the AWS documentation. -->',
  '',
  '## Checks',
  '',
  '- [ ] `npm test` and `npm run verify` pass.',
  '- [ ] A test fails without the change.',
  '- [ ] Logical IDs, physical names, and deletion policies stay the same, or the description lists the resources that are replaced.',
  '- [ ] A new or changed policy has cases that must be allowed and cases that must be denied.',
  '- [ ] Documentation, `API.md`, and the integration snapshots are up to date.',
  '',
];

interface TextAreaOptions { readonly render?: string; readonly required?: boolean }

const textArea = (id: string, label: string, description: string, more: TextAreaOptions = {}) => ({
  type: 'textarea',
  id,
  attributes: { label, description, render: more.render },
  validations: { required: more.required ?? true },
});

const input = (id: string, label: string, description: string) => ({
  type: 'input', id, attributes: { label, description }, validations: { required: true },
});

const BUG = {
  name: 'Bug report',
  description: 'Report a template, policy, error, or documentation page that is wrong',
  labels: ['bug'],
  body: [
    {
      type: 'markdown',
      attributes: {
        value: 'If a policy grants access to an unintended principal, report it privately as described in '
          + `[SECURITY.md](${REPOSITORY}/blob/main/SECURITY.md). `
          + 'Don\'t include private keys, account IDs, or other confidential data.',
      },
    },
    input('version', 'Versions', 'The versions of cdk-private-ca, aws-cdk-lib, and your language runtime'),
    textArea('code', 'Code', 'The smallest app that shows the issue', { render: 'typescript' }),
    textArea('template', 'Template or error', 'The relevant part of the synthesized template, or the complete error message with its code', { render: 'text' }),
    textArea('expected', 'Expected result', 'What you expected instead, with a link to the AWS documentation if there is one'),
    textArea('deployment', 'Deployment', 'The CloudFormation or CloudTrail event, if the issue occurs during or after deployment', { required: false }),
  ],
};

const FEATURE = {
  name: 'Feature request',
  description: 'Request a capability that the library does not have',
  labels: ['enhancement'],
  body: [
    textArea('task', 'Task', 'What you want to do with your PKI, and why'),
    textArea('today', 'Current workaround', 'How you do it without the capability, for example with L1 constructs', { required: false }),
    textArea('api', 'Proposed API', 'The code that you want to write', { render: 'typescript', required: false }),
    textArea('sources', 'Sources', 'The AWS documentation, standards, or controls that apply', { required: false }),
  ],
};

const CONFIG = {
  blank_issues_enabled: false,
  contact_links: [
    {
      name: 'Report a vulnerability',
      url: `${REPOSITORY}/blob/main/SECURITY.md`,
      about: 'Report security issues privately. SECURITY.md describes how.',
    },
  ],
};
