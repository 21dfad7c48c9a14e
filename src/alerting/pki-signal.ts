import { aws_acmpca as acmpca, aws_events as events, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { BUCKETS, KEYS, ROOTS, keyIdOf, lastPartOf, requireRoom } from './private/named-resources';
import { SUCCEEDED, eventNames, patternsOf } from './private/record-choice';
import { Criticality } from '../notification/criticality';
import { arnOf } from '../private/certificate-authority-arn';

/** What a signal is. At least one of `filterPattern`, `eventPattern` and `metricsQuery` tells that it is there. */
export interface PkiSignalProps {
  /** The name: lowercase words joined by hyphens, at most 100 characters. Metrics and descriptions carry it. */
  readonly name: string;

  /** How much it matters. */
  readonly criticality: Criticality;

  /**
   * What it means that the signal is there: one sentence for the person who is woken by it. Without `<` and `>`, which
   * EventBridge takes for names of fields; with `nextStep` at most 800 characters.
   */
  readonly meaning: string;

  /** What to do next: one or two sentences, of which the same holds. */
  readonly nextStep: string;

  /**
   * The filter pattern that chooses the log events that tell it, in CloudWatch Logs' syntax for JSON, in braces and of
   * at most 1,024 characters. The field paths are those of the log's source: CloudTrail's, or any other's.
   *
   * @default - no log event tells it
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   */
  readonly filterPattern?: string;

  /**
   * The pattern that chooses the events that tell it on the default event bus.
   *
   * @default - no event tells it
   */
  readonly eventPattern?: events.EventPattern;

  /**
   * A CloudWatch Metrics Insights query whose value is over zero when the signal is there, such as
   * `SELECT SUM(MisconfiguredCRLBucket) FROM "AWS/ACMPrivateCA"`.
   *
   * @default - no metric tells it
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
   */
  readonly metricsQuery?: string;

  /**
   * The ids of the events of EZCA that the signal answers to.
   *
   * @default - none
   */
  readonly ezcaEventIds?: number[];
}

/**
 * Something that somebody should hear of when it happens to a PKI: its name, how much it matters, what it means, what
 * to do next, and how to see it.
 */
export class PkiSignal {
  /**
   * A signal of your own.
   *
   * @param props what it is
   */
  public static of(props: PkiSignalProps): PkiSignal {
    return new PkiSignal(props);
  }

  /**
   * A CA has signed, or was asked to sign, any certificate at all: for a root CA, which signs rarely. Calls of other
   * accounts on a shared CA are seen by what AWS Private CA tells its owner afterwards. Named `root-ca-used`.
   *
   * @param root the root CA
   * @param more further root CAs; one signal takes five, more need another under another name: see `withName()`
   */
  public static rootCaUsed(
    root: acmpca.ICertificateAuthorityRef, ...more: acmpca.ICertificateAuthorityRef[]
  ): PkiSignal {
    const roots = [root, ...more];
    requireRoom(root, 'root CAs', roots, ROOTS);
    // A caller names the CA by its ARN alone; the last part of it is unique, and short.
    const endings = roots.map((one) => `/${lastPartOf(arnOf(one))}`);
    return new PkiSignal({
      name: 'root-ca-used',
      criticality: Criticality.CRITICAL,
      meaning: 'A root CA was asked to sign a certificate.',
      nextStep: 'Ask who announced it. If nobody did: disable the CA, revoke the certificate, find out who called.',
      ...patternsOf({
        service: 'acm-pca',
        alternatives: [
          [
            eventNames('IssueCertificate'), SUCCEEDED,
            { field: 'requestParameters.certificateAuthorityArn', is: { endingWith: endings } },
          ],
          // The owner of a shared CA gets this and not the call, which is in the caller's trail.
          [eventNames('IssueCertificateDetails'), { field: 'resources[0].ARN', is: { endingWith: endings } }],
        ],
      }),
    });
  }

  /**
   * A KMS key that the PKI depends on was disabled, or its deletion scheduled: that of the trail, of audit reports, of
   * CRLs. Named `pki-key-disabled`.
   *
   * @param key the key, not an alias of a key that is not known
   * @param more further keys; one signal takes twelve, more need another under another name: see `withName()`
   */
  public static keyDisabled(key: kms.IKey, ...more: kms.IKey[]): PkiSignal {
    const keys = [key, ...more];
    requireRoom(key, 'keys', keys, KEYS);
    return new PkiSignal({
      name: 'pki-key-disabled',
      criticality: Criticality.CRITICAL,
      meaning: 'A KMS key that the PKI depends on was disabled, or its deletion was scheduled.',
      nextStep: 'Enable the key or cancel its deletion (aws kms cancel-key-deletion). Then find out who called, and why.',
      ...patternsOf({
        service: 'kms',
        alternatives: [[
          eventNames('DisableKey', 'ScheduleKeyDeletion'), SUCCEEDED,
          // A caller names the key by its id or by its ARN, which ends in the id.
          { field: 'requestParameters.keyId', is: { endingWith: keys.map(keyIdOf) } },
        ]],
      }),
    });
  }

  /**
   * Any setting of a bucket of the PKI was changed, such as its policy, its lifecycle or its encryption, or the bucket
   * was deleted: that of audit reports, CRLs or the trail. Named `pki-bucket-changed`.
   *
   * @param bucket the bucket
   * @param more further buckets; one signal takes eight, more need another under another name: see `withName()`
   */
  public static bucketChanged(bucket: s3.IBucket, ...more: s3.IBucket[]): PkiSignal {
    const buckets = [bucket, ...more];
    requireRoom(bucket, 'buckets', buckets, BUCKETS);
    return new PkiSignal({
      name: 'pki-bucket-changed',
      criticality: Criticality.CRITICAL,
      meaning: 'A setting of a bucket of the PKI was changed (policy, lifecycle, encryption or another), or the bucket was deleted.',
      nextStep: 'Compare the bucket with the stack (cdk drift). If it was not a deployment, deploy again and find out who called.',
      ...patternsOf({
        service: 's3',
        alternatives: [[
          // All calls on the bucket itself, as CloudTrail names them, and none on its objects.
          { field: 'eventName', is: { startingWith: ['PutBucket', 'DeleteBucket'] } },
          SUCCEEDED,
          { field: 'requestParameters.bucketName', is: { oneOf: buckets.map(({ bucketName }) => bucketName) } },
        ]],
      }),
    });
  }

  /** The name: lowercase words joined by hyphens. */
  public readonly name: string;

  /** How much it matters. */
  public readonly criticality: Criticality;

  /** What it means that the signal is there. */
  public readonly meaning: string;

  /** What to do next. */
  public readonly nextStep: string;

  /**
   * The filter pattern that chooses the log events that tell it.
   *
   * @default - no log event tells it
   */
  public readonly filterPattern?: string;

  /**
   * The pattern that chooses the events that tell it.
   *
   * @default - no event tells it
   */
  public readonly eventPattern?: events.EventPattern;

  /**
   * The Metrics Insights query whose value is over zero when the signal is there.
   *
   * @default - no metric tells it
   */
  public readonly metricsQuery?: string;

  /** The ids of the events of EZCA that the signal answers to; often none. */
  public readonly ezcaEventIds: number[];

  private constructor(props: PkiSignalProps) {
    this.name = props.name;
    this.criticality = props.criticality;
    this.meaning = props.meaning;
    this.nextStep = props.nextStep;
    this.filterPattern = props.filterPattern;
    this.eventPattern = props.eventPattern;
    this.metricsQuery = props.metricsQuery;
    this.ezcaEventIds = props.ezcaEventIds ?? [];
  }

  /**
   * The same signal under another name: a set has each name once.
   *
   * @param name lowercase words joined by hyphens, at most 100 characters
   */
  public withName(name: string): PkiSignal {
    return new PkiSignal({ ...this, name });
  }

  /**
   * The same signal with another criticality.
   *
   * @param criticality how much it matters
   */
  public withCriticality(criticality: Criticality): PkiSignal {
    return new PkiSignal({ ...this, criticality });
  }
}
