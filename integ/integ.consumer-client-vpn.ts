import './load-example';
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { RemovalPolicies, Stack } from 'aws-cdk-lib';
import { app } from '../examples/consumer-client-vpn/app';

/*
 * The example consumer-client-vpn: a Client VPN endpoint with a certificate of ACM. The CA is imported. If you deploy
 * the app (`npm run integ:deploy`), replace the account and the imported resources with your own. The assertion
 * requires an endpoint without association.
 */
export { app };
const stack = app.node.findChild('ClientVpn') as Stack;
RemovalPolicies.of(stack.node.findChild('Renewal')).destroy();

const integ = new IntegTest(app, 'ConsumerClientVpn', { testCases: [stack] });
integ.assertions.awsApiCall('EC2', 'DescribeClientVpnEndpoints', {})
  .expect(ExpectedResult.objectLike({ ClientVpnEndpoints: [{ Status: { Code: 'pending-associate' } }] }));
