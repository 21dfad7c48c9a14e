import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from './errors';
import { LIMITS, renderSize } from './limits';
import { sizeOf } from './text-size';

/* The runbooks that alarms and notifications name. `docs/runbooks.md` has a section for each of them. */

/** The beginning of the address of a runbook. The ID of the runbook is appended. */
const LIBRARY_RUNBOOKS = 'https://github.com/cdk-private-ca/cdk-private-ca/blob/main/docs/runbooks.md#';

/** The context key with which a team replaces the beginning of the address. */
const RUNBOOKS_CONTEXT = 'cdk-private-ca/runbooks';

const ADDRESS = /^https:\/\/[^\s<>"\\]+$/;

/** The runbooks of the alarms that do not belong to a signal. */
export const ALARM_RUNBOOKS = [
  'audit-report-not-archived',
  'audit-report-not-copied',
  'audit-report-not-delivered',
  'audit-report-overdue',
  'ca-certificate-expiring',
  'ca-certificates-not-read',
  'ca-expiry-watch-not-started',
  'ca-quota',
  'certificate-expiring',
  'certificate-expiry-watch-not-started',
  'certificate-quota',
  'certificates-not-read',
  'credential-expiring',
  'credential-not-counted',
  'credential-watch-not-started',
  'critical-alarm',
  'crl-not-replicated',
  'crl-stale',
  'external-pki-silent',
  'log-file-not-archived',
  'notification-not-delivered',
  'report-copy-not-started',
  'report-schedule-not-started',
  'revocation-unreachable',
  'trail-silent',
] as const;

/** The runbook of an alarm that does not belong to a signal. */
export type AlarmRunbook = typeof ALARM_RUNBOOKS[number];

/** The address of a runbook of the library, or of the team that set the context key. */
export function runbookUrl(scope: IConstruct, id: string): string {
  const given: unknown = scope.node.tryGetContext(RUNBOOKS_CONTEXT);
  if (given === undefined || given === null) { return `${LIBRARY_RUNBOOKS}${id}`; }
  requireRunbook(scope, `The context value ${RUNBOOKS_CONTEXT}`, given);
  return `${given as string}${id}`;
}

/** The description of an alarm: its text, and the address of its runbook. */
export function describeAlarm(scope: IConstruct, runbook: AlarmRunbook, text: string): string {
  return describeWithRunbook(scope, text, runbookUrl(scope, runbook));
}

/** A text, and the address of a runbook if there is one, in the description of an alarm. */
export function describeWithRunbook(scope: IConstruct, text: string, runbook: string | undefined): string {
  const description = withRunbook(text, runbook);
  const length = sizeOf(scope, description, 'shortest');
  const { alarmDescription: limit } = LIMITS;
  if (length <= limit.max) { return description; }
  throw new PrivateCaError('AlarmDescriptionLength', {
    scope,
    subject: 'The description of an alarm',
    rule: `have at most ${renderSize(limit.max, limit)}, including the address of the runbook`,
    value: renderSize(length, limit),
    fix: 'Shorten the address of the runbook, or the texts of the signal',
  });
}

/** A text, and the address of a runbook if there is one. */
export function withRunbook(text: string, runbook: string | undefined): string {
  return runbook === undefined ? text : `${text} Runbook: ${runbook}`;
}

/** Requires an address that works in the description of an alarm, in an input transformer, and in an email. */
export function requireRunbook(scope: IConstruct, subject: string, runbook: unknown): void {
  if (Token.isUnresolved(runbook) || (typeof runbook === 'string' && ADDRESS.test(runbook))) { return; }
  throw new PrivateCaError('RunbookUrl', {
    scope,
    subject,
    rule: 'be a URL that begins with https://, without spaces, quotation marks, backslashes, <, and >',
    value: runbook,
    fix: 'Use the full URL, for example https://wiki.example.com/pki/',
  });
}

/** The words of a name in lowercase, joined by hyphens, as in the name of a runbook. */
export function joined(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
