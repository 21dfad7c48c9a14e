import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack, aws_kms as kms, aws_sns as sns } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { IssuedCertificateExpiryWatch } from '../../src/audit/issued-certificate-expiry-watch';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { PrivateCaBaseline } from '../../src/pattern/private-ca-baseline';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { TrailLogs } from '../../src/trail/trail-logs';

/* A policy in another stack can't contain the GUID of a stack, so that a name in such a policy has another form. */

const env = { account: '111122223333', region: 'us-east-1' };
const cas = (stack: Stack) => [PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11223344-1234-1122-2233-112233445566')];
const reports = (stack: Stack) => new AuditReportBucket(stack, 'Reports', { certificateAuthorities: cas(stack) });
const analytics = (stack: Stack, logEncryptionKey?: kms.IKey) =>
  new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket: reports(stack), logEncryptionKey });

/** The uses of a resource whose policy contains a name, by the sources with their properties. */
const USES: Record<string, (stack: Stack, partners: Stack) => unknown> = {
  'src/external/external-pki-log-props.ts encryptionKey': (stack, partners) =>
    new ExternalPkiLog(stack, 'Ezca', { encryptionKey: new kms.Key(partners, 'Key') }),
  'src/audit/audit-report-schedule-props.ts logEncryptionKey': (stack, partners) => new AuditReportSchedule(stack, 'Schedule', {
    auditReportBucket: reports(stack), certificateAuthorities: cas(new Stack(stack, 'Cas', { env })), logEncryptionKey: new kms.Key(partners, 'Key'),
  }),
  'src/audit/audit-report-analytics.ts logEncryptionKey': (stack, partners) => analytics(stack, new kms.Key(partners, 'Key')),
  'src/audit/issued-certificate-expiry-watch.ts logEncryptionKey': (stack, partners) => new IssuedCertificateExpiryWatch(stack, 'Watch', {
    analytics: analytics(stack), logEncryptionKey: new kms.Key(partners, 'Key'),
  }),
  'src/alerting/certificate-authority-expiry-watch.ts logEncryptionKey': (stack, partners) => new CertificateAuthorityExpiryWatch(stack, 'Watch', {
    certificateAuthorities: cas(stack), logEncryptionKey: new kms.Key(partners, 'Key'),
  }),
  'src/pattern/private-ca-baseline-props.ts logEncryptionKey': (stack, partners) => new PrivateCaBaseline(stack, 'Baseline', {
    certificateAuthorities: cas(stack), logEncryptionKey: new kms.Key(partners, 'Key'),
  }),
  'src/trail/trail-logs.ts encryptionKey': (stack, partners) => new PrivateCaTrail(stack, 'Trail', {
    logs: TrailLogs.newGroup({ encryptionKey: new kms.Key(partners, 'Key') }),
  }),
  'src/trail/private-ca-trail-props.ts snsTopic': (stack, partners) => new PrivateCaTrail(stack, 'Trail', {
    snsTopic: new sns.Topic(partners, 'Topic'),
  }),
};

/** The names of resources in a stack, by their logical IDs. */
function namesIn(stack: Stack): Record<string, string> {
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }> };
  return Object.fromEntries(Object.entries(Resources).flatMap(([id, { Type, Properties = {} }]) =>
    ['LogGroupName', 'TrailName', 'BucketName', 'BucketNamePrefix'].filter((name) => Properties[name] && /LogGroup$|Trail$|Bucket$/.test(Type))
      .map((name) => [`${Type} ${id} ${name}`, JSON.stringify(Properties[name])])));
}

/** The types of resources whose name differs if another stack creates the partner. */
function renamedBy(use: string): string[] {
  const namesWith = (isElsewhere: boolean) => {
    const app = new App();
    const stack = new Stack(app, 'Pki', { env });
    USES[use](stack, isElsewhere ? new Stack(app, 'Partners', { env }) : stack);
    return namesIn(stack);
  };
  const [own, other] = [namesWith(false), namesWith(true)];
  expect(Object.keys(own).length).toBeGreaterThan(0);
  return [...new Set(Object.keys(own).filter((key) => own[key] !== other[key]).map((key) => key.split(' ')[0]))].sort();
}

/** The comment of a property, in one line. */
function commentOf(use: string): string {
  const [file, property] = use.split(' ');
  const source = readFileSync(join(__dirname, '../..', file), 'utf8');
  return new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s*readonly ${property}\\?:`).exec(source)![1].replace(/\s*\n\s*\*\s?/g, ' ');
}

test.each(Object.keys(USES))('%s of another stack changes names, and its comment says so', (use) => {
  const renamed = renamedBy(use);

  expect([use, renamed]).toEqual([use, use.endsWith('snsTopic') ? ['AWS::CloudTrail::Trail'] : ['AWS::Logs::LogGroup']]);
  expect(commentOf(use)).toMatch(/IMPORTANT: If another stack creates (?:the key|the topic), the names? of .* changes?\./);
});
