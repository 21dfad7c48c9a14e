import { Aspects, Duration, Resource, aws_iam as iam, aws_rolesanywhere as rolesanywhere } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PROFILE_KINDS } from './private/kinds';
import { counted } from '../private/counted';
import { differs } from '../private/environment';
import { PrivateCaError } from '../private/errors';
import { checked } from '../private/kinds';
import { constructHashOf } from '../private/known-name';
import { requireLateUnit } from '../private/late-durations';
import { removedOnError } from '../private/removed-on-error';

/** The session durations that IAM Roles Anywhere accepts. */
const SESSION_DURATION = { min: Duration.minutes(15), max: Duration.hours(12) };

/** Properties for `RolesAnywhereProfile`. */
export interface RolesAnywhereProfileProps {
  /**
   * The roles that workloads can assume through the profile.
   *
   * Specify at least one. The roles must be in the account of the stack.
   *
   * You can change this property without replacement.
   */
  readonly roles: iam.IRoleRef[];

  /**
   * The duration of a session, in whole seconds (15 minutes to 12 hours).
   *
   * You can change this property without replacement.
   *
   * @default Duration.hours(1)
   */
  readonly sessionDuration?: Duration;

  /**
   * A policy that limits each session in addition to the policies of the role.
   *
   * The policy must contain at least one statement at synthesis.
   *
   * You can change this property without replacement.
   *
   * @default - only the policies of the role apply
   */
  readonly sessionPolicy?: iam.PolicyDocument;

  /**
   * Whether workloads can use the profile.
   *
   * You can change this property without replacement.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/**
 * A profile of IAM Roles Anywhere, which limits the roles and the sessions of workloads.
 *
 * The trust policies of the roles decide which certificates can assume them. See
 * `RolesAnywhereTrustAnchor.principal()`.
 *
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/getting-started.html
 *
 * @example
 * declare const build: iam.Role;
 * new RolesAnywhereProfile(this, 'Profile', { roles: [build], sessionDuration: Duration.hours(1) });
 */
@removedOnError
export class RolesAnywhereProfile extends Resource {
  /**
   * The ARN of the profile.
   *
   * @attribute
   */
  public readonly profileArn: string;

  /**
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The properties of the profile.
   */
  constructor(scope: Construct, id: string, props: RolesAnywhereProfileProps) {
    super(scope, id);
    props = checked(this, props, PROFILE_KINDS);
    const sessionDuration = props.sessionDuration ?? Duration.hours(1);
    requireRoles(this, props.roles);
    requireSessionDuration(this, sessionDuration);
    if (props.sessionPolicy) { requireStatements(this, props.sessionPolicy); }

    const profile = new rolesanywhere.CfnProfile(this, 'Resource', {
      name: `pca-profile-${constructHashOf(this)}`,
      enabled: props.enabled ?? true,
      roleArns: props.roles.map(({ roleRef }) => roleRef.roleArn),
      durationSeconds: sessionDuration.toSeconds(),
      sessionPolicy: props.sessionPolicy && this.stack.toJsonString(props.sessionPolicy),
    });
    this.profileArn = profile.attrProfileArn;
  }
}

function requireRoles(scope: Resource, roles: iam.IRoleRef[]): void {
  const foreign = roles.map(({ env }) => env.account).filter((account) => differs(account, scope.stack.account));
  if (roles.length > 0 && foreign.length === 0) { return; }
  throw new PrivateCaError('ProfileRoles', {
    scope,
    subject: 'roles',
    rule: foreign.length > 0 ? `belong to the account of the stack (${scope.stack.account})` : 'contain at least one role',
    value: foreign,
    fix: foreign.length > 0 ? 'Use roles of this account, and let them assume the roles of other accounts' : 'Add a role',
  });
}

/**
 * An empty policy would be omitted from the template, and the sessions would have all permissions of the role. Only at
 * synthesis are all statements known.
 */
function requireStatements(scope: Construct, policy: iam.PolicyDocument): void {
  Aspects.of(scope).add({
    visit: () => {
      if (!policy.isEmpty) { return; }
      throw new PrivateCaError('SessionPolicy', {
        scope,
        subject: 'sessionPolicy',
        rule: 'contain at least one statement, because sessions without a session policy have all permissions of the role',
        value: [],
        fix: 'Add a statement, or remove sessionPolicy',
      });
    },
  });
}

function requireSessionDuration(scope: Construct, duration: Duration): void {
  requireLateUnit({ scope, property: 'sessionDuration' }, duration, 'seconds');
  if (duration.isUnresolved()) { return; }
  const seconds = duration.toSeconds({ integral: false });
  const [min, max] = [SESSION_DURATION.min.toSeconds(), SESSION_DURATION.max.toSeconds()];
  if (Number.isInteger(seconds) && seconds >= min && seconds <= max) { return; }
  throw new PrivateCaError('SessionDuration', {
    scope,
    subject: 'sessionDuration',
    rule: `be ${min} to ${max} seconds`,
    value: counted(seconds, 'second'),
    fix: 'Choose a sessionDuration from 15 minutes to 12 hours',
  });
}
