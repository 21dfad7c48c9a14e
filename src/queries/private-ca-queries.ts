import { aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { TRAIL_QUERIES } from './private/query-catalog';
import { requireLogGroupRegion } from '../private/log-group';

/** Properties of `PrivateCaQueries`. */
export interface PrivateCaQueriesProps {
  /** The log group that a trail of CloudTrail writes to, of the account and Region of the queries. */
  readonly logGroup: logs.ILogGroup;

  /**
   * The folder of CloudWatch Logs Insights that the queries lie in.
   *
   * @default 'private-ca'
   */
  readonly folder?: string;
}

/**
 * Saved queries of CloudWatch Logs Insights over a trail's log group: which load balancer uses which certificate, who
 * used which certificate's private key, who asked for what by which template, whose calls were denied. A saved query
 * costs nothing; running it costs by what it scans.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/ct-related.html
 */
export class PrivateCaQueries extends Construct {
  /** The saved queries, in the order of `docs/alerting.md`. */
  public readonly queryDefinitions: logs.QueryDefinition[];

  /**
   * @param scope the construct that the queries belong to
   * @param id the id within the scope
   * @param props where they look
   */
  constructor(scope: Construct, id: string, props: PrivateCaQueriesProps) {
    super(scope, id);
    const { logGroup, folder = 'private-ca' } = props;
    requireLogGroupRegion(this, logGroup, { user: 'the queries', fix: 'Create the queries in a stack in the account and Region of the log group' });
    this.queryDefinitions = TRAIL_QUERIES.map(({ name, query }) => new logs.QueryDefinition(this, name, {
      queryDefinitionName: `${folder}/${name}`,
      queryString: new logs.QueryString(query),
      logGroups: [logGroup],
    }));
  }
}
