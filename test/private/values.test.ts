import { App, CfnResource, Duration, Lazy, RemovalPolicy, Stack, Stage, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { canReference, environmentIsKnown, environmentsDiffer, renderEnvironment } from '../../src/private/environment';
import { uniqueNameOf } from '../../src/private/known-name';
import { accessLogsRemovalPolicyFor } from '../../src/private/removal-policies';
import { removeOnError } from '../../src/private/removed-on-error';
import { hasOverrides, isIntrinsic, renderedResource, valueAt } from '../../src/private/rendered-resource';
import { describeAlarm, joined, runbookUrl } from '../../src/private/runbooks';
import { windowOf } from '../../src/private/scheduled-state-machine';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* The forms of single values, and what an error leaves. */

const lateNumber = () => Lazy.number({ produce: () => 1 });

describe('an environment', () => {
  const unknown = Token.asString({ Ref: 'AWS::Region' });
  const env = (account: string, region: string) => ({ account, region });

  test('is compared and rendered as far as it is known', () => {
    const own = env('111122223333', 'us-east-1');

    expect([env('444455556666', 'us-east-1'), env('111122223333', 'eu-west-1'), own, env('111122223333', unknown)]
      .map((other) => environmentsDiffer(own, other))).toEqual([true, true, false, false]);
    expect([own, env(unknown, 'us-east-1'), env('111122223333', unknown)].map(environmentIsKnown)).toEqual([true, false, false]);
    expect([own, env(unknown, 'us-east-1'), env('111122223333', unknown)].map(renderEnvironment))
      .toEqual(['111122223333/us-east-1', 'unknown/us-east-1', '111122223333/unknown']);
  });

  test.each<[string, boolean, (app: App) => [Stack, Stack]]>([
    ['the same stack', true, (app) => { const stack = new Stack(app, 'One'); return [stack, stack]; }],
    ['a stack in the same environment', true, (app) => [new Stack(app, 'One', { env: ENVIRONMENT }), new Stack(app, 'Two', { env: ENVIRONMENT })]],
    ['a stack in an environment that is also unknown', true, (app) => [new Stack(app, 'One'), new Stack(app, 'Two')]],
    ['a stack in another Region', false, (app) =>
      [new Stack(app, 'One', { env: ENVIRONMENT }), new Stack(app, 'Two', { env: { ...ENVIRONMENT, region: 'eu-west-1' } })]],
    ['a stack in another Region, with copied references', true, (app) => [
      new Stack(app, 'One', { env: ENVIRONMENT, crossRegionReferences: true }), new Stack(app, 'Two', { env: { ...ENVIRONMENT, region: 'eu-west-1' } }),
    ]],
    ['a stack in another Region that copies its own references', false, (app) => [
      new Stack(app, 'One', { env: ENVIRONMENT }), new Stack(app, 'Two', { env: { ...ENVIRONMENT, region: 'eu-west-1' }, crossRegionReferences: true }),
    ]],
    ['a stack in an unknown Region, with copied references', false, (app) => [
      new Stack(app, 'One', { env: ENVIRONMENT, crossRegionReferences: true }), new Stack(app, 'Two', { env: { account: ENVIRONMENT.account } }),
    ]],
    ['a stack in a known Region, with references copied to an unknown one', false, (app) => [
      new Stack(app, 'One', { env: { account: ENVIRONMENT.account }, crossRegionReferences: true }), new Stack(app, 'Two', { env: ENVIRONMENT }),
    ]],
    ['a stack in another account, with copied references', false, (app) => [
      new Stack(app, 'One', { env: ENVIRONMENT, crossRegionReferences: true }), new Stack(app, 'Two', { env: { ...ENVIRONMENT, account: '444455556666' } }),
    ]],
    ['a stack in another stage', false, (app) => [
      new Stack(app, 'One', { env: ENVIRONMENT }), new Stack(new Stage(app, 'Stage'), 'Two', { env: ENVIRONMENT }),
    ]],
  ])('of %s can be referenced: %s', (_name, expected, stacksIn) => {
    expect(canReference(...stacksIn(new App()))).toBe(expected);
  });
});

describe('a rendered resource', () => {
  test.each<[unknown, boolean]>([
    [{ Ref: 'Key' }, true], [{ 'Fn::GetAtt': ['Key', 'Arn'] }, true], [{ Ref: 'Key', More: 1 }, false], [{ 'Fn::Sub': 'x', 'More': 1 }, false],
    [{ Other: 1 }, false], [{}, false], [null, false], [undefined, false], ['Ref', false], [['Ref'], false],
  ])('has an intrinsic function in %j: %s', (value, expected) => {
    expect(Boolean(isIntrinsic(value))).toBe(expected);
  });

  test('has values at paths', () => {
    expect([valueAt({ a: [{ b: 1 }] }, 'a.0.b'), valueAt({}, 'a.b'), valueAt(undefined, 'a'), valueAt({ a: 1 }, 'a')]).toEqual([1, undefined, undefined, 1]);
  });

  test('has its overrides', () => {
    const resource = new CfnResource(newStack(), 'Resource', { type: 'Custom::Resource', properties: { a: 1 } });
    expect([hasOverrides(resource), renderedResource(resource)]).toEqual([false, { Type: 'Custom::Resource', Properties: { a: 1 } }]);

    resource.addPropertyOverride('a', 2);
    expect([hasOverrides(resource), renderedResource(resource).Properties]).toEqual([true, { a: 2 }]);
  });

  test('can have overrides if a version of aws-cdk-lib stores them elsewhere', () => {
    expect(hasOverrides({} as CfnResource)).toBe(true);
  });
});

describe('an error in a constructor', () => {
  test('leaves nothing in the tree, so that the construct can be created again', () => {
    const stack = newStack();
    const subject = DistinguishedName.of({ commonName: '' });

    errorOf('CommonNameLength', () => new RootCertificateAuthority(stack, 'Root', { subject }));

    expect(stack.node.tryFindChild('Root')).toBeUndefined();
    expect(() => newRoot(stack)).not.toThrow();
  });

  test('leaves a construct that has the same ID', () => {
    const stack = newStack();
    const root = newRoot(stack);

    expect(() => newRoot(stack)).toThrow('already a Construct');

    expect(stack.node.tryFindChild('Root')).toBe(root);
    Template.fromStack(stack).resourceCountIs('AWS::ACMPCA::CertificateAuthority', 1);
  });

  test('is the same error if the scope is not a construct, or the ID is not a string', () => {
    const error = new Error('first');
    const fail = () => { throw error; };

    const stack = newStack();
    newRoot(stack);

    for (const [scope, id] of [[undefined, 'Id'], [{}, 'Id'], [stack, undefined], [stack, 1]]) {
      expect(() => removeOnError(scope, id, fail)).toThrow(error);
    }
    expect(removeOnError(undefined, 'Id', () => 1)).toBe(1);
  });
});

describe('a name', () => {
  test('changes with its content, its scope, and its word', () => {
    const stack = newStack();
    const [one, two] = ['One', 'Two'].map((id) => new Construct(stack, id));
    const names = [uniqueNameOf(one, 'pca'), uniqueNameOf(two, 'pca'), uniqueNameOf(one, 'pca', 'a'), uniqueNameOf(one, 'pca', 'b'), uniqueNameOf(two, 'pca', 'a')]
      .map((name) => JSON.stringify(stack.resolve(name)));

    expect(new Set(names).size).toBe(5);
    expect(names.filter((name) => !/"pca-[0-9a-f]{8}-",\{"Fn::Select":\[0,/.test(name))).toEqual([]);
  });

  test.each([['ca-quota', 'ca-quota'], ['CaCertificateExpiring', 'ca-certificate-expiring'], ['crlStale', 'crl-stale']])('%s is joined to %s', (name, expected) => {
    expect(joined(name)).toBe(expected);
  });
});

describe('a runbook', () => {
  const withContext = (value: unknown) => new Stack(new App({ context: { 'cdk-private-ca/runbooks': value } }), 'Stack');

  test('has the address of the library, or that of the context', () => {
    expect(runbookUrl(newStack(), 'crl-stale')).toMatch(/^https:\/\/github\.com\/.*\/docs\/runbooks\.md#crl-stale$/);
    expect(runbookUrl(withContext('https://wiki.example.com/'), 'crl-stale')).toBe('https://wiki.example.com/crl-stale');
    expect(errorOf('RunbookUrl', () => runbookUrl(withContext('wiki'), 'crl-stale')).message)
      .toContain('The context value cdk-private-ca/runbooks must be a URL that begins with https://');
    errorOf('RunbookUrl', () => runbookUrl(withContext(1), 'crl-stale'));
    expect(runbookUrl(withContext(null), 'crl-stale')).toBe(runbookUrl(newStack(), 'crl-stale'));
  });

  test('is in the description of an alarm, which has up to 1,024 characters', () => {
    const stack = withContext('https://wiki.example.com/');
    const room = 1024 - ' Runbook: https://wiki.example.com/crl-stale'.length;

    expect(describeAlarm(stack, 'crl-stale', 'x'.repeat(room))).toBe(`${'x'.repeat(room)} Runbook: https://wiki.example.com/crl-stale`);
    expect(errorOf('AlarmDescriptionLength', () => describeAlarm(stack, 'crl-stale', 'x'.repeat(room + 1))).message).toContain('got "1,025 characters"');
  });
});

test.each<[Duration, number]>([
  [Duration.minutes(59), 0], [Duration.hours(1), 15], [Duration.seconds(3601), 15], [Duration.minutes(67), 16], [Duration.hours(4), 60], [Duration.days(1), 60],
  [Duration.hours(lateNumber()), 0],
])('the flexible window of an interval of %s has %i minutes', (interval, minutes) => {
  expect(windowOf(interval)).toBe(minutes);
});

test.each([
  [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, RemovalPolicy.RETAIN], [RemovalPolicy.RETAIN, RemovalPolicy.RETAIN],
  [RemovalPolicy.DESTROY, RemovalPolicy.DESTROY],
])('the bucket for the access logs of a bucket with the removal policy %s has the removal policy %s', (policy, expected) => {
  expect(accessLogsRemovalPolicyFor(policy)).toBe(expected);
});
