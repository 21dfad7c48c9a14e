/* What a picture shows of each type of resource. A test requires each type of the examples in exactly one table. */

/** How a node looks. Each look has a color in both palettes. */
export type Look =
  'authority' | 'storage' | 'key' | 'message' | 'process' | 'identity' | 'edge' | 'monitor' | 'rule' | 'principal' | 'outside';

/** A type with one node for each resource. */
export interface ShownType {
  readonly noun: string;
  readonly look: Look;
  /** Whether the resource stores data or a key, so that it never shares a node. */
  readonly holdsData?: true;
}

const shown = (noun: string, look: Look): ShownType => ({ noun, look });
const holds = (noun: string, look: Look): ShownType => ({ noun, look, holdsData: true });

/** The types with one node for each resource. */
export const SHOWN: Readonly<Record<string, ShownType>> = {
  'AWS::ACMPCA::CertificateAuthority': holds('CA', 'authority'),
  'AWS::ApiGatewayV2::DomainName': shown('API domain name', 'edge'),
  'AWS::Athena::WorkGroup': holds('Athena workgroup', 'storage'),
  'AWS::CertificateManager::Certificate': holds('ACM certificate', 'authority'),
  'AWS::CloudFront::Distribution': shown('CloudFront distribution', 'edge'),
  'AWS::CloudTrail::Trail': holds('CloudTrail trail', 'monitor'),
  'AWS::CloudWatch::Dashboard': shown('Dashboard', 'monitor'),
  'AWS::EC2::ClientVpnEndpoint': shown('Client VPN endpoint', 'edge'),
  'AWS::ECS::Service': shown('ECS service', 'process'),
  'AWS::EKS::Addon': shown('EKS add-on', 'process'),
  'AWS::ElasticLoadBalancingV2::Listener': shown('Listener', 'edge'),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': shown('Load balancer', 'edge'),
  'AWS::ElasticLoadBalancingV2::TrustStore': holds('Trust store', 'storage'),
  'AWS::Glue::Database': holds('Glue database', 'storage'),
  'AWS::Glue::Table': holds('Glue table', 'storage'),
  'AWS::IAM::Group': shown('IAM group', 'identity'),
  'AWS::IAM::Role': shown('IAM role', 'identity'),
  'AWS::IAM::User': shown('IAM user', 'identity'),
  'AWS::IoT::CACertificate': shown('IoT CA registration', 'edge'),
  'AWS::KMS::Key': holds('KMS key', 'key'),
  'AWS::Logs::LogGroup': holds('Log group', 'storage'),
  'AWS::MSK::Cluster': holds('MSK cluster', 'storage'),
  'AWS::Organizations::Policy': shown('Organization policy', 'rule'),
  'AWS::PCAConnectorSCEP::Challenge': holds('SCEP challenge', 'key'),
  'AWS::PCAConnectorSCEP::Connector': shown('SCEP connector', 'edge'),
  'AWS::RAM::ResourceShare': shown('RAM share', 'identity'),
  'AWS::RolesAnywhere::Profile': shown('Roles Anywhere profile', 'identity'),
  'AWS::RolesAnywhere::TrustAnchor': shown('Trust anchor', 'identity'),
  'AWS::Route53::HealthCheck': shown('Health check', 'monitor'),
  'AWS::S3::Bucket': holds('Bucket', 'storage'),
  'AWS::SNS::Topic': holds('SNS topic', 'message'),
  'AWS::SQS::Queue': holds('SQS queue', 'message'),
  'AWS::StepFunctions::StateMachine': shown('State machine', 'process'),
};

/** A type of which several resources share a node. */
export interface GroupedType {
  readonly one: string;
  readonly many: string;
  readonly look: Look;
}

/** The types of which several resources share a node, if they have the same targets. */
export const GROUPED: Readonly<Record<string, GroupedType>> = {
  'AWS::CloudWatch::Alarm': { one: 'alarm', many: 'alarms', look: 'monitor' },
  'AWS::CloudWatch::CompositeAlarm': { one: 'composite alarm', many: 'composite alarms', look: 'monitor' },
  'AWS::Config::ConfigRule': { one: 'Config rule', many: 'Config rules', look: 'rule' },
  'AWS::Events::Rule': { one: 'EventBridge rule', many: 'EventBridge rules', look: 'rule' },
  'AWS::Scheduler::Schedule': { one: 'schedule', many: 'schedules', look: 'process' },
  'AWS::SNS::Subscription': { one: 'subscription', many: 'subscriptions', look: 'principal' },
};

/** The types without a node, with the reason. */
export const NOT_SHOWN: Readonly<Record<string, string>> = {
  'AWS::ACMPCA::Certificate': 'an arrow from the issuer to the CA, or a certificate that AWS Private CA stores',
  'AWS::ACMPCA::CertificateAuthorityActivation': 'a part of the CA',
  'AWS::ACMPCA::Permission': 'an arrow from the service to the CA',
  'AWS::Athena::NamedQuery': 'a text without data',
  'AWS::CDK::Metadata': 'a record of the construct library',
  'AWS::CloudFront::CachePolicy': 'a setting of the distribution',
  'AWS::CloudFront::OriginAccessControl': 'a setting of the distribution',
  'AWS::EC2::SecurityGroup': 'a setting of the network',
  'AWS::ECS::TaskDefinition': 'a part of the ECS service',
  'AWS::ElasticLoadBalancingV2::TrustStoreRevocation': 'a part of the trust store',
  'AWS::IAM::ManagedPolicy': 'an arrow for each resource',
  'AWS::IAM::Policy': 'an arrow for each resource',
  'AWS::KMS::Alias': 'a name of the key',
  'AWS::Logs::Delivery': 'an arrow from the source to the destination',
  'AWS::Logs::DeliveryDestination': 'an arrow from the source to the destination',
  'AWS::Logs::DeliverySource': 'an arrow from the source to the destination',
  'AWS::Logs::LogStream': 'a part of the log group',
  'AWS::Logs::MetricFilter': 'an arrow from the log group to the alarms',
  'AWS::Logs::QueryDefinition': 'a text without data',
  'AWS::RAM::Permission': 'the label of the arrow from the share',
  'AWS::S3::BucketPolicy': 'an arrow for each principal',
  'AWS::SNS::TopicPolicy': 'an arrow for each principal',
  'AWS::SQS::QueuePolicy': 'an arrow for each principal',
  'AWS::Scheduler::ScheduleGroup': 'a setting of the schedules',
};
