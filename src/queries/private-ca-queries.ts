import { aws_logs as logs } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { TRAIL_QUERIES } from './private/query-catalog';
import { LOG_GROUP } from '../private/cdk-kinds';
import { TEXT, checked, required } from '../private/kinds';
import { EVENTS_AND_QUERIES, requireLogGroupClass, requireLogGroupRegion } from '../private/log-group';
import { removedOnError } from '../private/removed-on-error';
import { requireText, TextRule } from '../private/require-text';

/** The name of a query has 255 characters with its folder. */
const FOLDER_LENGTH = 254 - Math.max(...TRAIL_QUERIES.map(({ name }) => name.length));
const FOLDER: TextRule = {
  code: 'QueryName',
  max: FOLDER_LENGTH,
  matches: (text) => text.trim() !== '',
  rule: `have 1 to ${FOLDER_LENGTH} characters, because the name of a query has at most 255 characters with its folder`,
  fix: 'Correct or remove folder',
};

/** Properties for `PrivateCaQueries`. */
export interface PrivateCaQueriesProps {
  /**
   * The log group of a CloudTrail trail.
   *
   * It must be in the account and Region of the queries.
   */
  readonly logGroup: logs.ILogGroup;

  /**
   * The CloudWatch Logs Insights folder of the queries.
   *
   * @default 'private-ca'
   */
  readonly folder?: string;
}

/**
 * Saved CloudWatch Logs Insights queries for certificate use and denied calls.
 *
 * The queries read the log group of a CloudTrail trail, and answer questions such as the following:
 *
 * - Which load balancer uses which certificate?
 * - Who configured a load balancer, CloudFront distribution, or API Gateway domain name with which certificate?
 * - Who used the private key of which certificate?
 * - Who requested certificates with which template?
 * - Whose calls were denied?
 *
 * Saved queries are free. When you run a query, CloudWatch Logs bills the scanned data.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/ct-related.html
 *
 * @example
 * declare const trailLogs: logs.LogGroup;
 * new PrivateCaQueries(this, 'Queries', { logGroup: trailLogs });
 */
@removedOnError
export class PrivateCaQueries extends Construct {
  /** The saved queries, in the order of the documentation. */
  public readonly queryDefinitions: logs.QueryDefinition[];

  /**
   * Creates the saved queries.
   *
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The log group and the folder.
   */
  constructor(scope: Construct, id: string, props: PrivateCaQueriesProps) {
    super(scope, id);
    props = checked(this, props, { logGroup: required(LOG_GROUP), folder: TEXT });
    const { logGroup, folder = 'private-ca' } = props;
    requireText({ scope: this, property: 'folder' }, FOLDER, folder);
    requireLogGroupRegion(this, logGroup, { user: 'the queries', fix: 'Create the queries in the account and Region of the log group' });
    requireLogGroupClass(this, logGroup, EVENTS_AND_QUERIES);
    this.queryDefinitions = TRAIL_QUERIES.map(({ name, query }) => new logs.QueryDefinition(this, name, {
      queryDefinitionName: `${folder}/${name}`,
      queryString: new logs.QueryString(query),
      logGroups: [logGroup],
    }));
  }
}
