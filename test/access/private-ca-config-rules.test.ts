import { CfnParameter, aws_config as config } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { PrivateCaConfigRules } from '../../src/access/private-ca-config-rules';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';
import { World } from '../support/world';

const CA = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const OTHER_CA = CA.replace('1111', '9999');

const rulesIn = (world: World) => world.idsOf('AWS::Config::ConfigRule').map((id) => world.propertiesOf<{
  Source: { SourceIdentifier: string }; Description: string; InputParameters?: Record<string, string>; MaximumExecutionFrequency?: string;
}>(id));

test('the rules are those that AWS Security Hub uses', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const [ca, other] = [CA, OTHER_CA].map((arn, index) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Root${index}`, arn));

  new PrivateCaConfigRules(stack, 'Rules', {
    exemptedRootCertificateAuthorities: [ca, other],
    requiredTagKeys: ['owner', 'data-classification'],
    maximumExecutionFrequency: config.MaximumExecutionFrequency.SIX_HOURS,
  });

  expect(rulesIn(World.of(stack)).map(({ Source, InputParameters, MaximumExecutionFrequency }) =>
    [Source.SourceIdentifier, InputParameters, MaximumExecutionFrequency])).toEqual([
    ['ACM_PCA_ROOT_CA_DISABLED', { exemptedCAArns: `${CA},${OTHER_CA}` }, 'Six_Hours'],
    ['ACMPCA_CERTIFICATE_AUTHORITY_TAGGED', { requiredKeyTags: 'owner,data-classification' }, undefined],
    ['CLOUD_TRAIL_ENCRYPTION_ENABLED', undefined, 'Six_Hours'],
  ]);
});

test('by default, no root CA is exempted, and tags are not checked', () => {
  const stack = newStack({ env: ENVIRONMENT });

  const rules = new PrivateCaConfigRules(stack, 'Rules');

  expect(rulesIn(World.of(stack)).map(({ Source, InputParameters }) => [Source.SourceIdentifier, InputParameters])).toEqual([
    ['ACM_PCA_ROOT_CA_DISABLED', undefined], ['CLOUD_TRAIL_ENCRYPTION_ENABLED', undefined],
  ]);
  expect(rules.certificateAuthorityTagged).toBeUndefined();
  expect(World.of(stack).idsOf('AWS::Config::ConfigRule')).toEqual(['RulesRootCaDisabled16E045D7', 'RulesTrailEncrypted98A4DBC2']);
});

test('an empty list exempts no root CA, and rules run once a day by default', () => {
  const stack = newStack({ env: ENVIRONMENT });

  new PrivateCaConfigRules(stack, 'Rules', { exemptedRootCertificateAuthorities: [], requiredTagKeys: ['owner'] });

  expect(rulesIn(World.of(stack)).map(({ InputParameters, MaximumExecutionFrequency }) => [InputParameters, MaximumExecutionFrequency]))
    .toEqual([[undefined, 'TwentyFour_Hours'], [{ requiredKeyTags: 'owner' }, undefined], [undefined, 'TwentyFour_Hours']]);
  expect(rulesIn(World.of(stack)).map(({ Description }) => Description)).toEqual([
    'Root CAs are disabled, except for those that sign at the moment.', 'Each private CA has the required tags.',
    'CloudTrail trails encrypt their log files with a KMS key.',
  ]);
});

test('the rule for root CAs is available in a Region that is known only at deployment', () => {
  const stack = newStack();

  new PrivateCaConfigRules(stack, 'Rules');

  Template.fromStack(stack).resourceCountIs('AWS::Config::ConfigRule', 2);
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});

test.each(['us-gov-west-1', 'cn-north-1'])('the rule for root CAs is left out in %s, with a warning', (region) => {
  const stack = newStack({ env: { region } });

  const rules = new PrivateCaConfigRules(stack, 'Rules');

  expect(rules.rootCaDisabled).toBeUndefined();
  Template.fromStack(stack).resourceCountIs('AWS::Config::ConfigRule', 1);
  Annotations.fromStack(stack).hasWarning('/Stack/Rules', `AWS Config has no rule ACM_PCA_ROOT_CA_DISABLED in ${region}. `
    + 'The rule is left out. Check that root CAs are disabled in another way. [ack: cdk-private-ca:configRuleUnavailable]');
});

test('up to six tag keys are accepted', () => {
  expect(() => new PrivateCaConfigRules(newStack(), 'Rules', { requiredTagKeys: ['a', 'b', 'c', 'd', 'e', 'f'] })).not.toThrow();
});

test('the tag keys can be a list that is known only at deployment', () => {
  const stack = newStack();
  const { valueAsList: requiredTagKeys } = new CfnParameter(stack, 'Keys', { type: 'CommaDelimitedList' });
  new PrivateCaConfigRules(stack, 'Rules', { requiredTagKeys });

  Template.fromStack(stack).hasResourceProperties('AWS::Config::ConfigRule', {
    InputParameters: { requiredKeyTags: { 'Fn::Join': [',', { Ref: 'Keys' }] } },
  });
});

test.each<[string, string[]]>([
  ['no key', []], ['seven keys', ['a', 'b', 'c', 'd', 'e', 'f', 'g']], ['an empty key', ['']], ['a comma', ['a,b']],
  ['one wrong key among others', ['a', 'b,c']],
])('%s: the tag keys are rejected', (_name, requiredTagKeys) => {
  errorOf('TagKeys', () => new PrivateCaConfigRules(newStack(), 'Rules', { requiredTagKeys }));
});
