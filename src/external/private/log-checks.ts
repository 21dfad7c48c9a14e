import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AlarmRouting } from '../../notification/alarm-routing';
import { ExpiryThreshold } from '../../notification/expiry-threshold';
import { LogSilence } from '../../notification/log-silence';
import { IAM_USER, KMS_KEY, REMOVAL_POLICY, RETENTION_DAYS } from '../../private/cdk-kinds';
import { counted } from '../../private/counted';
import { PrivateCaError } from '../../private/errors';
import { DURATION, TEXT, instanceOf, listOf } from '../../private/kinds';
import { requireLateUnit } from '../../private/late-durations';
import { Range, requireLength, requirePattern } from '../../private/require';

/* What the properties of an external PKI log must be. */

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const LOG_NAME_LENGTH: Range = { min: 1, max: 512 };

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html */
const CREDENTIAL_AGE_DAYS: Range = { min: 1, max: 36600 };

export const LOG_KINDS = {
  logStreamName: TEXT,
  logGroupName: TEXT,
  retention: RETENTION_DAYS,
  encryptionKey: KMS_KEY,
  user: IAM_USER,
  credentialAge: DURATION,
  removalPolicy: REMOVAL_POLICY,
  silence: instanceOf(LogSilence),
  credentialCreatedOn: TEXT,
  credentialThresholds: listOf(instanceOf(ExpiryThreshold), 'ExpiryThreshold objects'),
  routing: instanceOf(AlarmRouting),
};

/** Checks the names of the log group and the log stream. */
export function requireNames(scope: Construct, logGroupName: string, logStreamName: string): void {
  const group = { scope, property: 'logGroupName' };
  requireLength(group, 'LogGroupName', logGroupName, LOG_NAME_LENGTH);
  requirePattern(group, 'LogGroupName', logGroupName, /^(?!aws\/)[\w./#-]+$/, 'letters, digits, and any of _-/.#, not starting with aws/');
  const stream = { scope, property: 'logStreamName' };
  requireLength(stream, 'LogStreamName', logStreamName, LOG_NAME_LENGTH);
  requirePattern(stream, 'LogStreamName', logStreamName, /^[^:*?$]*$/,
    'text without colons, asterisks, question marks, or dollar signs, because the policy of the writers contains it');
}

/** Checks the credential age, and returns it in days. */
export function requireCredentialAge(scope: Construct, age: Duration): number {
  requireLateUnit({ scope, property: 'credentialAge' }, age, 'days');
  if (age.isUnresolved()) { return age.toDays(); }
  const days = age.toDays({ integral: false });
  if (Number.isInteger(days) && days >= CREDENTIAL_AGE_DAYS.min && days <= CREDENTIAL_AGE_DAYS.max) { return days; }
  throw new PrivateCaError('CredentialAge', {
    scope,
    subject: 'credentialAge',
    rule: `be ${CREDENTIAL_AGE_DAYS.min} to ${CREDENTIAL_AGE_DAYS.max} whole days`,
    value: counted(days, 'day'),
    fix: 'Use Duration.days() in this range',
  });
}
