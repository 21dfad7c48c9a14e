import { AlarmRouting } from '../../notification/alarm-routing';
import { BUCKET, KMS_KEY, LOG_GROUP, REMOVAL_POLICY, TOPIC } from '../../private/cdk-kinds';
import { DURATION, FLAG, TEXT, instanceOf, likeA, required } from '../../private/kinds';
import { TrailArchive } from '../trail-archive';
import { TrailCoverage } from '../trail-coverage';
import { TrailLogs } from '../trail-logs';
import { TrailObjectLock } from '../trail-object-lock';

/* The kinds of the properties in this room. */

/** Users can implement this interface of the library. */
export const TRAIL = likeA('an IPrivateCaTrail, such as PrivateCaTrail', 'trailArn', 'bucket');

export const TRAIL_KINDS = {
  trailName: TEXT,
  coverage: instanceOf(TrailCoverage),
  bucket: BUCKET,
  encryptionKey: KMS_KEY,
  bucketKeyEnabled: FLAG,
  logs: instanceOf(TrailLogs),
  snsTopic: TOPIC,
  s3KeyPrefix: TEXT,
  serverAccessLogsBucket: BUCKET,
  bucketNamePrefix: TEXT,
  objectLock: instanceOf(TrailObjectLock),
  archive: instanceOf(TrailArchive),
  archiveRouting: instanceOf(AlarmRouting),
  archiveLogFilesAfter: DURATION,
  logFileRetention: DURATION,
  removalPolicy: REMOVAL_POLICY,
};

export const TRAIL_ATTRIBUTES_KINDS = {
  trailArn: required(TEXT),
  logGroup: LOG_GROUP,
  bucket: BUCKET,
  encryptionKey: KMS_KEY,
  s3KeyPrefix: TEXT,
  coverage: instanceOf(TrailCoverage),
};
