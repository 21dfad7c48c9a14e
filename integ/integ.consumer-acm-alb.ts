import './load-example';
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { RemovalPolicies, Stack } from 'aws-cdk-lib';
import { app } from '../examples/consumer-acm-alb/app';

/*
 * The example consumer-acm-alb: a load balancer with a certificate of ACM. The VPC and the CA are imported. If you
 * deploy the app (`npm run integ:deploy`), replace the account and the imported resources with your own. The assertion
 * requires an issued certificate.
 */
export { app };
const stack = app.node.findChild('AcmAlb') as Stack;
RemovalPolicies.of(stack.node.findChild('Renewal')).destroy();

const integ = new IntegTest(app, 'ConsumerAcmAlb', { testCases: [stack] });
integ.assertions.awsApiCall('ACM', 'ListCertificates', { CertificateStatuses: ['ISSUED'] })
  .expect(ExpectedResult.objectLike({ CertificateSummaryList: [{ DomainName: 'server.example.com', Status: 'ISSUED' }] }));
