/**
 * A service control policy that protects the PKI of an account, and AWS Config rules that detect deviations.
 *
 * Fixed monthly cost: $0.00. AWS Config bills each evaluation of a rule. The policy has no charge. Deploy its stack
 * to the
 * management account or to a delegated administrator account of AWS Organizations.
 * https://aws.amazon.com/config/pricing/, as of November 2026.
 */
import { App, Stack, aws_iam as iam, aws_organizations as organizations } from 'aws-cdk-lib';
import { PrivateCaConfigRules, PrivateCaGuardrails } from 'cdk-private-ca';

export const app = new App();
const pkiAccount = '111122223333';

// Read docs/guardrails.md before you attach the policy (targetIds). It can lock you out.
const management = new Stack(app, 'Guardrails');
new organizations.CfnPolicy(management, 'Pki', {
  name: 'pki-guardrails',
  type: 'SERVICE_CONTROL_POLICY',
  content: new iam.PolicyDocument({
    statements: PrivateCaGuardrails.statements(management, {
      administrators: [`arn:*:iam::${pkiAccount}:role/PkiAdministrator`],
      executionRoles: [PrivateCaGuardrails.cdkExecutionRole(pkiAccount, 'pki')],
      trails: [`arn:*:cloudtrail:*:${pkiAccount}:trail/pca-trail-*`],
      buckets: ['arn:*:s3:::pca-*'],
    }),
  }),
});

new PrivateCaConfigRules(new Stack(app, 'Rules'), 'Rules', { requiredTagKeys: ['owner'] });
