import { aws_events as events } from 'aws-cdk-lib';

/* Rule states and detail types of Amazon EventBridge. */

/** The detail type of API calls that CloudTrail logs. */
export const API_CALL_DETAIL_TYPE = 'AWS API Call via CloudTrail';

/** The detail type of service events that CloudTrail logs: activity of a service that no API call requested. */
export const SERVICE_EVENT_DETAIL_TYPE = 'AWS Service Event via CloudTrail';

/**
 * The detail types of AWS Private CA events, by the names that their methods contain.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/CloudWatchEvents.html
 */
export const PRIVATE_CA_DETAIL_TYPES = {
  Created: 'ACM Private CA Creation',
  CertificateIssued: 'ACM Private CA Certificate Issuance',
  CertificateRevoked: 'ACM Private CA Certificate Revocation',
  CrlGenerated: 'ACM Private CA CRL Generation',
  AuditReportGenerated: 'ACM Private CA Audit Report Generation',
} as const;

/** The source of the events of a service, for example `aws.acm-pca`. */
export function eventBridgeSourceOf(service: string): string {
  return `aws.${service}`;
}

/** The source of AWS Private CA events. */
export const PRIVATE_CA_SOURCE = eventBridgeSourceOf('acm-pca');

/** The source of events of AWS Certificate Manager (ACM). */
export const ACM_SOURCE = eventBridgeSourceOf('acm');

/**
 * The detail types of ACM events about the end of a certificate.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html
 */
export const ACM_DETAIL_TYPES = {
  approachingExpiration: 'ACM Certificate Approaching Expiration',
  expired: 'ACM Certificate Expired',
  renewalActionRequired: 'ACM Certificate Renewal Action Required',
} as const;

/**
 * Makes a rule match read-only API calls, too. Rules in the state ENABLED match no read-only calls.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export function matchReadOnlyCalls(rule: events.Rule): void {
  // The L2 construct can't set this state.
  (rule.node.defaultChild as events.CfnRule).state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
}
