import './load-example';
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { app } from '../examples/consumer-acm-alb/app';
import { CertificateAuthorityPermission } from '../src';

/*
 * The example consumer-acm-alb: a load balancer with a certificate of ACM. The VPC and the CA are imported. If you
 * deploy the app (`npm run integ:deploy`), replace the account and the imported resources with your own. The assertion
 * requires an issued certificate.
 */
export { app };
const stack = app.node.findChild('AcmAlb') as Stack;
(stack.node.findChild('Renewal') as CertificateAuthorityPermission).applyRemovalPolicy(RemovalPolicy.DESTROY);

const integ = new IntegTest(app, 'ConsumerAcmAlb', { testCases: [stack] });
integ.assertions.awsApiCall('ACM', 'ListCertificates', { CertificateStatuses: ['ISSUED'] })
  .expect(ExpectedResult.objectLike({ CertificateSummaryList: [{ DomainName: 'server.example.com', Status: 'ISSUED' }] }));
