import './load-example';
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { RemovalPolicy, Stack, aws_iot as iot } from 'aws-cdk-lib';
import { app } from '../examples/consumer-iot-core/app';
import { RootCertificateAuthority } from '../src';

/*
 * The example consumer-iot-core: a CA that AWS IoT Core trusts ($50 a month, pro-rated). If you deploy the app
 * (`npm run integ:deploy`), the assertion requires an active registration. Destroying the app deletes the CA.
 */
export { app };
const stack = app.node.findChild('IotCore') as Stack;
(stack.node.findChild('Devices') as RootCertificateAuthority).applyRemovalPolicy(RemovalPolicy.DESTROY);
const registration = stack.node.findChild('Registration') as iot.CfnCACertificate;

const integ = new IntegTest(app, 'ConsumerIotCore', { testCases: [stack] });
integ.assertions.awsApiCall('Iot', 'DescribeCACertificate', { certificateId: registration.attrId })
  .expect(ExpectedResult.objectLike({ certificateDescription: { status: 'ACTIVE' } }));
