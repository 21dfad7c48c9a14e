import './load-example';
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack } from 'aws-cdk-lib';
import { app } from '../examples/consumer-eks/app';

/*
 * The example consumer-eks: the connector for cert-manager in Amazon EKS. The cluster and the CA are imported. If you
 * deploy the app (`npm run integ:deploy`), replace the account and the imported resources with your own. The assertion
 * requires an active add-on.
 */
export { app };
const stack = app.node.findChild('Eks') as Stack;

const integ = new IntegTest(app, 'ConsumerEks', { testCases: [stack] });
integ.assertions.awsApiCall('EKS', 'DescribeAddon', { clusterName: 'services', addonName: 'aws-privateca-connector-for-kubernetes' })
  .expect(ExpectedResult.objectLike({ addon: { status: 'ACTIVE' } }));
