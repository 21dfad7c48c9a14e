import { aws_cloudwatch as cloudwatch, aws_logs as logs } from 'aws-cdk-lib';
import { INSIGHTS_CONDITIONS } from '../../private/cloudtrail-records';

/* The widgets that query the log group of a trail. */

const { ofPrivateCa: OF_PRIVATE_CA, succeeded: SUCCEEDED, denied: DENIED } = INSIGHTS_CONDITIONS;

/**
 * The lines of a Logs Insights query for the events of the recommended signals that are critical.
 *
 * The query is independent of the signals in use, because a filter pattern cannot be converted to the query language.
 */
export const CRITICAL_EVENTS_QUERY = [
  'fields eventTime, eventName, errorCode, userIdentity.arn as principal, requestParameters.certificateAuthorityArn as certificateAuthority',
  `filter ${[
    `${OF_PRIVATE_CA} and eventName = "DeleteCertificateAuthority" and ${SUCCEEDED}`,
    `${OF_PRIVATE_CA} and eventName in ["CreatePermission", "DeletePermission", "DeletePolicy", "PutPolicy"] `
      + `and ${DENIED}`,
    `${OF_PRIVATE_CA} and eventName = "IssueCertificate" and ${SUCCEEDED} `
      + 'and requestParameters.templateArn like /(Root|Subordinate)CACertificate/',
    `${OF_PRIVATE_CA} and eventName = "IssueCertificateDetails" and serviceEventDetails.status = "ISSUED" `
      + 'and serviceEventDetails.templateArn like /(Root|Subordinate)CACertificate/',
    `${OF_PRIVATE_CA} and userIdentity.type = "Root" and not ispresent(userIdentity.invokedBy)`,
    'eventSource = "cloudtrail.amazonaws.com" and eventName in ["DeleteTrail", "DeregisterOrganizationDelegatedAdmin", "PutEventSelectors", '
      + `"StopLogging", "UpdateTrail"] and ${SUCCEEDED}`,
    'eventSource = "organizations.amazonaws.com" and eventName in ["DeleteOrganization", "LeaveOrganization", "RemoveAccountFromOrganization"] '
      + `and ${SUCCEEDED}`,
    'eventSource = "organizations.amazonaws.com" and eventName in ["DeregisterDelegatedAdministrator", "DisableAWSServiceAccess"] '
      + `and requestParameters.servicePrincipal = "cloudtrail.amazonaws.com" and ${SUCCEEDED}`,
  ].map((one) => `(${one})`).join(' or ')}`,
  'sort eventTime desc',
  'limit 20',
];

/** The lines of a Logs Insights query for audit report requests. */
export const AUDIT_REPORTS_QUERY = [
  'fields eventTime, requestParameters.certificateAuthorityArn as certificateAuthority, errorCode, userIdentity.arn as principal',
  `filter ${OF_PRIVATE_CA} and eventName = "CreateCertificateAuthorityAuditReport"`,
  'sort eventTime desc',
  'limit 20',
];

/** Creates the tables with the results of the queries. */
export function newLogWidgets(logGroup: logs.ILogGroup): cloudwatch.IWidget[] {
  const table = (title: string, queryLines: string[]) => new cloudwatch.LogQueryWidget({
    title,
    queryLines,
    logGroupNames: [logGroup.logGroupName],
    view: cloudwatch.LogQueryVisualizationType.TABLE,
    width: 12,
    height: 8,
  });
  return [
    table('Latest events of the recommended critical signals', CRITICAL_EVENTS_QUERY),
    table('Latest requests for audit reports', AUDIT_REPORTS_QUERY),
  ];
}
