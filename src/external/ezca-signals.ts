import { PkiSignal } from '../alerting/pki-signal';
import { PkiSignals } from '../alerting/pki-signals';
import { Criticality } from '../notification/criticality';
import { PrivateCaError } from '../private/errors';

const { HIGH, MEDIUM, LOW } = Criticality;

/** The ID of an event, the criticality that EZCA assigns, the meaning, and the next step. */
type Row = readonly [eventId: number, criticality: Criticality, meaning: string, nextStep: string];

const UNAUTHORIZED = 'Identify the user. Unless a known user made a mistake, treat the account as compromised.';

const ROWS: readonly Row[] = [
  [4882, HIGH, 'In EZCA, the security permissions of a CA changed.',
    'Check for an approved change. If there is none, revert the change and identify the account that made it.'],
  [92, HIGH, 'In EZCA, an unauthorized user tried to change the settings of a CA.', UNAUTHORIZED],
  [23, HIGH, 'In EZCA, a request for an intermediate CA was rejected.',
    'Check for an approved request. If there is none, identify the requester.'],
  [19, HIGH, 'In EZCA, a CA was deleted.',
    'Check for an approved change. If there is none, contact Keytos. Then identify the account that deleted the CA.'],
  [28, MEDIUM, 'In EZCA, an intermediate CA that chains to a CA outside EZCA was imported.',
    'Compare its certificate chain with the approved change.'],
  [22, MEDIUM, 'In EZCA, an intermediate CA was created under a root CA.',
    'Check for an approved change. If there is none, disable the CA and identify the account that created it.'],
  [12, LOW, 'In EZCA, a CA was renewed.', 'Confirm that every client that trusts the CA has the new certificate.'],
  [4888, HIGH, 'In EZCA, an unauthorized user requested a certificate.', UNAUTHORIZED],
  [4870, MEDIUM, 'In EZCA, a certificate was revoked. Endpoints that still use it fail.',
    'Confirm that every endpoint has a new certificate.'],
  [4872, LOW, 'In EZCA, a CRL was published.', 'No action is required. EZCA publishes CRLs automatically.'],
  [4887, LOW, 'In EZCA, a certificate was created.', 'No action is required.'],
];

/**
 * Signals for the audit events of EZCA, a cloud PKI from Keytos.
 *
 * The signals use the criticality that EZCA assigns and are named `ezca-EVENT_ID`. Use them with the log group of an
 * `ExternalPkiLog`.
 */
export class EzcaSignals {
  /** Returns the signals for all EZCA events. */
  public static all(): PkiSignals {
    return PkiSignals.of(...ROWS.map(toSignal));
  }

  /**
   * Returns the signals for some EZCA events.
   *
   * The construct that uses the signals reports an error for an unknown event ID.
   *
   * @param eventIds The event IDs, for example 4888 and 4882.
   */
  public static events(...eventIds: number[]): PkiSignals {
    return PkiSignals._from((scope) => eventIds.map((eventId) => {
      const row = ROWS.find(([known]) => known === eventId);
      if (row) { return toSignal(row); }
      throw new PrivateCaError('EzcaEventUnknown', {
        scope,
        subject: 'eventIds',
        rule: `contain only IDs of EZCA events (${ROWS.map(([known]) => known).join(', ')})`,
        value: eventId,
        fix: 'Use one of these IDs, or create a signal with PkiSignal.of()',
      });
    }));
  }

  private constructor() {}
}

function toSignal([eventId, criticality, meaning, nextStep]: Row): PkiSignal {
  return PkiSignal._ofLibrary({
    name: `ezca-${eventId}`,
    criticality,
    meaning,
    nextStep,
    filterPattern: `{ $.event.EventID = ${eventId} && $.source = "EZCA" }`,
  });
}
