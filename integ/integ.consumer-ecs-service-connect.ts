import './load-example';
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack } from 'aws-cdk-lib';
import { app } from '../examples/consumer-ecs-service-connect/app';

/*
 * The example consumer-ecs-service-connect: Amazon ECS Service Connect with TLS.
 * The VPC and the cluster are imported. If you deploy the app (`npm run integ:deploy`), replace
 * the imported resources with your own. The assertion requires an active service in the cluster.
 */
export { app };
const stack = app.node.findChild('ServiceConnect') as Stack;

const integ = new IntegTest(app, 'ConsumerEcsServiceConnect', { testCases: [stack] });
integ.assertions.awsApiCall('ECS', 'DescribeClusters', { clusters: ['services'] })
  .expect(ExpectedResult.objectLike({ clusters: [{ activeServicesCount: 1 }] }));
