import { Annotations, Duration, Resource, Stack, aws_events as events, aws_iam as iam, aws_kms as kms, aws_s3 as s3, aws_sqs as sqs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LATEST_PREFIX, renderCopyDefinition } from './copy-definition';
import {
  COPY_REPORT_ACTIONS, DECRYPT_AUDIT_REPORT_ACTIONS, ENCRYPT_COPY_ACTIONS, FIND_COPY_ACTIONS, KEEP_UNDELIVERED_ACTIONS,
  START_STATE_MACHINE_ACTIONS,
} from '../../private/actions';
import { sendEventsToEventBridge } from '../../private/bucket-events';
import { knownArnOf } from '../../private/bucket-name';
import { describeRole } from '../../private/description';
import { environmentsDiffer } from '../../private/environment';
import { nameKey } from '../../private/kms-key';
import { warnUnlessAdded } from '../../private/resource-policy';
import { StateMachineLogOptions, newStateMachine } from '../../private/state-machine';
import { IAuditReportBucket } from '../audit-report-bucket-grants';

/* Copies the newest audit report of each CA when S3 reports a new object. */

/** The keys of audit reports in CSV format. A path segment never contains a slash. */
const REPORT_KEYS = 'audit-report/*/*.csv';

/** The source and the destination of copies. */
export interface CopierProps {
  readonly auditReportBucket: IAuditReportBucket;
  readonly latestBucket: s3.IBucket;
  /** The key that encrypts the copies. */
  readonly encryptionKey?: kms.IKey;
  readonly logOptions: StateMachineLogOptions;
}

/** A state machine that copies, and the queue for events that did not start it. */
export interface Copier {
  readonly stateMachine: sfn.StateMachine;
  readonly deadLetterQueue: sqs.Queue;
}

/** Creates the state machine, its permissions, and the rule that starts it. */
export function newReportCopier(scope: Construct, props: CopierProps): Copier {
  const { auditReportBucket, latestBucket, logOptions } = props;
  const { stateMachine, role } = newStateMachine(scope, {
    ...logOptions,
    word: 'pca-latest',
    purpose: 'copies the newest audit reports of AWS Private CA',
    definition: renderCopyDefinition(latestBucket.bucketName),
    publishesMetrics: false,
  });
  const policy = grantCopy(scope, role, props);
  warnWithoutEvents(scope, auditReportBucket.bucket);
  const deadLetterQueue = newRule(scope, auditReportBucket.bucket, stateMachine, policy);
  return { stateMachine, deadLetterQueue };
}

/** Grants permission to read reports, and to find and replace copies. */
function grantCopy(scope: Construct, role: iam.Role, props: CopierProps): iam.ManagedPolicy {
  const { auditReportBucket, latestBucket, encryptionKey } = props;
  const policy = new iam.ManagedPolicy(scope, 'CopyPolicy', {
    description: 'Reads audit reports of AWS Private CA, and copies them',
    roles: [role],
    statements: [
      new iam.PolicyStatement({
        actions: FIND_COPY_ACTIONS,
        resources: [latestBucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': `${LATEST_PREFIX}*` } },
      }),
      new iam.PolicyStatement({ actions: COPY_REPORT_ACTIONS, resources: [latestBucket.arnForObjects(`${LATEST_PREFIX}*`)] }),
    ],
  });
  auditReportBucket.grants.read(new PolicyPrincipal(role, policy));
  if (auditReportBucket.encryptionKey) {
    const { bucket } = auditReportBucket;
    const bucketArn = knownArnOf(bucket) ?? bucket.bucketArn;
    warnOfExistingKey(scope, role, auditReportBucket.encryptionKey, DECRYPT_AUDIT_REPORT_ACTIONS,
      [bucketArn, `${bucketArn}/audit-report/*`]);
  }
  if (encryptionKey) {
    policy.addStatements(useKeyStatement(scope, role, encryptionKey, latestBucket, [LATEST_PREFIX]));
  }
  return policy;
}

/** A statement that allows the use of a key only for some prefixes of a bucket, with and without an S3 Bucket Key. */
export function useKeyStatement(
  scope: Construct, grantee: iam.IGrantable, key: kms.IKey, bucket: s3.IBucket, prefixes: string[],
): iam.PolicyStatement {
  const contexts = [bucket.bucketArn, ...prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`))];
  warnOfExistingKey(scope, grantee, key, ENCRYPT_COPY_ACTIONS, contexts);
  const { resourceArn, conditions } = nameKey(key);
  return new iam.PolicyStatement({
    actions: ENCRYPT_COPY_ACTIONS,
    resources: [resourceArn],
    conditions: { ...conditions, StringLike: { 'kms:EncryptionContext:aws:s3:arn': contexts } },
  });
}

/** Prints a warning with a statement for a key policy that might not allow IAM policies to grant permissions. */
function warnOfExistingKey(
  scope: Construct, grantee: iam.IGrantable, key: kms.IKey, actions: string[], contexts: string[],
): void {
  if (Resource.isOwnedResource(key)) { return; }
  const statement = new iam.PolicyStatement({
    principals: [grantee.grantPrincipal],
    actions,
    resources: ['*'],
    conditions: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': contexts } },
  });
  warnUnlessAdded(scope, 'keyPolicyNotAdded', `the KMS key ${key.node.path} (unless it allows IAM policies of the account)`,
    { statementAdded: false }, statement);
}

function warnWithoutEvents(scope: Construct, bucket: s3.IBucket): void {
  const isElsewhere = environmentsDiffer(Stack.of(scope), bucket.env);
  if (sendEventsToEventBridge(bucket) && !isElsewhere) { return; }
  Annotations.of(scope).addWarningV2('cdk-private-ca:eventBridgeNotEnabled',
    `The app cannot make the bucket ${bucket.node.path} send events to Amazon EventBridge in this account and Region. Turn on `
    + `EventBridge in the properties of the bucket${isElsewhere ? ', and forward its events to the default event bus of this stack' : ''}. `
    + 'Otherwise, new audit reports are not copied.');
}

/** Creates the rule, and returns the queue for events that could not start the state machine. */
function newRule(
  scope: Construct, bucket: s3.IBucket, stateMachine: sfn.StateMachine, policy: iam.ManagedPolicy,
): sqs.Queue {
  const role = newRuleRole(scope, stateMachine);
  const queue = new sqs.Queue(scope, 'DeadLetters', {
    encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14),
  });
  const rule = new events.Rule(scope, 'Rule', {
    description: 'New audit reports of AWS Private CA in CSV format',
    eventPattern: {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ wildcard: REPORT_KEYS }] } },
    },
  });
  rule.addTarget({
    bind: () => ({
      arn: stateMachine.stateMachineArn,
      role,
      deadLetterConfig: { arn: queue.queueArn },
      retryPolicy: { maximumRetryAttempts: 20, maximumEventAgeInSeconds: Duration.hours(20).toSeconds() },
    }),
  });
  // An event before the permissions exist would start an execution that fails.
  rule.node.addDependency(policy);
  queue.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('events.amazonaws.com')],
    actions: KEEP_UNDELIVERED_ACTIONS,
    resources: [queue.queueArn],
    conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
  }));
  return queue;
}

function newRuleRole(scope: Construct, stateMachine: sfn.StateMachine): iam.Role {
  const role = new iam.Role(scope, 'RuleRole', {
    description: describeRole(scope, 'Assumed by EventBridge: starts the copy of an audit report'),
    assumedBy: new iam.ServicePrincipal('events.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  });
  new iam.ManagedPolicy(scope, 'RulePolicy', {
    description: 'Starts the copy of an audit report of AWS Private CA',
    roles: [role],
    statements: [
      new iam.PolicyStatement({ actions: START_STATE_MACHINE_ACTIONS, resources: [stateMachine.stateMachineArn] }),
    ],
  });
  return role;
}

/** A role whose new permissions are added to a managed policy. Resource policies name the role. */
class PolicyPrincipal implements iam.IPrincipal {
  public readonly assumeRoleAction: string;
  public readonly policyFragment: iam.PrincipalPolicyFragment;
  public readonly principalAccount?: string;
  public readonly grantPrincipal: iam.IPrincipal = this;

  constructor(role: iam.Role, private readonly policy: iam.ManagedPolicy) {
    this.assumeRoleAction = role.assumeRoleAction;
    this.policyFragment = role.policyFragment;
    this.principalAccount = role.principalAccount;
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.policy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.policy };
  }
}
