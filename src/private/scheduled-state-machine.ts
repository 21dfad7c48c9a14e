import { Aws, Duration, Stack, aws_iam as iam, aws_scheduler as scheduler, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct, IDependable } from 'constructs';
import { KEEP_UNDELIVERED_ACTIONS, START_STATE_MACHINE_ACTIONS } from './actions';
import { describeRole } from './description';
import { uniqueNameOf } from './known-name';
import { NewStateMachineProps, newStateMachine } from './state-machine';

/* A state machine that EventBridge Scheduler starts: the one recipe of all scheduled constructs. */

/** The longest flexible time window, in minutes. */
const LONGEST_WINDOW = 60;

/** The shortest interval with a flexible time window. Below it, executions would come too close to each other. */
const SHORTEST_FLEXIBLE_INTERVAL = Duration.hours(1);

/** How often, and how long, EventBridge Scheduler retries to start an execution. */
const RETRIES = { maximumRetryAttempts: 10, maximumEventAgeInSeconds: Duration.hours(1).toSeconds() };

/** A schedule of a state machine. */
export interface ScheduleProps {
  readonly interval: Duration;
  /** The input of each execution. Tokens in it are resolved. */
  readonly input: object;
  /** What must exist before the first execution. A schedule with a rate starts the state machine when it is created. */
  readonly dependencies: IDependable[];
}

/**
 * A state machine in a schedule group, with the role of its schedules and a dead-letter queue. The caller creates the
 * alarms.
 */
export class ScheduledStateMachine {
  public readonly stateMachine: sfn.StateMachine;
  public readonly role: iam.Role;
  /** The queue for executions that EventBridge Scheduler could not start. */
  public readonly deadLetterQueue: sqs.Queue;

  private readonly group: scheduler.CfnScheduleGroup;
  private readonly schedulerRole: iam.Role;
  private readonly schedulerPolicy: iam.ManagedPolicy;

  constructor(private readonly scope: Construct, props: NewStateMachineProps) {
    const { stateMachine, role } = newStateMachine(scope, props);
    this.stateMachine = stateMachine;
    this.role = role;
    this.deadLetterQueue = new sqs.Queue(scope, 'DeadLetters', {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    // The trust policy contains the name, without a reference to the group: groups and roles are created in any order.
    const name = uniqueNameOf(scope, props.word);
    this.group = new scheduler.CfnScheduleGroup(scope, 'ScheduleGroup', { name });
    this.schedulerRole = newSchedulerRole(scope, name, props.purpose);
    this.schedulerPolicy = new iam.ManagedPolicy(scope, 'SchedulerPolicy', {
      description: `Starts a state machine on a schedule: ${props.purpose}`,
      roles: [this.schedulerRole],
      statements: [
        new iam.PolicyStatement({ actions: START_STATE_MACHINE_ACTIONS, resources: [stateMachine.stateMachineArn] }),
        new iam.PolicyStatement({ actions: KEEP_UNDELIVERED_ACTIONS, resources: [this.deadLetterQueue.queueArn] }),
      ],
    });
  }

  /** Creates a schedule, in a scope of its own or of the state machine. */
  public addSchedule(scope: Construct, id: string, props: ScheduleProps): void {
    const window = windowOf(props.interval);
    const schedule = new scheduler.CfnSchedule(scope, id, {
      groupName: this.group.ref,
      scheduleExpression: rateOf(props.interval),
      flexibleTimeWindow: window === 0 ? { mode: 'OFF' } : { mode: 'FLEXIBLE', maximumWindowInMinutes: window },
      target: {
        arn: this.stateMachine.stateMachineArn,
        roleArn: this.schedulerRole.roleArn,
        input: Stack.of(this.scope).toJsonString(props.input),
        deadLetterConfig: { arn: this.deadLetterQueue.queueArn },
        retryPolicy: RETRIES,
      },
    });
    schedule.node.addDependency(this.schedulerPolicy, ...props.dependencies);
  }
}

/** The minutes within which EventBridge Scheduler starts an execution; 0 without a window. */
export function windowOf(interval: Duration): number {
  if (interval.isUnresolved() || interval.toSeconds() < SHORTEST_FLEXIBLE_INTERVAL.toSeconds()) { return 0; }
  return Math.min(LONGEST_WINDOW, Math.floor(interval.toMinutes({ integral: false }) / 4));
}

function rateOf(interval: Duration): string {
  return scheduler.ScheduleExpression.rate(interval).expressionString;
}

function newSchedulerRole(scope: Construct, groupName: string, purpose: string): iam.Role {
  const { region, account } = Stack.of(scope);
  const groupArn = `arn:${Aws.PARTITION}:scheduler:${region}:${account}:schedule-group/${groupName}`;
  return new iam.Role(scope, 'SchedulerRole', {
    description: describeRole(scope, `Assumed by EventBridge Scheduler: ${purpose}`),
    assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': groupArn } },
    }),
  });
}
