import { Annotations, Aws, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LATEST_PREFIX } from './private/copy-definition';
import { useKeyStatement } from './private/report-copier';
import { RESULTS_PREFIX } from './private/report-table';
import {
  FIND_QUERY_OBJECTS_ACTIONS, READ_QUERY_OBJECTS_ACTIONS, READ_TABLE_ACTIONS, RUN_ONE_QUERY_ACTIONS, RUN_QUERY_ACTIONS,
  WRITE_RESULTS_ACTIONS,
} from '../private/actions';
import { GRANTEE } from '../private/cdk-kinds';
import { isOfOtherAccount, requireNamedPrincipal } from '../private/grantee';
import { identitiesOf } from '../private/grants';
import { check } from '../private/kinds';
import { limitIdentityPolicies } from '../private/policy-size';
import { usingResources } from '../private/used-resources';

/** What the permissions of an analyst refer to. */
interface Queried {
  readonly bucket: s3.IBucket;
  readonly encryptionKey?: kms.IKey;
  readonly databaseName: string;
  readonly tableName: string;
  readonly workGroupName: string;
}

/** Grants permissions on `AuditReportAnalytics`. */
export class AuditReportAnalyticsGrants {
  /**
   * The permissions on the given resources.
   *
   * @internal
   */
  public static _of(scope: Construct, queried: Queried): AuditReportAnalyticsGrants {
    return new AuditReportAnalyticsGrants(scope, queried);
  }

  private constructor(private readonly scope: Construct, private readonly queried: Queried) {}

  /**
   * Grants permission to query the newest audit reports.
   *
   * The permission includes the saved queries, the copies of the reports, and the query results of all analysts. It
   * includes no access to the bucket to which AWS Private CA delivers the reports.
   *
   * @param analyst The principal, in the account of the stack.
   */
  public query(analyst: iam.IGrantable): iam.Grant {
    check(this.scope, 'analyst', GRANTEE, analyst);
    requireNamedPrincipal(this.scope, 'GrantPrincipal', analyst);
    const subject = { scope: this.scope, property: 'analyst' };
    const grants = usingResources(subject, identitiesOf(analyst), () => this.grantStatements(analyst));
    if (isOfOtherAccount(analyst, Stack.of(this.scope).account) || grants.some(({ success }) => !success)) {
      Annotations.of(this.scope).addWarningV2('cdk-private-ca:queryNotGranted',
        `The app cannot grant ${analyst.grantPrincipal} permission to query audit reports. Specify a role in the account of the `
        + 'stack.');
    }
    return grants.reduce((all, grant) => all.combine(grant));
  }

  private grantStatements(analyst: iam.IGrantable): iam.Grant[] {
    const grants = this.renderStatements(analyst, RUN_QUERY_ACTIONS).map((statement) => iam.Grant.addToPrincipal({
      grantee: analyst,
      actions: statement.actions,
      resourceArns: statement.resources,
      conditions: statement.conditions as Record<string, Record<string, unknown>>,
    }));
    limitIdentityPolicies(analyst);
    return grants;
  }

  /**
   * The statements that let a role of the library run a query and read its results.
   *
   * @internal
   */
  public _statementsFor(role: iam.IRole): iam.PolicyStatement[] {
    return this.renderStatements(role, RUN_ONE_QUERY_ACTIONS);
  }

  private renderStatements(analyst: iam.IGrantable, queryActions: string[]): iam.PolicyStatement[] {
    const { bucket, encryptionKey, databaseName, tableName, workGroupName } = this.queried;
    const { region, account } = Stack.of(this.scope);
    const glueArn = (resource: string) => `arn:${Aws.PARTITION}:glue:${region}:${account}:${resource}`;
    return [
      new iam.PolicyStatement({
        actions: queryActions,
        resources: [`arn:${Aws.PARTITION}:athena:${region}:${account}:workgroup/${workGroupName}`],
      }),
      new iam.PolicyStatement({
        actions: READ_TABLE_ACTIONS,
        resources: [
          glueArn('catalog'), glueArn(`database/${databaseName}`), glueArn(`table/${databaseName}/${tableName}`),
        ],
      }),
      new iam.PolicyStatement({ actions: FIND_QUERY_OBJECTS_ACTIONS, resources: [bucket.bucketArn] }),
      new iam.PolicyStatement({
        actions: READ_QUERY_OBJECTS_ACTIONS,
        resources: [bucket.arnForObjects(`${LATEST_PREFIX}*`), bucket.arnForObjects(`${RESULTS_PREFIX}*`)],
      }),
      new iam.PolicyStatement({
        actions: WRITE_RESULTS_ACTIONS, resources: [bucket.arnForObjects(`${RESULTS_PREFIX}*`)],
      }),
      ...(encryptionKey
        ? [useKeyStatement(this.scope, analyst, encryptionKey, bucket, [LATEST_PREFIX, RESULTS_PREFIX])] : []),
    ];
  }
}
