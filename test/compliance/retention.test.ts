import { App, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { CertificateAuthorityPermission } from '../../src/authority/certificate-authority-permission';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { OcspDistribution } from '../../src/revocation/ocsp-distribution';
import { Revocation } from '../../src/revocation/revocation';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { newRoot } from '../support/stacks';
import { TemplateResource } from '../support/world';

/* From CA and bucket over all that they need, and all that works on them: what stays when the stack goes? */

const RETAINED_UNLESS_FIRST_DEPLOYMENT_FAILS = ['RetainExceptOnCreate', 'Retain'];
const RETAINED = ['Retain', 'Retain'];
const GOES = [undefined, undefined];
const DELETED = ['Delete', 'Delete'];

/** What each type must be, as decision 5 has it. */
const FATE: Record<string, (string | undefined)[]> = {
  'AWS::ACMPCA::CertificateAuthority': RETAINED_UNLESS_FIRST_DEPLOYMENT_FAILS,
  'AWS::ACMPCA::Certificate': RETAINED_UNLESS_FIRST_DEPLOYMENT_FAILS,
  'AWS::ACMPCA::CertificateAuthorityActivation': RETAINED_UNLESS_FIRST_DEPLOYMENT_FAILS,
  'AWS::ACMPCA::Permission': RETAINED_UNLESS_FIRST_DEPLOYMENT_FAILS,
  'AWS::CloudFront::CachePolicy': RETAINED_UNLESS_FIRST_DEPLOYMENT_FAILS,
  'AWS::CloudFront::Distribution': RETAINED_UNLESS_FIRST_DEPLOYMENT_FAILS,
  'AWS::CloudFront::OriginAccessControl': RETAINED_UNLESS_FIRST_DEPLOYMENT_FAILS,
  'AWS::KMS::Key': RETAINED_UNLESS_FIRST_DEPLOYMENT_FAILS,
  'AWS::Logs::Delivery': RETAINED_UNLESS_FIRST_DEPLOYMENT_FAILS,
  'AWS::Logs::DeliveryDestination': RETAINED_UNLESS_FIRST_DEPLOYMENT_FAILS,
  'AWS::Logs::DeliverySource': RETAINED_UNLESS_FIRST_DEPLOYMENT_FAILS,
  'AWS::S3::Bucket': RETAINED,
  'AWS::S3::BucketPolicy': RETAINED,
  'AWS::Logs::LogGroup': RETAINED,
  'AWS::Logs::LogStream': RETAINED,
  // The record stays; what makes it goes with the stack: no certificate and no CA needs it, and events are billed.
  'AWS::CloudTrail::Trail': GOES,
  'AWS::IAM::Group': GOES,
  'AWS::IAM::Role': GOES,
  'AWS::IAM::ManagedPolicy': GOES,
  'AWS::Athena::NamedQuery': GOES,
  'AWS::Athena::WorkGroup': GOES,
  'AWS::CloudWatch::Alarm': GOES,
  'AWS::Events::Rule': GOES,
  'AWS::Glue::Database': GOES,
  'AWS::Glue::Table': GOES,
  'AWS::Scheduler::Schedule': GOES,
  'AWS::Scheduler::ScheduleGroup': GOES,
  'AWS::SQS::QueuePolicy': GOES,
  'AWS::SQS::Queue': DELETED,
  'AWS::StepFunctions::StateMachine': DELETED,
};

const stack = new Stack(new App(), 'Stack');
const crls = new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms() });
const cdn = new CrlDistribution(stack, 'Cdn', { bucket: crls, logBucket: crls.serverAccessLogsBucket });
const ocsp = new OcspDistribution(stack, 'Ocsp');
const root = newRoot(stack, 'Root', Revocation.crlAndOcsp({
  crl: { distributionPoint: CrlDistributionPoint.distribution(cdn) }, ocsp: { customCname: ocsp.domainName },
}));
// A bucket of its own, and one that was brought along.
newRoot(stack, 'Own', Revocation.crl({ distributionPoint: CrlDistributionPoint.bucketUrl() }));
new CrlBucket(stack, 'ExistingCrls', { bucket: new s3.Bucket(stack, 'MyCrls') });
const sub = new SubordinateCertificateAuthority(stack, 'Sub', { subject: DistinguishedName.of({ commonName: 'Sub' }), parent: root, revocation: Revocation.none() });
new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: sub });
const audit = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [root, sub], encryption: PrivateCaBucketEncryption.kms() });
// Also what the user brings along: a bucket, and a log bucket that several share.
new AuditReportBucket(stack, 'Existing', { certificateAuthorities: [root], bucket: new s3.Bucket(stack, 'Mine') });
new AuditReportBucket(stack, 'Sharing', { certificateAuthorities: [root], serverAccessLogsBucket: new s3.Bucket(stack, 'Logs') });
new AuditReportBucket(stack, 'SharingOurs', { certificateAuthorities: [root], serverAccessLogsBucket: audit.serverAccessLogsBucket });
const trail = new PrivateCaTrail(stack, 'Trail', { serverAccessLogsBucket: audit.serverAccessLogsBucket });
new PrivateCaTrail(stack, 'ExistingTrail', { bucket: new s3.Bucket(stack, 'MyTrail'), encryptionKey: trail.encryptionKey });
root.node.addDependency(trail);
new ExternalPkiLog(stack, 'Ezca');
const scheduled = { auditReportBucket: audit, certificateAuthorities: [root, sub] };
new AuditReportSchedule(stack, 'Reports', scheduled);
new AuditReportAnalytics(stack, 'Analytics', scheduled);
new CertificateAuthorityExpiryWatch(stack, 'Expiry', scheduled);
const resources = Template.fromStack(stack).toJSON().Resources as Record<string, TemplateResource>;

/** The resources that one refers to, by whatever name. */
function neighborsOf(id: string): string[] {
  const text = JSON.stringify([resources[id].Properties, resources[id].DependsOn]);
  return Object.keys(resources).filter((other) => other !== id && text.includes(`"${other}"`));
}

/** A resource, all that it needs and all that needs it, over any number of steps. */
function closureOf(start: string[]): string[] {
  const found = [...start];
  for (const id of found) {
    const around = Object.keys(resources)
      .filter((other) => neighborsOf(id).includes(other) || neighborsOf(other).includes(id));
    found.push(...around.filter((other) => !found.includes(other)));
  }
  return found;
}

const starts = Object.keys(resources).filter((id) => /CertificateAuthority$|Bucket$|Distribution$|LogGroup$/.test(resources[id].Type));

test.each(closureOf(starts).map((id) => [resources[id].Type, id]))('%s %s has the fate of its type when the stack goes', (type, id) => {
  expect([resources[id].DeletionPolicy, resources[id].UpdateReplacePolicy]).toEqual(FATE[type]);
});

test('the closure is the whole stack: nothing is left out', () => {
  expect(closureOf(starts).sort()).toEqual(Object.keys(resources).sort());
});

test('the logical ids of everything that holds data or a key are pinned', () => {
  const held = Object.keys(resources).filter((id) => ['AWS::ACMPCA::CertificateAuthority', 'AWS::CloudFront::Distribution', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::S3::Bucket'].includes(resources[id].Type));

  expect(held.filter((id) => /^(Root|Sub|Audit|Trail)/.test(id)).sort()).toEqual([
    'Audit60AC924E', 'AuditAccessLogs9A4BEAE3', 'AuditKey2ED08D30', 'RootAC0F3320', 'SubEEDFF70A',
    'TrailBucket6C1E344E', 'TrailKey31F874A3', 'TrailLogs73276642', 'TrailLogsKeyBB6F240D',
  ]);
  expect(held.filter((id) => /^(Analytics|Expiry|Reports)/.test(id)).sort()).toEqual([
    'AnalyticsAccessLogs7A7AC847', 'AnalyticsBucketF3CB46A2', 'AnalyticsLogs56CCDDDA', 'AnalyticsLogsKeyD1A70B7F', 'ExpiryLogs377FB851',
    'ExpiryLogsKey7E585B33', 'ReportsLogsB8F257B9', 'ReportsLogsKey11615C90',
  ]);
  expect(held.filter((id) => id.startsWith('Ezca'))).toEqual(['EzcaKey672F3C3D', 'Ezca737B55F1']);
  expect(held.filter((id) => /^(Crls|Own|Cdn|Ocsp)/.test(id)).sort()).toEqual([
    'CdnF9DD0B44', 'Crls4546DE51', 'CrlsAccessLogsDB99E716', 'CrlsKey71B3F2EB', 'OcspBB0B679C', 'Own30425842', 'OwnCrls1E12EF69',
    'OwnCrlsAccessLogsC26F5580',
  ]);
});
