import { alarmTexts } from './alarm-texts';
import { PkiSignal } from '../../src/alerting/pki-signal';
import { PkiSignals } from '../../src/alerting/pki-signals';
import { ApiCallOutcome, IssuanceOutcome } from '../../src/events/event-outcomes';
import { EVENT_KINDS, TextName, eventRunbook } from '../../src/events/private/catalog';
import {
  API_CALL_RUNBOOKS, ISSUANCE_RUNBOOKS, NEXT_STEPS, actionRunbook, apiCallMessage, issuanceMessage,
} from '../../src/events/private/messages';
import { EzcaSignals } from '../../src/external/ezca-signals';
import { namedSignals } from '../../test/support/signals';
import { newStack } from '../../test/support/stacks';

/* Everything that a notification of the library can be about. Names and texts come from the catalogs in `src`. */

/** What notifies an engineer. */
export interface Notified {
  /** The ID of the runbook, and the anchor of the page. */
  readonly id: string;
  readonly kind: 'signal' | 'alarm' | 'event message';
  /** Absent for an event message, and if the user determines it. */
  readonly criticality?: string;
  readonly meaning: string;
  readonly nextStep: string;
}

function ofSignal({ name, criticality, meaning, nextStep }: PkiSignal): Notified {
  return { id: name, kind: 'signal', criticality, meaning, nextStep };
}

/** Every signal of the library, with its patterns. */
export function librarySignals(): PkiSignal[] {
  const scope = newStack();
  return [
    ...PkiSignals.all()._bind(scope), ...namedSignals(scope), ...PkiSignals.cisFoundations()._bind(scope),
    ...EzcaSignals.all()._bind(scope),
  ];
}

/** What notifications state about every signal of the library. */
export function signals(): Notified[] {
  return librarySignals().map(ofSignal);
}

/** Every event message. */
export function eventMessages(): Notified[] {
  const kind = 'event message';
  const [action] = Object.keys(NEXT_STEPS);
  const message = (id: string, { whatHappened, whatToDo }: { whatHappened: string; whatToDo: string }): Notified =>
    ({ id, kind, meaning: whatHappened, nextStep: whatToDo });
  // The name of the call is a field of the event.
  const call = (id: string, name: string, of: ReturnType<typeof apiCallMessage>): Notified =>
    message(id, { ...of, whatHappened: of.whatHappened.replace(/\$\{Token\[[^\]]+\]\}/, name) });
  return [
    ...EVENT_KINDS.flatMap((one) => Object.entries(one.texts).map(([name, text]) =>
      message(eventRunbook(one, name as TextName), text))),
    ...Object.values(IssuanceOutcome).map((outcome) => message(ISSUANCE_RUNBOOKS[outcome], issuanceMessage(outcome))),
    call(API_CALL_RUNBOOKS.several, 'EVENT_NAME', apiCallMessage([], ApiCallOutcome.ANY)),
    call(API_CALL_RUNBOOKS.denied, 'EVENT_NAME', apiCallMessage([action], ApiCallOutcome.DENIED)),
    call(API_CALL_RUNBOOKS.failed, 'EVENT_NAME', apiCallMessage([action], ApiCallOutcome.FAILED)),
    ...Object.keys(NEXT_STEPS).map((name) =>
      call(actionRunbook(name), name, apiCallMessage([name], ApiCallOutcome.SUCCEEDED))),
  ];
}

/** Every alarm that does not belong to a signal. */
export function alarms(): Notified[] {
  return alarmTexts().map((text) => ({ kind: 'alarm', ...text }));
}

/** Everything that needs a runbook. */
export function notified(): Notified[] {
  return [...signals(), ...alarms(), ...eventMessages()];
}
