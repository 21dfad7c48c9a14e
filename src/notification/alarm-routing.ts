import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { IAlarmDestination } from './alarm-destination';
import { Criticality } from './criticality';
import { CheckedAction } from './private/topic-target';
import { ALARM_DESTINATIONS } from '../private/cdk-kinds';
import { checkedAction } from '../private/checked-action';
import { PrivateCaError } from '../private/errors';
import { FLAG, check, checked, withoutNulls } from '../private/kinds';
import { LIMITS } from '../private/limits';
import { requireNoAlarmCycle } from '../private/stack-cycles';

/**
 * The notification destinations for each criticality.
 *
 * To send no notifications for a criticality, specify an empty list.
 */
export interface CriticalityRoutes {
  /**
   * The destinations for critical signals.
   *
   * @default - the destinations of the next lower criticality that has a route; required if `strict` is true
   */
  readonly critical?: IAlarmDestination[];

  /**
   * The destinations for signals of high criticality.
   *
   * @default - the destinations of the next lower criticality that has a route; required if `strict` is true
   */
  readonly high?: IAlarmDestination[];

  /**
   * The destinations for signals of medium criticality.
   *
   * @default - the destinations for signals of low criticality; required if `strict` is true
   */
  readonly medium?: IAlarmDestination[];

  /**
   * The destinations for signals of low criticality.
   *
   * @default - no notification is sent; required if `strict` is true
   */
  readonly low?: IAlarmDestination[];

  /**
   * Whether each criticality in use must have a separate route.
   *
   * @default false
   */
  readonly strict?: boolean;
}

/** The criticalities, from lowest to highest. */
const BY_URGENCY = [Criticality.LOW, Criticality.MEDIUM, Criticality.HIGH, Criticality.CRITICAL] as const;

/** Routes alarms and events to notification destinations. */
export abstract class AlarmRouting {
  /**
   * The same destinations for every criticality.
   *
   * @param destinations The destinations, for example a `PkiNotifications`. Specify at least one.
   */
  public static everythingTo(...destinations: IAlarmDestination[]): AlarmRouting {
    return new EverythingRouting(destinations);
  }

  /**
   * Routing by criticality.
   *
   * A criticality without a route uses the route of the next lower criticality that has one. If there is none, no
   * notification is sent.
   *
   * @param routes The destinations for each criticality. Specify at least one route, which can be an empty list.
   */
  public static byCriticality(routes: CriticalityRoutes): AlarmRouting {
    return new CriticalityRouting(withoutNulls(routes));
  }

  /** Only for the routings in this library. */
  protected constructor() {}

  /**
   * The destinations for a criticality. If the list is empty, no notification is sent.
   *
   * @internal
   */
  public abstract _destinationsFor(scope: IConstruct, criticality: Criticality): IAlarmDestination[];

  /**
   * Throws an error if alarms have no route, or if they cannot notify a destination. Changes nothing.
   *
   * @internal
   */
  public _require(scope: IConstruct, ...criticalities: Criticality[]): void {
    criticalities.forEach((criticality) => this._actionsFor(scope, criticality));
  }

  /**
   * Adds the actions for a criticality to alarms. Without destinations, the alarms send no notification.
   *
   * @internal
   */
  public _route(scope: IConstruct, alarms: cloudwatch.Alarm[], criticality: Criticality): void {
    const actions = this._actionsFor(scope, criticality);
    alarms.forEach((alarm) => alarm.addAlarmAction(...actions.map(checkedAction)));
    requireNoAlarmCycle(scope);
  }

  /**
   * The actions of alarms for a criticality. The list is empty if no notification is sent on purpose.
   *
   * @internal
   */
  public _actionsFor(scope: IConstruct, criticality: Criticality): cloudwatch.IAlarmAction[] {
    const destinations = [...new Set(this._destinationsFor(scope, criticality))];
    const actions = destinations.flatMap(({ alarmActions }) => alarmActions);
    requireAlarmActions(scope, criticality, destinations.length, actions.length);
    actions.forEach((action: CheckedAction) => action._require?.(scope));
    return actions;
  }
}

function requireAlarmActions(scope: IConstruct, criticality: Criticality, destinations: number, actions: number): void {
  const subject = `The route for criticality ${criticality}`;
  if (destinations > 0 && actions === 0) {
    throw new PrivateCaError('AlarmActionMissing', {
      scope,
      subject,
      rule: 'have a destination with an alarm action',
      value: `${destinations} without an alarm action`,
      fix: 'Add a PkiNotifications or AlarmDestination.topic(), or set alarmAction in AlarmDestination.of()',
    });
  }
  if (actions <= LIMITS.alarmActions.max) { return; }
  throw new PrivateCaError('AlarmActionCount', {
    scope,
    subject,
    rule: `have at most ${LIMITS.alarmActions.max} alarm actions`,
    value: actions,
    fix: 'Use one topic with several subscriptions',
  });
}

class EverythingRouting extends AlarmRouting {
  constructor(private readonly destinations: IAlarmDestination[]) {
    super();
  }

  public _check(scope: IConstruct): void {
    check(scope, 'destinations', ALARM_DESTINATIONS, this.destinations);
  }

  public _destinationsFor(scope: IConstruct): IAlarmDestination[] {
    if (this.destinations.length > 0) { return this.destinations; }
    throw new PrivateCaError('RouteMissing', {
      scope,
      subject: 'AlarmRouting.everythingTo()',
      rule: 'have at least one destination',
      value: this.destinations,
      fix: 'Add a destination. To send no notifications, set an empty list in AlarmRouting.byCriticality()',
    });
  }
}

const ROUTES_KINDS = {
  critical: ALARM_DESTINATIONS,
  high: ALARM_DESTINATIONS,
  medium: ALARM_DESTINATIONS,
  low: ALARM_DESTINATIONS,
  strict: FLAG,
};

class CriticalityRouting extends AlarmRouting {
  constructor(private readonly routes: CriticalityRoutes) {
    super();
  }

  public _check(scope: IConstruct): void {
    checked(scope, this.routes, ROUTES_KINDS, 'routing');
  }

  public _destinationsFor(scope: IConstruct, criticality: Criticality): IAlarmDestination[] {
    if (!BY_URGENCY.some((candidate) => this.routes[candidate])) {
      throw new PrivateCaError('RouteMissing', {
        scope,
        subject: 'AlarmRouting.byCriticality()',
        rule: 'have a route for at least one criticality',
        value: this.routes,
        fix: 'Add a route, for example high. To send no notifications, set low to an empty list',
      });
    }
    if (this.routes.strict && !this.routes[criticality]) {
      throw new PrivateCaError('RouteMissing', {
        scope,
        subject: criticality,
        rule: 'have a route, because the criticality is in use and strict is true',
        value: this.routes[criticality],
        fix: `Set ${criticality} to a list of destinations, or to an empty list to send no notifications`,
      });
    }
    const lessUrgent = BY_URGENCY.slice(0, BY_URGENCY.indexOf(criticality) + 1).reverse();
    const nearest = lessUrgent.find((candidate) => this.routes[candidate]);
    return (nearest && this.routes[nearest]) ?? [];
  }
}
