import { Token, aws_acmpca as acmpca, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { CERTIFICATE_AUTHORITY } from '../private/cdk-kinds';
import { accountOf, arnOf, regionOf } from '../private/certificate-authority-arn';
import { OBJECT, check, checkArgument, withoutNulls } from '../private/kinds';

/** The namespace of AWS Private CA, which contains the former name of the service. */
const NAMESPACE = 'AWS/ACMPrivateCA';

/**
 * The CloudWatch metrics of a certificate authority (CA).
 *
 * AWS documents the metric names but not their dimensions. The default dimensions are values observed by others:
 * `PrivateCAArn`, and `Operation` for issuance metrics. Before you rely on a metric, compare its dimensions with the
 * output of `aws cloudwatch list-metrics --namespace AWS/ACMPrivateCA`. If they differ, override `dimensionsMap`.
 *
 * AWS publishes each data point at least once.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaCloudWatch.html
 */
export class CertificateAuthorityMetrics {
  /**
   * The metrics of a CA of this library or of aws-cdk-lib, including an L1 CA.
   *
   * @param certificateAuthority The CA.
   */
  public static fromCertificateAuthority(
    certificateAuthority: acmpca.ICertificateAuthorityRef,
  ): CertificateAuthorityMetrics {
    checkArgument('certificateAuthority', CERTIFICATE_AUTHORITY, certificateAuthority);
    return new CertificateAuthorityMetrics(certificateAuthority);
  }

  private constructor(private readonly certificateAuthority: acmpca.ICertificateAuthorityRef) {}

  /**
   * The number of issued certificates.
   *
   * By default, the sum over 5 minutes.
   *
   * @param props The metric options to override, for example `dimensionsMap`.
   */
  public success(props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.ofIssuance('Success', cloudwatch.Stats.SUM, props);
  }

  /**
   * The number of failed certificate requests.
   *
   * By default, the sum over 5 minutes.
   *
   * @param props The metric options to override, for example `dimensionsMap`.
   */
  public failure(props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.ofIssuance('Failure', cloudwatch.Stats.SUM, props);
  }

  /**
   * The time from a certificate request to its issuance, in milliseconds.
   *
   * By default, the average over 5 minutes.
   *
   * @param props The metric options to override, for example `dimensionsMap`.
   */
  public time(props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.ofIssuance('Time', cloudwatch.Stats.AVERAGE, props);
  }

  /**
   * The number of generated certificate revocation lists (CRLs).
   *
   * By default, the sum over 5 minutes. AWS Private CA generates CRLs periodically, even without a revocation.
   *
   * @param props The metric options to override, for example `dimensionsMap`.
   */
  public crlGenerated(props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('CRLGenerated', cloudwatch.Stats.SUM, {}, props);
  }

  /**
   * The number of failures to write a certificate revocation list (CRL) because of the bucket or its policy.
   *
   * By default, the sum over 5 minutes.
   *
   * @param props The metric options to override, for example `dimensionsMap`.
   */
  public misconfiguredCrlBucket(props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('MisconfiguredCRLBucket', cloudwatch.Stats.SUM, {}, props);
  }

  private ofIssuance(metricName: string, statistic: string, props: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(metricName, statistic, { Operation: 'IssueCertificate' }, props);
  }

  private metric(
    metricName: string, statistic: string, dimensions: Record<string, string>, props: cloudwatch.MetricOptions,
  ): cloudwatch.Metric {
    check(this.certificateAuthority, 'props', OBJECT, props ?? {});
    // An imported CA can be in another account or Region than the stack. Unknown values are those of the stack.
    const [account, region] = [accountOf(this.certificateAuthority), regionOf(this.certificateAuthority)]
      .map((value) => Token.isUnresolved(value) ? undefined : value);
    return new cloudwatch.Metric({
      namespace: NAMESPACE,
      metricName,
      statistic,
      dimensionsMap: { PrivateCAArn: arnOf(this.certificateAuthority), ...dimensions },
      account,
      region,
      ...withoutNulls(props),
    });
  }
}
