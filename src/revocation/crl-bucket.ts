import {
  Duration, Environment, RemovalPolicy, Resource, Stack, Stage, Token, aws_iam as iam, aws_kms as kms,
  aws_s3 as s3,
} from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { CrlWriteAccess } from './crl-write-access';
import { requireNoCycle } from './private/crl-cycle';
import { renderDecryptStatement, renderReadStatement } from './private/crl-reader';
import { requireKnownEnvironment, warnOfOtherStage } from './private/crl-stage';
import { crlStorageFor } from './private/crl-storage';
import { crlWriterOf } from './private/crl-writer';
import { CRL_BUCKET_KINDS } from './private/kinds';
import { PrivateCaBucketEncryption } from '../model/private-ca-bucket-encryption';
import { knownNameOf } from '../private/bucket-name';
import { environmentsDiffer } from '../private/environment';
import { PrivateCaError } from '../private/errors';
import { checked } from '../private/kinds';
import { renderCrlWriteStatement, requireRegionOfKey } from '../private/private-ca-writes';
import { requireRegionName } from '../private/region-name';
import { requirePattern } from '../private/require';
import { addToBucketPolicy, addToKeyPolicy } from '../private/resource-policy';

/** Properties for `CrlBucket`. */
export interface CrlBucketProps {
  /**
   * The accounts and Regions of the certificate authorities (CAs) that can write CRLs.
   *
   * Omitted values default to those of the stack. CAs in the app that use the bucket are added automatically.
   *
   * @default - the account and Region of the stack
   */
  readonly certificateAuthorityEnvironments?: Environment[];

  /**
   * Specifies how the bucket policy identifies the CAs that can write CRLs.
   *
   * @default CrlWriteAccess.certificateAuthorities()
   */
  readonly writeAccess?: CrlWriteAccess;

  /**
   * An existing bucket for the CRLs.
   *
   * The library adds the statements for AWS Private CA to the bucket and key policies, and changes no other setting. If
   * the app cannot edit a policy, synthesis prints a warning with the statement. Add it *before* a CA is deployed. The
   * bucket must not use Object Lock or store audit reports. With a KMS key of the app, it must have a physical name.
   *
   * @default - a new bucket is created
   */
  readonly bucket?: s3.IBucket;

  /**
   * The server-side encryption of the CRLs.
   *
   * For an existing bucket, it describes the encryption. If the bucket has a known KMS key, the default is SSE-KMS.
   *
   * @default PrivateCaBucketEncryption.s3Managed()
   */
  readonly encryption?: PrivateCaBucketEncryption;

  /**
   * The destination bucket for server access logs.
   *
   * The bucket must be in the same account and Region and use SSE-S3. Multiple buckets can share it, including a new
   * one. IMPORTANT: If another stack creates it, the name of the CRL bucket changes.
   *
   * @default - a new bucket is created
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The prefix of the bucket name (lowercase letters, digits, and hyphens).
   *
   * The library appends a construct hash, a stack hash, the account ID, the Region, and `an` (63 characters in total).
   * IMPORTANT: Changing this property replaces the bucket. The existing bucket is retained.
   *
   * @default 'pca-crl'
   */
  readonly bucketNamePrefix?: string;

  /**
   * The retention period of noncurrent CRL versions, in whole days (at least 1).
   *
   * @default Duration.days(90)
   */
  readonly supersededCrlRetention?: Duration;

  /**
   * The removal policy of the buckets, their policies, and a new key.
   *
   * S3 deletes only empty buckets. The write test of a CA leaves objects.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

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

  private readonly writeAccess: CrlWriteAccess;
  private readonly environments: string[] = [];
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
    const storage = crlStorageFor(this, props, () => this.customPaths.map((path) => path === '' ? '*.crl' : `${path}*`));
    this.bucket = storage.bucket;
    this.writeAccess = props.writeAccess ?? CrlWriteAccess.certificateAuthorities();
    this.encryptionKey = storage.encryptionKey;
    this.serverAccessLogsBucket = storage.serverAccessLogsBucket;
    const { bucket, certificateAuthorities } = this;
    requireNoCycle(this, { bucket, key: this._ownedKey, certificateAuthorities });
    const { account, region } = Stack.of(this);
    for (const environment of props.certificateAuthorityEnvironments ?? [{}]) {
      requireEnvironment(this, environment);
      this.admit(environment.account ?? account, environment.region ?? region);
    }
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
    if (isNear) { return this.bucket.bucketName; }
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
    if (this.environments.includes(environment)) { return; }
    this.environments.push(environment);
    requireRegionOfKey(this, region, this.encryptionKey?.env.region);
    const service = crlWriterOf(this, region, this.bucket.env.region);
    addToBucketPolicy(this, this.bucket, 'the bucket', renderCrlWriteStatement(
      this.bucket, service, { account, region: this.writeAccess._byArn ? region : undefined },
    ));
  }

  private addCustomPath(path: string): void {
    if (this.customPaths.includes(path)) { return; }
    this.customPaths.push(path);
    this.readStatements.forEach((statement) => statement.addResources(this.bucket.arnForObjects(servedUnder(path))));
  }
}

/** The objects that a distribution can read under a custom path: only CRLs. */
function servedUnder(path: string): string {
  return `${path}*.crl`;
}

function requireEnvironment(scope: Construct, { account, region }: Environment): void {
  const property = 'certificateAuthorityEnvironments';
  requirePattern({ scope, property }, 'AccountId', account, /^\d{12}$/, '12 digits');
  requireRegionName({ scope, property }, region);
}
