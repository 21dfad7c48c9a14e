import { Aws, RemovalPolicy, Stack, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DELIVER_STATE_MACHINE_LOGS_ACTIONS, PUT_METRIC_ACTIONS } from './actions';
import { describeRole } from './description';
import { keepRetained } from './kept-resources';
import { newCustomerManagedKey, requireServiceKey, requireKeyRegion } from './kms-key';
import { namePartsOf } from './known-name';
import { letLogsUseKey, logGroupArnOf } from './log-group';
import { WRITTEN_AFTER_DEPLOYMENT } from './removal-policies';

/* A state machine of AWS Step Functions with a role, an encrypted log group, and AWS X-Ray traces. */

/** The namespace of the metrics that state machines of this library publish. */
export const METRIC_NAMESPACE = 'CdkPrivateCa';

/** The logs of a state machine. */
export interface StateMachineLogOptions {
  /** The key of the log group; a new key if absent. */
  readonly logEncryptionKey?: kms.IKey;
  /** How long the log events are retained; one year if absent. */
  readonly logRetention?: logs.RetentionDays;
  /** The removal policy of the log group and of a new key; retained if absent. */
  readonly removalPolicy?: RemovalPolicy;
}

/** A new state machine. */
export interface NewStateMachineProps extends StateMachineLogOptions {
  /** The start of physical names: lowercase words joined by hyphens. */
  readonly word: string;
  /** The definition in Amazon States Language. Tokens in it are resolved. */
  readonly definition: object;
  /** What the state machine does, in words. */
  readonly purpose: string;
  /** Whether the state machine publishes metrics. */
  readonly publishesMetrics: boolean;
}

/** A state machine and the role that it assumes. */
export interface StateMachineWithRole {
  readonly stateMachine: sfn.StateMachine;
  readonly role: iam.Role;
}

/**
 * Creates a Standard state machine whose role can only deliver logs and traces. All further permissions are in managed
 * policies of the caller, because the inline policies of a role have a common limit.
 */
export function newStateMachine(scope: Construct, props: NewStateMachineProps): StateMachineWithRole {
  requireLogKey(scope, props);
  const logGroup = newLogGroup(scope, props);
  const role = new iam.Role(scope, 'Role', {
    description: describeRole(scope, `Assumed by Step Functions: ${props.purpose}`),
    assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
        ArnLike: { 'aws:SourceArn': ownStateMachines(scope) },
      },
    }),
  });
  const policy = new iam.ManagedPolicy(scope, 'DeliveryPolicy', {
    description: `Logs, traces, and metrics of a state machine: ${props.purpose}`,
    roles: [role],
    statements: [
      new iam.PolicyStatement({ actions: DELIVER_STATE_MACHINE_LOGS_ACTIONS, resources: ['*'] }),
      ...(props.publishesMetrics ? [putMetricStatement()] : []),
    ],
  });
  const stateMachine = new sfn.StateMachine(scope, 'StateMachine', {
    definitionBody: sfn.DefinitionBody.fromString(Stack.of(scope).toJsonString(props.definition)),
    // CDK would add inline policies to the role, and a dependency that the reference to the role already implies.
    role: iam.Role.fromRoleArn(scope, 'RoleReference', role.roleArn, { mutable: false }),
    logs: { destination: logGroup, level: sfn.LogLevel.ALL, includeExecutionData: true },
    tracingEnabled: true,
  });
  // Step Functions tests the permission to deliver logs while it creates the state machine.
  stateMachine.node.addDependency(policy);
  return { stateMachine, role };
}

/** Throws an error if CloudWatch Logs cannot use the key of the logs of a state machine. */
export function requireLogKey(scope: Construct, { logEncryptionKey }: StateMachineLogOptions): void {
  if (!logEncryptionKey) { return; }
  requireServiceKey(scope, logEncryptionKey, {
    user: 'CloudWatch Logs', fix: 'Use a customer managed key, or omit logEncryptionKey for a new key',
  });
  requireKeyRegion(scope, logEncryptionKey, Stack.of(scope).region, 'log group');
}

/** The prefix avoids the size limit of resource policies in CloudWatch Logs. */
function newLogGroup(scope: Construct, props: NewStateMachineProps): logs.LogGroup {
  const { removalPolicy = WRITTEN_AFTER_DEPLOYMENT } = props;
  const name = [props.word, ...namePartsOf(scope, [props.logEncryptionKey])].join('-');
  const logGroupName = `/aws/vendedlogs/states/${name}`;
  const encryptionKey = props.logEncryptionKey ?? newCustomerManagedKey(scope, 'LogsKey', {
    description: `Logs of a state machine: ${props.purpose}`,
    removalPolicy,
  });
  letLogsUseKey(scope, encryptionKey, logGroupArnOf(scope, logGroupName));
  const logGroup = new logs.LogGroup(scope, 'Logs', {
    logGroupName,
    encryptionKey,
    retention: props.logRetention ?? logs.RetentionDays.ONE_YEAR,
    removalPolicy,
  });
  keepRetained(scope, logGroup, ...props.logEncryptionKey ? [] : [encryptionKey]);
  return logGroup;
}

function ownStateMachines(scope: Construct): string {
  const { region, account } = Stack.of(scope);
  return `arn:${Aws.PARTITION}:states:${region}:${account}:stateMachine:*`;
}

/** The action supports no resource, so a condition limits it to one namespace. */
function putMetricStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: PUT_METRIC_ACTIONS,
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': METRIC_NAMESPACE } },
  });
}
