import { runRules } from '../../../src/checks/private/engine';
import { TemplateSet } from '../../../src/checks/private/template-set';
import { att, Case, inTemplate, Json, ref, Resources, root, sourcesOf, sub } from '../cases/case';

/** What the rules about events find, in the form "severity rule resource location: effect". */
function found({ resources, ...more }: { resources: Resources } & Partial<Case>): string[] {
  const { violations, notes } = runRules(new TemplateSet(sourcesOf(inTemplate('', resources, more))));
  expect(notes).toEqual([]);
  return violations.filter(({ rule }) => rule.id.startsWith('PCA-EVENT')).flatMap(({ rule, severity, effect, places }) => places
    .map(({ resource, location }) => `${severity} ${rule.id} ${resource.id} ${location}: ${effect}`));
}

const rule = (pattern: unknown, more: Json = {}) => ({ Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern, ...more } });
const foundIn = (pattern: unknown, more: Json = {}, others: Resources = {}) => found({ resources: { Rule: rule(pattern, more), ...others } });

const SOURCE = ['aws.acm-pca'];
const ISSUANCE = 'ACM Private CA Certificate Issuance';
const REVOCATION = 'ACM Private CA Certificate Revocation';
const CREATION = 'ACM Private CA Creation';
const API_CALL = 'AWS API Call via CloudTrail';
const SERVICE_EVENT = 'AWS Service Event via CloudTrail';
const of = (...types: unknown[]) => ({ 'source': SOURCE, 'detail-type': types });
const call = (...names: unknown[]) => ({ ...of(API_CALL), detail: { eventName: names } });

describe('the names of fields', () => {
  const field = (at: string, meant: string, key: string) =>
    `error PCA-EVENT Rule Properties.EventPattern.${at}: The rule never matches, because events have the field "${meant}", not "${key}".`;

  test.each([
    ['a source in capitals', { Source: SOURCE }, field('Source', 'source', 'Source')],
    ['a source in capitals beside another one', { Source: ['aws.s3', 'aws.acm-pca'] }, field('Source', 'source', 'Source')],
    ['a detail type without a hyphen', { source: SOURCE, detailType: [ISSUANCE] }, field('detailType', 'detail-type', 'detailType')],
    ['a detail type of AWS Private CA without a source', { DetailType: [CREATION] }, field('DetailType', 'detail-type', 'DetailType')],
    ['a result in capitals', { ...of(ISSUANCE), detail: { Result: ['failure'] } }, field('detail.Result', 'result', 'Result')],
    ['the URL of a CRL in lowercase', { ...of('ACM Private CA CRL Generation'), detail: { crlUrl: [{ exists: true }] } }, field('detail.crlUrl', 'CrlUrl', 'crlUrl')],
  ])('must be those of events: %s', (_name, pattern, finding) => {
    expect(foundIn(pattern)).toEqual([finding]);
  });

  test.each([
    ['every field of events', { ...of(ISSUANCE), version: ['0'], account: ['111122223333'], region: ['us-east-1'], $or: [{ time: [{ exists: true }] }] }],
    ['a field that only replayed events have', { ...of(ISSUANCE), 'replay-name': [{ exists: false }] }],
    ['fields of the detail', { ...of(ISSUANCE), detail: { result: ['failure'], reason: [{ exists: true }] } }],
    ['a field of the detail that could be one of another event', { ...of(ISSUANCE, API_CALL), detail: { Result: ['failure'] } }],
    ['a field in capitals for the events of another service', { Source: ['aws.s3'], Detail: { bucket: { name: ['amzn-s3-demo-bucket'] } } }],
    ['a detail without a detail type', { source: SOURCE, detail: { Result: ['failure'] } }],
  ])('are not reported for %s', (_name, pattern) => {
    expect(foundIn(pattern)).toEqual([]);
  });
});

describe('the source', () => {
  test.each([
    ['one detail type', { 'source': ['aws.acmpca'], 'detail-type': [ISSUANCE] }],
    ['two detail types', { 'source': ['aws.acmpca', 'aws.acm'], 'detail-type': [ISSUANCE, CREATION] }],
    ['the API calls', { 'source': ['aws.acmpca'], 'detail-type': [API_CALL, SERVICE_EVENT], 'detail': { eventSource: ['acm-pca.amazonaws.com'] } }],
  ])('must be that of AWS Private CA for %s of it', (_name, pattern) => {
    expect(foundIn(pattern)).toEqual([
      'error PCA-EVENT Rule Properties.EventPattern.source: The rule never matches, because the source of these events is "aws.acm-pca".',
    ]);
  });

  test.each([
    ['an event of another service', { 'source': ['aws.acm'], 'detail-type': ['ACM Certificate Expired', ISSUANCE] }],
    ['no source', { 'detail-type': [ISSUANCE] }],
    ['a source that is a filter', { 'source': [{ prefix: 'aws.acm' }], 'detail-type': [ISSUANCE] }],
    ['a source beside a filter', { 'source': ['aws.acmpca', { prefix: 'aws.acm-' }], 'detail-type': [ISSUANCE] }],
    ['a source that a parameter decides', { 'source': [ref('Text')], 'detail-type': [ISSUANCE] }],
    ['no detail type', { source: ['aws.acmpca'] }],
    ['an API call of another service', { 'source': ['aws.s3'], 'detail-type': [API_CALL], 'detail': { eventSource: ['s3.amazonaws.com'] } }],
    ['an API call of another service beside an event', { 'source': ['aws.s3'], 'detail-type': [API_CALL, ISSUANCE] }],
  ])('is not reported for %s', (_name, pattern) => {
    expect(foundIn(pattern)).toEqual([]);
  });
});

describe('the detail type', () => {
  const meant = (type: string) =>
    `error PCA-EVENT Rule Properties.EventPattern.detail-type: The rule never matches, because the detail type of these events is "${type}".`;
  const unknown = 'warning PCA-EVENT Rule Properties.EventPattern.detail-type: '
    + 'The rule matches only if AWS Private CA sends a detail type that this library doesn\'t know.';

  test.each([
    ['the new name of the service', ['AWS Private CA Creation'], meant(CREATION)],
    ['no name of a vendor', ['Private CA Certificate Issuance'], meant(ISSUANCE)],
    ['other capitals', ['AWS API call via CloudTrail'], meant(API_CALL)],
    ['a mistake beside an unknown one', ['ACM Private CA Renewal', 'AWS Private CA Creation'], meant(CREATION)],
    ['an unknown one', ['ACM Private CA Renewal'], unknown],
  ])('must be known: %s', (_name, types, finding) => {
    expect(foundIn(of(...types))).toEqual([finding]);
  });

  test.each([
    ['an unknown one beside a known one', ['ACM Private CA Renewal', CREATION]],
    ['a filter beside an unknown one', ['ACM Private CA Renewal', { prefix: 'ACM Private CA C' }]],
    ['service events', [SERVICE_EVENT]],
  ])('is not reported for %s', (_name, types) => {
    expect(foundIn(of(...types))).toEqual([]);
  });
});

describe('the result', () => {
  const noResult = 'error PCA-EVENT Rule Properties.EventPattern.detail.result: '
    + 'The rule never matches, because the result of these events is "success" or "failure".';
  const noFailure = 'error PCA-EVENT Rule Properties.EventPattern.detail.result: '
    + 'The rule never matches, because AWS Private CA sends no event if a revocation fails.';

  test.each([
    ['another word', [ISSUANCE], ['failed'], noResult],
    ['other words, for two detail types', [ISSUANCE, REVOCATION], ['failed', 'error'], noResult],
    ['the failure of a revocation', [REVOCATION], ['failure'], noFailure],
  ])('never is %s', (_name, types, result, finding) => {
    expect(foundIn({ ...of(...types), detail: { result } })).toEqual([finding]);
  });

  test.each([
    ['one of two words', [ISSUANCE], ['failed', 'failure']],
    ['the success of a revocation', [REVOCATION], ['success']],
    ['any result of a revocation', [REVOCATION], ['success', 'failure']],
    ['the failure of a revocation or of an issuance', [REVOCATION, ISSUANCE], ['failure']],
    ['an event that is not one of AWS Private CA', [ISSUANCE, API_CALL], ['failed']],
  ])('can be %s', (_name, types, result) => {
    expect(foundIn({ ...of(...types), detail: { result } })).toEqual([]);
  });

  test('is not reported without a detail type', () => {
    expect(foundIn({ source: SOURCE, detail: { result: ['failed'] } })).toEqual([]);
  });
});

describe('the creation of a CA', () => {
  const created = (types: unknown[], ...resources: unknown[]) => foundIn({ ...of(...types), resources }, {}, root());
  const LITERAL = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1';

  test('never matches a rule of the same stack that names only this CA', () => {
    const finding = 'error PCA-EVENT Rule Properties.EventPattern.resources: '
      + 'The rule never matches, because CloudFormation creates it after the CA that it names.';

    expect(created([CREATION], att('Root'))).toEqual([finding]);
    expect(created([CREATION], att('Root'), ref('Root'))).toEqual([finding]);
  });

  test.each([
    ['another CA', () => created([CREATION], LITERAL)],
    ['another CA beside the one of the stack', () => created([CREATION], att('Root'), LITERAL)],
    ['another event beside the creation', () => created([CREATION, ISSUANCE], att('Root'))],
    ['any CA', () => created([CREATION])],
    ['a CA of another stack', () => found({
      resources: { Rule: rule({ ...of(CREATION), resources: [{ 'Fn::ImportValue': 'ca-arn' }] }) },
      others: { Pki: { Resources: root(), Outputs: { Arn: { Value: att('Root'), Export: { Name: 'ca-arn' } } } } },
    })],
  ])('can match a rule about %s', (_name, findings) => {
    expect(findings()).toEqual([]);
  });
});

describe('the event source of an API call', () => {
  const from = (...eventSource: unknown[]) => foundIn({ ...of(API_CALL), detail: { eventSource, eventName: ['RevokeCertificate'] } });

  test.each([
    ['that of the endpoint without a hyphen', ['acmpca.amazonaws.com']],
    ['the source of the event', ['aws.acm-pca', 'acm.amazonaws.com']],
  ])('never is %s', (_name, sources) => {
    expect(from(...sources)).toEqual([
      'error PCA-EVENT Rule Properties.EventPattern.detail.eventSource: '
      + 'The rule never matches, because the event source of AWS Private CA is "acm-pca.amazonaws.com".',
    ]);
  });

  test.each([
    ['that of AWS Private CA', ['acm-pca.amazonaws.com']],
    ['that of AWS Private CA beside another one', ['acm.amazonaws.com', 'acm-pca.amazonaws.com']],
    ['a filter', [{ prefix: 'acm' }]],
    ['what a parameter decides', [ref('Text')]],
  ])('can be %s', (_name, sources) => {
    expect(from(...sources)).toEqual([]);
  });
});

describe('the name of an API call', () => {
  const at = 'PCA-EVENT Rule Properties.EventPattern.detail.eventName';
  const readOnly = `error ${at}: The rule never matches, because EventBridge delivers read-only calls only to rules in the state `
    + 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS.';

  test.each([
    ['getcertificate', `error ${at}: The rule never matches the event name "getcertificate". CloudTrail logs "GetCertificate".`],
    ['RevokecErtificate', `error ${at}: The rule never matches the event name "RevokecErtificate". CloudTrail logs "RevokeCertificate".`],
    ['ImportCACertificate', `error ${at}: The rule never matches the event name "ImportCACertificate", which CloudTrail doesn't log.`],
    ['CreateAuditReport', `error ${at}: The rule never matches the event name "CreateAuditReport", which CloudTrail doesn't log.`],
    ['RenewCertificate', `warning ${at}: The rule matches "RenewCertificate" only if AWS Private CA has learned it recently.`],
  ])('is one that CloudTrail logs, not %s', (name, finding) => {
    expect(foundIn(call(name))).toEqual([finding]);
    expect(foundIn(call('RevokeCertificate', name))).toEqual([finding]);
    expect(foundIn({ source: SOURCE, detail: { eventName: [name] } })).toEqual([finding]);
    expect(foundIn({ detail: { eventSource: ['acm-pca.amazonaws.com'], eventName: [name] } })).toEqual([finding]);
  });

  test.each([
    ['without a state', {}],
    ['that is enabled', { State: 'ENABLED' }],
  ])('is not only read-only for a rule %s', (_name, more) => {
    expect(foundIn(call('GetCertificate', 'ListTags'), more)).toEqual([readOnly]);
  });

  test.each([
    ['a read-only call, for a rule in a state that a parameter decides', () => foundIn(call('GetCertificate'), { State: ref('Text') })],
    ['a read-only call, for a rule that is off', () => foundIn(call('GetCertificate'), { State: 'DISABLED' })],
    ['a read-only call beside another one', () => foundIn(call('GetCertificate', 'RevokeCertificate'))],
    ['a filter beside a name', () => foundIn(call('RenewCertificate', { prefix: 'Revoke' }))],
    ['a service event', () => foundIn({ ...of(SERVICE_EVENT), detail: { eventName: ['SignCertificate'] } })],
    ['a name for another event', () => foundIn({ ...of(API_CALL, ISSUANCE), detail: { eventName: ['RenewCertificate'] } })],
    ['a name for another service', () => foundIn({ 'source': ['aws.s3'], 'detail-type': [API_CALL], 'detail': { eventName: ['ImportCACertificate'] } })],
  ])('can be %s', (_name, findings) => {
    expect(findings()).toEqual([]);
  });
});

describe('a log group as a target', () => {
  const LOG = { Log: { Type: 'AWS::Logs::LogGroup' } };
  const arn = (name: string) => sub(`arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${name}`);
  const to = (target: unknown, others: Resources = LOG) => foundIn(of(ISSUANCE), { Targets: [{ Id: 'log', Arn: target }] }, others);
  const policy = (document: unknown) =>
    ({ ...LOG, Policy: { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyName: 'events', PolicyDocument: document } } });
  const allowing = (service: string) => JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'logs:PutLogEvents', Resource: '*' }],
  });
  const finding = 'warning PCA-EVENT-LOG Rule Properties.Targets: '
    + 'EventBridge can\'t write to the log group without a resource policy of CloudWatch Logs, and the events are lost.';

  test.each([
    ['has no resource policy', () => to(arn('${Log}'))],
    ['is named by its attribute', () => to(att('Log'))],
    ['has a name with other parts', () => to(arn('${Log}${Suffix}'), { ...LOG, Suffix: { Type: 'AWS::SSM::Parameter' } })],
    ['is beside resources of other providers', () => to(arn('${Log}'), {
      ...LOG, Table: { Type: 'Example::Custom::Table' }, Queue: { Type: 'Example::App::CustomResourceQueue' },
    })],
    ['has a resource policy for another service', () => to(arn('${Log}'), policy(allowing('es.amazonaws.com')))],
  ])('is reported if it %s', (_name, findings) => {
    expect(findings()).toEqual([finding]);
  });

  test.each([
    ['a resource policy for EventBridge', () => to(arn('${Log}'), policy(allowing('events.amazonaws.com')))],
    ['a resource policy for the delivery of logs', () => to(arn('${Log}'), policy(allowing('delivery.logs.amazonaws.com')))],
    ['a resource policy that a parameter decides', () => to(arn('${Log}'), policy(ref('Text')))],
    ['a custom resource that can put the policy', () => to(arn('${Log}'), { ...LOG, Put: { Type: 'Custom::LogsPolicy', Properties: { Name: 'pki' } } })],
    ['a custom resource of CloudFormation', () => to(arn('${Log}'), { ...LOG, Put: { Type: 'AWS::CloudFormation::CustomResource', Properties: { Name: 'pki' } } })],
    ['a log group that has its own resource policy', () => to(arn('${Log}'), {
      Log: { Type: 'AWS::Logs::LogGroup', Properties: { ResourcePolicyDocument: JSON.parse(allowing('events.amazonaws.com')) } },
    })],
    ['a log group that another app creates', () => to(arn('/aws/events/pki'))],
    ['a log group by its literal ARN', () => to('arn:aws:logs:us-east-1:111122223333:log-group:pki')],
    ['a target of another type', () => to(att('Queue'), { ...LOG, Queue: { Type: 'AWS::SQS::Queue' } })],
    ['a rule without a pattern', () => found({
      resources: { ...LOG, Rule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 day)', Targets: [{ Id: 'log', Arn: arn('${Log}') }] } } },
    })],
  ])('is not reported for %s', (_name, findings) => {
    expect(findings()).toEqual([]);
  });
});
