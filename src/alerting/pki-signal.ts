import { aws_acmpca as acmpca, aws_events as events, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PkiSignalProps } from './pki-signal-props';
import { NamedResource } from './private/named-resources';
import {
  NamedSignal, auditReportElsewhere, bucketChangeDenied, bucketChanged, keyDisabled, monitoringChanged, rootCaUsed,
} from './private/named-signals';
import { Criticality } from '../notification/criticality';
import { OBJECT, TEXT, checked, oneOf, required, withoutNulls } from '../private/kinds';
import { runbookUrl } from '../private/runbooks';

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
   * Creates a signal of the library. Its runbook has its name.
   *
   * @internal
   */
  public static _ofLibrary(props: PkiSignalProps): PkiSignal {
    return new PkiSignal(props, [], props.name);
  }

  /**
   * The signal `root-ca-used` for a root CA that issues, or receives a request to issue, a certificate.
   *
   * Use it for root CAs, which sign rarely. For a shared CA, the signal matches the calls of other accounts by the
   * `IssueCertificateDetails` service event, which AWS Private CA sends to the owner after the call.
   *
   * @param root The root CA. If the CA is known to be a subordinate CA, it causes an error.
   * @param more Additional root CAs. A signal can contain up to 5. For more, create another signal with `withName()`.
   */
  public static rootCaUsed(
    root: acmpca.ICertificateAuthorityRef, ...more: acmpca.ICertificateAuthorityRef[]
  ): PkiSignal {
    return PkiSignal.naming(rootCaUsed([root, ...more]));
  }

  /**
   * The signal `pki-key-disabled` for a KMS key that is disabled, scheduled for deletion, or changed.
   *
   * Use it for the keys of the trail, of audit reports, and of CRLs. Changes include the policy, new grants, rotation,
   * and the deletion of imported key material.
   *
   * @param key The key. Identify an imported key by its ID or ARN, not by an alias.
   * @param more Additional keys. A signal can contain up to 10. For more, create another signal with `withName()`.
   */
  public static keyDisabled(key: kms.IKey, ...more: kms.IKey[]): PkiSignal {
    return PkiSignal.naming(keyDisabled([key, ...more]));
  }

  /**
   * The signal `pki-bucket-changed` for a bucket that is deleted or has a changed setting.
   *
   * Use it for the buckets of audit reports, CRLs, and the trail. Settings include the policy, lifecycle, and
   * encryption, but not the tags.
   *
   * @param bucket The bucket.
   * @param more Additional buckets. A signal can contain up to 8. For more, create another signal with `withName()`.
   */
  public static bucketChanged(bucket: s3.IBucket, ...more: s3.IBucket[]): PkiSignal {
    return PkiSignal.naming(bucketChanged([bucket, ...more]));
  }

  /**
   * The signal `pki-bucket-change-denied` for a denied call that deletes a bucket or changes a setting.
   *
   * @param bucket The bucket.
   * @param more Additional buckets. A signal can contain up to 8. For more, create another signal with `withName()`.
   */
  public static bucketChangeDenied(bucket: s3.IBucket, ...more: s3.IBucket[]): PkiSignal {
    return PkiSignal.naming(bucketChangeDenied([bucket, ...more]));
  }

  /**
   * The signal `audit-report-elsewhere` for an audit report in any bucket other than these.
   *
   * An audit report lists every certificate of a CA. The signal applies to all CAs in the account and Region, so
   * specify every bucket for audit reports in one signal.
   *
   * @param bucket The bucket for audit reports.
   * @param more Additional buckets for audit reports. The signal can contain up to 7.
   */
  public static auditReportElsewhere(bucket: s3.IBucket, ...more: s3.IBucket[]): PkiSignal {
    return PkiSignal.naming(auditReportElsewhere([bucket, ...more]));
  }

  /**
   * The signal `monitoring-changed` for alarms, rules, metric filters, topics, and subscriptions.
   *
   * The signal applies to the whole account and also matches deployments, so it is not recommended for an account that
   * is used for more than a PKI. `PkiSignals.all()` contains it.
   */
  public static monitoringChanged(): PkiSignal {
    return PkiSignal.naming(monitoringChanged());
  }

  private static naming({ props, resources }: NamedSignal): PkiSignal {
    return new PkiSignal(props, resources, props.name);
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

  /**
   * The URL of a custom runbook.
   *
   * @default - the library contains the runbook, or the signal has none
   */
  public readonly runbook?: string;

  /**
   * The resources in the patterns of the signal.
   *
   * @internal
   */
  public readonly _resources: readonly NamedResource[];

  private constructor(
    props: PkiSignalProps, resources: readonly NamedResource[] = [], private readonly libraryRunbook?: string,
  ) {
    this._resources = resources;
    this.name = props.name;
    this.criticality = props.criticality;
    this.meaning = props.meaning;
    this.nextStep = props.nextStep;
    this.filterPattern = props.filterPattern;
    this.eventPattern = props.eventPattern;
    this.metricsQuery = props.metricsQuery;
    this.runbook = props.runbook;
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
   * The URL of the runbook: the URL of the user, or of the runbook of the library.
   *
   * @internal
   */
  public _runbookFor(scope: IConstruct): string | undefined {
    return this.runbook ?? (this.libraryRunbook && runbookUrl(scope, this.libraryRunbook));
  }

  /**
   * Returns a copy of the signal with another name.
   *
   * @param name The name, as lowercase words joined by hyphens (1–100 characters). A token is not supported.
   */
  public withName(name: string): PkiSignal {
    return new PkiSignal({ ...this, name }, this._resources, this.libraryRunbook);
  }

  /**
   * Returns a copy of the signal with another criticality.
   *
   * @param criticality The criticality.
   */
  public withCriticality(criticality: Criticality): PkiSignal {
    return new PkiSignal({ ...this, criticality }, this._resources, this.libraryRunbook);
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
  runbook: TEXT,
};
