import { IConstruct, RootConstruct } from 'constructs';
import { PkiSignal } from './pki-signal';
import { ACM_SIGNALS } from './private/acm-signals';
import { AUTHORITY_SIGNALS } from './private/authority-signals';
import { CERTIFICATE_SIGNALS, ROUTINE_SIGNALS } from './private/certificate-signals';
import { CIS_SIGNALS } from './private/cis-signals';
import { DEPENDENCY_SIGNALS } from './private/dependency-signals';
import { Criticality } from '../notification/criticality';
import { PrivateCaError } from '../private/errors';
import { check, instanceOf, listOf } from '../private/kinds';

/** Returns changed signals. Errors contain the path of the construct that uses the signals. */
type Change = (scope: IConstruct, signals: readonly PkiSignal[]) => readonly PkiSignal[];

/**
 * An immutable, ordered set of signals with unique names.
 *
 * Each method returns a new set. The construct that uses the set reports errors, for example duplicate names.
 * `docs/alerting.md` lists the signals of the library.
 */
export class PkiSignals {
  /**
   * The recommended signals for every PKI in AWS Private CA.
   *
   * They exclude routine activity, such as CRL generation, certificate issuance, and changes that deployments make to
   * the monitoring.
   */
  public static recommended(): PkiSignals {
    return PkiSignals.of(...AUTHORITY_SIGNALS, ...CERTIFICATE_SIGNALS, ...DEPENDENCY_SIGNALS);
  }

  /**
   * The recommended signals, those of `acmCertificates()`, and those for issued certificates, generated CRLs, and
   * changes to the monitoring.
   */
  public static all(): PkiSignals {
    return PkiSignals.recommended().plus(...ACM_SIGNALS, ...ROUTINE_SIGNALS);
  }

  /**
   * The signals for certificates in AWS Certificate Manager (ACM) that expire, expired, or were not renewed.
   *
   * They are based on events of ACM, in the account and Region of the certificates, so destinations must support rules.
   * The events contain no certificate authority (CA). `acm-certificate-expiring` also matches public and imported
   * certificates. The other signals match only private certificates, from any private CA.
   *
   * @see https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html
   */
  public static acmCertificates(): PkiSignals {
    return PkiSignals.of(...ACM_SIGNALS);
  }

  /**
   * The signals that the Security Hub controls for CIS AWS Foundations v1.4.0 require in every account.
   *
   * These are the controls CloudWatch.1 and CloudWatch.4 to CloudWatch.14. The signals contain their exact filter
   * patterns and apply to the whole account. Use a separate `PkiAlarms` with the namespace `LogMetrics` and
   * `reportZeros`, as in the controls. All signals have low criticality, which is their severity in Security Hub. If
   * the routing has no route for low criticality, no notifications are sent.
   *
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
   */
  public static cisFoundations(): PkiSignals {
    return PkiSignals.of(...CIS_SIGNALS);
  }

  /**
   * Creates a set of custom signals, for example for a PKI outside AWS.
   *
   * @param signals The signals.
   */
  public static of(...signals: PkiSignal[]): PkiSignals {
    return new PkiSignals([() => signals]);
  }

  /**
   * Creates a set that determines its signals, or an error, when it is used.
   *
   * @internal
   */
  public static _from(find: (scope: IConstruct) => readonly PkiSignal[]): PkiSignals {
    return new PkiSignals([find]);
  }

  /**
   * The signals of the set, in order.
   *
   * A mistake in the set, such as a duplicate name, causes an error.
   */
  public get signals(): PkiSignal[] {
    return this._bind(new RootConstruct());
  }

  private constructor(private readonly changes: readonly Change[]) {}

  /**
   * Returns the set with additional signals.
   *
   * A duplicate name is an error. To replace a signal, exclude it first with `without()`.
   *
   * @param signals The additional signals.
   */
  public plus(...signals: PkiSignal[]): PkiSignals {
    return this.changedBy((_scope, present) => [...present, ...signals]);
  }

  /**
   * Returns the set with the signals of another set.
   *
   * A duplicate name is an error.
   *
   * @param other The other set.
   */
  public merge(other: PkiSignals): PkiSignals {
    return this.changedBy((scope, present) => {
      check(scope, 'other', instanceOf(PkiSignals), other);
      return [...present, ...other._bind(scope)];
    });
  }

  /**
   * Returns the set without some signals.
   *
   * An unknown name is an error.
   *
   * @param names The names of the signals to exclude.
   */
  public without(...names: string[]): PkiSignals {
    return this.changedBy((scope, present) => {
      names.forEach((name) => requirePresent(scope, present, name));
      return present.filter(({ name }) => !names.includes(name));
    });
  }

  /**
   * Returns the set with another criticality for one signal.
   *
   * An unknown name is an error.
   *
   * @param name The name of the signal.
   * @param criticality The criticality.
   */
  public withCriticality(name: string, criticality: Criticality): PkiSignals {
    return this.changedBy((scope, present) => {
      requirePresent(scope, present, name);
      return present.map((signal) => signal.name === name ? signal.withCriticality(criticality) : signal);
    });
  }

  /**
   * The signals of the set.
   *
   * @internal
   */
  public _bind(scope: IConstruct): PkiSignal[] {
    const signals = this.changes.reduce<readonly PkiSignal[]>((present, change) => change(scope, present), []);
    check(scope, 'signals', SIGNALS, signals);
    requireDifferentNames(scope, signals);
    return [...signals];
  }

  private changedBy(change: Change): PkiSignals {
    return new PkiSignals([...this.changes, change]);
  }
}

const SIGNALS = listOf(instanceOf(PkiSignal), 'PkiSignal objects');

function requirePresent(scope: IConstruct, signals: readonly PkiSignal[], name: string): void {
  if (signals.some((signal) => signal.name === name)) { return; }
  throw new PrivateCaError('SignalUnknown', {
    scope,
    subject: 'The signal name',
    rule: `exist in the set (${signals.map((signal) => signal.name).join(', ') || 'which contains no signals'})`,
    value: name,
    fix: 'Use the name of a signal in the set',
  });
}

function requireDifferentNames(scope: IConstruct, signals: readonly PkiSignal[]): void {
  const names = signals.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) { return; }
  throw new PrivateCaError('SignalDuplicate', {
    scope,
    subject: 'Signal names',
    rule: 'be unique',
    value: twice,
    fix: `Rename a signal with PkiSignal.withName(), or exclude the first one with without('${twice}')`,
  });
}
