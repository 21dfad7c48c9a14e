import {
  App, Duration, Stack, Token, aws_acmpca as acmpca, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_kms as kms, aws_logs as logs,
  aws_s3 as s3, aws_sns as sns, aws_sqs as sqs,
} from 'aws-cdk-lib';
import { newStack } from './stacks';
import {
  AlarmDestination, AlarmRouting, ArchiveRetention, AuditReportAnalytics, AuditReportArchive, AuditReportBucket, AuditReportSchedule,
  CertificateAuthorityEvents, CertificateAuthorityExpiryWatch, CertificateAuthorityHierarchy, CrlBucket, CrlDistribution,
  CrlDistributionPoint, CrlReplica, DistinguishedName, IssuedCertificateExpiryWatch, KeyAlgorithm, PkiNotifications, PrivateCaBaseline,
  PrivateCaBucketEncryption, PrivateCaQuotaAlarms, PrivateCaTrail, Revocation,
  TrailArchive, TrailLogs,
} from '../../src';

/* Errors that occur only after a constructor or a method has changed existing resources of the app. */

type LateError = readonly [name: string, error: string, make: () => unknown];

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const OTHER_ARN = CA_ARN.replace('11111111-2222', '99999999-2222');
const ENV = { account: '111122223333', region: 'us-east-1' };
const stackOf = () => newStack({ env: ENV });
/** A CA with a construct for each user of it. */
function imported(stack: Stack, arn = CA_ARN): acmpca.ICertificateAuthority {
  return acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${stack.node.children.length}`, arn);
}
const far = (stack: Stack) => AlarmRouting.everythingTo(
  AlarmDestination.topic(sns.Topic.fromTopicArn(stack, 'Far', 'arn:aws:sns:eu-west-1:111122223333:far')));

/** An action that the library cannot check, because only its `bind()` throws the error. */
const broken = (): AlarmRouting => AlarmRouting.everythingTo(AlarmDestination.of({
  alarmAction: { bind: () => { throw new Error('broken action'); } },
}));

/** A destination that works a number of times. */
function worksTimes(times: number): AlarmRouting {
  const alarmAction: cloudwatch.IAlarmAction = {
    bind: () => {
      if (times <= 0) { throw new Error('broken action'); }
      times -= 1;
      return { alarmActionArn: 'arn:aws:sns:us-east-1:111122223333:near' };
    },
  };
  return AlarmRouting.everythingTo(AlarmDestination.of({ alarmAction }));
}

const namedBucket = (stack: Stack, id = 'Bucket', props: s3.BucketProps = {}) =>
  new s3.Bucket(stack, id, { versioned: true, bucketName: `amzn-s3-demo-${id.toLowerCase()}`, ...props });

function encryptedBucket(stack: Stack, id = 'Bucket'): s3.Bucket {
  return namedBucket(stack, id, { encryption: s3.BucketEncryption.KMS, encryptionKey: new kms.Key(stack, `${id}Key`), bucketKeyEnabled: true });
}

function reports(stack: Stack, bucket?: s3.IBucket): AuditReportBucket {
  return new AuditReportBucket(stack, 'Reports', { certificateAuthorities: [imported(stack)], bucket });
}

function archivedReports(routing: (stack: Stack) => AlarmRouting): void {
  const stack = stackOf();
  const archive = new AuditReportArchive(stack, 'Archive', {
    retention: ArchiveRetention.governance(Duration.days(1)), encryption: PrivateCaBucketEncryption.kms(),
  });
  new AuditReportBucket(stack, 'Reports', {
    certificateAuthorities: [imported(stack)], bucket: encryptedBucket(stack), archive, archiveRouting: routing(stack), denyOtherWriters: true,
  });
}

function archivedTrail(routing: (stack: Stack) => AlarmRouting): void {
  const stack = stackOf();
  const archive = new TrailArchive(stack, 'Archive', { retention: ArchiveRetention.governance(Duration.days(1)) });
  const encryptionKey = new kms.Key(stack, 'TrailKey');
  new PrivateCaTrail(stack, 'Trail', {
    bucket: namedBucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }),
    encryptionKey,
    snsTopic: new sns.Topic(stack, 'Deliveries', { masterKey: new kms.Key(stack, 'TopicKey') }),
    logs: TrailLogs.existingGroup(new logs.LogGroup(stack, 'Group')),
    archive,
    archiveRouting: routing(stack),
  });
}

const topicOf = (stack: Stack) => AlarmDestination.topic(
  new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'TopicKey') }),
  { deadLetterQueue: new sqs.Queue(stack, 'Queue', { encryptionMasterKey: new kms.Key(stack, 'QueueKey') }) });

function eventRule(destinations: (stack: Stack) => AlarmDestination[]): void {
  const stack = stackOf();
  const rule = CertificateAuthorityEvents.allInAccount(stack).onApiCall('Deleted', { actions: ['DeleteCertificateAuthority'] });
  rule.addDestination(...destinations(stack));
}

const subject = (commonName: string) => DistinguishedName.of({ commonName });

function hierarchyWithCrls(): void {
  const stack = stackOf();
  const farStack = new Stack(App.of(stack), 'FarStack', { env: { ...ENV, region: 'eu-west-1' } });
  const bucket = new CrlBucket(stack, 'Crls', {
    bucket: encryptedBucket(stack), replica: new CrlReplica(farStack, 'Replica', { encryption: PrivateCaBucketEncryption.kms() }),
  });
  const crls = new CrlDistribution(stack, 'Distribution', { bucket });
  new CertificateAuthorityHierarchy(stack, 'Pki', {
    root: {
      name: 'Root',
      subject: subject('Root'),
      revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.distribution(crls), customPath: 'old', bucket }),
      below: [{ name: 'Issuing', subject: subject('Issuing'), keyAlgorithm: KeyAlgorithm.RSA_2048, pathLength: 9 }],
    },
    revocation: Revocation.none(),
  });
}

function lateBaseline(): void {
  const stack = stackOf();
  const auditReportBucket = reports(stack, encryptedBucket(stack));
  const certificateAuthorities = [imported(stack)];
  const auditReportSchedule = new AuditReportSchedule(stack, 'Schedule', { auditReportBucket, certificateAuthorities });
  const expiryWatch = new CertificateAuthorityExpiryWatch(stack, 'Watch', { certificateAuthorities, routing: worksTimes(5) });
  const trail = new PrivateCaTrail(stack, 'Trail');
  new PrivateCaBaseline(stack, 'Baseline', {
    hierarchy: {
      root: { name: 'Root', subject: subject('Root'), below: [{ name: 'Issuing', subject: subject('Issuing') }] },
      revocation: Revocation.ocsp(),
    },
    auditReportBucket,
    auditReportSchedule,
    expiryWatch,
    trail,
  });
}

export const LATE_ERRORS: readonly LateError[] = [
  ['an archive of audit reports with a topic in another Region', 'NotificationEnvironment', () => archivedReports(far)],
  ['an archive of audit reports with a broken action', 'broken action', () => archivedReports(broken)],
  ['an archive of log files with a topic in another Region', 'NotificationEnvironment', () => archivedTrail(far)],
  ['an archive of log files with a broken action', 'broken action', () => archivedTrail(broken)],
  ['analytics with a broken action', 'broken action', () => {
    const stack = stackOf();
    new AuditReportAnalytics(stack, 'Analytics', {
      auditReportBucket: reports(stack, encryptedBucket(stack)), routing: broken(), serverAccessLogsBucket: new s3.Bucket(stack, 'Logs'),
    });
  }],
  ['a watch of certificates with a topic in another Region', 'NotificationEnvironment', () => {
    const stack = stackOf();
    const analytics = new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket: reports(stack) });
    new IssuedCertificateExpiryWatch(stack, 'Expiry', { analytics, routing: far(stack) });
  }],
  ['a watch of certificates with a broken action', 'broken action', () => {
    const stack = stackOf();
    const analytics = new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket: reports(stack) });
    new IssuedCertificateExpiryWatch(stack, 'Expiry', { analytics, routing: broken() });
  }],
  ['a schedule with another interval that is a token in seconds', 'DurationUnit', () => {
    const stack = stackOf();
    const schedule = new AuditReportSchedule(stack, 'Schedule', { auditReportBucket: reports(stack), certificateAuthorities: [imported(stack)] });
    schedule.addCertificateAuthority(imported(stack, OTHER_ARN), { interval: Duration.seconds(Token.asNumber({ Ref: 'Seconds' })) });
  }],
  ['a CA in a schedule with an action that works three times', 'broken action', () => {
    const stack = stackOf();
    const schedule = new AuditReportSchedule(stack, 'Schedule', {
      auditReportBucket: reports(stack), certificateAuthorities: [imported(stack)], routing: worksTimes(3),
    });
    schedule.addCertificateAuthority(imported(stack, OTHER_ARN));
  }],
  ['a CA in a watch with an action that works six times', 'broken action', () => {
    const stack = stackOf();
    const watch = new CertificateAuthorityExpiryWatch(stack, 'Watch', { certificateAuthorities: [imported(stack)], routing: worksTimes(6) });
    watch.addCertificateAuthority(imported(stack, OTHER_ARN));
  }],
  ['a topic in another Region as the target of a rule', 'NotificationEnvironment', () => eventRule((stack) => [
    topicOf(stack), AlarmDestination.topic(sns.Topic.fromTopicArn(stack, 'Far', 'arn:aws:sns:eu-west-1:111122223333:far')),
  ])],
  ['a FIFO topic as the target of a rule', 'NotificationFifo', () => eventRule((stack) => [
    topicOf(stack), AlarmDestination.topic(new sns.Topic(stack, 'Fifo', { fifo: true })),
  ])],
  ['alarms with a topic and a broken action', 'broken action', () => {
    const stack = stackOf();
    new PrivateCaQuotaAlarms(stack, 'Quotas', {
      routing: AlarmRouting.everythingTo(topicOf(stack), AlarmDestination.of({
        alarmAction: { bind: () => { throw new Error('broken action'); } },
      })),
    });
  }],
  ['a hierarchy whose second CA is invalid', 'PathLength', hierarchyWithCrls],
  ['a baseline with a watch whose action works five times', 'broken action', lateBaseline],
  ['a baseline with a log group in another Region', 'LogGroupRegion', () => {
    const stack = stackOf();
    new PrivateCaBaseline(stack, 'Baseline', {
      certificateAuthorities: [imported(stack)],
      auditReportBucket: reports(stack),
      trail: PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Trail', {
        trailArn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/management-events',
        logGroup: logs.LogGroup.fromLogGroupArn(stack, 'Group', 'arn:aws:logs:eu-west-1:111122223333:log-group:trail'),
      }),
    });
  }],
  ['an IAM group that reads a bucket of another account', 'ReaderPrincipal', () => {
    const stack = stackOf();
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'amzn-s3-demo-bucket', account: '444455556666' });
    reports(stack, bucket).grants.read(new iam.Group(stack, 'Auditors'));
  }],
  ['notifications of an existing topic with a broken subscription', 'broken subscription', () => {
    const stack = stackOf();
    new PkiNotifications(stack, 'Notifications', {
      topic: new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key') }),
      subscriptions: [{ bind: () => { throw new Error('broken subscription'); } }],
    });
  }],
];
