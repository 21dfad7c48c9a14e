import { aws_acmpca as acmpca, aws_events as events, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { SUCCEEDED, eventNames, patternsOf } from './record-choice';
import { Criticality } from '../notification/criticality';
import { arnOf } from '../private/certificate-authority-arn';
import { PrivateCaError } from '../private/errors';
import { aliasNameOf, unaliased } from '../private/kms-key';

/** What a signal is. At least one of `filterPattern`, `eventPattern` and `metricsQuery` tells that it is there. */
export interface PkiSignalProps {
  /** The name: lowercase words joined by hyphens, which names of metrics, alarms and rules carry. */
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
   * A CA has signed, or was asked to sign, any certificate at all: for a root CA, which signs rarely. Named
   * `root-ca-used`.
   *
   * @param root the root CA
   * @param more further root CAs; about eight fit into one signal
   */
  public static rootCaUsed(
    root: acmpca.ICertificateAuthorityRef, ...more: acmpca.ICertificateAuthorityRef[]
  ): PkiSignal {
    const arns = [root, ...more].map(arnOf);
    return new PkiSignal({
      name: 'root-ca-used',
      criticality: Criticality.CRITICAL,
      meaning: 'A root CA was asked to sign a certificate.',
      nextStep: 'Ask who announced it. If nobody did: disable the CA, revoke the certificate, find out who called.',
      ...patternsOf({
        service: 'acm-pca',
        alternatives: [[
          eventNames('IssueCertificate'), SUCCEEDED,
          { field: 'requestParameters.certificateAuthorityArn', is: { oneOf: arns } },
        ]],
      }),
    });
  }

  /**
   * A KMS key that the PKI depends on was disabled, or its deletion scheduled: that of the trail, of audit reports, of
   * CRLs. Named `pki-key-disabled`.
   *
   * @param key the key, not an alias of a key that is not known
   * @param more further keys; about eight fit into one signal
   */
  public static keyDisabled(key: kms.IKey, ...more: kms.IKey[]): PkiSignal {
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
          { field: 'requestParameters.keyId', is: { endingWith: [key, ...more].map(keyIdOf) } },
        ]],
      }),
    });
  }

  /**
   * The policy, the ACL or the public access block of a bucket of the PKI was changed, or the bucket was deleted: that
   * of audit reports, CRLs or the trail. Named `pki-bucket-changed`.
   *
   * @param bucket the bucket
   * @param more further buckets; about six fit into one signal
   */
  public static bucketChanged(bucket: s3.IBucket, ...more: s3.IBucket[]): PkiSignal {
    return new PkiSignal({
      name: 'pki-bucket-changed',
      criticality: Criticality.CRITICAL,
      meaning: 'The policy, ACL or public access block of a bucket of the PKI was changed, or the bucket was deleted.',
      nextStep: 'Compare the policy with that of the stack (cdk drift). If it was not a deployment, deploy again and find out who called.',
      ...patternsOf({
        service: 's3',
        alternatives: [[
          eventNames('PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketPublicAccessBlock',
            'DeleteBucketPublicAccessBlock', 'DeleteBucket'),
          SUCCEEDED,
          { field: 'requestParameters.bucketName', is: { oneOf: [bucket, ...more].map(({ bucketName }) => bucketName) } },
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
   * The same signal with another criticality.
   *
   * @param criticality how much it matters
   */
  public withCriticality(criticality: Criticality): PkiSignal {
    return new PkiSignal({ ...this, criticality });
  }
}

function keyIdOf(given: kms.IKey): string {
  const key = unaliased(given);
  const aliasName = aliasNameOf(key);
  if (aliasName === undefined) { return key.keyId; }
  throw new PrivateCaError('SignalKey', {
    scope: key,
    problem: 'a key is known by its alias alone, and nobody who disables a key names it so: the signal would never be there',
    value: aliasName,
    allowed: 'a key that is known by its id or ARN',
    change: 'pass kms.Key.fromKeyArn() or kms.Key.fromLookup()',
  });
}
