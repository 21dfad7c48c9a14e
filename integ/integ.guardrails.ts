import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Stack } from 'aws-cdk-lib';
import { PrivateCaConfigRules } from '../src';

/*
 * The AWS Config rules. The account needs a configuration recorder. A service control policy is not part of the app,
 * because it can lock out the account. If you deploy the app (`npm run integ:deploy`), the assertion requires the rule
 * for root CAs.
 */

// Stack traces are disabled, because they add local file paths to the snapshot.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-private-ca-integ-guardrails');

const rules = new PrivateCaConfigRules(stack, 'Rules', { requiredTagKeys: ['owner'] });

const integ = new IntegTest(app, 'Guardrails', { testCases: [stack] });
integ.assertions.awsApiCall('ConfigService', 'DescribeConfigRules', { ConfigRuleNames: [rules.rootCaDisabled!.configRuleName] })
  .expect(ExpectedResult.objectLike({ ConfigRules: [{ ConfigRuleState: 'ACTIVE' }] }));
