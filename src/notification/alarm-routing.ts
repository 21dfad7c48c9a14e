import { IConstruct } from 'constructs';
import { IAlarmDestination } from './alarm-destination';
import { Criticality } from './criticality';
import { PrivateCaError } from '../private/errors';

/** Who hears of what, by criticality. */
export interface CriticalityRoutes {
  /**
   * Who hears of what is critical.
   *
   * @default - who hears of the nearest less urgent criticality that has a route; an error if `strict`
   */
  readonly critical?: IAlarmDestination[];

  /**
   * Who hears of what is of high criticality. An empty list tells nobody, on purpose.
   *
   * @default - who hears of the nearest less urgent criticality that has a route, if any; an error if `strict`
   */
  readonly high?: IAlarmDestination[];

  /**
   * Who hears of what is of medium criticality. An empty list tells nobody, on purpose.
   *
   * @default - who hears of what is of low criticality, if that has a route; an error if `strict`
   */
  readonly medium?: IAlarmDestination[];

  /**
   * Who hears of what is of low criticality. An empty list tells nobody, on purpose.
   *
   * @default - nobody: such alarms are seen in the console alone; an error if `strict`
   */
  readonly low?: IAlarmDestination[];

  /**
   * Whether every criticality that is used needs a route of its own.
   *
   * @default false
   */
  readonly strict?: boolean;
}

/** From the least urgent to the most. */
const BY_URGENCY = [Criticality.LOW, Criticality.MEDIUM, Criticality.HIGH, Criticality.CRITICAL] as const;

/** Decides who hears of an alarm or an event. */
export abstract class AlarmRouting {
  /**
   * Everything goes to all of these.
   *
   * @param destinations who hears of everything, for example a `PkiNotifications`
   */
  public static everythingTo(...destinations: IAlarmDestination[]): AlarmRouting {
    return new EverythingRouting(destinations);
  }

  /**
   * It depends on the criticality. Nothing urgent is lost for want of a route: a criticality without one goes where the
   * nearest less urgent one goes. What is less urgent than all that have a route tells nobody.
   *
   * @param routes who hears of what
   */
  public static byCriticality(routes: CriticalityRoutes): AlarmRouting {
    return new CriticalityRouting(routes);
  }

  /** For the kinds of routing of this library alone. */
  protected constructor() {}

  /**
   * Who hears of a criticality; nobody if the list is empty.
   *
   * @internal
   */
  public abstract _destinationsFor(scope: IConstruct, criticality: Criticality): IAlarmDestination[];
}

class EverythingRouting extends AlarmRouting {
  constructor(private readonly destinations: IAlarmDestination[]) {
    super();
  }

  public _destinationsFor(scope: IConstruct, criticality: Criticality): IAlarmDestination[] {
    if (this.destinations.length === 0) { routeMissing(scope, criticality, 'the routing of everything has no destination'); }
    return this.destinations;
  }
}

class CriticalityRouting extends AlarmRouting {
  constructor(private readonly routes: CriticalityRoutes) {
    super();
  }

  public _destinationsFor(scope: IConstruct, criticality: Criticality): IAlarmDestination[] {
    if (this.routes.strict && !this.routes[criticality]) {
      routeMissing(scope, criticality, `the strict routing has no route for the criticality ${criticality}`);
    }
    const lessUrgent = BY_URGENCY.slice(0, BY_URGENCY.indexOf(criticality) + 1).reverse();
    const nearest = lessUrgent.find((candidate) => this.routes[candidate]);
    return (nearest && this.routes[nearest]) ?? [];
  }
}

function routeMissing(scope: IConstruct, criticality: Criticality, problem: string): never {
  throw new PrivateCaError('RouteMissing', {
    scope,
    problem,
    value: criticality,
    allowed: 'a destination for every criticality that is used',
    change: 'add one, or tell nobody on purpose: an empty list in AlarmRouting.byCriticality()',
  });
}
