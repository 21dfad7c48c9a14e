import { readFileSync } from 'fs';
import { join } from 'path';
import { isAllowed, PolicyDocument } from '../support/policy-evaluation';

const PAGE = readFileSync(join(__dirname, '../../docs/live-deployment.md'), 'utf8');
const [TRUST, PERMISSIONS] = [...PAGE.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json]) => JSON.parse(json) as PolicyDocument);
const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Integ`;

test.each([
  ['the deployment role', `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-deploy-role-${ACCOUNT}-us-east-1`, true],
  ['the role for files', `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-file-publishing-role-${ACCOUNT}-us-east-1`, true],
  ['the execution role', `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-us-east-1`, false],
  ['the deployment role of another Region', `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-deploy-role-${ACCOUNT}-eu-west-1`, false],
  ['an administrator', `arn:aws:iam::${ACCOUNT}:role/Admin`, false],
])('the role of live deployments and %s', async (_name, resource, allowed) => {
  const trusting: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole', Resource: '*' }],
  };
  const request = { principal: ROLE, action: 'sts:AssumeRole', resource, resourceAccount: ACCOUNT, identityPolicies: [PERMISSIONS] };

  expect(await isAllowed(trusting, request)).toBe(allowed);
});

test('only the environment integ of the repository can assume the role of live deployments', () => {
  expect(TRUST.Statement).toEqual([expect.objectContaining({
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:cdk-private-ca/cdk-private-ca:environment:integ',
      },
    },
  })]);
});
