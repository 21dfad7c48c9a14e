import { aws_acmpca as acmpca, aws_events as events, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { BUCKETS, KEYS, ROOTS, keyIdOf, lastPartOf, requireResourceCount } from './private/named-resources';
import { Criticality } from '../notification/criticality';
import { arnOf } from '../private/certificate-authority-arn';
import { SUCCEEDED, eventNames } from '../private/cloudtrail-records';
import { OBJECT, TEXT, checked, oneOf, required, withoutNulls } from '../private/kinds';
import { recordPatternsOf } from '../private/record-patterns';

/**
 * Properties of a `PkiSignal`.
 *
 * Specify at least one of `filterPattern`, `eventPattern`, and `metricsQuery`.
 */
export interface PkiSignalProps {
  /**
   * The name of the signal, as lowercase words joined by hyphens (1–100 characters).
   *
   * Metrics and descriptions contain the name.
   */
  readonly name: string;

  /** The criticality of the signal. */
  readonly criticality: Criticality;

  /**
   * The meaning of the signal, for the engineer who is notified.
   *
   * `meaning` and `nextStep` together have at most 800 characters, without `<` and `>`. EventBridge reads text between
   * these characters as the name of a field.
   */
  readonly meaning: string;

  /**
   * The action to take.
   *
   * `meaning` and `nextStep` together have at most 800 characters, without `<` and `>`.
   */
  readonly nextStep: string;

  /**
   * The CloudWatch Logs filter pattern that matches log events, in JSON syntax (up to 1024 characters).
   *
   * Enclose the pattern in braces. Use the field names of the log source, for example CloudTrail.
   *
   * @default - no log event matches
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   */
  readonly filterPattern?: string;

  /**
   * The event pattern that matches events on the default event bus (up to 2048 characters).
   *
   * @default - no event matches
   */
  readonly eventPattern?: events.EventPattern;

  /**
   * The CloudWatch Metrics Insights query that returns a value over 0 when the condition occurs.
   *
   * For example, `SELECT SUM(MisconfiguredCRLBucket) FROM "AWS/ACMPrivateCA"`.
   *
   * @default - no metric is evaluated
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
   */
  readonly metricsQuery?: string;
}

/** A security-relevant condition in a PKI, with the patterns that detect it and the action to take. */
export class PkiSignal {
  /**
   * Creates a custom signal.
   *
   * @param props The properties of the signal.
   */
  public static of(props: PkiSignalProps): PkiSignal {
    return new PkiSignal(withoutNulls(props));
  }

  /**
   * The signal `root-ca-used` for a root CA that issues, or receives a request to issue, a certificate.
   *
   * Use it for root CAs, which sign rarely. For a shared CA, the signal matches the calls of other accounts by the
   * `IssueCertificateDetails` service event, which AWS Private CA sends to the owner after the call.
   *
   * @param root The root CA.
   * @param more Additional root CAs. A signal can contain up to 5. For more, create another signal with `withName()`.
   */
  public static rootCaUsed(
    root: acmpca.ICertificateAuthorityRef, ...more: acmpca.ICertificateAuthorityRef[]
  ): PkiSignal {
    const roots = [root, ...more];
    requireResourceCount(root, 'root CAs', roots, ROOTS);
    // A call contains the ARN of the CA. The last part of the ARN is unique and short.
    const endings = roots.map((one) => `/${lastPartOf(arnOf(one))}`);
    return new PkiSignal({
      name: 'root-ca-used',
      criticality: Criticality.CRITICAL,
      meaning: 'A root CA received a request to sign a certificate.',
      nextStep: 'Check for an approved change. If there is none, disable the CA, revoke the certificate, and identify the caller in CloudTrail.',
      ...recordPatternsOf({
        service: 'acm-pca',
        alternatives: [
          [
            eventNames('IssueCertificate'), SUCCEEDED,
            { field: 'requestParameters.certificateAuthorityArn', is: { endingWith: endings } },
          ],
          // The owner of a shared CA receives this event. The call is in the trail of the caller.
          [eventNames('IssueCertificateDetails'), { field: 'resources[0].ARN', is: { endingWith: endings } }],
        ],
      }),
    });
  }

  /**
   * The signal `pki-key-disabled` for a KMS key that is disabled or scheduled for deletion.
   *
   * Use it for the keys of the trail, of audit reports, and of CRLs.
   *
   * @param key The key. Identify an imported key by its ID or ARN, not by an alias.
   * @param more Additional keys. A signal can contain up to 12. For more, create another signal with `withName()`.
   */
  public static keyDisabled(key: kms.IKey, ...more: kms.IKey[]): PkiSignal {
    const keys = [key, ...more];
    requireResourceCount(key, 'KMS keys', keys, KEYS);
    return new PkiSignal({
      name: 'pki-key-disabled',
      criticality: Criticality.CRITICAL,
      meaning: 'A KMS key that the PKI depends on was disabled or scheduled for deletion.',
      nextStep: 'Cancel a scheduled deletion (aws kms cancel-key-deletion), and then enable the key (aws kms enable-key). Identify the caller in '
        + 'CloudTrail.',
      ...recordPatternsOf({
        service: 'kms',
        alternatives: [[
          eventNames('DisableKey', 'ScheduleKeyDeletion'), SUCCEEDED,
          // A call contains the ID of the key, or its ARN, which ends in the ID.
          { field: 'requestParameters.keyId', is: { endingWith: keys.map(keyIdOf) } },
        ]],
      }),
    });
  }

  /**
   * The signal `pki-bucket-changed` for a bucket that is deleted or has a changed setting.
   *
   * Use it for the buckets of audit reports, CRLs, and the trail. Settings include the policy, lifecycle, and
   * encryption.
   *
   * @param bucket The bucket.
   * @param more Additional buckets. A signal can contain up to 8. For more, create another signal with `withName()`.
   */
  public static bucketChanged(bucket: s3.IBucket, ...more: s3.IBucket[]): PkiSignal {
    const buckets = [bucket, ...more];
    requireResourceCount(bucket, 'buckets', buckets, BUCKETS);
    return new PkiSignal({
      name: 'pki-bucket-changed',
      criticality: Criticality.CRITICAL,
      meaning: 'A setting of a PKI bucket changed (such as policy, lifecycle, or encryption), or the bucket was deleted.',
      nextStep: 'Compare the bucket with the stack (cdk drift). If no deployment made the change, deploy again and identify the caller in '
        + 'CloudTrail.',
      ...recordPatternsOf({
        service: 's3',
        alternatives: [[
          // All calls that change the bucket itself. No call on an object starts like this.
          { field: 'eventName', is: { startingWith: ['PutBucket', 'DeleteBucket'] } },
          SUCCEEDED,
          { field: 'requestParameters.bucketName', is: { oneOf: buckets.map(({ bucketName }) => bucketName) } },
        ]],
      }),
    });
  }

  /** The name of the signal. */
  public readonly name: string;

  /** The criticality of the signal. */
  public readonly criticality: Criticality;

  /** The meaning of the signal. */
  public readonly meaning: string;

  /** The action to take. */
  public readonly nextStep: string;

  /**
   * The CloudWatch Logs filter pattern that matches log events.
   *
   * @default - no log event matches
   */
  public readonly filterPattern?: string;

  /**
   * The event pattern that matches events on the default event bus.
   *
   * @default - no event matches
   */
  public readonly eventPattern?: events.EventPattern;

  /**
   * The CloudWatch Metrics Insights query that returns a value over 0 when the condition occurs.
   *
   * @default - no metric is evaluated
   */
  public readonly metricsQuery?: string;

  private constructor(props: PkiSignalProps) {
    this.name = props.name;
    this.criticality = props.criticality;
    this.meaning = props.meaning;
    this.nextStep = props.nextStep;
    this.filterPattern = props.filterPattern;
    this.eventPattern = props.eventPattern;
    this.metricsQuery = props.metricsQuery;
  }

  /**
   * Checks the types of the properties.
   *
   * @internal
   */
  public _check(scope: IConstruct): void {
    checked<PkiSignalProps>(scope, this, SIGNAL_KINDS, 'signal');
  }

  /**
   * Returns a copy of the signal with another name.
   *
   * @param name The name, as lowercase words joined by hyphens (1–100 characters).
   */
  public withName(name: string): PkiSignal {
    return new PkiSignal({ ...this, name });
  }

  /**
   * Returns a copy of the signal with another criticality.
   *
   * @param criticality The criticality.
   */
  public withCriticality(criticality: Criticality): PkiSignal {
    return new PkiSignal({ ...this, criticality });
  }
}

const SIGNAL_KINDS = {
  name: required(TEXT),
  criticality: required(oneOf('Criticality', Criticality)),
  meaning: required(TEXT),
  nextStep: required(TEXT),
  filterPattern: TEXT,
  eventPattern: OBJECT,
  metricsQuery: TEXT,
};
