/**
 * A short-lived CA for TLS between the services of an Amazon ECS cluster, with Service Connect.
 *
 * Fixed monthly cost: $50.00 for the short-lived CA, until you delete it. The first CA in an account and Region is free
 * for 30 days. Certificates and tasks are billed separately.
 * https://aws.amazon.com/private-ca/pricing/, as of November 2026.
 */
import { App, Stack, Tags, aws_ec2 as ec2, aws_ecs as ecs, aws_iam as iam, aws_logs as logs } from 'aws-cdk-lib';
import { DistinguishedName, RootCertificateAuthority, UsageMode } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'ServiceConnect', { env: { account: '111122223333', region: 'us-east-1' } });
const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-1234567890abcdef0',
  availabilityZones: ['us-east-1a', 'us-east-1b'],
  privateSubnetIds: ['subnet-1234567890abcdef0', 'subnet-021345abcdef67890'],
  privateSubnetRouteTableIds: ['rtb-1234567890abcdef0', 'rtb-1234567890abcdef0'],
});
const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'services', vpc });

const mesh = new RootCertificateAuthority(stack, 'Mesh', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Service Connect CA G1' }),
  usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
});
// The managed policy applies only to CAs with this tag.
Tags.of(mesh).add('AmazonECSManaged', 'true');
const tlsRole = new iam.Role(stack, 'TlsRole', {
  assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
  managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(
    'service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity')],
});

const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
taskDefinition.addContainer('Web', {
  image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:stable'),
  portMappings: [{ name: 'web', containerPort: 80 }],
  logging: ecs.LogDrivers.awsLogs({
    streamPrefix: 'web', logGroup: logs.LogGroup.fromLogGroupName(stack, 'Log', 'services'),
  }),
});
new ecs.FargateService(stack, 'Service', {
  cluster,
  taskDefinition,
  minHealthyPercent: 100,
  circuitBreaker: { enable: true, rollback: true },
  serviceConnectConfiguration: {
    namespace: 'services',
    services: [{ portMappingName: 'web', tls: { awsPcaAuthorityArn: mesh.certificateAuthorityArn, role: tlsRole } }],
  },
});
