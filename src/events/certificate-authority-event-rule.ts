import { aws_events as events } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IAlarmDestination } from '../notification/alarm-destination';
import { NotificationMessage } from '../notification/notification-message';
import { ALARM_DESTINATIONS, RULE_TARGET } from '../private/cdk-kinds';
import { PrivateCaError } from '../private/errors';
import { check } from '../private/kinds';
import { LIMITS } from '../private/limits';
import { removeOnError } from '../private/removed-on-error';
import { addRuleTarget } from '../private/rule-targets';
import { restoreResourceOnError, undoneOnError } from '../private/undone-on-error';

/**
 * One or more EventBridge rules that match events of certificate authorities (CAs).
 *
 * If the ARNs of the CAs do not fit in one event pattern, the construct creates several rules.
 */
export class CertificateAuthorityEventRule extends Construct {
  /**
   * Creates the construct and its EventBridge rules.
   *
   * @internal
   */
  public static _of(scope: Construct, id: string, props: EventRuleProps): CertificateAuthorityEventRule {
    return removeOnError(scope, id, () => new CertificateAuthorityEventRule(scope, id, props));
  }

  /**
   * The EventBridge rules.
   *
   * One rule matches up to 15 CAs, or fewer if the event pattern is long. One rule matches all CAs of an account.
   */
  public readonly rules: events.IRule[];

  private readonly ownRules: events.Rule[];
  private readonly message: NotificationMessage;
  private readonly destinations = new Set<IAlarmDestination>();
  private targetCount = 0;

  private constructor(scope: Construct, id: string, { message, target, notify = [], makeRules }: EventRuleProps) {
    super(scope, id);
    this.message = message;
    this.ownRules = makeRules(this);
    this.rules = this.ownRules;
    if (target) { this.addTarget(target); }
    this.addDestination(...notify);
  }

  /**
   * Adds a target to the rule.
   *
   * A rule can have up to five targets, including the targets of `addDestination()`.
   *
   * @param target The target that receives the events.
   */
  public addTarget(target: events.IRuleTarget): void {
    check(this, 'target', RULE_TARGET, target);
    this.addTargets([target]);
  }

  /**
   * Adds destinations to notify.
   *
   * The message contains what happened, the CA, and the next step. A destination that was already added is ignored.
   * A destination typically adds one target, and a rule can have up to five targets.
   *
   * @param destinations The destinations, for example a `PkiNotifications`.
   */
  public addDestination(...destinations: IAlarmDestination[]): void {
    check(this, 'destinations', ALARM_DESTINATIONS, destinations);
    const added = [...new Set(destinations)].filter((destination) => !this.destinations.has(destination));
    const targets = added.flatMap((destination) => destination.ruleTargets(this.message));
    this.addTargets(targets);
    added.forEach((destination) => this.destinations.add(destination));
  }

  /** Adds all targets, or none after an error. */
  private addTargets(targets: events.IRuleTarget[]): void {
    targets.forEach((target) => check(this, 'target', RULE_TARGET, target));
    requireTargetCount(this, this.targetCount + targets.length);
    undoneOnError(() => {
      this.ownRules.forEach(restoreResourceOnError);
      targets.forEach((target) => this.ownRules.forEach((rule) => addRuleTarget(this, rule, target)));
    });
    this.targetCount += targets.length;
  }
}

/** Internal properties of a `CertificateAuthorityEventRule`. */
interface EventRuleProps {
  readonly message: NotificationMessage;
  readonly target?: events.IRuleTarget;
  readonly notify?: IAlarmDestination[];
  /** Creates the EventBridge rules in a scope. */
  readonly makeRules: (scope: Construct) => events.Rule[];
}

function requireTargetCount(scope: Construct, count: number): void {
  if (count <= LIMITS.ruleTargets.max) { return; }
  throw new PrivateCaError('EventTargetCount', {
    scope,
    subject: 'The rule',
    rule: `have at most ${LIMITS.ruleTargets.max} targets, including destinations`,
    value: count,
    fix: 'Add subscriptions to one topic, or create a second rule',
  });
}
