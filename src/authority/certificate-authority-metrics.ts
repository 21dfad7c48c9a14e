import { Token, aws_acmpca as acmpca, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { accountOf, arnOf, regionOf } from '../private/certificate-authority-arn';

/** AWS Private CA's own namespace, which keeps the service's old name. */
const NAMESPACE = 'AWS/ACMPrivateCA';

/**
 * The CloudWatch metrics of a certificate authority (CA).
 *
 * AWS documents the names of these metrics, but not their dimensions. What stands here by default is what others have
 * seen: `PrivateCAArn`, and `Operation` for the metrics of issuance. Before you rely on one, compare with
 * `aws cloudwatch list-metrics --namespace AWS/ACMPrivateCA`, and override `dimensionsMap` where it differs. AWS
 * publishes each data point at least once.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaCloudWatch.html
 */
export class CertificateAuthorityMetrics {
  /**
   * The metrics of a CA, of this library or of aws-cdk-lib. A bare L1 reference tells the ARN before the CA is active;
   * for metrics it makes no difference.
   *
   * @param certificateAuthority the CA
   */
  public static fromCertificateAuthority(
    certificateAuthority: acmpca.ICertificateAuthorityRef,
  ): CertificateAuthorityMetrics {
    return new CertificateAuthorityMetrics(certificateAuthority);
  }

  private constructor(private readonly certificateAuthority: acmpca.ICertificateAuthorityRef) {}

  /**
   * How many certificates were issued. A sum over 5 minutes by default.
   *
   * @param props what is to differ, for example `dimensionsMap`
   */
  public success(props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.ofIssuance('Success', cloudwatch.Stats.SUM, props);
  }

  /**
   * How many requests for a certificate failed. A sum over 5 minutes by default.
   *
   * @param props what is to differ, for example `dimensionsMap`
   */
  public failure(props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.ofIssuance('Failure', cloudwatch.Stats.SUM, props);
  }

  /**
   * How many milliseconds passed from the request for a certificate to its issuance. An average over 5 minutes by
   * default.
   *
   * @param props what is to differ, for example `dimensionsMap`
   */
  public time(props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.ofIssuance('Time', cloudwatch.Stats.AVERAGE, props);
  }

  /**
   * How many certificate revocation lists (CRLs) were made. A sum over 5 minutes by default. CRLs are made again and
   * again, also without any revocation.
   *
   * @param props what is to differ, for example `dimensionsMap`
   */
  public crlGenerated(props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metric('CRLGenerated', cloudwatch.Stats.SUM, {}, props);
  }

  /**
   * How often a certificate revocation list (CRL) could not be written, because the bucket or its policy is not set up
   * for it. A sum over 5 minutes by default.
   *
   * @param props what is to differ, for example `dimensionsMap`
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
    // An imported CA may be in another account or Region than the stack. What is unknown is that of the stack.
    const [account, region] = [accountOf(this.certificateAuthority), regionOf(this.certificateAuthority)]
      .map((value) => Token.isUnresolved(value) ? undefined : value);
    return new cloudwatch.Metric({
      namespace: NAMESPACE,
      metricName,
      statistic,
      dimensionsMap: { PrivateCAArn: arnOf(this.certificateAuthority), ...dimensions },
      account,
      region,
      ...props,
    });
  }
}
