import './load-example';
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack } from 'aws-cdk-lib';
import { app } from '../examples/consumer-mutual-tls/app';

/*
 * The example consumer-mutual-tls: a load balancer and an API with mutual TLS. The VPC, the buckets, the certificate,
 * and the CA are imported. If you deploy the app (`npm run integ:deploy`), replace the account and the imported
 * resources with your own. The assertion requires an active trust store.
 */
export { app };
const stack = app.node.findChild('MutualTls') as Stack;

const integ = new IntegTest(app, 'ConsumerMutualTls', { testCases: [stack] });
integ.assertions.awsApiCall('ElasticLoadBalancingV2', 'DescribeTrustStores', {})
  .expect(ExpectedResult.objectLike({ TrustStores: [{ Status: 'ACTIVE' }] }));
