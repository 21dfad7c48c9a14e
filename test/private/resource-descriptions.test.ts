import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { ArchiveRetention } from '../../src/model/archive-retention';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { describeKey } from '../../src/private/description';
import { LIMITS } from '../../src/private/limits';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { TrailArchive } from '../../src/trail/trail-archive';
import { TrailLogs } from '../../src/trail/trail-logs';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* Descriptions that end with the path of a construct. */

/** The descriptions of all keys, and of all roles and managed policies, of constructs in a scope with the given ID. */
function descriptionsIn(scopeId: string): { keys: string[]; roles: string[] } {
  const stack = newStack({ env: ENVIRONMENT });
  const scope = new Construct(stack, scopeId);
  const certificateAuthorities = [newRoot(stack)];
  const auditReportBucket = new AuditReportBucket(scope, 'Audit', {
    certificateAuthorities, encryption: PrivateCaBucketEncryption.kms(),
  });
  new AuditReportSchedule(scope, 'Reports', { auditReportBucket, certificateAuthorities });
  new AuditReportAnalytics(scope, 'Analytics', { auditReportBucket, encryption: PrivateCaBucketEncryption.kms() });
  new PkiNotifications(scope, 'Notifications');
  new ExternalPkiLog(scope, 'External');
  const archive = new TrailArchive(scope, 'Archive', { retention: ArchiveRetention.governance(Duration.days(1)) });
  new PrivateCaTrail(scope, 'Trail', { logs: TrailLogs.newGroup(), archive });
  const template = Template.fromStack(Stack.of(scope));
  const ofType = (type: string) => Object.values(template.findResources(type))
    .map(({ Properties }) => Properties.Description as string | undefined)
    .filter((text): text is string => typeof text === 'string');
  return { keys: ofType('AWS::KMS::Key'), roles: [...ofType('AWS::IAM::Role'), ...ofType('AWS::IAM::ManagedPolicy')] };
}

test('a description contains the path of the construct', () => {
  const { keys, roles } = descriptionsIn('Pki');

  expect(keys).toHaveLength(8);
  expect(keys.filter((text) => !/ \(Stack\/Pki\/[A-Z][\w/]*\)$/.test(text))).toEqual([]);
  expect(roles.filter((text) => text.endsWith(')')).sort()).toEqual([
    expect.stringMatching(/^Allows writing to one log stream .* \(Stack\/Pki\/External\)$/),
    expect.stringMatching(/^Assumed by Amazon S3: .* \(Stack\/Pki\/Trail\)$/),
    expect.stringMatching(/^Assumed by EventBridge Scheduler: .* \(Stack\/Pki\/Reports\)$/),
    expect.stringMatching(/^Assumed by EventBridge: .* \(Stack\/Pki\/Analytics\)$/),
    expect.stringMatching(/^Assumed by Step Functions: .* \(Stack\/Pki\/Analytics\)$/),
    expect.stringMatching(/^Assumed by Step Functions: .* \(Stack\/Pki\/Reports\)$/),
  ]);
});

test('a long path is cut at its start, so that each description has exactly the length that AWS allows', () => {
  const { keys, roles } = descriptionsIn('x'.repeat(9000));

  expect(new Set(keys.map(({ length }) => length))).toEqual(new Set([LIMITS.keyDescription.max]));
  expect(keys.filter((text) => !/ \(\.\.\.x+\/[A-Z]\w+\)$/.test(text))).toEqual([]);
  const long = roles.filter((text) => text.endsWith(')'));
  expect(long).toHaveLength(6);
  expect(new Set(long.map(({ length }) => length))).toEqual(new Set([LIMITS.roleDescription.max]));
});

test('a path is complete if the description then has exactly the length that AWS allows', () => {
  const scope = new Construct(newStack(), 'Key');
  const text = 'x'.repeat(LIMITS.keyDescription.max - ' (Stack/Key)'.length);

  expect(describeKey(scope, text)).toBe(`${text} (Stack/Key)`);
  expect(describeKey(scope, `${text}x`)).toBe(`${text}x (...k/Key)`);
});

test('characters that IAM does not accept are replaced in descriptions of roles, and remain in those of keys', () => {
  const { keys, roles } = descriptionsIn('Größe→株');

  expect(roles.filter((text) => text.includes('/Größe??/'))).toHaveLength(6);
  expect(roles.filter((text) => !/^[\t\n\r -~\u00A1-\u00FF]*$/.test(text))).toEqual([]);
  expect(keys.filter((text) => !text.includes('/Größe→株/'))).toEqual([]);
});
