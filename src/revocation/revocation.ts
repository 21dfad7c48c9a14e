import { Annotations, Duration, Stack, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { CrlBucket } from './crl-bucket';
import { CrlDistributionPoint } from './crl-distribution-point';
import { requireCname } from './private/cname';
import { CrlType } from '../model/crl-type';
import { PrivateCaError } from '../private/errors';
import { isUnknown, requireLength, requirePattern } from '../private/require';
import { requireText, VALUE_NAME } from '../private/require-text';

/** How long a CRL may be valid, in days. */
const CRL_EXPIRATION = { min: 1, max: 5000 };
const DEFAULT_CRL_EXPIRATION = Duration.days(7);

const CUSTOM_PATH_LENGTH = { min: 1, max: 253 };
/**
 * As AWS Private CA has it, but without `*` and `?`, which policies would take for wildcards and URLs for a query, and
 * without `%`, `+` and segments of dots, which stand for something else in a URL than in the key of an object.
 */
const CUSTOM_PATH = /^(?!(?:.*\/)?\.{1,2}(?:\/|$))(\/|[-a-zA-Z0-9;:@&=$,_.!~()']+(\/[-a-zA-Z0-9;:@&=$,_.!~()']+)*)$/;

/** What else lies in buckets of a PKI, and must not be served to everybody. */
const RESERVED_PATHS = /^(?:audit-report|AWSLogs)(?:\/|$)/;

/** What Block Public Access demands of the one who writes. The service's own default is refused by such a bucket. */
const CRL_ACL = 'BUCKET_OWNER_FULL_CONTROL';

/** Options of `Revocation.crl()`. All of them are changed in place. */
export interface CrlOptions {
  /**
   * Where certificates say that the CRL is to be had. A change does not reach certificates that are issued already:
   * what they name must go on to be served.
   *
   * @default CrlDistributionPoint.bucketUrl() - with a warning, because nobody gets a CRL from a private bucket by it
   */
  readonly distributionPoint?: CrlDistributionPoint;

  /**
   * The bucket that takes the CRL; several CAs may share one.
   *
   * @default - that of the distribution; without a distribution a new one for this CA
   */
  readonly bucket?: CrlBucket;

  /**
   * How long a CRL is valid: 1 to 5000 days. AWS Private CA writes a new one when half of it has passed, and soon after
   * a revocation.
   *
   * @default Duration.days(7)
   */
  readonly expiration?: Duration;

  /**
   * Whether there is one CRL or one for each part of the certificates. Do not go back from partitioned to complete.
   *
   * @default CrlType.COMPLETE
   */
  readonly type?: CrlType;

  /**
   * The path of the CRLs instead of `crl/`: segments of letters, digits and `-;:@&=$,_.!~()'` with slashes between,
   * none of them dots alone, at most 253 characters. Not `audit-report` and not `AWSLogs`, where other things lie. A
   * slash alone is the root of the bucket.
   *
   * @default - the path `crl/`
   */
  readonly customPath?: string;
}

/** Options of `Revocation.ocsp()`. */
export interface OcspOptions {
  /**
   * The name that certificates carry instead of that of AWS's own responder: a domain name without protocol, port and
   * path, at most 253 characters. Something must hand on what comes there, for example an `OcspDistribution`.
   *
   * @default - the responder of AWS Private CA
   */
  readonly customCname?: string;
}

/** Options of `Revocation.crlAndOcsp()`. */
export interface CrlAndOcspOptions {
  /**
   * The CRL.
   *
   * @default - as `Revocation.crl()` without options
   */
  readonly crl?: CrlOptions;

  /**
   * OCSP.
   *
   * @default - as `Revocation.ocsp()` without options
   */
  readonly ocsp?: OcspOptions;
}

/** What revocation comes to at a CA. */
interface RevocationBinding {
  readonly configuration: acmpca.CfnCertificateAuthority.RevocationConfigurationProperty;
  /** What must be there before the CA. */
  readonly needs: IConstruct[];
}

/**
 * How clients learn that a certificate of a CA was revoked.
 *
 * It is changed in place. Certificates carry what was set when they were issued: a later change does not reach them.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/revocation-setup.html
 */
export class Revocation {
  /** Not at all: a decision, which silences the warning that a general-purpose CA without revocation gets. */
  public static none(): Revocation {
    return new Revocation();
  }

  /**
   * By a certificate revocation list (CRL) in a bucket.
   *
   * @param options where it is written, and where it is to be had
   */
  public static crl(options: CrlOptions = {}): Revocation {
    return new Revocation(options);
  }

  /**
   * By the Online Certificate Status Protocol (OCSP), for which AWS runs the responder. AWS bills it by use.
   *
   * @param options by which name
   */
  public static ocsp(options: OcspOptions = {}): Revocation {
    return new Revocation(undefined, options);
  }

  /**
   * By both.
   *
   * @param options those of each
   */
  public static crlAndOcsp(options: CrlAndOcspOptions = {}): Revocation {
    return new Revocation(options.crl ?? {}, options.ocsp ?? {});
  }

  private constructor(private readonly crlOptions?: CrlOptions, private readonly ocspOptions?: OcspOptions) {}

  /** Whether the CA publishes CRLs. @internal */
  public get _publishesCrls(): boolean {
    return this.crlOptions !== undefined;
  }

  /**
   * What a CA needs to be made with this revocation.
   *
   * @internal
   */
  public _bind(certificateAuthority: Construct): RevocationBinding {
    const crl = this.crlOptions && bindCrl(certificateAuthority, this.crlOptions);
    return {
      configuration: {
        // A block that is not enabled must have nothing else in it.
        crlConfiguration: crl?.configuration ?? { enabled: false },
        ocspConfiguration: this.ocspOptions ? renderOcsp(certificateAuthority, this.ocspOptions) : { enabled: false },
      },
      needs: crl?.needs ?? [],
    };
  }
}

interface CrlBinding {
  readonly configuration: acmpca.CfnCertificateAuthority.CrlConfigurationProperty;
  readonly needs: IConstruct[];
}

function bindCrl(scope: Construct, options: CrlOptions): CrlBinding {
  const { customPath, type = CrlType.COMPLETE, expiration = DEFAULT_CRL_EXPIRATION } = options;
  const point = options.distributionPoint ?? CrlDistributionPoint.bucketUrl();
  requireText({ scope, property: 'type' }, VALUE_NAME, type.name);
  requireCname({ scope, property: 'customCname' }, point._cname);
  requireLength({ scope, property: 'customPath' }, 'CrlCustomPath', customPath, CUSTOM_PATH_LENGTH);
  requirePattern({ scope, property: 'customPath' }, 'CrlCustomPath', customPath, CUSTOM_PATH,
    'segments of letters, digits and -;:@&=$,_.!~()\', none of them dots alone, with slashes between, or / alone');
  requireUnreserved(scope, customPath);
  requireExpiration(scope, expiration);
  if (!options.distributionPoint) { warnOfBucketUrl(scope); }

  const crlBucket = bucketOf(scope, options, point);
  return {
    configuration: {
      enabled: true,
      s3BucketName: crlBucket._nameFor(scope),
      s3ObjectAcl: CRL_ACL,
      expirationInDays: expiration.toDays(),
      crlType: type.name,
      customCname: point._cname,
      customPath,
      crlDistributionPointExtensionConfiguration: point._omitted ? { omitExtension: true } : undefined,
    },
    needs: crlBucket._serve(scope, customPath),
  };
}

function bucketOf(scope: Construct, { bucket }: CrlOptions, point: CrlDistributionPoint): CrlBucket {
  const distribution = point._distribution;
  if (bucket && distribution && bucket !== distribution.bucket) {
    throw new PrivateCaError('CrlBucketMismatch', {
      scope,
      problem: 'bucket is another one than the distribution serves',
      value: bucket.node.path,
      allowed: distribution.bucket.node.path,
      change: 'leave out bucket, which the distribution tells',
    });
  }
  return bucket ?? distribution?.bucket ?? new CrlBucket(scope, 'Crls');
}

function renderOcsp(
  scope: Construct, { customCname }: OcspOptions,
): acmpca.CfnCertificateAuthority.OcspConfigurationProperty {
  requireCname({ scope, property: 'customCname' }, customCname);
  if (Stack.of(scope).region.startsWith('cn-')) {
    Annotations.of(scope).addWarningV2('cdk-private-ca:ocspInChina',
      'AWS\'s documentation for the China Regions lists OCSP among what AWS Private CA does not support there: use Revocation.crl()');
  }
  return { enabled: true, ocspCustomCname: customCname };
}

function requireUnreserved(scope: Construct, customPath: string | undefined): void {
  if (isUnknown(customPath) || !RESERVED_PATHS.test(customPath!)) { return; }
  throw new PrivateCaError('CrlCustomPath', {
    scope,
    problem: 'customPath is where audit reports or logs lie, which a distribution of CRLs must not serve',
    value: customPath,
    allowed: 'any other path',
    change: 'rename customPath',
  });
}

function requireExpiration(scope: Construct, expiration: Duration): void {
  if (expiration.isUnresolved()) { return; }
  const days = expiration.toDays({ integral: false });
  if (Number.isInteger(days) && days >= CRL_EXPIRATION.min && days <= CRL_EXPIRATION.max) { return; }
  throw new PrivateCaError('CrlExpiration', {
    scope,
    problem: 'expiration of the CRL is out of range or not a whole number of days',
    value: `${days} days`,
    allowed: `${CRL_EXPIRATION.min} to ${CRL_EXPIRATION.max} whole days`,
    change: 'use Duration.days() within the range, or leave out expiration',
  });
}

function warnOfBucketUrl(scope: Construct): void {
  Annotations.of(scope).addWarningV2('cdk-private-ca:crlNotReachable',
    'certificates of this CA will say that their CRL is to be had at the plain URL of a bucket, and nobody gets an object from a private '
    + 'bucket by it. Give Revocation.crl() a distributionPoint: CrlDistributionPoint.distribution(…) for a CrlDistribution, '
    + '.customCname(…) for something of yours, or .bucketUrl() if it is meant so');
}
