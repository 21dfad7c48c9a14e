/**
 * An Amazon MSK cluster that authenticates its clients by certificates of a private CA.
 *
 * Fixed monthly cost: $0.00. The imported CA and the brokers are billed separately.
 * https://aws.amazon.com/msk/pricing/, as of November 2026.
 */
import { App, Stack, aws_msk as msk } from 'aws-cdk-lib';
import { PrivateCertificateAuthority } from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'Msk', { env: { account: '111122223333', region: 'us-east-1' } });
const clients = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Issuing',
  'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11223344-1234-1122-2233-112233445566');

// Amazon MSK checks no revocation. To block a client, use Kafka access control lists.
new msk.CfnCluster(stack, 'Cluster', {
  clusterName: 'events',
  kafkaVersion: '3.6.0',
  numberOfBrokerNodes: 2,
  brokerNodeGroupInfo: {
    instanceType: 'kafka.m7g.large',
    clientSubnets: ['subnet-1234567890abcdef0', 'subnet-021345abcdef67890'],
  },
  clientAuthentication: { tls: { enabled: true, certificateAuthorityArnList: [clients.certificateAuthorityArn] } },
  encryptionInfo: { encryptionInTransit: { clientBroker: 'TLS', inCluster: true } },
  loggingInfo: { brokerLogs: { cloudWatchLogs: { enabled: true, logGroup: 'msk-events' } } },
});
