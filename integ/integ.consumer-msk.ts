import './load-example';
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack } from 'aws-cdk-lib';
import { app } from '../examples/consumer-msk/app';

/*
 * The example consumer-msk: an Amazon MSK cluster with mutual TLS. The subnets and the CA are imported. If you deploy
 * the app (`npm run integ:deploy`), replace the account and the imported resources with your own. The assertion
 * requires an active cluster.
 */
export { app };
const stack = app.node.findChild('Msk') as Stack;

const integ = new IntegTest(app, 'ConsumerMsk', { testCases: [stack] });
integ.assertions.awsApiCall('Kafka', 'ListClustersV2', { ClusterNameFilter: 'events' })
  .expect(ExpectedResult.objectLike({ ClusterInfoList: [{ State: 'ACTIVE' }] }));
