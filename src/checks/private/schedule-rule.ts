import { AWS_PAGES } from './pages';
import { Finding, Rule } from './rule';
import { Resource } from './template';
import { isMap, OPEN, sketchOf } from './values';
import { View } from './view';

/** AWS Private CA creates one audit report of a CA in 30 minutes. */
const SHORTEST_MINUTES = 30;
const ACTION = 'createCertificateAuthorityAuditReport';
const KEYS = ['CertificateAuthorityArn', 'S3BucketName', 'AuditReportResponseFormat'];

/** The shortest time between two runs of a schedule, in minutes; infinite where it is uncertain, or hours. */
function minutesBetween(expression: string): number {
  const rate = /^rate\((\d+)\s+minutes?\)$/.exec(expression);
  if (rate) { return Number(rate[1]); }
  const cron = /^cron\((\S+)\s+(\S+)\s/.exec(expression);
  const minutes = cron && minutesOf(cron[1]);
  if (!minutes) { return Infinity; }
  const sorted = [...minutes].sort((a, b) => a - b);
  if (cron[2] === '*') { sorted.push(sorted[0] + 60); }
  return Math.min(...sorted.slice(1).map((minute, index) => minute - sorted[index]));
}

function minutesOf(field: string): Set<number> | undefined {
  const minutes = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:(\*)|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
    if (!match) { return undefined; }
    const [, all, from, to, step] = match;
    const first = all ? 0 : Number(from);
    const last = to ? Number(to) : all || step ? 59 : first;
    for (let minute = first; minute <= last; minute += Math.max(1, Number(step ?? 1))) { minutes.add(minute); }
  }
  return minutes;
}

function inputMistake(view: View, schedule: Resource): string | undefined {
  const text = view.get(schedule, 'Target.Input');
  if (text === undefined) { return 'Every run fails, because the call has no input.'; }
  const input = view.parseJson(text);
  if (!isMap(input) || OPEN in input) { return undefined; }
  const missing = KEYS.filter((key) => !(key in input));
  return missing.length === 0 ? undefined
    : `Every run fails, because the input of the call has no ${missing.join(' and no ')}. Keys begin with a capital letter.`;
}

function mistakeOf(view: View, schedule: Resource): Pick<Finding, 'location' | 'effect'> | undefined {
  const target = /:scheduler:::aws-sdk:([\w-]*):(\w*)$/.exec(sketchOf(view.get(schedule, 'Target.Arn')));
  if (!target || target[2].toLowerCase() !== ACTION.toLowerCase()) { return undefined; }
  if (target[1] !== 'acmpca' || target[2] !== ACTION) {
    return { location: 'Properties.Target.Arn', effect: `Every run fails, because the target of the call is aws-sdk:acmpca:${ACTION}.` };
  }
  const expression = sketchOf(view.get(schedule, 'ScheduleExpression')).trim();
  if (minutesBetween(expression) < SHORTEST_MINUTES) {
    return {
      location: 'Properties.ScheduleExpression',
      effect: `AWS Private CA rejects runs, because it creates one audit report of a CA in ${SHORTEST_MINUTES} minutes.`,
    };
  }
  const effect = inputMistake(view, schedule);
  return effect ? { location: 'Properties.Target.Input', effect } : undefined;
}

export const SCHEDULE: Rule = {
  id: 'PCA-SCHEDULE',
  severity: 'error',
  detects: 'A schedule for audit reports can\'t work',
  effect: 'The schedule creates no audit reports.',
  fix: `Run aws-sdk:acmpca:${ACTION} every ${SHORTEST_MINUTES} minutes or less often, with the input keys ${KEYS.join(', ')}.`,
  silent: 'Expressions that a parameter decides, schedules whose runs are at least 30 minutes apart, and other targets.',
  see: AWS_PAGES.universalTargets,
  find: (view) => view.subjects('AWS::Scheduler::Schedule').flatMap((resource) => {
    const mistake = mistakeOf(view, resource);
    return mistake ? [{ resource, ...mistake }] : [];
  }),
};
