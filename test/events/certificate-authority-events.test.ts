import {
  App, Stack, Token, aws_acmpca as acmpca, aws_events as events, aws_sns as sns, aws_events_targets as targets,
} from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { CertificateAuthorityEventField } from '../../src/events/certificate-authority-event-field';
import { CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { ApiCallOutcome, CrlFailureReason, CrlOutcome, EventOutcome, IssuanceOutcome } from '../../src/events/event-outcomes';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { AlarmDestination } from '../../src/notification/alarm-destination';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { API_ACTIONS } from '../../src/private/cloudtrail-records';
import { ErrorCode } from '../../src/private/error-codes';
import samples from '../fixtures/acm-pca-events.json';
import { errorOf } from '../support/errors';
import { caArn, PARTITIONS, SAMPLE_NAMES } from '../support/event-corpus';
import { messageOf, RULES_OF_SAMPLES, sampleMessage, sampleMessages } from '../support/event-messages';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

const [AWS, , GOV] = PARTITIONS;
const ids = (count: number) => Array.from({ length: count }, (_, index) => `00000000-1234-1122-2233-${String(index).padStart(12, '0')}`);

function newUsEastStack(): Stack {
  return new Stack(new App(), 'Stack', { env: ENVIRONMENT });
}

/** A number of CAs in the partition with the longest ARNs. */
function fleet(count: number): { stack: Stack; of: CertificateAuthorityEvents; arns: string[] } {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: GOV.region } });
  const arns = ids(count).map((id) => caArn(GOV, { id }));
  const cas = arns.map((arn, index) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`, arn));
  return { stack, of: CertificateAuthorityEvents.fromCertificateAuthorities(stack, cas), arns };
}

/** The patterns of all rules, as CloudFormation deploys them. */
function patternsOf(stack: Stack): Record<string, unknown>[] {
  const world = World.of(stack, GOV);
  return world.idsOf('AWS::Events::Rule').map((id) => world.propertiesOf<{ EventPattern: Record<string, unknown> }>(id).EventPattern);
}

/** The pattern, in which every ARN of a CA has the maximum length. */
function longest(pattern: unknown): unknown {
  const arn = caArn({ partition: 'aws-us-gov', region: 'ap-southeast-1' });
  return JSON.parse(JSON.stringify(pattern), (_key, value: unknown) =>
    typeof value === 'string' && value.includes(':certificate-authority/') ? arn : value) as unknown;
}

test.each([[1, 1], [15, 1], [16, 2], [100, 7]])(
  '%i CAs need %i rules, which contain each CA once and have up to 2,048 characters', (count, rules) => {
    const { stack, of, arns } = fleet(count);

    const rule = of.onCertificateIssued('Issued', { outcome: EventOutcome.FAILURE });

    expect(rule.rules).toHaveLength(rules);
    const patterns = patternsOf(stack);
    expect(patterns.flatMap(({ resources }) => resources)).toEqual(arns);
    expect(Math.max(...patterns.map((pattern) => JSON.stringify(pattern).length))).toBeLessThanOrEqual(2048);
  });

test('a longer pattern contains fewer CAs, even if their ARNs are known only at deployment, and has up to 2,048 characters', () => {
  const { stack, of, arns } = fleet(100);
  const actions = Object.keys(API_ACTIONS).filter((action) => API_ACTIONS[action].subject);
  of.onApiCall('All', { actions });
  const unknown = newStack();
  const cas = ids(16).map((id) => newRoot(unknown, `Root${id}`));
  CertificateAuthorityEvents.fromCertificateAuthorities(unknown, cas).onIssuanceDetails('Details');

  const patterns = [...patternsOf(stack), ...patternsOf(unknown)];

  expect(Math.max(...patterns.map((pattern) => JSON.stringify(pattern).length))).toBeLessThanOrEqual(2048);
  const named = JSON.stringify(patternsOf(stack));
  expect(arns.filter((arn) => !named.includes(arn))).toEqual([]);
});

test('one rule matches all CAs of an account', () => {
  const stack = newStack();

  const rule = CertificateAuthorityEvents.allInAccount(stack).onCreated('Created');

  expect(rule.rules).toHaveLength(1);
  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'source': ['aws.acm-pca'], 'detail-type': ['ACM Private CA Creation'], 'resources': Match.absent(), 'detail': Match.absent() },
    State: 'ENABLED',
  });
});

test('a rule for a CA in the app is created after the CA is active', () => {
  const stack = newStack();
  const root = newRoot(stack);

  root.events.onCertificateIssued('Issued');

  const template = Template.fromStack(stack);
  const [activation] = Object.keys(template.findResources('AWS::ACMPCA::CertificateAuthorityActivation'));
  template.hasResourceProperties('AWS::Events::Rule', { EventPattern: { resources: [{ Ref: activation }] } });
});

test('a CA of aws-cdk-lib supports rules', () => {
  const stack = newUsEastStack();
  const own = caArn(AWS);
  const imported = acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Imported', own);

  CertificateAuthorityEvents.fromCertificateAuthority(imported).onCertificateRevoked('Revoked');

  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { EventPattern: { resources: [own] } });
});

test('each pattern method returns the pattern of its rule method', () => {
  const { stack, of } = fleet(2);
  const all = CertificateAuthorityEvents.allInAccount(stack);
  const deletion = { actions: ['DeleteCertificateAuthority'], outcome: ApiCallOutcome.DENIED };
  const details = { outcome: IssuanceOutcome.FAILED, templates: [CertificateTemplate.ROOT_CA] };
  const pairs = [
    [of.onCertificateIssued('1', { outcome: EventOutcome.SUCCESS }), of.certificateIssuedPattern(EventOutcome.SUCCESS)],
    [of.onCertificateRevoked('2'), of.certificateRevokedPattern()],
    [of.onCrlGenerated('3', { outcome: CrlOutcome.any() }), of.crlGeneratedPattern()],
    [of.onAuditReportGenerated('4', { outcome: EventOutcome.ANY }), of.auditReportGeneratedPattern()],
    [of.onApiCall('5', deletion), of.apiCallPattern(deletion)],
    [of.onIssuanceDetails('6', details), of.issuanceDetailsPattern(details)],
    [of.onIssuanceDetails('7'), of.issuanceDetailsPattern()],
    [all.onCreated('8', { outcome: EventOutcome.FAILURE }), all.createdPattern(EventOutcome.FAILURE)],
  ] as const;
  pairs.forEach(([, eventPattern], index) => new events.Rule(stack, `Own${index}`, { eventPattern }));

  const world = World.of(stack, GOV);
  const patternOf = ({ node }: events.IRule) =>
    world.propertiesOf<{ EventPattern: unknown }>(stack.getLogicalId(node.defaultChild as never)).EventPattern;
  const own = pairs.map((_, index) => patternOf(stack.node.findChild(`Own${index}`) as events.Rule));
  expect(own).toEqual(pairs.map(([rule]) => patternOf(rule.rules[0])));
});

test('every EventBridge rule of a rule for many CAs has the options', () => {
  const { stack, of } = fleet(16);
  const topic = new sns.Topic(stack, 'Topic');

  const rule = of.onCertificateRevoked('Revoked', {
    ruleName: 'pki-revoked',
    description: 'Certificates that were revoked',
    target: new targets.SnsTopic(topic),
    eventPattern: { account: ['111122223333'], detail: { result: ['success'] } },
  });
  const message = events.RuleTargetInput.fromText(CertificateAuthorityEventField.certificateArn);
  rule.addTarget(new targets.SnsTopic(topic, { message }));

  const rules = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
  expect(rules.map(({ Name }) => Name)).toEqual(['pki-revoked', 'pki-revoked-2']);
  expect(rules.map(({ Description }) => Description)).toEqual(Array(2).fill('Certificates that were revoked'));
  expect(rules.map(({ Targets }) => Targets.length)).toEqual([2, 2]);
  expect(rules.map(({ EventPattern }) => [EventPattern.account, EventPattern.detail]))
    .toEqual(Array(2).fill([['111122223333'], { result: ['success'] }]));
});

test('a rule can be in another stack in the account and Region of the CA', () => {
  const app = new App();
  const ca = PrivateCertificateAuthority.fromCertificateAuthorityArn(new Stack(app, 'Ca', { env: ENVIRONMENT }), 'Root', caArn(AWS));
  const other = new Stack(app, 'Rules', { env: ENVIRONMENT });

  ca.events.onCertificateRevoked('Revoked', { crossStackScope: other });

  Template.fromStack(other).resourceCountIs('AWS::Events::Rule', 1);
});

test.each([
  ['a field in two places', { detail: { result: ['failure'] } }, 'detail.result'],
  ['a field of the envelope', { source: ['aws.acm'] }, 'source'],
  ['a list for an object', { detail: ['result'] as never }, 'detail'],
])('an eventPattern that repeats a field of the rule is an error: %s', (_name, eventPattern, fieldName) => {
  const of = CertificateAuthorityEvents.allInAccount(newStack());

  const error = errorOf('EventPatternConflict', () =>
    of.onCertificateIssued('Issued', { outcome: EventOutcome.SUCCESS, eventPattern }));

  expect(error.message).toContain(`eventPattern must not include ${fieldName}, because the rule already sets it`);
});

test.each([
  ['the CA of a call', ApiCallOutcome.ANY, { requestParameters: { certificateAuthorityArn: ['other'] } }, 'detail.requestParameters.certificateAuthorityArn'],
  ['the CA of a denied call', ApiCallOutcome.DENIED, { requestParameters: { certificateAuthorityArn: ['other'] } },
    'detail.requestParameters.certificateAuthorityArn'],
  ['the parameters of a call', ApiCallOutcome.ANY, { requestParameters: ['x'] as never }, 'detail.requestParameters'],
  ['the error code next to that of denied calls', ApiCallOutcome.ANY, { errorCode: ['InvalidStateException'] }, 'detail.errorCode'],
  ['the error code in alternatives', ApiCallOutcome.SUCCEEDED, { $or: [{ errorCode: ['AccessDenied'] }, { eventVersion: ['1'] }] }, 'detail.errorCode'],
  ['more alternatives', ApiCallOutcome.ANY, { $or: [{ eventVersion: ['1'] }, { eventVersion: ['2'] }] }, 'detail.$or'],
])('an eventPattern that changes the alternatives of a rule is an error: %s', (_name, outcome, detail, fieldName) => {
  const { of } = fleet(1);

  const error = errorOf('EventPatternConflict', () =>
    of.onApiCall('Called', { actions: ['DeleteCertificateAuthority'], outcome, eventPattern: { detail } }));

  expect(error.message).toContain(`eventPattern must not include ${fieldName}, because the rule already sets it`);
});

test('an eventPattern can contain fields that the rule does not set, and matchers of CDK', () => {
  const { stack, of } = fleet(1);

  of.onApiCall('Called', {
    actions: ['DeleteCertificateAuthority'],
    outcome: ApiCallOutcome.SUCCEEDED,
    eventPattern: { region: undefined, detail: { requestParameters: { permanentDeletionTimeInDays: [7] }, userAgent: events.Match.prefix('aws-cli') } },
  });

  expect(patternsOf(stack)[0].detail).toMatchObject({
    requestParameters: { permanentDeletionTimeInDays: [7], certificateAuthorityArn: [expect.any(String)] }, userAgent: [{ prefix: 'aws-cli' }],
  });
});

test.each<[string, (of: CertificateAuthorityEvents) => unknown]>([
  ['an unknown word', (of) => of.onCertificateIssued('Issued', { outcome: 'failed' as EventOutcome })],
  ['null', (of) => of.certificateIssuedPattern(null as unknown as EventOutcome)],
  ['the result of another event', (of) => of.onCrlGenerated('Crl', { outcome: EventOutcome.FAILURE as unknown as CrlOutcome })],
  ['the result of CRL generation', (of) => of.onAuditReportGenerated('Report', { outcome: CrlOutcome.any() as unknown as EventOutcome })],
  ['an unknown reason', (of) => of.crlGeneratedPattern(CrlOutcome.failure('no permission' as CrlFailureReason))],
  ['the result of an event for a call', (of) => of.onApiCall('Called', { actions: ['PutPolicy'], outcome: 'success' as ApiCallOutcome })],
  ['a result in lowercase', (of) => of.onIssuanceDetails('Details', { outcome: 'issued' as IssuanceOutcome })],
])('a result that the event does not have is an error: %s', (_name, make) => {
  const { of } = fleet(1);

  errorOf('EventOutcome', () => make(of));
});

test('the pattern contains a repeated reason once', () => {
  const { of } = fleet(1);
  const reason = CrlFailureReason.BUCKET_PERMISSIONS;

  expect(of.crlGeneratedPattern(CrlOutcome.failure(reason, reason)).detail).toEqual({ result: ['failure'], reason: [reason] });
});

test('an empty list and an unknown template are errors, and a custom template name is allowed', () => {
  const { of } = fleet(1);
  const templates = (...given: CertificateTemplate[]) => of.issuanceDetailsPattern({ templates: given });

  errorOf('EventTemplateMissing', () => templates());
  errorOf('CertificateTemplate', () => templates(CertificateTemplate.ROOT_CA.withPassthrough(TemplatePassthrough.CSR)));
  errorOf('CertificateTemplate', () => templates(CertificateTemplate.END_ENTITY, CertificateTemplate.subordinateCa(7)));
  const mine = CertificateTemplate.of('Mine/V2');
  expect(templates(mine, mine).detail).toMatchObject({ serviceEventDetails: { templateArn: [{ suffix: ':template/Mine/V2' }] } });
});

test('all templates of CA certificates fit in one rule for 15 CAs', () => {
  const { stack, of } = fleet(15);

  const rule = of.onIssuanceDetails('CaIssued', { templates: [...CertificateTemplate.caTemplates(), CertificateTemplate.END_ENTITY] });

  expect(rule.rules).toHaveLength(1);
  expect(patternsOf(stack)[0].detail).toMatchObject({
    serviceEventDetails: { templateArn: [{ wildcard: '*:template/*CACertificate*' }, { suffix: ':template/EndEntityCertificate/V1' }] },
  });
});

test('every EventBridge rule of 16 CAs for a read-only action matches read-only calls', () => {
  const { stack, of } = fleet(16);

  of.onApiCall('Read', { actions: ['GetCertificate'] });

  const states = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties.State);
  expect(states).toEqual(Array(states.length).fill('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'));
  expect(states.length).toBeGreaterThan(1);
});

test('an ARN that is known only at deployment counts with its maximum length', () => {
  const stack = newStack();
  const cas = ids(30).map((id) => newRoot(stack, `Root${id}`));

  const rule = CertificateAuthorityEvents.fromCertificateAuthorities(stack, cas).onApiCall('Called', {
    actions: ['DeleteCertificateAuthority', 'PutPolicy'],
  });

  const lengths = patternsOf(stack).map((pattern) => JSON.stringify(longest(pattern)).length);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(2048);
  expect(rule.rules.length).toBeGreaterThan(2);
});

test('the pattern contains a repeated action once', () => {
  const { of } = fleet(1);

  expect(of.apiCallPattern({ actions: ['PutPolicy', 'PutPolicy'] }).detail).toMatchObject({ eventName: ['PutPolicy'] });
});

test('only a rule with a read-only action matches read-only calls', () => {
  const stack = newStack();
  const of = CertificateAuthorityEvents.allInAccount(stack);

  const read = of.onApiCall('Read', { actions: ['GetCertificate', 'DeleteCertificateAuthority'] });
  const write = of.onApiCall('Write', { actions: ['DeleteCertificateAuthority'] });

  const stateOf = ({ rules }: { rules: events.IRule[] }) =>
    World.of(stack).propertiesOf<{ State: string }>(stack.getLogicalId(rules[0].node.defaultChild as never)).State;
  expect(stateOf(read)).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  expect(stateOf(write)).toBe('ENABLED');
});

test.each(['DeleteCertifcateAuthority', 'toString', 'constructor', '__proto__', 'acm-pca:PutPolicy', 'issuecertificate', 'DescribeCertificateAuthorityReport'])(
  'the unknown action %s is an error that lists all actions', (unknown) => {
    const of = CertificateAuthorityEvents.allInAccount(newStack());

    const error = errorOf('ApiAction', () => of.onApiCall('Called', { actions: ['PutPolicy', unknown] }));

    expect(error.message).toContain(`(${Object.keys(API_ACTIONS).join(', ')}); got "${unknown}"`);
  });

test('an action that is known only at deployment is allowed', () => {
  const { of } = fleet(1);

  const pattern = of.apiCallPattern({ actions: [Token.asString({ Ref: 'Action' })], outcome: ApiCallOutcome.SUCCEEDED });

  expect(pattern.detail).toHaveProperty('requestParameters.certificateAuthorityArn');
});

test('an action that does not apply to an existing CA requires a rule for all CAs', () => {
  const { of } = fleet(1);

  for (const actions of [['CreateCertificateAuthority'], ['ListCertificateAuthorities', 'IssueCertificate']]) {
    errorOf('ApiActionOfAccount', () => of.onApiCall('Called', { actions }));
    errorOf('ApiActionOfAccount', () => of.apiCallPattern({ actions }));
  }
});

test('a rule in another account or Region than the CA is an error', () => {
  const stack = newUsEastStack();
  const eventsOf = (id: string, arn: string) =>
    PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, id, arn).events;
  const elsewhere = eventsOf('Elsewhere', caArn({ ...AWS, region: 'eu-west-1' }));
  const foreign = eventsOf('Foreign', caArn(AWS, { account: '444455556666' }));

  errorOf('EventEnvironment', () => elsewhere.onCertificateRevoked('Revoked'));
  errorOf('EventEnvironment', () => elsewhere.onApiCall('Called', { actions: ['IssueCertificate'] }));
  errorOf('EventEnvironment', () => foreign.onCertificateRevoked('Revoked'));
});

test('for a CA that another account shares, a rule can match calls that CloudTrail records in the account of the caller', () => {
  const stack = newUsEastStack();
  const shared = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Shared', caArn(AWS, { account: '444455556666' }));

  expect(shared.events.onApiCall('Called', { actions: ['IssueCertificate'] }).rules).toHaveLength(1);
  expect(shared.events.onIssuanceDetails('Details').rules).toHaveLength(1);
  const outcome = ApiCallOutcome.DENIED;
  expect(shared.events.onApiCall('Denied', { actions: ['DeleteCertificateAuthority'], outcome }).rules).toHaveLength(1);
});

test.each([ApiCallOutcome.SUCCEEDED, ApiCallOutcome.FAILED, ApiCallOutcome.ANY])(
  'for a CA that another account shares, a rule for actions that no share allows is an error: %s', (outcome) => {
    const stack = newUsEastStack();
    const shared = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Shared', caArn(AWS, { account: '444455556666' }));

    errorOf('EventEnvironment', () =>
      shared.events.onApiCall('Called', { actions: ['IssueCertificate', 'DeleteCertificateAuthority'], outcome }));
  });

test.each([
  ['another account', { account: '444455556666' }, AWS],
  ['another Region', {}, { ...AWS, region: 'eu-west-1' }],
])('CAs of %s are an error in one rule', (_name, options, environment) => {
  const stack = newUsEastStack();
  const cas = [caArn(AWS), caArn(environment, { ...options, id: '1' })]
    .map((arn, index) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`, arn));

  errorOf('EventEnvironment', () => CertificateAuthorityEvents.fromCertificateAuthorities(stack, cas));
});

test('an empty list, a repeated CA, and an invalid ARN are errors', () => {
  const stack = newUsEastStack();
  const ca = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Root', caArn(AWS));
  const none = acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'None', 'Root');

  errorOf('CertificateAuthorityMissing', () => CertificateAuthorityEvents.fromCertificateAuthorities(stack, []));
  errorOf('CertificateAuthorityDuplicate', () => CertificateAuthorityEvents.fromCertificateAuthorities(stack, [ca, ca]));
  errorOf('CertificateAuthorityArn', () => CertificateAuthorityEvents.fromCertificateAuthority(none));
});

describe('messages', () => {
  test.each(SAMPLE_NAMES)('for the sample "%s" contain what happened, the CA, and what to do', (name) => {
    const message = sampleMessage(name);
    const lines = message.split('\n').map((line) => JSON.parse(line) as string);

    expect(lines[0]).toMatch(/^[A-Z].*\.$/);
    expect(lines[1]).toBe(`Certificate authority: ${caArn(AWS)}`);
    expect(lines.at(-3)).toMatch(/^What to do: [A-Z].*\.$/);
    expect(lines.at(-2)).toMatch(/^Runbook: https:\/\/github\.com\/cdk-private-ca\/cdk-private-ca\/blob\/main\/docs\/runbooks\.md#event-[a-z-]+$/);
    expect(lines.at(-1)).toMatch(/^Account account, Region region, 2019-11-\d\dT[\d:]+Z, event event_ID$/);
    expect(message).not.toMatch(/[<>]|undefined/);
  });

  test('differ for each result', () => {
    const beginnings = sampleMessages().map(([, message]) => message.split('\n')[0]);

    expect(new Set(beginnings).size).toBe(beginnings.length);
  });

  test('of a rule for any result contain the result in a separate line', () => {
    const message = messageOf((of, id, notify) => of.onCrlGenerated(id, { notify }), samples[6]);

    expect(message).toContain('"Result: failure"\n"Reason: Failed to write CRL to S3. Check your S3 bucket permissions."');
  });

  test('for two reasons are the messages for any failure', () => {
    const outcome = CrlOutcome.failure(CrlFailureReason.WRITE_INTERNAL_FAILURE, CrlFailureReason.BUCKET_PERMISSIONS);

    const message = messageOf((of, id, notify) => of.onCrlGenerated(id, { outcome, notify }), samples[6]);

    expect(message).toContain('"A private CA could not publish its CRL."');
  });

  test('for a sample contain exactly these lines', () => {
    expect(messageOf(RULES_OF_SAMPLES['not issued'], samples[3])).toBe([
      '"A private CA could not issue a certificate."',
      '"Certificate authority: arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11223344-1234-1122-2233-112233445566"',
      '"Certificate: arn:aws:acm-pca:region:account:certificate-authority/CA_ID/certificate/certificate_ID"',
      '"Result: failure"',
      '"What to do: Call GetCertificate for the certificate ARN, and read the error."',
      '"Runbook: https://github.com/cdk-private-ca/cdk-private-ca/blob/main/docs/runbooks.md#event-certificate-issued-failure"',
      '"Account account, Region region, 2019-11-04T19:57:46Z, event event_ID"',
    ].join('\n'));
  });

  test('for API calls contain the call, the caller, and the result', () => {
    const record = {
      detail: {
        eventName: 'PutPolicy',
        errorCode: 'AccessDenied',
        errorMessage: 'not allowed',
        eventID: '1a2b',
        sourceIPAddress: '192.0.2.1',
        userIdentity: { arn: 'arn:aws:iam::111122223333:user/jane' },
        requestParameters: { resourceArn: caArn(AWS) },
      },
    };
    const messages = Object.values(ApiCallOutcome).map((outcome) =>
      messageOf((of, id, notify) => of.onApiCall(id, { actions: ['PutPolicy'], outcome, notify }), record));

    expect(messages.map((message) => message.split('\n')[0])).toEqual([
      '"The AWS Private CA API call PutPolicy succeeded."', '"The AWS Private CA API call PutPolicy was denied."',
      '"The AWS Private CA API call PutPolicy failed."', '"AWS Private CA received the API call PutPolicy."',
    ]);
    expect(messages[1]).toContain([
      `"Certificate authority: ${caArn(AWS)}"`, '"Caller: arn:aws:iam::111122223333:user/jane "', '"Source IP address: 192.0.2.1"',
      '"CloudTrail record: 1a2b"', '"Error: AccessDenied not allowed"',
    ].join('\n'));
    expect(messages[0]).not.toContain('Error');
  });

  test('for calls that a service makes contain the CA and the service', () => {
    const message = messageOf((of, id, notify) => of.onApiCall(id, { actions: ['CreateCertificateAuthority'], notify }), {
      detail: { userIdentity: { invokedBy: 'pki.example.com' }, responseElements: { certificateAuthorityArn: caArn(AWS) } },
    });

    expect(message).toContain(`"Certificate authority: ${caArn(AWS)}"\n"Caller:  pki.example.com"`);
  });

  test.each([
    [['DeleteCertificateAuthority'], 'call RestoreCertificateAuthority before the restoration period ends'],
    [['PutPolicy', 'PutPolicy'], 'Compare the output of GetPolicy with the plan'],
    [['PutPolicy', 'DeletePolicy'], 'The CloudTrail record shows what changed'],
    [['GetCertificate'], 'The CloudTrail record shows what changed'],
  ])('for successful calls of %j contain the next step', (actions, nextStep) => {
    const messageFor = (outcome: ApiCallOutcome) =>
      messageOf((of, id, notify) => of.onApiCall(id, { actions, outcome, notify }), {});

    expect(messageFor(ApiCallOutcome.SUCCEEDED)).toContain(nextStep);
    expect(messageFor(ApiCallOutcome.ANY)).toContain(nextStep);
    expect(messageFor(ApiCallOutcome.DENIED)).not.toContain(nextStep);
  });

  test('for every action that changes something contain a specific next step', () => {
    const writing = Object.keys(API_ACTIONS).filter((action) => !API_ACTIONS[action].readOnly);
    const messageFor = (action: string) =>
      messageOf((of, id, notify) => of.onApiCall(id, { actions: [action], notify }), {});
    const general = writing.filter((action) => messageFor(action).includes('The CloudTrail record shows'));

    expect(general).toEqual([]);
  });

  test('for issuances depend on the result, and recommend revocation only for an issued certificate', () => {
    const messages = [IssuanceOutcome.ISSUED, IssuanceOutcome.FAILED, IssuanceOutcome.ANY].map((outcome) =>
      messageOf((of, id, notify) => of.onIssuanceDetails(id, { outcome, notify }), {}));

    expect(messages.map((message) => /revoke/.test(message))).toEqual([true, false, true]);
    expect(messages.map((message) => /Reason/.test(message))).toEqual([false, true, true]);
    expect(new Set(messages.map((message) => message.split('\n')[0])).size).toBe(3);
  });

  test.each([
    [{ requesterArn: 'arn:aws:iam::111122223333:user/jane' }, 'arn:aws:iam::111122223333:user/jane'],
    [{ requesterServicePrincipal: 'acm.amazonaws.com' }, 'acm.amazonaws.com'],
    [{ requesterAccountId: '444455556666' }, '444455556666'],
    [{}, ''],
  ])('for issuances contain the requester of %j', (serviceEventDetails, requester) => {
    const record = { detail: { serviceEventDetails } };
    const message = messageOf((of, id, notify) => of.onIssuanceDetails(id, { notify }), record);

    expect(message).toContain(`"Requester: ${requester}"`);
  });

  test('for issuances contain the subject, the issuer, and the requester', () => {
    const serviceEventDetails = { status: 'FAILED', statusReason: 'why', subject: 'CN=a', issuerName: 'CN=ca', requesterArn: 'jane' };
    const message = messageOf((of, id, notify) => of.onIssuanceDetails(id, { notify }), {
      detail: { resources: [{ ARN: caArn(AWS) }], serviceEventDetails },
    });

    expect(message).toContain(`"Status: FAILED"\n"Reason: why"\n"Resource: ${caArn(AWS)}"\n"Issuer: CN=ca"\n"Subject: CN=a"`);
    expect(message).toContain('"Requester: jane"');
  });

  test('are sent once to a repeated destination', () => {
    const stack = newStack();
    const notifications = new PkiNotifications(stack, 'Notifications');

    const rule = CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { notify: [notifications, notifications] });
    rule.addDestination(notifications);

    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
    expect(Properties.Targets).toHaveLength(1);
  });

  test('and other targets have a limit of five', () => {
    const stack = newStack();
    const target = { bind: () => ({ arn: 'arn:aws:sns:us-east-1:111122223333:Pki' }) };
    const rule = CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { target });
    [2, 3, 4].forEach(() => rule.addTarget(target));

    rule.addDestination(new PkiNotifications(stack, 'Notifications'));

    errorOf('EventTargetCount', () => rule.addTarget(target));
  });

  test('of a destination with too many targets are not sent to some of them', () => {
    const stack = newStack();
    const target = { bind: () => ({ arn: 'arn:aws:sns:us-east-1:111122223333:Pki' }) };
    const rule = CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { target });

    errorOf('EventTargetCount', () => rule.addDestination({ alarmActions: [], ruleTargets: () => Array(5).fill(target) }));

    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
    expect(Properties.Targets).toHaveLength(1);
  });

  test.each<[string, (stack: Stack) => AlarmDestination, ErrorCode]>([
    ['a FIFO topic', (stack) => AlarmDestination.topic(new sns.Topic(stack, 'Fifo', { fifo: true })), 'NotificationFifo'],
    ['a topic in another Region', (stack) =>
      AlarmDestination.topic(sns.Topic.fromTopicArn(stack, 'Far', 'arn:aws:sns:eu-west-1:111122223333:far')), 'NotificationEnvironment'],
  ])('of %s are an error each time, and other targets can be added', (_name, create, code) => {
    const stack = newStack({ env: ENVIRONMENT });
    const rule = CertificateAuthorityEvents.allInAccount(stack).onCreated('Created');
    const destination = create(stack);
    const notifications = new PkiNotifications(stack, 'Notifications');

    for (let attempt = 0; attempt < 6; attempt += 1) { errorOf(code, () => rule.addDestination(notifications, destination)); }
    rule.addDestination(notifications);

    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
    expect(Properties.Targets).toHaveLength(1);
  });

  test('are sent to destinations that are added later', () => {
    const stack = newStack();
    const [first, second] = ['First', 'Second'].map((id) => new PkiNotifications(stack, id));
    const rule = CertificateAuthorityEvents.allInAccount(stack).onCreated('Created', { notify: [first] });

    rule.addDestination(second);

    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
    expect(Properties.Targets.map(({ Arn }: { Arn: unknown }) => Arn))
      .toEqual([first, second].map(({ topic }) => stack.resolve(topic.topicArn)));
  });
});

test('event fields are paths in the samples of AWS', () => {
  const message = messageOf((of, id, notify) => {
    const rule = of.onCertificateIssued(id);
    const fields = [
      CertificateAuthorityEventField.certificateAuthorityArn, CertificateAuthorityEventField.certificateArn,
      CertificateAuthorityEventField.auditReportId,
      CertificateAuthorityEventField.result,
      CertificateAuthorityEventField.reason,
      CertificateAuthorityEventField.crlUrl,
    ];
    notify[0].ruleTargets({ whatHappened: fields.join('|'), whatToDo: 'x' }).forEach((target) => rule.addTarget(target));
    return rule;
  }, { resources: ['ca', 'certificate or report'], detail: { result: 'success', reason: 'why', CrlUrl: 'http://crl' } });

  expect(message.split('\n')[0]).toBe('"ca|certificate or report|certificate or report|success|why|http://crl"');
});
