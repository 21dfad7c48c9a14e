import './load-example';
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { CfnResource, RemovalPolicy, Stack, aws_pcaconnectorscep as scep } from 'aws-cdk-lib';
import { app } from '../examples/consumer-scep/app';
import { RootCertificateAuthority } from '../src';

/*
 * The example consumer-scep: the connector for SCEP ($400 a month, pro-rated). If you deploy the app
 * (`npm run integ:deploy`), the assertion requires an active connector. Destroying the app deletes the CA.
 */
export { app };
const stack = app.node.findChild('Scep') as Stack;
(stack.node.findChild('Devices') as RootCertificateAuthority).applyRemovalPolicy(RemovalPolicy.DESTROY);
stack.node.findChild('Share').node.findAll().filter((node) => CfnResource.isCfnResource(node))
  .forEach((share) => share.applyRemovalPolicy(RemovalPolicy.DESTROY));
const connector = stack.node.findChild('Connector') as scep.CfnConnector;

const integ = new IntegTest(app, 'ConsumerScep', { testCases: [stack] });
integ.assertions.awsApiCall('PcaConnectorScep', 'GetConnector', { ConnectorArn: connector.attrConnectorArn })
  .expect(ExpectedResult.objectLike({ Connector: { Status: 'ACTIVE' } }));
