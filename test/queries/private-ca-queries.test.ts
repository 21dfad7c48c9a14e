import { aws_logs as logs } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TRAIL_QUERIES } from '../../src/queries/private/query-catalog';
import { PrivateCaQueries } from '../../src/queries/private-ca-queries';
import { errorOf } from '../support/errors';
import { fieldsOf, runQuery } from '../support/insights';
import { newStack } from '../support/stacks';
import { RECORDS } from '../support/trail-records';

const TRAIL = Object.values(RECORDS).filter((record) => 'eventName' in record);
const JANE = 'arn:aws:sts::111122223333:assumed-role/PkiAdministrator/jane';

/** Returns the text of a saved query. */
function queryOf(name: string): string {
  return new logs.QueryString(TRAIL_QUERIES.find((query) => query.name === name)!.query).toString();
}

const answerTo = (name: string) => runQuery(queryOf(name), TRAIL);

test('each query is saved in the folder, for this log group', () => {
  const stack = newStack();
  const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail');
  const queries = new PrivateCaQueries(stack, 'Queries', { logGroup });

  const definitions = Object.values(Template.fromStack(stack).findResources('AWS::Logs::QueryDefinition'))
    .map(({ Properties }) => Properties as unknown);
  expect(definitions).toEqual(TRAIL_QUERIES.map(({ name }) => ({
    Name: `private-ca/${name}`, LogGroupNames: ['trail'], QueryString: queryOf(name),
  })));
  expect(queries.queryDefinitions).toHaveLength(TRAIL_QUERIES.length);
});

test('a log group in another Region is rejected', () => {
  const stack = newStack({ env: { account: '111122223333', region: 'us-east-1' } });
  const logGroup = logs.LogGroup.fromLogGroupArn(stack, 'Trail', 'arn:aws:logs:eu-west-1:111122223333:log-group:trail');

  const { message } = errorOf('LogGroupRegion', () => new PrivateCaQueries(stack, 'Queries', { logGroup }));
  expect(message).toContain('in the account and Region of the queries');
  expect(message).toContain('Fix: Create the queries in the account and Region of the log group. [');
});

test('the folder can be set', () => {
  const stack = newStack();
  const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail');
  new PrivateCaQueries(stack, 'Queries', { logGroup, folder: 'pki' });

  Template.fromStack(stack).hasResourceProperties('AWS::Logs::QueryDefinition', { Name: 'pki/denied-calls' });
});

test.each(['', '  ', 'f'.repeat(300)])('the folder %j is an error of the construct', (folder) => {
  const stack = newStack();
  const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail');

  const { message } = errorOf('QueryName', () => new PrivateCaQueries(stack, 'Queries', { logGroup, folder }));
  expect(message).toMatch(/^folder must have 1 to \d+ characters.* Fix: Correct or remove folder\. \[QueryName at Stack\/Queries\]$/);
});

test.each(TRAIL_QUERIES.map(({ name }) => [name]))('%s reads only fields of CloudTrail records', (name) => {
  const known = new Set(TRAIL.flatMap((record) => pathsOf(record)));

  expect(fieldsOf(queryOf(name)).filter((field) => !known.has(field))).toEqual([]);
  expect(answerTo(name).length).toBeGreaterThan(0);
});

test('the check finds a field that is not in the records', () => {
  expect(fieldsOf('fields userIdentity.arm as a\n| filter eventName = "X" and `a:b` like /c/\n| sort a desc'))
    .toEqual(['userIdentity.arm', 'eventName', 'a:b']);
});

test('load-balancers-of-certificates returns the load balancer of each certificate', () => {
  expect(answerTo('load-balancers-of-certificates')).toEqual([{
    certificate: 'arn:aws:acm:us-east-1:123456789012:certificate/87654321-4321-4321-4321-210987654321',
    loadBalancer: 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/LinuxTest',
    uses: 1,
    lastUse: '2016-01-01T21:13:28Z',
  }]);
});

test('certificates-of-new-load-balancers returns the creator and the certificate of each load balancer', () => {
  expect(answerTo('certificates-of-new-load-balancers')).toEqual([{
    eventTime: '2016-01-01T21:10:36Z',
    principal: 'arn:aws:iam::111122223333:user/Alice',
    loadBalancer: 'LinuxTest',
    certificate: 'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
  }]);
});

const CERTIFICATE = 'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';

test('certificates-of-listeners returns the listener or load balancer of each changed certificate', () => {
  const answer = answerTo('certificates-of-listeners');

  expect(answer.map(({ eventName, loadBalancer, listener }) => [eventName, ((loadBalancer ?? listener) as string).split(':')[5]])).toEqual([
    ['CreateListener', 'loadbalancer/app/web/1'], ['ModifyListener', 'listener/app/web/1/2'],
    ['AddListenerCertificates', 'listener/app/web/1/2'], ['RemoveListenerCertificates', 'listener/app/web/1/2'],
  ]);
  expect(new Set(answer.map(({ certificate }) => certificate))).toEqual(new Set([CERTIFICATE]));
});

test('certificates-of-distributions returns each new or updated distribution with an ACM certificate', () => {
  expect(answerTo('certificates-of-distributions').map(({ distribution, newDistribution, certificate }) => [distribution, newDistribution, certificate]))
    .toEqual([[undefined, 'EDFDVBD6EXAMPLE', CERTIFICATE], ['EDFDVBD6EXAMPLE', undefined, CERTIFICATE]]);
});

test('certificates-of-api-domains returns the certificate of each domain name, and no denied call', () => {
  expect(answerTo('certificates-of-api-domains').map(({ restDomain, domain, edgeCertificate, regionalCertificate, certificate }) =>
    [restDomain ?? domain, edgeCertificate, regionalCertificate, certificate])).toEqual([
    ['api.example.com', undefined, CERTIFICATE, undefined],
    ['edge.example.com', CERTIFICATE, undefined, undefined],
    ['http.example.com', undefined, undefined, CERTIFICATE],
  ]);
});

test('private-key-use returns the principals that encrypted or decrypted each private key', () => {
  expect(answerTo('private-key-use').map(({ eventName, principal, calls }) => [eventName, principal, calls])).toEqual([
    ['Encrypt', 'arn:aws:iam::111122223333:user/acm', 1],
    ['Decrypt', 'arn:aws:sts::111122223333:assumed-role/DecryptACMCertificate/1aba0dc8b3a728d6998c234a99178eff', 1],
  ]);
});

test('requests-by-template includes requests without a template and by the root user, and excludes denied and failed requests', () => {
  const asked = answerTo('requests-by-template').map(({ principal, template, requests }) =>
    [principal === JANE ? 'jane' : 'root', (template as string | undefined)?.split('/')[1], requests]);

  expect(asked.sort()).toEqual([
    ['jane', 'BlankSubordinateCACertificate_PathLen1_APIPassthrough', 1],
    ['jane', 'EndEntityCertificate', 1],
    ['jane', 'EndEntityCertificate_APICSRPassthrough', 1],
    ['jane', 'RootCACertificate', 1],
    ['jane', 'SubordinateCACertificate_PathLen0', 1],
    ['jane', undefined, 1],
    ['root', 'EndEntityCertificate', 1],
  ].sort());
});

test('issued-by-template returns the issued certificates', () => {
  expect(answerTo('issued-by-template').map(({ template, requester }) => [(template as string).split('/')[1], requester])).toEqual([
    ['EndEntityCertificate', JANE],
    ['SubordinateCACertificate_PathLen0', JANE],
    ['RootCACertificate', JANE],
    ['EndEntityCertificate', JANE],
    ['BlankEndEntityCertificate_APIPassthrough', JANE],
  ]);
});

test('denied-calls returns the principals and their denied calls', () => {
  const [first, ...others] = answerTo('denied-calls');

  expect(first).toEqual({ principal: JANE, eventName: 'IssueCertificate', denied: 2, lastDenied: '2026-11-02T03:04:05Z' });
  expect(others.every(({ principal, denied }) => principal === JANE && denied === 1)).toBe(true);
  expect(others).toHaveLength(14);
});

describe('the evaluator of the tests rejects unsupported syntax', () => {
  test.each([
    'parse @message "x"', 'fields a\n| sort a asc', 'fields a\n| stats avg(a) as b by c', 'fields a\n| filter a > 1',
    'fields a\n| filter a = "b" c', 'fields a\n| filter (a = "b"',
  ])('%s', (query) => {
    expect(() => runQuery(query, [{ a: 'b' }])).toThrow('not known');
  });

  test('the evaluator applies a limit', () => {
    expect(runQuery('fields a\n| filter a = "b" or a in ["c"]\n| limit 1', [{ a: 'b' }, { a: 'c' }])).toEqual([{ a: 'b' }]);
  });
});

/** Returns every path in a record, with list indexes. */
function pathsOf(value: unknown, path = ''): string[] {
  const inside = value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, path ? `${path}.${key}` : key)) : [];
  return path ? [path, ...inside] : inside;
}
