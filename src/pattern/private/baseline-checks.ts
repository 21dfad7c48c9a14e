import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { BaselinePart } from '../baseline-part';
import { PrivateCaBaselineProps } from '../private-ca-baseline-props';

/** A part that another part, or a property, requires. */
interface Need {
  /** The part or the property. */
  readonly user: keyof PrivateCaBaselineProps;
  readonly part: BaselinePart;
  /** Whether the baseline must create the part. An existing part then doesn't suffice. */
  readonly isNew?: boolean;
}

/** The requirements of new parts, and of properties that configure new parts. */
const NEEDS: readonly Need[] = [
  { user: BaselinePart.AUDIT_REPORT_SCHEDULE, part: BaselinePart.AUDIT_REPORT_BUCKET },
  { user: BaselinePart.AUDIT_REPORT_ANALYTICS, part: BaselinePart.AUDIT_REPORT_BUCKET },
  { user: BaselinePart.ALARMS, part: BaselinePart.TRAIL },
  { user: 'silence', part: BaselinePart.ALARMS, isNew: true },
  { user: 'subscriptions', part: BaselinePart.NOTIFICATIONS, isNew: true },
  { user: 'auditReportEncryption', part: BaselinePart.AUDIT_REPORT_BUCKET, isNew: true },
];

/** The parts that are constructs. */
const PARTS: readonly string[] = Object.values(BaselinePart).filter((part) => part !== BaselinePart.SILENCE_ALARM);

/** Requires a CA, and parts that fit together. */
export function requireBaseline(scope: IConstruct, props: PrivateCaBaselineProps): void {
  requireCertificateAuthority(scope, props);
  Object.values(BaselinePart).forEach((part) => requireOneDecision(scope, props, part));
  NEEDS.forEach((need) => requireNeeded(scope, props, need));
  // An imported trail without a log group throws an error here, before a part is created.
  if (needsLogGroup(props)) { void props.trail?.logGroup; }
}

function requireCertificateAuthority(
  scope: IConstruct, { hierarchy, certificateAuthorities = [] }: PrivateCaBaselineProps,
): void {
  if (hierarchy || certificateAuthorities.length > 0) { return; }
  throw new PrivateCaError('CertificateAuthorityMissing', {
    scope,
    subject: 'hierarchy or certificateAuthorities',
    rule: 'contain at least one certificate authority',
    value: certificateAuthorities,
    fix: 'Set hierarchy to create CAs, or set certificateAuthorities to existing CAs',
  });
}

function requireOneDecision(scope: IConstruct, props: PrivateCaBaselineProps, part: BaselinePart): void {
  if (!isLeftOut(props, part) || props[part] === undefined) { return; }
  throw new PrivateCaError('BaselinePartConflict', {
    scope,
    subject: part,
    rule: 'not be both specified and omitted with without',
    value: props.without,
    fix: `Remove ${part}, or remove BaselinePart.${nameOf(part)} from without`,
  });
}

function requireNeeded(scope: IConstruct, props: PrivateCaBaselineProps, { user, part, isNew = false }: Need): void {
  const isPart = PARTS.includes(user);
  const needs = isPart
    ? !isLeftOut(props, user as BaselinePart) && props[user] === undefined : props[user] !== undefined;
  const isThere = !isLeftOut(props, part) && !(isNew && props[part] !== undefined);
  if (!needs || isThere) { return; }
  throw new PrivateCaError('BaselinePartMissing', {
    scope,
    subject: part,
    rule: `be ${isNew ? 'created by the baseline' : 'specified or created'}, because ${user} requires it`,
    value: isLeftOut(props, part) ? `without BaselinePart.${nameOf(part)}` : 'an existing one',
    fix: isPart
      ? `Specify ${part} or ${user}, or add BaselinePart.${nameOf(user as BaselinePart)} to without`
      : `Remove ${user}, and configure the existing ${part}`,
  });
}

/** Whether the baseline creates alarms on the log group of an existing trail. */
function needsLogGroup(props: PrivateCaBaselineProps): boolean {
  return !isLeftOut(props, BaselinePart.ALARMS) && props.alarms === undefined;
}

function isLeftOut({ without = [] }: PrivateCaBaselineProps, part: BaselinePart): boolean {
  return without.includes(part);
}

/** The name of the member of `BaselinePart`. */
function nameOf(part: BaselinePart): string {
  return Object.entries(BaselinePart).find(([, value]) => value === part)![0];
}
