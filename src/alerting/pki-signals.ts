import { IConstruct } from 'constructs';
import { PkiSignal } from './pki-signal';
import { AUTHORITY_SIGNALS } from './private/authority-signals';
import { CERTIFICATE_SIGNALS, ROUTINE_SIGNALS } from './private/certificate-signals';
import { CIS_SIGNALS } from './private/cis-signals';
import { SURROUNDINGS_SIGNALS } from './private/dependency-signals';
import { Criticality } from '../notification/criticality';
import { PrivateCaError } from '../private/errors';

/** Makes other signals of some; mistakes are told at the construct that uses them. */
type Change = (scope: IConstruct, signals: readonly PkiSignal[]) => readonly PkiSignal[];

/**
 * Signals, in order, each under a name of its own. Nothing changes a set: what seems to gives another one. Mistakes,
 * such as a name twice, are told where the set is used.
 *
 * `docs/alerting.md` lists the signals that come with the library.
 */
export class PkiSignals {
  /**
   * What every PKI on AWS Private CA should hear of. What AWS Private CA does by itself all the time, such as CRLs and
   * certificates that are issued as agreed, is not among it.
   */
  public static recommended(): PkiSignals {
    return PkiSignals.of(...AUTHORITY_SIGNALS, ...CERTIFICATE_SIGNALS, ...SURROUNDINGS_SIGNALS);
  }

  /** What is recommended, and also each certificate that is issued and each CRL that is generated. */
  public static all(): PkiSignals {
    return PkiSignals.recommended().plus(...ROUTINE_SIGNALS);
  }

  /**
   * What Security Hub's controls CloudWatch.1 and CloudWatch.4 to CloudWatch.14, which are those of CIS AWS Foundations
   * v1.4.0, ask to be alarmed of in every account, with their patterns letter by letter. They are about the whole
   * account: give them `PkiAlarms` of their own, with the namespace `LogMetrics` and `reportZeros`, as the controls
   * have it. All are of low criticality, which is Security Hub's severity: a routing by criticality without a route for
   * `low` tells nobody of them.
   *
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
   */
  public static cisFoundations(): PkiSignals {
    return PkiSignals.of(...CIS_SIGNALS);
  }

  /**
   * Signals of your own: a catalogue for what is not AWS Private CA.
   *
   * @param signals the signals
   */
  public static of(...signals: PkiSignal[]): PkiSignals {
    return new PkiSignals([() => signals]);
  }

  /**
   * Signals that are found, or refused, where they are used.
   *
   * @internal
   */
  public static _from(find: (scope: IConstruct) => readonly PkiSignal[]): PkiSignals {
    return new PkiSignals([find]);
  }

  private constructor(private readonly changes: readonly Change[]) {}

  /**
   * These signals and further ones. A name that is there already is an error: leave the old one out first.
   *
   * @param signals the further signals
   */
  public plus(...signals: PkiSignal[]): PkiSignals {
    return this.changedBy((_scope, present) => [...present, ...signals]);
  }

  /**
   * These signals and those of another set.
   *
   * @param other the other set
   */
  public merge(other: PkiSignals): PkiSignals {
    return this.changedBy((scope, present) => [...present, ...other._bind(scope)]);
  }

  /**
   * These signals without some. A name that is not there is an error.
   *
   * @param names the names of those to leave out
   */
  public without(...names: string[]): PkiSignals {
    return this.changedBy((scope, present) => {
      names.forEach((name) => requirePresent(scope, present, name));
      return present.filter(({ name }) => !names.includes(name));
    });
  }

  /**
   * These signals, one of them with another criticality. A name that is not there is an error.
   *
   * @param name the name of the signal
   * @param criticality how much it matters
   */
  public withCriticality(name: string, criticality: Criticality): PkiSignals {
    return this.changedBy((scope, present) => {
      requirePresent(scope, present, name);
      return present.map((signal) => signal.name === name ? signal.withCriticality(criticality) : signal);
    });
  }

  /**
   * The signals.
   *
   * @internal
   */
  public _bind(scope: IConstruct): PkiSignal[] {
    const signals = this.changes.reduce<readonly PkiSignal[]>((present, change) => change(scope, present), []);
    requireDifferentNames(scope, signals);
    return [...signals];
  }

  private changedBy(change: Change): PkiSignals {
    return new PkiSignals([...this.changes, change]);
  }
}

function requirePresent(scope: IConstruct, signals: readonly PkiSignal[], name: string): void {
  if (signals.some((signal) => signal.name === name)) { return; }
  throw new PrivateCaError('SignalUnknown', {
    scope,
    problem: 'no signal has this name',
    value: name,
    allowed: signals.map((signal) => signal.name).join(', ') || 'none: there are no signals',
    change: 'use one of these names',
  });
}

function requireDifferentNames(scope: IConstruct, signals: readonly PkiSignal[]): void {
  const names = signals.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) { return; }
  throw new PrivateCaError('SignalDuplicate', {
    scope,
    problem: 'two signals have the same name',
    value: twice,
    allowed: 'a name of its own for each signal',
    change: `rename one by PkiSignal.withName(), or leave the first out by without('${twice}')`,
  });
}
