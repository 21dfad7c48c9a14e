import { aws_events as events } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IAlarmDestination } from '../notification/alarm-destination';
import { NotificationMessage } from '../notification/notification-message';
import { PrivateCaError } from '../private/errors';

/**
 * How many targets a rule has.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 */
const TARGETS = { max: 5 };

/**
 * A rule for events of certificate authorities. Where EventBridge needs several rules, because a pattern has no room
 * for the ARNs of all CAs, it stands for all of them.
 */
export class CertificateAuthorityEventRule extends Construct {
  /**
   * A rule of the rules of EventBridge that are made in it.
   *
   * @internal
   */
  public static _of(
    scope: Construct, id: string, message: NotificationMessage, makeRules: MakeRules,
  ): CertificateAuthorityEventRule {
    return new CertificateAuthorityEventRule(scope, id, message, makeRules);
  }

  /** The rules of EventBridge: one for up to 15 CAs as a rule, always one for all CAs of an account. */
  public readonly rules: events.IRule[];

  private readonly ownRules: events.Rule[];
  private readonly told = new Set<IAlarmDestination>();
  private targetCount = 0;

  private constructor(
    scope: Construct, id: string, private readonly message: NotificationMessage, makeRules: MakeRules,
  ) {
    super(scope, id);
    this.ownRules = makeRules(this);
    this.rules = this.ownRules;
  }

  /**
   * Has the events go to a target. A rule has up to five, those of `addDestination()` included; more are an error.
   *
   * @param target where the events go
   */
  public addTarget(target: events.IRuleTarget): void {
    this.targetCount += 1;
    requireTargetCount(this, this.targetCount);
    this.ownRules.forEach((rule) => rule.addTarget(target));
  }

  /**
   * Tells somebody in a message that says what happened, which CA it was and what to do next. Who is told already is
   * not told twice. Each destination is a target as a rule, and a rule has up to five.
   *
   * @param destinations who is told, for example a `PkiNotifications`
   */
  public addDestination(...destinations: IAlarmDestination[]): void {
    for (const destination of destinations) {
      if (this.told.has(destination)) { continue; }
      this.told.add(destination);
      destination.ruleTargets(this.message).forEach((target) => this.addTarget(target));
    }
  }
}

/** Makes the rules of EventBridge in a scope. */
type MakeRules = (scope: Construct) => events.Rule[];

function requireTargetCount(scope: Construct, count: number): void {
  if (count <= TARGETS.max) { return; }
  throw new PrivateCaError('EventTargetCount', {
    scope,
    problem: 'the rule would have too many targets',
    value: count,
    allowed: `up to ${TARGETS.max}, destinations included`,
    change: 'tell more people by subscriptions of one topic, or make a second rule',
  });
}
