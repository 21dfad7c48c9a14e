import './load-example';
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { app } from '../examples/consumer-ecs-service-connect/app';
import { RootCertificateAuthority } from '../src';

/*
 * The example consumer-ecs-service-connect: Amazon ECS Service Connect with TLS, and a short-lived CA ($50 a month,
 * pro-rated). The VPC, the cluster, its namespace, and the log group are imported. If you deploy the app
 * (`npm run integ:deploy`), replace the account and the imported resources with your own. The assertion requires an
 * active service in the cluster. Destroying the app deletes the CA.
 */
export { app };
const stack = app.node.findChild('ServiceConnect') as Stack;
(stack.node.findChild('Mesh') as RootCertificateAuthority).applyRemovalPolicy(RemovalPolicy.DESTROY);

const integ = new IntegTest(app, 'ConsumerEcsServiceConnect', { testCases: [stack] });
integ.assertions.awsApiCall('ECS', 'DescribeClusters', { clusters: ['services'] })
  .expect(ExpectedResult.objectLike({ clusters: [{ activeServicesCount: 1 }] }));
