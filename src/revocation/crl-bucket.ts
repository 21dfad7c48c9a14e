import {
  Environment, Resource, Stack, Stage, Token, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_kms as kms,
  aws_s3 as s3,
} from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { CrlBucketProps } from './crl-bucket-props';
import { CrlReplica } from './crl-replica';
import { CrlWriteAccess } from './crl-write-access';
import { requireNoCycle } from './private/crl-cycle';
import { renderDecryptStatement, renderReadStatement } from './private/crl-reader';
import { replicateCrls } from './private/crl-replication';
import { requireKnownEnvironment, warnOfOtherStage } from './private/crl-stage';
import { crlStorageFor } from './private/crl-storage';
import { crlWriterOf, requireCrlWriter } from './private/crl-writer';
import { CRL_BUCKET_KINDS } from './private/kinds';
import { knownNameOf } from '../private/bucket-name';
import { AccountAndRegion, environmentsDiffer } from '../private/environment';
import { PrivateCaError } from '../private/errors';
import { keyRegionOf } from '../private/existing-bucket';
import { checked } from '../private/kinds';
import { renderCrlWriteStatement, requireRegionOfKey } from '../private/private-ca-writes';
import { requireReference } from '../private/references';
import { requireRegionName } from '../private/region-name';
import { removedOnError } from '../private/removed-on-error';
import { requireReplicable } from '../private/replication';
import { requirePattern } from '../private/require';
import { addToBucketPolicy, addToKeyPolicy } from '../private/resource-policy';
import { restoreOnError } from '../private/undone-on-error';

/**
 * An S3 bucket to which AWS Private CA publishes certificate revocation lists (CRLs).
 *
 * Multiple CAs can share the bucket. AWS Private CA tests write access while it creates a CA. The CA therefore depends
 * on the policy, which cannot contain the ARN of the CA. The policy grants access to only one service, AWS Private CA,
 * on behalf of CAs in the specified accounts and Regions. A new bucket is private, has ACLs disabled, requires TLS, and
 * is versioned and encrypted. It has access logging and no Object Lock. To publish CRLs, create a `CrlDistribution`,
 * because clients cannot download a CRL from the S3 URL of the bucket.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/crl-planning.html
 *
 * @example
 * const bucket = new CrlBucket(this, 'Crls');
 * const revocation = Revocation.crl({ bucket, distributionPoint: CrlDistributionPoint.omitted() });
 */
@removedOnError
export class CrlBucket extends Construct {
  /** The S3 bucket. CRLs are stored at `crl/CA_ID.crl`, or under the custom path of the CA. */
  public readonly bucket: s3.IBucket;

  /**
   * The destination bucket for server access logs.
   *
   * @default - undefined for an existing bucket
   */
  public readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The customer managed key that encrypts the CRLs.
   *
   * @default - no encryption key with SSE-S3
   */
  public readonly encryptionKey?: kms.IKey;

  /**
   * The alarm on CRLs that S3 could not replicate. Add your actions to it.
   *
   * @default - no alarm without a replica
   */
  public readonly replicationAlarm?: cloudwatch.Alarm;

  /** @internal */
  public readonly _replica?: CrlReplica;

  private readonly writeAccess: CrlWriteAccess;
  private readonly environments = new Set<string>();
  /** The CAs that depend on the policies. */
  private readonly certificateAuthorities: Construct[] = [];
  /** The custom paths, with a slash at the end. The root of the bucket is an empty string. */
  private readonly customPaths: string[] = [];
  private readonly readStatements: iam.PolicyStatement[] = [];

  /**
   * @param scope The parent construct.
   * @param id The construct ID. Changing it replaces a new bucket.
   * @param props The properties of the bucket.
   */
  constructor(scope: Construct, id: string, props: CrlBucketProps = {}) {
    super(scope, id);
    props = checked(this, props, CRL_BUCKET_KINDS);
    const environments = environmentsOf(this, props);
    if (props.replica) { requireReplicable(this, props, props.replica._replica); }
    const storage = crlStorageFor(this, props, () => this.customPaths.map((path) => path === '' ? '*.crl' : `${path}*`));
    this.bucket = storage.bucket;
    this.writeAccess = props.writeAccess ?? CrlWriteAccess.certificateAuthorities();
    this.encryptionKey = storage.encryptionKey;
    this.serverAccessLogsBucket = storage.serverAccessLogsBucket;
    const { bucket, certificateAuthorities } = this;
    requireNoCycle(this, { bucket, key: this._ownedKey, certificateAuthorities });
    environments.forEach(({ account, region }) => this.admit(account, region));
    this._replica = props.replica;
    this.replicationAlarm = props.replica && replicateCrls(this, storage, props.replica._replica);
  }

  /**
   * Allows a CA in the app to write its CRLs, and returns the resources that the CA depends on.
   *
   * @internal
   */
  public _serve(certificateAuthority: Construct, customPath: string | undefined): IConstruct[] {
    const { account, region } = Stack.of(certificateAuthority);
    const isInOtherStage = Stage.of(certificateAuthority) !== Stage.of(this);
    if (isInOtherStage) { requireKnownEnvironment(certificateAuthority); }
    restoreOnError(this, this.certificateAuthorities);
    this.admit(account, region);
    // A single slash is the root of the bucket.
    if (customPath !== undefined) { this.addCustomPath(customPath === '/' ? '' : `${customPath}/`); }
    if (isInOtherStage) {
      warnOfOtherStage(certificateAuthority, this);
      return [];
    }
    this.certificateAuthorities.push(certificateAuthority);
    return [this.bucket.policy, this._ownedKey].filter((needed) => needed !== undefined);
  }

  /**
   * The name of the bucket for a CA. In another stage, account, or Region, the name must be known at synthesis.
   *
   * @internal
   */
  public _nameFor(certificateAuthority: Construct): string {
    const isNear = Stage.of(certificateAuthority) === Stage.of(this)
      && !environmentsDiffer(this.bucket.env, Stack.of(certificateAuthority));
    if (isNear) {
      requireReference({ scope: certificateAuthority, property: 'The CRL bucket' }, this.bucket.bucketName);
      return this.bucket.bucketName;
    }
    const bucketName = knownNameOf(this.bucket);
    if (bucketName !== undefined && !Token.isUnresolved(bucketName)) { return bucketName; }
    throw new PrivateCaError('BucketNameUnknown', {
      scope: certificateAuthority,
      subject: 'The CRL bucket',
      rule: 'have a name that is known at synthesis, because a CA in another stage, account, or Region refers to it',
      value: this.node.path,
      fix: 'Pass a bucket with bucketName to the CrlBucket, or with bucketNamePrefix in the account regional namespace',
    });
  }

  /**
   * Allows a distribution to read only the objects that it serves.
   *
   * @internal
   */
  public _serveThrough(distributionArn: string): void {
    const statement = renderReadStatement(this.bucket, ['crl/*', ...this.customPaths.map(servedUnder)], distributionArn);
    this._replica?._serveThrough(Stack.of(this).account);
    restoreOnError(this.readStatements);
    this.readStatements.push(statement);
    addToBucketPolicy(this, this.bucket, 'the bucket', statement);
    if (!this.encryptionKey) { return; }
    const decryptStatement = renderDecryptStatement(distributionArn);
    addToKeyPolicy(this, this.encryptionKey, decryptStatement);
  }

  /**
   * The key, if the app creates it. Resources that a distribution depends on must not depend on this key.
   *
   * @internal
   */
  public get _ownedKey(): kms.IKey | undefined {
    return this.encryptionKey && Resource.isOwnedResource(this.encryptionKey) ? this.encryptionKey : undefined;
  }

  private admit(account: string, region: string): void {
    const environment = `${account}/${region}`;
    if (this.environments.has(environment)) { return; }
    requireRegionOfKey(this, region, this.encryptionKey?.env.region);
    requireCrlWriter(this, region, this.bucket.env.region);
    restoreOnError(this.environments);
    this.environments.add(environment);
    const service = crlWriterOf(this, region, this.bucket.env.region);
    addToBucketPolicy(this, this.bucket, 'the bucket', renderCrlWriteStatement(
      this.bucket, service, { account, region: this.writeAccess._byArn ? region : undefined },
    ));
  }

  private addCustomPath(path: string): void {
    if (this.customPaths.includes(path)) { return; }
    restoreOnError(this.customPaths, ...this.readStatements);
    this.customPaths.push(path);
    this.readStatements.forEach((statement) => statement.addResources(this.bucket.arnForObjects(servedUnder(path))));
  }
}

/** The objects that a distribution can read under a custom path: only CRLs. */
function servedUnder(path: string): string {
  return `${path}*.crl`;
}

/** The environments of the CAs, each of which can write to the bucket. */
function environmentsOf(scope: Construct, props: CrlBucketProps): AccountAndRegion[] {
  const own = Stack.of(scope);
  const bucketRegion = props.bucket?.env.region ?? own.region;
  return (props.certificateAuthorityEnvironments ?? [{}]).map((environment) => {
    requireEnvironment(scope, environment);
    const { account = own.account, region = own.region } = environment;
    requireRegionOfKey(scope, region, keyRegionOf(scope, props));
    requireCrlWriter(scope, region, bucketRegion);
    return { account, region };
  });
}

function requireEnvironment(scope: Construct, { account, region }: Environment): void {
  const property = 'certificateAuthorityEnvironments';
  requirePattern({ scope, property }, 'AccountId', account, /^\d{12}$/, '12 digits');
  requireRegionName({ scope, property }, region);
}
