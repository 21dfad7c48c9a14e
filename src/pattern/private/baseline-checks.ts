import { Stack, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { requireCallable } from '../../private/called-authority';
import { accountOf, arnOf, regionOf } from '../../private/certificate-authority-arn';
import { differs, renderEnvironment } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';
import { requireLogGroupRegion } from '../../private/log-group';
import { BaselinePart } from '../baseline-part';
import { HierarchyLevel } from '../hierarchy-level';
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
  requireDistinct(scope, props);
  requireOwnEnvironment(scope, props);
  Object.values(BaselinePart).forEach((part) => requireOneDecision(scope, props, part));
  NEEDS.forEach((need) => requireNeeded(scope, props, need));
  requireNotified(scope, props);
  // An imported trail without a log group throws an error here, before a part is created.
  const logGroup = needsLogGroup(props) ? props.trail?.logGroup : undefined;
  if (!logGroup) { return; }
  requireLogGroupRegion(scope, logGroup, {
    user: 'the alarms',
    fix: 'Create PkiAlarms in a stack in the account and Region of the log group, and specify them as alarms',
  });
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

/** Each existing CA is specified once, as a level or in the list. */
function requireDistinct(scope: IConstruct, { hierarchy, certificateAuthorities = [] }: PrivateCaBaselineProps): void {
  const existing = [...hierarchy ? existingIn(hierarchy.root) : [], ...certificateAuthorities];
  const arns = existing.map(arnOf);
  const duplicate = existing.find((_one, index) => arns.indexOf(arns[index]) < index);
  if (!duplicate) { return; }
  throw new PrivateCaError('CertificateAuthorityDuplicate', {
    scope,
    subject: 'hierarchy and certificateAuthorities',
    rule: 'contain each certificate authority once',
    value: duplicate.node.path,
    fix: 'Remove the duplicate',
  });
}

/** Reports and expiry are requested in the account and Region of the stack, also for the existing levels. */
function requireOwnEnvironment(scope: IConstruct, props: PrivateCaBaselineProps): void {
  const { hierarchy, certificateAuthorities = [] } = props;
  if (isLeftOut(props, BaselinePart.AUDIT_REPORT_SCHEDULE) && isLeftOut(props, BaselinePart.EXPIRY_WATCH)) { return; }
  certificateAuthorities.forEach((one) => requireCallable(scope, one, [], false));
  const own = Stack.of(scope);
  const other = (hierarchy ? existingIn(hierarchy.root) : [])
    .find((one) => differs(accountOf(one), own.account) || differs(regionOf(one), own.region));
  if (!other) { return; }
  throw new PrivateCaError('CertificateAuthorityEnvironment', {
    scope,
    subject: 'The existing levels of hierarchy',
    rule: `be in the account and Region of the stack (${renderEnvironment(own)})`,
    value: renderEnvironment({ account: accountOf(other), region: regionOf(other) }),
    fix: 'Create a CertificateAuthorityHierarchy, and specify only its CAs in this account and Region as certificateAuthorities',
  });
}

function existingIn(
  { existingCertificateAuthority: existing, below = [] }: HierarchyLevel,
): acmpca.ICertificateAuthorityRef[] {
  return [...existing ? [existing] : [], ...below.flatMap(existingIn)];
}

/** With a routing, no alarm of the baseline notifies the new notifications. */
function requireNotified(scope: IConstruct, { routing, subscriptions = [] }: PrivateCaBaselineProps): void {
  if (!routing || subscriptions.length === 0) { return; }
  throw new PrivateCaError('BaselinePartConflict', {
    scope,
    subject: 'subscriptions',
    rule: 'not be specified together with routing, because the alarms then don\'t notify the new notifications',
    value: subscriptions.length,
    fix: 'Add the subscriptions to a PkiNotifications, and specify it in routing and as notifications',
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
  const given = props[user];
  const needs = isPart
    ? !isLeftOut(props, user as BaselinePart) && given === undefined
    : given !== undefined && !(Array.isArray(given) && given.length === 0);
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
