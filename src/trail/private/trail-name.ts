import { Aws, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { namePartsOf } from '../../private/known-name';
import { Range, isUnknown, requireLength, requirePattern } from '../../private/require';

/* The names and ARNs of trails. */

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
const TRAIL_NAME_LENGTH: Range = { min: 3, max: 128 };
const TRAIL_NAME_FORM = /^(?!\d+\.\d+\.\d+\.\d+$)[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$/;

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html */
const PREFIX_LENGTH: Range = { min: 1, max: 200 };
const PREFIX_FORM = /^(?!\/)[^\s*?$]+(?<!\/)$/;

const TRAIL_ARN = /^arn:[a-z-]+:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[A-Za-z0-9._-]+$/;

/**
 * A name for a trail or its log group, unique for each construct and each deployment of its stack.
 *
 * If a policy in another stack contains the name, the name includes the Region instead of the stack hash, because a
 * multi-Region trail is visible in all Regions.
 */
export function generatedName(scope: Construct, partners: (IConstruct | undefined)[]): string {
  const parts = namePartsOf(scope, partners);
  return ['pca-trail', ...parts, ...(parts.length === 1 ? [Stack.of(scope).region] : [])].join('-');
}

/** The ARN of a trail in the Region of the stack, without a reference to the trail. */
export function trailArnOf(scope: Construct, account: string, trailName: string): string {
  return `arn:${Aws.PARTITION}:cloudtrail:${Stack.of(scope).region}:${account}:trail/${trailName}`;
}

/** Requires a trail name that CloudTrail supports. */
export function requireTrailName(scope: Construct, trailName: string): void {
  const subject = { scope, property: 'trailName' };
  requireLength(subject, 'TrailName', trailName, TRAIL_NAME_LENGTH);
  requirePattern(subject, 'TrailName', trailName, TRAIL_NAME_FORM,
    'letters and digits, with single periods, underscores, or hyphens between them, and not an IP address');
}

/** Requires an S3 key prefix that CloudTrail supports. */
export function requireLogFilePrefix(scope: IConstruct, prefix: string | undefined): void {
  const subject = { scope, property: 's3KeyPrefix' };
  requireLength(subject, 'LogFilePrefix', prefix, PREFIX_LENGTH);
  requirePattern(subject, 'LogFilePrefix', prefix, PREFIX_FORM,
    'a prefix without whitespace, a slash at either end, or any of * ? $, which have a meaning in policies');
}

/** Whether a text is the ARN of a trail. Tokens pass. */
export function isTrailArn(trailArn: string): boolean {
  return isUnknown(trailArn) || TRAIL_ARN.test(trailArn);
}

/** Requires the ARN of a trail. Tokens pass. */
export function requireTrailArn(scope: IConstruct, trailArn: string): void {
  if (isTrailArn(trailArn)) { return; }
  throw new PrivateCaError('TrailArn', {
    scope,
    subject: 'trailArn',
    rule: 'be the ARN of a trail (arn:PARTITION:cloudtrail:REGION:ACCOUNT:trail/NAME)',
    value: trailArn,
    fix: 'Correct trailArn',
  });
}
