import { aws_logs as logs } from 'aws-cdk-lib';
import { INSIGHTS_CONDITIONS } from '../../private/cloudtrail-records';

/* The questions, each with its CloudWatch Logs Insights query. */

/** A question and its query. */
export interface TrailQuery {
  /** The name of the query, in lowercase words with hyphens. */
  readonly name: string;
  readonly question: string;
  readonly query: Required<Pick<logs.QueryStringProps, 'fields' | 'filterStatements'>>
  & Pick<logs.QueryStringProps, 'statsStatements' | 'sort' | 'limit'>;
}

/* Field names with colons require backticks. */
const CERTIFICATE = '`requestParameters.encryptionContext.aws:acm:arn`';
const LOAD_BALANCER = '`requestParameters.encryptionContext.aws:elasticloadbalancing:arn`';

const { ofPrivateCa: OF_PRIVATE_CA, succeeded: SUCCEEDED, denied: DENIED } = INSIGHTS_CONDITIONS;

export const TRAIL_QUERIES: readonly TrailQuery[] = [
  {
    name: 'load-balancers-of-certificates',
    question: 'Which load balancer uses which certificate?',
    query: {
      fields: [`${CERTIFICATE} as certificate`, `${LOAD_BALANCER} as loadBalancer`],
      filterStatements: [
        'eventSource = "kms.amazonaws.com" and eventName = "Decrypt"',
        `ispresent(${CERTIFICATE}) and ispresent(${LOAD_BALANCER})`,
      ],
      statsStatements: ['count(*) as uses, latest(eventTime) as lastUse by certificate, loadBalancer'],
      sort: 'lastUse desc',
    },
  },
  {
    name: 'certificates-of-new-load-balancers',
    question: 'Who created a Classic Load Balancer with which certificate?',
    query: {
      fields: [
        'eventTime', 'userIdentity.arn as principal', 'requestParameters.loadBalancerName as loadBalancer',
        'requestParameters.listeners.0.sSLCertificateId as certificate',
      ],
      filterStatements: [
        'eventSource = "elasticloadbalancing.amazonaws.com" and eventName = "CreateLoadBalancer"',
        'ispresent(requestParameters.listeners.0.sSLCertificateId)',
      ],
      sort: 'eventTime desc',
    },
  },
  {
    name: 'certificates-of-listeners',
    question: 'Who changed the certificate of which listener of an Application or Network Load Balancer?',
    query: {
      fields: [
        'eventTime', 'eventName', 'userIdentity.arn as principal', 'requestParameters.loadBalancerArn as loadBalancer',
        'requestParameters.listenerArn as listener', 'requestParameters.certificates.0.certificateArn as certificate',
      ],
      filterStatements: [
        'eventSource = "elasticloadbalancing.amazonaws.com" '
          + 'and eventName in ["AddListenerCertificates", "CreateListener", "ModifyListener", "RemoveListenerCertificates"]',
        'ispresent(requestParameters.certificates.0.certificateArn) and not ispresent(errorCode)',
      ],
      sort: 'eventTime desc',
    },
  },
  {
    name: 'certificates-of-distributions',
    question: 'Who configured a CloudFront distribution with which certificate?',
    query: {
      fields: [
        'eventTime', 'eventName', 'userIdentity.arn as principal', 'requestParameters.id as distribution',
        'responseElements.distribution.id as newDistribution',
        'requestParameters.distributionConfig.viewerCertificate.aCMCertificateArn as certificate',
      ],
      filterStatements: [
        // CloudFront event names end in the version of the API.
        'eventSource = "cloudfront.amazonaws.com" and eventName like /^(Create|Update)Distribution/',
        'ispresent(requestParameters.distributionConfig.viewerCertificate.aCMCertificateArn) and not ispresent(errorCode)',
      ],
      sort: 'eventTime desc',
    },
  },
  {
    name: 'certificates-of-api-domains',
    question: 'Who configured a custom domain name of API Gateway with which certificate?',
    query: {
      // REST APIs have an edge or Regional certificate. HTTP and WebSocket APIs have domain name configurations.
      fields: [
        'eventTime', 'eventName', 'userIdentity.arn as principal', 'requestParameters.createDomainNameInput.domainName as restDomain',
        'requestParameters.domainName as domain', 'requestParameters.createDomainNameInput.certificateArn as edgeCertificate',
        'requestParameters.createDomainNameInput.regionalCertificateArn as regionalCertificate',
        'requestParameters.domainNameConfigurations.0.certificateArn as certificate',
      ],
      filterStatements: [
        'eventSource = "apigateway.amazonaws.com" and eventName in ["CreateDomainName", "UpdateDomainName"] and not ispresent(errorCode)',
      ],
      sort: 'eventTime desc',
    },
  },
  {
    name: 'private-key-use',
    question: 'Who encrypted or decrypted the private key of which certificate?',
    query: {
      fields: ['eventName', 'userIdentity.arn as principal', `${CERTIFICATE} as certificate`],
      filterStatements: [
        'eventSource = "kms.amazonaws.com" and eventName in ["Encrypt", "Decrypt"]', `ispresent(${CERTIFICATE})`,
      ],
      statsStatements: ['count(*) as calls, latest(eventTime) as lastCall by eventName, principal, certificate'],
      sort: 'lastCall desc',
    },
  },
  {
    name: 'requests-by-template',
    question: 'Who requested how many certificates, with which template, from which CA?',
    query: {
      fields: [
        'userIdentity.arn as principal', 'requestParameters.templateArn as template',
        'requestParameters.certificateAuthorityArn as certificateAuthority',
      ],
      filterStatements: [`${OF_PRIVATE_CA} and eventName = "IssueCertificate" and ${SUCCEEDED}`],
      statsStatements: ['count(*) as requests by principal, template, certificateAuthority'],
      sort: 'requests desc',
    },
  },
  {
    name: 'issued-by-template',
    question: 'Which certificates were issued, with which template, for which requester?',
    query: {
      fields: [
        'eventTime', 'serviceEventDetails.subject as subject', 'serviceEventDetails.templateArn as template',
        'serviceEventDetails.requesterArn as requester', 'serviceEventDetails.issuerName as issuer',
      ],
      filterStatements: [
        `${OF_PRIVATE_CA} and eventName = "IssueCertificateDetails" and serviceEventDetails.status = "ISSUED"`,
      ],
      sort: 'eventTime desc',
    },
  },
  {
    name: 'denied-calls',
    question: 'Whose AWS Private CA calls were denied, and how often?',
    query: {
      fields: ['userIdentity.arn as principal', 'eventName'],
      filterStatements: [`${OF_PRIVATE_CA} and ${DENIED}`],
      statsStatements: ['count(*) as denied, latest(eventTime) as lastDenied by principal, eventName'],
      sort: 'denied desc',
    },
  },
];
