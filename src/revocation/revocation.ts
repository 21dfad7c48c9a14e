import { Annotations, Duration, Stack, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { CrlBucket } from './crl-bucket';
import { CrlDistributionPoint } from './crl-distribution-point';
import { requireCname } from './private/cname';
import { requireExpiration } from './private/crl-expiration';
import { requireCustomPath } from './private/custom-path';
import { CRL_KINDS, OCSP_KINDS } from './private/option-kinds';
import { CrlType } from '../model/crl-type';
import { PrivateCaError } from '../private/errors';
import { checked, withoutNulls } from '../private/kinds';
import { requireArgument, VALUE_NAME } from '../private/require-text';

const DEFAULT_CRL_EXPIRATION = Duration.days(7);

/** The object ACL that works with Block Public Access. The default ACL of the service fails. */
const CRL_ACL = 'BUCKET_OWNER_FULL_CONTROL';

/**
 * Options for `Revocation.crl()`.
 *
 * Changing an option updates the CA in place.
 */
export interface CrlOptions {
  /**
   * The CRL distribution point in issued certificates.
   *
   * The default is the S3 URL of the bucket, with a warning, because clients cannot download a CRL from it.
   *
   * IMPORTANT: A change does not affect issued certificates. Keep serving the URL that they contain.
   *
   * @default CrlDistributionPoint.bucketUrl()
   */
  readonly distributionPoint?: CrlDistributionPoint;

  /**
   * The bucket to which AWS Private CA publishes the CRL. Multiple CAs can share one bucket.
   *
   * @default - the bucket of the distribution; a new bucket is created if there is no distribution
   */
  readonly bucket?: CrlBucket;

  /**
   * The validity period of the CRL, in whole days (1–5000).
   *
   * AWS Private CA publishes a new CRL when half of this period has elapsed, and shortly after a revocation.
   *
   * @default Duration.days(7)
   */
  readonly expiration?: Duration;

  /**
   * The type of the CRL, complete or partitioned. Do not change a partitioned CRL back to a complete CRL.
   *
   * @default CrlType.COMPLETE
   */
  readonly type?: CrlType;

  /**
   * The path of the CRLs in the bucket (1–253 characters).
   *
   * The path consists of segments of letters, digits, and `-;:@&=$,_.!~()'`, separated by slashes. The segments `.` and
   * `..`, and paths under `audit-report` or `AWSLogs`, are not allowed. A single slash is the root of the bucket.
   *
   * @default - CRLs are stored under `crl/`
   */
  readonly customPath?: string;
}

/** Options for `Revocation.ocsp()`. */
export interface OcspOptions {
  /**
   * The domain name of the OCSP responder in certificates, without protocol, port, or path (1–253 characters).
   *
   * A server at this name must forward requests to the AWS Private CA responder, for example an `OcspDistribution`.
   *
   * @default - the domain name of the AWS Private CA responder
   */
  readonly customCname?: string;
}

/** Options for `Revocation.crlAndOcsp()`. */
export interface CrlAndOcspOptions {
  /**
   * The options for the CRL.
   *
   * @default - the defaults of `Revocation.crl()`
   */
  readonly crl?: CrlOptions;

  /**
   * The options for OCSP.
   *
   * @default - the defaults of `Revocation.ocsp()`
   */
  readonly ocsp?: OcspOptions;
}

/** The revocation configuration of a CA. */
interface RevocationBinding {
  readonly configuration: acmpca.CfnCertificateAuthority.RevocationConfigurationProperty;
  /** The resources that the CA depends on. */
  readonly needs: IConstruct[];
}

/**
 * The revocation methods that a CA supports (CRL, OCSP, both, or none).
 *
 * Changing the methods updates the CA in place.
 *
 * IMPORTANT: A change applies only to certificates issued after the change.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/revocation-setup.html
 */
export class Revocation {
  /** No revocation. Suppresses the warning for a general-purpose CA without revocation. */
  public static none(): Revocation {
    return new Revocation();
  }

  /**
   * A certificate revocation list (CRL) in an S3 bucket.
   *
   * @param options The options for the CRL.
   */
  public static crl(options: CrlOptions = {}): Revocation {
    return new Revocation(withoutNulls(options));
  }

  /**
   * The Online Certificate Status Protocol (OCSP) with a responder that AWS operates. AWS bills OCSP by use.
   *
   * @param options The options for OCSP.
   */
  public static ocsp(options: OcspOptions = {}): Revocation {
    return new Revocation(undefined, withoutNulls(options));
  }

  /**
   * A CRL and OCSP.
   *
   * @param options The options for the CRL and for OCSP.
   */
  public static crlAndOcsp(options: CrlAndOcspOptions = {}): Revocation {
    const given = withoutNulls(options);
    const { crl = {}, ocsp = {} } = given;
    // The check of the CRL rejects what has no properties.
    return new Revocation(typeof given === 'object' && !Array.isArray(given) ? crl : given as CrlOptions, ocsp);
  }

  private constructor(private readonly crlOptions?: CrlOptions, private readonly ocspOptions?: OcspOptions) {}

  /**
   * Whether the CA publishes CRLs.
   *
   * @internal
   */
  public get _publishesCrls(): boolean {
    return this.crlOptions !== undefined;
  }

  /**
   * The same revocation for several CAs. If it needs a new CRL bucket, they share one bucket in the scope.
   *
   * @internal
   */
  public _sharedIn(scope: Construct): Revocation {
    if (!this.crlOptions) { return this; }
    checked(scope, this.crlOptions, CRL_KINDS, 'crl');
    if (this.crlOptions.bucket || this.crlOptions.distributionPoint?._distribution) { return this; }
    return new Revocation({ ...this.crlOptions, bucket: new CrlBucket(scope, 'Crls') }, this.ocspOptions);
  }

  /**
   * The configuration of a CA with this revocation, and the resources that the CA depends on.
   *
   * @internal
   */
  public _bind(certificateAuthority: Construct): RevocationBinding {
    const ocsp = this.ocspOptions && renderOcsp(certificateAuthority, this.ocspOptions);
    const crl = this.crlOptions && bindCrl(certificateAuthority, this.crlOptions);
    return {
      configuration: {
        // A block that is not enabled must not contain other properties.
        crlConfiguration: crl?.configuration ?? { enabled: false },
        ocspConfiguration: ocsp ?? { enabled: false },
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
  options = checked(scope, options, CRL_KINDS, 'crl');
  const { customPath, type = CrlType.COMPLETE, expiration = DEFAULT_CRL_EXPIRATION } = options;
  const point = options.distributionPoint ?? CrlDistributionPoint.bucketUrl();
  requireArgument({ scope, property: 'type' }, VALUE_NAME, type.name);
  requireCname({ scope, property: 'customCname' }, point._cname);
  requireCustomPath(scope, customPath);
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
      subject: 'bucket',
      rule: `be the bucket that the distribution serves (${distribution.bucket.node.path})`,
      value: bucket.node.path,
      fix: 'Remove bucket. The distribution determines it',
    });
  }
  return bucket ?? distribution?.bucket ?? new CrlBucket(scope, 'Crls');
}

function renderOcsp(
  scope: Construct, options: OcspOptions,
): acmpca.CfnCertificateAuthority.OcspConfigurationProperty {
  const { customCname } = checked(scope, options, OCSP_KINDS, 'ocsp');
  requireCname({ scope, property: 'customCname' }, customCname);
  if (Stack.of(scope).region.startsWith('cn-')) {
    Annotations.of(scope).addWarningV2('cdk-private-ca:ocspInChina',
      'AWS documentation lists OCSP as unsupported by AWS Private CA in the China Regions. Use Revocation.crl().');
  }
  return { enabled: true, ocspCustomCname: customCname };
}

function warnOfBucketUrl(scope: Construct): void {
  Annotations.of(scope).addWarningV2('cdk-private-ca:crlNotReachable',
    'Certificates of this CA contain the S3 URL of a private bucket as the CRL distribution point, and clients cannot download a CRL '
    + 'from that URL. Set distributionPoint of Revocation.crl(): CrlDistributionPoint.distribution(…) for a CrlDistribution, '
    + '.customCname(…) for your own server, or .bucketUrl() to keep the S3 URL and suppress this warning.');
}
