import { PkiSignal } from '../alerting/pki-signal';
import { PkiSignals } from '../alerting/pki-signals';
import { Criticality } from '../notification/criticality';
import { PrivateCaError } from '../private/errors';

const { HIGH, MEDIUM, LOW } = Criticality;

/** The id of an event, EZCA's own criticality, what it means, and what to do next. */
type Row = readonly [eventId: number, criticality: Criticality, meaning: string, nextStep: string];

const ROWS: readonly Row[] = [
  [4882, HIGH, 'The security permissions of a CA were changed.',
    'Ask who announced it. If nobody did, take it back and find out whose account did it.'],
  [92, HIGH, 'Somebody tried to change the settings of a CA without being allowed to.',
    'Find out who. If it is not a mistake of one of yours, treat the account as stolen.'],
  [23, HIGH, 'A request for an intermediate CA was rejected.',
    'Ask who wanted it. If nobody announced one, find out who asked.'],
  [19, HIGH, 'A CA was deleted.',
    'Ask who announced it. If nobody did, call Keytos, then find out whose account did it.'],
  [28, MEDIUM, 'An intermediate CA was imported that chains to a CA outside EZCA.',
    'Check the chain of its certificate against the plan.'],
  [22, MEDIUM, 'An intermediate CA was created below a root of EZCA.',
    'Ask who announced it. If nobody did, disable it and find out whose account did it.'],
  [12, LOW, 'A CA was renewed.', 'Check that whoever trusts it has the new certificate.'],
  [4888, HIGH, 'Somebody asked for a certificate without being allowed to.',
    'Find out who. If it is not a mistake of one of yours, treat the account as stolen.'],
  [4870, MEDIUM, 'A certificate was revoked. If that was a mistake, what uses it fails.',
    'Check that every endpoint has its new certificate.'],
  [4872, LOW, 'A CRL was published.', 'Nothing: EZCA takes care of it.'],
  [4887, LOW, 'A certificate was created.', 'Nothing: it is normal.'],
];

/**
 * The events of the cloud PKI EZCA (Keytos) as signals, with EZCA's own criticality, for the log group that EZCA writes
 * to: see `ExternalPkiLog`. Each is named `ezca-` and the id of the event.
 */
export class EzcaSignals {
  /** All eleven events. */
  public static all(): PkiSignals {
    return PkiSignals.of(...ROWS.map(toSignal));
  }

  /**
   * Some of the events, by their ids. An id that EZCA does not have is an error, told where the signals are used.
   *
   * @param eventIds the ids, for example 4888 and 4882
   */
  public static events(...eventIds: number[]): PkiSignals {
    return PkiSignals._from((scope) => eventIds.map((eventId) => {
      const row = ROWS.find(([known]) => known === eventId);
      if (row) { return toSignal(row); }
      throw new PrivateCaError('EzcaEventUnknown', {
        scope,
        problem: 'no event of EZCA has this id',
        value: eventId,
        allowed: ROWS.map(([known]) => known).join(', '),
        change: 'use one of these ids, or make a signal of your own by PkiSignal.of()',
      });
    }));
  }

  private constructor() {}
}

function toSignal([eventId, criticality, meaning, nextStep]: Row): PkiSignal {
  return PkiSignal.of({
    name: `ezca-${eventId}`,
    criticality,
    meaning,
    nextStep,
    filterPattern: `{ $.event.EventID = ${eventId} && $.source = "EZCA" }`,
  });
}
