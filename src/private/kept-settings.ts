import { Annotations, CfnResource, Stack, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from './errors';
import { hasOverrides, isIntrinsic, renderedResource, valueAt } from './rendered-resource';

/*
 * Settings of new resources that the library promises. Mixins, aspects, and overrides can change them. Validations run
 * after all of them. docs/decisions/0012-aspects-and-mixins.md gives the reasons for errors and warnings.
 */

/** A setting in the template. */
export interface KeptSetting {
  /** The path below `Properties`. */
  readonly path: string;
  /** Whether a value keeps the promise. An intrinsic function does, unless `isCompared`. */
  readonly isKept: (value: unknown) => boolean;
  /** Whether `isKept` also receives intrinsic functions. */
  readonly isCompared?: boolean;
  /** Reports another value. */
  readonly report: (value: unknown) => void;
}

/** Options for `keepBucketSettings()`. */
export interface KeptBucketOptions {
  /** Whether AWS Private CA writes to the bucket, which must have no Object Lock then. */
  readonly isWrittenByPrivateCa?: boolean;
  /** Whether the bucket has server access logging. */
  readonly isLogged?: boolean;
}

const IN_TEMPLATE = 'Remove the mixin, aspect, or override that changes the setting';

/**
 * Reports settings that a template doesn't contain in the promised form.
 *
 * @param areKept whether all settings are known to be kept, without rendering the resource
 */
export function keepSettings(
  scope: IConstruct, resource: CfnResource, settings: readonly KeptSetting[], areKept: () => boolean = () => false,
): void {
  scope.node.addValidation({
    validate: () => {
      if (areKept()) { return []; }
      const { Properties } = renderedResource(resource);
      for (const { path, isKept, isCompared = false, report } of settings) {
        const value = valueAt(Properties, path);
        if ((isCompared || !isIntrinsic(value)) && !isKept(value)) { report(value); }
      }
      return [];
    },
  });
}

/** Reports a new bucket that is no longer private, encrypted, or versioned, or that doesn't log accesses. */
export function keepBucketSettings(
  scope: IConstruct, bucket: s3.Bucket, { isWrittenByPrivateCa = false, isLogged = false }: KeptBucketOptions,
): void {
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  const { path } = bucket.node;
  keepSettings(scope, resource, [
    ...['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map((name) => ({
      path: `PublicAccessBlockConfiguration.${name}`,
      isKept: isTrue,
      report: (value: unknown) => notPrivate(scope, `${name} of ${path}`, 'true', value),
    })),
    {
      path: 'OwnershipControls.Rules.0.ObjectOwnership',
      isKept: (value) => value === 'BucketOwnerEnforced',
      report: (value) => notPrivate(scope, `ObjectOwnership of ${path}`, 'BucketOwnerEnforced', value),
    },
    ...isWrittenByPrivateCa ? lockSettings(scope, path) : [],
    ...encryptionSettings(scope, path, resource),
    {
      path: 'VersioningConfiguration.Status',
      isKept: (value) => value === 'Enabled',
      report: () => warnOfChange(scope, 'bucketNotVersioned',
        `The bucket ${path} is not versioned. An overwritten or deleted object can't be restored`),
    },
    ...isLogged ? [{
      path: 'LoggingConfiguration.DestinationBucketName',
      isKept: (value: unknown) => value !== undefined,
      report: () => warnOfChange(scope, 'accessLogsDisabled', `The bucket ${path} has no server access logging`),
    }] : [],
  ]);
}

/** Reports a new key that no longer rotates. */
export function keepKeySettings(scope: IConstruct, key: kms.Key): void {
  const resource = key.node.defaultChild as kms.CfnKey;
  keepSettings(scope, resource, [{
    path: 'EnableKeyRotation',
    isKept: isTrue,
    report: () => warnOfChange(scope, 'keyNotRotated', `The KMS key ${key.node.path} doesn't rotate`),
  }], () => !hasOverrides(resource) && resource.enableKeyRotation === true);
}

/** Whether a Boolean property is true. CloudFormation also accepts text. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

/** Adds a warning about a setting that is weaker than the setting of the library. */
export function warnOfChange(scope: IConstruct, id: string, text: string): void {
  Annotations.of(scope).addWarningV2(`cdk-private-ca:${id}`, `${text}. ${IN_TEMPLATE}. If it is intended, acknowledge this warning.`);
}

function notPrivate(scope: IConstruct, subject: string, rule: string, value: unknown): never {
  throw new PrivateCaError('BucketNotPrivate', {
    scope,
    subject,
    rule: `be ${rule}, because a new bucket is private`,
    value,
    fix: `${IN_TEMPLATE}. For a public bucket, create the bucket in the app, and pass it as bucket`,
  });
}

function lockSettings(scope: IConstruct, bucketPath: string): KeptSetting[] {
  return ['ObjectLockEnabled', 'ObjectLockConfiguration'].map((path) => ({
    path,
    isKept: (value) => value === undefined || value === false,
    report: (value) => {
      throw new PrivateCaError('BucketObjectLock', {
        scope,
        subject: `${path} of ${bucketPath}`,
        rule: 'be omitted, because AWS Private CA cannot write audit reports to a bucket with Object Lock',
        value,
        fix: IN_TEMPLATE,
      });
    },
  }));
}

/** Policies of keys and grants to readers depend on the encryption. */
function encryptionSettings(
  scope: IConstruct, bucketPath: string, resource: s3.CfnBucket,
): KeptSetting[] {
  const { serverSideEncryptionConfiguration } = resource.bucketEncryption as s3.CfnBucket.BucketEncryptionProperty;
  const [rule] = serverSideEncryptionConfiguration as s3.CfnBucket.ServerSideEncryptionRuleProperty[];
  const { sseAlgorithm, kmsMasterKeyId } =
    rule.serverSideEncryptionByDefault as s3.CfnBucket.ServerSideEncryptionByDefaultProperty;
  const { bucketKeyEnabled = false } = rule;
  const configuration = 'BucketEncryption.ServerSideEncryptionConfiguration.0';
  const keyPath = 'ServerSideEncryptionByDefault.KMSMasterKeyID';
  const mismatch = (path: string, promised: string, value: unknown): never => {
    throw new PrivateCaError('EncryptionMismatch', {
      scope,
      subject: `${path.split('.').at(-1)} of ${bucketPath}`,
      rule: `be ${promised}, because policies depend on the encryption`,
      value,
      fix: `${IN_TEMPLATE}, and set encryption of the construct`,
    });
  };
  const setting = (path: string, expected: unknown, absent: unknown): KeptSetting => ({
    path: `${configuration}.${path}`,
    isKept: (value = absent) => String(value) === String(expected),
    report: (value) => mismatch(path, String(expected), value),
  });
  return [
    setting('ServerSideEncryptionByDefault.SSEAlgorithm', sseAlgorithm, 'AES256'),
    setting('BucketKeyEnabled', bucketKeyEnabled, false),
    {
      path: `${configuration}.${keyPath}`,
      isCompared: true,
      isKept: (value) => kmsMasterKeyId === undefined || isSameKey(value, Stack.of(resource).resolve(kmsMasterKeyId)),
      report: (value) => mismatch(keyPath, 'the KMS key of the construct', value),
    },
  ];
}

/** Other functions than the attribute of a resource can return the key during the deployment. */
function isSameKey(value: unknown, expected: unknown): boolean {
  const isKnown = typeof value !== 'object' || valueAt(value, 'Fn::GetAtt') !== undefined;
  return !isKnown || JSON.stringify(value) === JSON.stringify(expected);
}
