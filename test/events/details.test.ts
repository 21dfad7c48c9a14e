import { Stack, Token, aws_events as events } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { AccountCertificateAuthorityEvents, CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { ApiCallOutcome, CrlFailureReason, CrlOutcome, EventOutcome, IssuanceOutcome } from '../../src/events/event-outcomes';
import { CertificateTemplate } from '../../src/model/certificate-template';
import { errorOf } from '../support/errors';
import { caArn, PARTITIONS } from '../support/event-corpus';
import { messageOf } from '../support/event-messages';
import { ENVIRONMENT, newStack } from '../support/stacks';
import { World } from '../support/world';

/* The text of messages, the runbook of each rule, the limits of patterns, and what an error names. */

const [AWS] = PARTITIONS;

type Make = Parameters<typeof messageOf>[0];

const linesOf = (make: Make, event: unknown = {}) => messageOf(make, event).split('\n').map((line) => JSON.parse(line) as string);
const runbookOf = (make: Make) => linesOf(make).find((line) => line.startsWith('Runbook: '))?.split('#')[1];
const importedIn = (stack: Stack, arn = caArn(AWS), id = 'Ca') => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, id, arn);
const accountEvents = () => CertificateAuthorityEvents.allInAccount(newStack({ env: ENVIRONMENT }));

describe('the message', () => {
  test.each<[ApiCallOutcome, string]>([
    [ApiCallOutcome.SUCCEEDED, 'Ask the caller whether the call was planned. If it was not planned, revoke the active sessions of the caller. '
      + 'Compare the output of ListTags with the plan. Policies can depend on tags.'],
    [ApiCallOutcome.DENIED, 'Ask the caller whether the call was planned. If it was not planned, an unauthorized attempt was made. '
      + 'Revoke the active sessions of the caller.'],
    [ApiCallOutcome.FAILED, 'Ask the caller whether the call was planned. The error shows why the call failed.'],
    [ApiCallOutcome.ANY, 'Ask the caller whether the call was planned. If no error is shown, the call succeeded. If the call was not planned, '
      + 'revoke the active sessions of the caller. Compare the output of ListTags with the plan. Policies can depend on tags.'],
  ])('for a call that %s contains what to do', (outcome, whatToDo) => {
    const lines = linesOf((of, id, notify) => of.onApiCall(id, { actions: ['TagCertificateAuthority'], outcome, notify }));

    expect(lines).toContain(`What to do: ${whatToDo}`);
  });

  test('for an issuance contains the details in this order', () => {
    const lines = linesOf((of, id, notify) => of.onIssuanceDetails(id, { notify }), {
      detail: {
        resources: [{ ARN: 'ca' }],
        serviceEventDetails: {
          status: 'FAILED', statusReason: 'why', issuerName: 'CN=ca', subject: 'CN=a', serialNumber: '1a', templateArn: 'end', requesterArn: 'jane',
        },
      },
    });

    expect(lines.slice(0, 9)).toEqual([
      'A private CA processed a certificate request.', 'Status: FAILED', 'Reason: why', 'Resource: ca', 'Issuer: CN=ca', 'Subject: CN=a',
      'Serial number: 1a', 'Template: end', 'Requester: jane',
    ]);
  });

  test.each<[string, Make, string[]]>([
    ['a creation', (of, id, notify) => of.onCreated(id, { notify }), ['Certificate authority: one', 'Result: success']],
    ['an issuance', (of, id, notify) => of.onCertificateIssued(id, { notify }), ['Certificate authority: one', 'Certificate: two', 'Result: success']],
    ['a revocation', (of, id, notify) => of.onCertificateRevoked(id, { notify }), ['Certificate authority: one', 'Certificate: two']],
    ['a CRL', (of, id, notify) => of.onCrlGenerated(id, { notify }), [
      'Certificate authority: one', 'CRL: http://crl', 'Result: success', 'Reason: why',
    ]],
    ['a published CRL', (of, id, notify) => of.onCrlGenerated(id, { outcome: CrlOutcome.success(), notify }), [
      'Certificate authority: one', 'CRL: http://crl', 'Result: success',
    ]],
    ['an audit report', (of, id, notify) => of.onAuditReportGenerated(id, { notify }), [
      'Certificate authority: one', 'Audit report: two', 'Result: success',
    ]],
  ])('for %s contains exactly these details', (_name, make, details) => {
    const lines = linesOf(make, { resources: ['one', 'two'], detail: { result: 'success', reason: 'why', CrlUrl: 'http://crl' } });

    expect(lines.slice(1, lines.findIndex((line) => line.startsWith('What to do')))).toEqual(details);
  });
});

describe('the runbook', () => {
  const called = (actions: string[], outcome?: ApiCallOutcome): Make => (of, id, notify) => of.onApiCall(id, { actions, outcome, notify });
  const issuance = (outcome: IssuanceOutcome): Make => (of, id, notify) => of.onIssuanceDetails(id, { outcome, notify });
  const crl = (...reasons: CrlFailureReason[]): Make => (of, id, notify) => of.onCrlGenerated(id, { outcome: CrlOutcome.failure(...reasons), notify });

  test.each<[string, Make]>([
    ['api-delete-certificate-authority', called(['DeleteCertificateAuthority'])],
    ['api-delete-certificate-authority', called(['DeleteCertificateAuthority', 'DeleteCertificateAuthority'], ApiCallOutcome.SUCCEEDED)],
    ['api-call', called(['DeleteCertificateAuthority', 'PutPolicy'])],
    ['api-call', called(['GetCertificate'])],
    ['api-call-denied', called(['DeleteCertificateAuthority'], ApiCallOutcome.DENIED)],
    ['api-call-failed', called(['DeleteCertificateAuthority'], ApiCallOutcome.FAILED)],
    ['issuance-details', issuance(IssuanceOutcome.ANY)],
    ['issuance-details-issued', issuance(IssuanceOutcome.ISSUED)],
    ['issuance-details-failed', issuance(IssuanceOutcome.FAILED)],
    ['event-crl-generated-failure', crl()],
    ['event-crl-generated-failure', crl(CrlFailureReason.BUCKET_PERMISSIONS, CrlFailureReason.WRITE_INTERNAL_FAILURE)],
    ['event-crl-generated-bucket-permissions', crl(CrlFailureReason.BUCKET_PERMISSIONS)],
    ['event-certificate-revoked', (of, id, notify) => of.onCertificateRevoked(id, { notify })],
    ['event-created-success', (of, id, notify) => of.onCreated(id, { outcome: EventOutcome.SUCCESS, notify })],
  ])('%s belongs to the rule', (runbook, make) => {
    expect(runbookOf(make)).toBe(runbook);
  });
});

describe('the pattern', () => {
  /** A pattern for all CAs with this number of characters, as EventBridge receives it. */
  function ofLength(length: number, stack = newStack({ env: ENVIRONMENT })) {
    const of = CertificateAuthorityEvents.allInAccount(stack);
    const make = (id: string, filler: string) => of.onCreated(id, { eventPattern: { id: [filler] } });
    make('Short', '');
    const world = World.of(stack);
    const short = JSON.stringify(world.propertiesOf<{ EventPattern: unknown }>(world.idOf('AWS::Events::Rule')).EventPattern).length;
    return () => make('Long', 'x'.repeat(length - short));
  }

  test('has up to 2,048 characters', () => {
    expect(ofLength(2048)).not.toThrow();
    expect(errorOf('EventPatternLength', ofLength(2049)).message)
      .toContain('The event pattern must have at most 2048 characters; got 2049. Fix: Match fewer values, or create several rules.');
  });

  describe('of CAs', () => {
    /** Two CAs, the pattern of the first alone with this number of characters, and the pattern of another number. */
    function padded(secondArn: string, length: number, count: 1 | 2) {
      const stack = newStack({ env: ENVIRONMENT });
      const all = [importedIn(stack), importedIn(stack, secondArn, 'Second')];
      const measured = CertificateAuthorityEvents.fromCertificateAuthorities(stack, all.slice(0, count)).certificateRevokedPattern();
      const short = JSON.stringify({ ...measured, id: [''] }).length + 'detail-type'.length - 'detailType'.length;
      const of = CertificateAuthorityEvents.fromCertificateAuthorities(stack, all);
      return () => of.onCertificateRevoked('Revoked', { eventPattern: { id: ['x'.repeat(length - short)] } });
    }

    test.each([[2048, 1], [2049, 2]])('with %i characters is that of %i rules', (length, rules) => {
      expect(padded(caArn(AWS, { id: '00000000-1234-1122-2233-000000000001' }), length, 2)().rules).toHaveLength(rules);
    });

    test('is too long if that of one CA is too long', () => {
      const unknown = Token.asString({ Ref: 'Ca' });

      expect(errorOf('EventPatternLength', padded(unknown, 2048, 1)).message).toContain('must have at most 2048 characters; got 2060.');
    });

    test('has names only if the user sets one', () => {
      const stack = newStack({ env: ENVIRONMENT });
      const cas = Array.from({ length: 16 }, (_, index) =>
        importedIn(stack, caArn(AWS, { id: `00000000-1234-1122-2233-${String(index).padStart(12, '0')}` }), `Ca${index}`));
      CertificateAuthorityEvents.fromCertificateAuthorities(stack, cas).onCertificateRevoked('Revoked');

      Template.fromStack(stack).allResourcesProperties('AWS::Events::Rule', { Name: Match.absent() });
    });
  });

  test('of a call of any CA tests no CA', () => {
    expect(accountEvents().apiCallPattern({ actions: ['TagCertificateAuthority'], outcome: ApiCallOutcome.SUCCEEDED })).toEqual({
      source: ['aws.acm-pca'],
      detailType: ['AWS API Call via CloudTrail'],
      detail: { eventSource: ['acm-pca.amazonaws.com'], eventName: ['TagCertificateAuthority'], errorCode: [{ exists: false }] },
    });
  });

  test('of the details of any issuance tests no status', () => {
    expect(accountEvents().issuanceDetailsPattern()).toEqual({
      source: ['aws.acm-pca'],
      detailType: ['AWS Service Event via CloudTrail'],
      detail: { eventSource: ['acm-pca.amazonaws.com'], eventName: ['IssueCertificateDetails'] },
    });
  });

  test('does not change if a field of the user is undefined', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const of = CertificateAuthorityEvents.allInAccount(stack);
    of.onCreated('Created', { outcome: EventOutcome.SUCCESS, eventPattern: { detail: undefined, source: undefined, region: ['us-east-1'] } });

    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { 'source': ['aws.acm-pca'], 'detail-type': ['ACM Private CA Creation'], 'detail': { result: ['success'] }, 'region': ['us-east-1'] },
    });
  });

  test('for an action that is known only at deployment has this action, and matches only write calls', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const action = Token.asString({ Ref: 'Action' });

    importedIn(stack).events.onApiCall('Called', { actions: [action] });

    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { State: 'ENABLED', EventPattern: { detail: { eventName: [{ Ref: 'Action' }] } } });
  });

  test('for a shared CA can have an action that is known only at deployment', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const { events: of } = importedIn(stack, caArn(AWS, { account: '444455556666' }));

    expect(() => of.onApiCall('Called', { actions: [Token.asString({ Ref: 'Action' }), 'GetCertificate'] })).not.toThrow();
  });

  test('keeps a list of the rule that the user does not change, and adds further fields next to it', () => {
    const of = accountEvents();
    const stack = Stack.of(of.onCreated('Created', { outcome: EventOutcome.SUCCESS, eventPattern: { detail: { other: ['x'] }, region: ['us-east-1'] } }));
    const world = World.of(stack);

    expect(world.propertiesOf<{ EventPattern: unknown }>(world.idOf('AWS::Events::Rule')).EventPattern).toEqual({
      'source': ['aws.acm-pca'], 'detail-type': ['ACM Private CA Creation'], 'detail': { result: ['success'], other: ['x'] }, 'region': ['us-east-1'],
    });
  });

  test('without a result has no detail', () => {
    expect(accountEvents().createdPattern()).toEqual({ source: ['aws.acm-pca'], detailType: ['ACM Private CA Creation'] });
  });

  test('the rules for 16 CAs have stable names in the construct tree', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const cas = Array.from({ length: 16 }, (_, index) =>
      importedIn(stack, caArn(AWS, { id: `00000000-1234-1122-2233-${String(index).padStart(12, '0')}` }), `Ca${index}`));

    const { rules } = CertificateAuthorityEvents.fromCertificateAuthorities(stack, cas).onCertificateRevoked('Revoked');

    expect(rules.map(({ node }) => node.id)).toEqual(['Resource', 'Resource2']);
  });
});

describe('an error', () => {
  const [foreign, abroad] = [caArn(AWS, { account: '444455556666' }), caArn({ ...AWS, region: 'eu-west-1' }, { id: '1' })];
  const message = (...[code, mistake]: Parameters<typeof errorOf>) => errorOf(code, mistake).message;

  test('names the property of a value that no rule accepts', () => {
    const rule = accountEvents().onCreated('Created');

    expect(message('PropertyType', () => rule.addTarget('topic' as never))).toMatch(/^target must .* at Stack\/Created\]$/);
    expect(message('PropertyType', () => rule.addDestination('topic' as never))).toMatch(/^destinations.* must .* at Stack\/Created\]$/);
    expect(message('PropertyType', () => CertificateAuthorityEvents.fromCertificateAuthorities(newStack(), 'all' as never)))
      .toMatch(/^certificateAuthorities must /);
  });

  test.each<[string, (of: AccountCertificateAuthorityEvents) => unknown, string]>([
    ['issuance', (of) => of.certificateIssuedPattern('x' as never), 'outcome must be one of "success", "failure", "any"; got "x". '
      + 'Fix: Use one of these values, or omit outcome to match any of them.'],
    ['call', (of) => of.apiCallPattern({ actions: ['PutPolicy'], outcome: 'x' as never }), 'outcome must be one of "succeeded", "denied", "failed", "any"'],
    ['details', (of) => of.issuanceDetailsPattern({ outcome: 'x' as never }), 'outcome must be one of "ISSUED", "FAILED", "any"'],
    ['reason', (of) => of.crlGeneratedPattern(CrlOutcome.failure('x' as never)), 'reasons must be one of "Failed to write CRL to S3. '],
    ['CRL', (of) => of.crlGeneratedPattern('x' as never), 'outcome must be a CrlOutcome; got "x". '
      + 'Fix: Use CrlOutcome.any(), CrlOutcome.success(), or CrlOutcome.failure().'],
  ])('names the results that a rule can match: %s', (_name, make, text) => {
    expect(message('EventOutcome', () => make(accountEvents()))).toContain(text);
  });

  test('names the environment that differs', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const [ca, other, elsewhere] = [caArn(AWS), foreign, abroad].map((arn, index) => importedIn(stack, arn, `Ca${index}`));

    expect(message('EventEnvironment', () => CertificateAuthorityEvents.fromCertificateAuthorities(stack, [ca, other]))).toMatch(
      /^certificateAuthorities must be in one account and Region \(.*111122223333.*us-east-1.*\), because .* got ".*444455556666.*". Fix: Create a rule in/);
    expect(message('EventEnvironment', () => elsewhere.events.onCertificateRevoked('Revoked'))).toMatch(
      /^The certificate authority must be in the account and Region of the rule \(.*us-east-1.*\), because .* got ".*eu-west-1.*"/);
  });

  test('names the CA that is repeated, and its ARN that is none', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const [one, two] = ['One', 'Two'].map((id) => importedIn(stack, caArn(AWS), id));
    const role = { certificateAuthorityRef: { certificateAuthorityArn: 'arn:aws:iam::111122223333:role/Root' }, env: ENVIRONMENT, node: stack.node };

    expect(message('CertificateAuthorityDuplicate', () => CertificateAuthorityEvents.fromCertificateAuthorities(stack, [one, two]))).toContain(
      'certificateAuthorities must contain each certificate authority (CA) only once; got "Stack/Two". Fix: Remove the duplicate.');
    expect(message('CertificateAuthorityArn', () => CertificateAuthorityEvents.fromCertificateAuthorities(stack, [role as never])))
      .toMatch(/^certificateAuthorityArn must .* at Stack\]$/);
  });

  test('names the field that the rule already sets, even if its value is no list', () => {
    expect(message('EventPatternConflict', () => accountEvents().onCreated('Created', { eventPattern: { source: 'aws.s3' as never } })))
      .toContain('eventPattern must not include source, because the rule already sets it; got "aws.s3". Fix: Remove source from eventPattern.');
  });

  test('names the actions that do not apply to an existing CA', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const mistake = () => importedIn(stack).events.apiCallPattern({ actions: ['PutPolicy', 'CreateCertificateAuthority', 'ListCertificateAuthorities'] });

    expect(message('ApiActionOfAccount', mistake)).toContain('got ["CreateCertificateAuthority","ListCertificateAuthorities"]');
  });

  test('about an empty list of templates says how to match all', () => {
    expect(message('EventTemplateMissing', () => accountEvents().issuanceDetailsPattern({ templates: [] }))).toContain(
      'templates must contain at least one certificate template; got []. Fix: Add a template, or omit templates to match all templates.');
  });
});

test('a template of CA certificates is matched by its name, unless all are requested', () => {
  const testOf = (templates: CertificateTemplate[]) =>
    (accountEvents().issuanceDetailsPattern({ templates }).detail as { serviceEventDetails: { templateArn: unknown } }).serviceEventDetails.templateArn;
  const [first, ...others] = CertificateTemplate.caTemplates();

  expect(testOf([first])).toEqual([{ suffix: `:template/${first.templateName}` }]);
  expect(testOf([first, others[0], CertificateTemplate.END_ENTITY])).toEqual(
    [first, others[0], CertificateTemplate.END_ENTITY].map(({ templateName }) => ({ suffix: `:template/${templateName}` })));
  expect(testOf([first, ...others])).toEqual([{ wildcard: '*:template/*CACertificate*' }]);
});

test('a target is added to each rule, and counts once', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const target: events.IRuleTarget = { bind: () => ({ arn: 'arn:aws:sns:us-east-1:111122223333:Pki' }) };
  const rule = CertificateAuthorityEvents.allInAccount(stack).onCreated('Created');

  for (let count = 0; count < 5; count++) { rule.addTarget(target); }

  expect(errorOf('EventTargetCount', () => rule.addTarget(target)).message)
    .toContain('The rule must have at most 5 targets, including destinations; got 6. Fix: Add subscriptions to one topic, or create a second rule.');
});
