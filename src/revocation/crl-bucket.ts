import {
  Annotations, Duration, Environment, RemovalPolicy, Resource, Stack, Stage, Token, aws_iam as iam, aws_kms as kms,
  aws_s3 as s3,
} from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { CrlWriteAccess } from './crl-write-access';
import { renderDecryptStatement, renderReadStatement } from './private/crl-reader';
import { crlStorageFor } from './private/crl-storage';
import { crlWriterOf } from './private/crl-writer';
import { PrivateCaBucketEncryption } from '../model/private-ca-bucket-encryption';
import { knownNameOf } from '../private/bucket-name';
import { environmentsDiffer } from '../private/environment';
import { PrivateCaError } from '../private/errors';
import { dedicateBucket } from '../private/existing-bucket';
import { renderCrlWriteStatement, requireRegionOfKey } from '../private/private-ca-writes';
import { requirePattern } from '../private/require';
import { addToBucketPolicy, addToKeyPolicy } from '../private/resource-policy';

/** Properties of a `CrlBucket`. */
export interface CrlBucketProps {
  /**
   * The accounts and Regions whose certificate authorities may write CRLs to the bucket, each once; what is left out of
   * an entry is that of the stack. Certificate authorities of the app that are given the bucket are admitted without
   * being named here.
   *
   * @default - the account and Region of the stack
   */
  readonly certificateAuthorityEnvironments?: Environment[];

  /**
   * By what the bucket's policy tells the certificate authorities that may write.
   *
   * @default CrlWriteAccess.certificateAuthorities()
   */
  readonly writeAccess?: CrlWriteAccess;

  /**
   * A bucket that you bring along. Its policy gets the statements for AWS Private CA, its key, if it has one, too;
   * where a policy cannot be edited from the app, a warning tells the statement: add it *before* you deploy a CA. All
   * else about the bucket stays as it is. It must not have Object Lock, nor be the
   * bucket of an `AuditReportBucket`, whose policy names CAs. If its key's policy is to be edited and the
   * bucket is made by this app, it needs a physical name.
   *
   * @default - a new bucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * The server-side encryption of the CRLs. For a bucket that is brought along it describes what the bucket has.
   *
   * @default PrivateCaBucketEncryption.s3Managed() - for a bucket that is brought along: SSE-KMS if it tells a key
   */
  readonly encryption?: PrivateCaBucketEncryption;

  /**
   * The bucket that takes the server access logs, of the same account and Region and with SSE-S3. Several buckets may
   * share one; its policy gets a statement for each. One that is made by another stack changes the bucket's name.
   *
   * @default - a new bucket, which `serverAccessLogsBucket` tells, so that others can share it
   */
  readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The beginning of the bucket's name: lowercase letters, digits and hyphens. To it are added eight characters that
   * stand for the construct, eight that stand for the stack, the account, the Region and `an`, and the whole may have
   * 63 characters. A change replaces the bucket and keeps the old one, whose URLs issued certificates carry.
   *
   * @default 'pca-crl'
   */
  readonly bucketNamePrefix?: string;

  /**
   * For how long a CRL that a later one has replaced can be restored. Whole days, at least one.
   *
   * @default Duration.days(90)
   */
  readonly supersededCrlRetention?: Duration;

  /**
   * What becomes of the buckets, their policies and a new key when they leave the stack. S3 deletes only empty buckets,
   * and a bucket that a CA was made with is not empty: AWS Private CA has tried whether it may write.
   *
   * @default RemovalPolicy.RETAIN - all kept; a new key goes if its first deployment fails
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A bucket for the certificate revocation lists (CRLs) of any number of certificate authorities (CAs).
 *
 * AWS Private CA tries whether it may write while it makes a CA: so the policy cannot name the CA, and the CA waits for
 * the policy. It admits AWS Private CA on behalf of the CAs of the given accounts and Regions, and no other service.
 *
 * A new bucket is private, owner enforced, TLS only, versioned and encrypted, has its access logged and has no Object
 * Lock. Nobody can get a CRL from it by the plain URL that certificates carry: put a `CrlDistribution` before it.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/crl-planning.html
 */
export class CrlBucket extends Construct {
  /** The bucket. CRLs lie at `crl/CA_ID.crl`, or under the custom path of the CA. */
  public readonly bucket: s3.IBucket;

  /**
   * The bucket that takes the server access logs.
   *
   * @default - none of ours for a bucket that was brought along
   */
  public readonly serverAccessLogsBucket?: s3.IBucket;

  /**
   * The customer managed key that encrypts the CRLs.
   *
   * @default - none with PrivateCaBucketEncryption.s3Managed()
   */
  public readonly encryptionKey?: kms.IKey;

  private readonly writeAccess: CrlWriteAccess;
  private readonly environments: string[] = [];
  /** The custom paths, with a slash at the end; the root of the bucket has none. */
  private readonly customPaths: string[] = [];
  private readonly readStatements: iam.PolicyStatement[] = [];

  /**
   * @param scope the construct that the bucket belongs to
   * @param id the id within the scope; the name of a new bucket, and so the bucket itself, depends on it
   * @param props what the bucket is like
   */
  constructor(scope: Construct, id: string, props: CrlBucketProps = {}) {
    super(scope, id);
    const storage = crlStorageFor(this, props, () => this.customPaths.map((path) => path === '' ? '*.crl' : `${path}*`));
    this.bucket = storage.bucket;
    dedicateBucket(this, this.bucket, 'CRLs');
    this.writeAccess = props.writeAccess ?? CrlWriteAccess.certificateAuthorities();
    this.encryptionKey = storage.encryptionKey;
    this.serverAccessLogsBucket = storage.serverAccessLogsBucket;
    const { account, region } = Stack.of(this);
    for (const environment of props.certificateAuthorityEnvironments ?? [{}]) {
      requireEnvironment(this, environment);
      this.admit(environment.account ?? account, environment.region ?? region);
    }
  }

  /**
   * Lets a CA of the app write its CRLs.
   *
   * @internal
   * @returns what must be there before the CA
   */
  public _serve(certificateAuthority: Construct, customPath: string | undefined): IConstruct[] {
    const { account, region } = Stack.of(certificateAuthority);
    this.admit(account, region);
    // Alone, the slash is the root of the bucket.
    if (customPath !== undefined) { this.addCustomPath(customPath === '/' ? '' : `${customPath}/`); }
    if (Stage.of(certificateAuthority) !== Stage.of(this)) {
      warnOfOtherStage(certificateAuthority, this);
      return [];
    }
    return [this.bucket.policy, this._ownedKey].filter((needed) => needed !== undefined);
  }

  /**
   * The name of the bucket for a CA. In another stage, account or Region it can only be one that is known at synthesis.
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
   * Lets a distribution read what is to be served, and nothing else.
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
   * The key, if the app makes it: then its policy names a distribution, and nothing that the distribution needs may
   * need the key.
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

/** What a distribution may read under a custom path: CRLs, and nothing else that somebody puts there. */
function servedUnder(path: string): string {
  return `${path}*.crl`;
}

function requireEnvironment(scope: Construct, { account, region }: Environment): void {
  const property = 'certificateAuthorityEnvironments';
  requirePattern({ scope, property }, 'AccountId', account, /^\d{12}$/, '12 digits');
  requirePattern({ scope, property }, 'RegionName', region, /^[a-z]{2,}(?:-[a-z]+)+-\d+$/, 'the name of a Region, such as us-east-1');
}

/** CDK deploys stages one by one, and knows no order between them. */
function warnOfOtherStage(certificateAuthority: Construct, crlBucket: CrlBucket): void {
  Annotations.of(certificateAuthority).addWarningV2('cdk-private-ca:crlBucketInOtherStage',
    `the CRL bucket ${crlBucket.node.path} is of another stage, which CDK cannot have this CA wait for: deploy that stage first, or AWS `
    + 'Private CA may not write to the bucket when it tries, and makes no CA');
}
