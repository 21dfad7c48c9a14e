import { UnitPriceName } from './usage-prices';

/* How AWS bills each resource type of the examples. */

/** The billing of a resource type. */
export type Billing =
  /** The type has a price in `PRICES` or `MONTHLY_PRICES`. It can also be billed by use. */
  | { readonly kind: 'fixed'; readonly prices?: readonly UnitPriceName[] }
  /** Only the use is billed. */
  | { readonly kind: 'use'; readonly prices: readonly UnitPriceName[] }
  | { readonly kind: 'free'; readonly because: string }
  /** The application of an example, whose service has its own price. The library doesn't create such resources. */
  | { readonly kind: 'application'; readonly source: string };

const SETTING = 'A setting of another resource';
const IAM = 'AWS doesn\'t bill IAM';
const free = (because: string): Billing => ({ kind: 'free', because });
const use = (...prices: UnitPriceName[]): Billing => ({ kind: 'use', prices });
const application = (service: string): Billing => ({ kind: 'application', source: `https://aws.amazon.com/${service}/pricing/` });

/** The resource types by their names. A test requires every type that an example contains. */
export const BILLING: Readonly<Record<string, Billing>> = {
  'AWS::ACMPCA::Certificate': use('certificate', 'certificateAfter1000', 'certificateAfter10000', 'shortLivedCertificate', 'ocsp'),
  'AWS::ACMPCA::CertificateAuthority': { kind: 'fixed', prices: ['certificate', 'shortLivedCertificate', 'ocsp'] },
  'AWS::ACMPCA::CertificateAuthorityActivation': free(SETTING),
  'AWS::ACMPCA::Permission': free(SETTING),
  'AWS::ApiGatewayV2::DomainName': application('api-gateway'),
  'AWS::Athena::NamedQuery': use('scan'),
  'AWS::Athena::WorkGroup': use('scan', 'storage'),
  'AWS::CertificateManager::Certificate': free('ACM issues private certificates for integrated services at no charge until you export them'),
  'AWS::CloudFront::CachePolicy': free(SETTING),
  'AWS::CloudFront::Distribution': use('delivery', 'deliveryRequests'),
  'AWS::CloudFront::OriginAccessControl': free(SETTING),
  'AWS::CloudTrail::Trail': use('managementEvents', 'put', 'storage', 'logs'),
  'AWS::CloudWatch::Alarm': { kind: 'fixed', prices: ['metric'] },
  'AWS::CloudWatch::CompositeAlarm': { kind: 'fixed' },
  'AWS::CloudWatch::Dashboard': { kind: 'fixed' },
  'AWS::Config::ConfigRule': use('evaluations'),
  'AWS::EC2::ClientVpnEndpoint': application('vpn'),
  'AWS::EC2::SecurityGroup': free(SETTING),
  'AWS::ECS::Service': application('ecs'),
  'AWS::ECS::TaskDefinition': free('Only running tasks are billed'),
  'AWS::EKS::Addon': application('eks'),
  'AWS::ElasticLoadBalancingV2::Listener': free(SETTING),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': application('elasticloadbalancing'),
  'AWS::ElasticLoadBalancingV2::TrustStore': application('elasticloadbalancing'),
  'AWS::ElasticLoadBalancingV2::TrustStoreRevocation': free(SETTING),
  'AWS::Events::Rule': use('awsEvents'),
  'AWS::Glue::Database': use('catalog'),
  'AWS::Glue::Table': use('catalog'),
  'AWS::IAM::Group': free(IAM),
  'AWS::IAM::ManagedPolicy': free(IAM),
  'AWS::IAM::Policy': free(IAM),
  'AWS::IAM::Role': free(IAM),
  'AWS::IAM::User': free(IAM),
  'AWS::IoT::CACertificate': application('iot-core'),
  'AWS::KMS::Alias': free(SETTING),
  'AWS::KMS::Key': { kind: 'fixed', prices: ['keyRequests'] },
  'AWS::Logs::Delivery': free(SETTING),
  'AWS::Logs::DeliveryDestination': free(SETTING),
  'AWS::Logs::DeliverySource': use('logs', 'storage'),
  'AWS::Logs::LogGroup': use('logs', 'logStorage', 'logQueries'),
  'AWS::Logs::LogStream': free('Its log group is billed'),
  'AWS::Logs::MetricFilter': use('metric'),
  'AWS::Logs::QueryDefinition': use('logQueries'),
  'AWS::MSK::Cluster': application('msk'),
  'AWS::Organizations::Policy': free('AWS doesn\'t bill AWS Organizations'),
  'AWS::PCAConnectorSCEP::Challenge': free(SETTING),
  'AWS::PCAConnectorSCEP::Connector': use('certificate', 'certificateAfter1000', 'certificateAfter10000'),
  'AWS::RAM::Permission': free('AWS doesn\'t bill AWS RAM'),
  'AWS::RAM::ResourceShare': free('AWS doesn\'t bill AWS RAM'),
  'AWS::RolesAnywhere::Profile': free('AWS doesn\'t bill IAM Roles Anywhere'),
  'AWS::RolesAnywhere::TrustAnchor': free('AWS doesn\'t bill IAM Roles Anywhere'),
  'AWS::Route53::HealthCheck': { kind: 'fixed' },
  'AWS::S3::Bucket': use('storage', 'archiveStorage', 'put', 'get'),
  'AWS::S3::BucketPolicy': free(SETTING),
  'AWS::SNS::Subscription': use('email'),
  'AWS::SNS::Topic': use('publish'),
  'AWS::SNS::TopicPolicy': free(SETTING),
  'AWS::SQS::Queue': use('queue'),
  'AWS::SQS::QueuePolicy': free(SETTING),
  'AWS::Scheduler::Schedule': use('schedules'),
  'AWS::Scheduler::ScheduleGroup': free(SETTING),
  'AWS::StepFunctions::StateMachine': use('transitions', 'traces', 'logs'),
};
