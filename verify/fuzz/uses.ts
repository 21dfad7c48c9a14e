import {
  Stack, aws_cloudwatch as cloudwatch, aws_ec2 as ec2, aws_events as events, aws_iam as iam,
  aws_organizations as organizations,
} from 'aws-cdk-lib';
import { OWN, TYPES } from './assembly';
import { Expression } from './expressions';
import { takerOf, useStruct } from './takers';
import * as library from '../../src';

/* How an app uses what the methods return: in resources, so that templates contain it. */

const SERVICE_CONTROL_POLICY = { type: 'SERVICE_CONTROL_POLICY' };

type Call = Pick<Extract<Expression, { is: 'static' | 'method' }>, 'is' | 'type' | 'method'>;

/** Puts the result of a method into a resource. */
export function useResult(stack: Stack, id: () => string, call: Call, result: unknown): void {
  const returned = TYPES[call.type].methods!.find(({ name }) => name === call.method)?.returns?.type;
  const type = returned?.collection?.elementtype.fqn ?? returned?.fqn;
  if (call.method === 'cdkExecutionRole') { useStruct(stackFor(stack, id()), 'GuardrailOptions', 'executionRoles', [result]); }
  if (type === `${OWN}PkiSignal`) { useStruct(stackFor(stack, id()), 'PkiAlarmsProps', 'signals', library.PkiSignals.of(result as library.PkiSignal)); }
  switch (type?.split('.').slice(-1)[0]) {
    case 'EventPattern': new events.Rule(stack, id(), { eventPattern: result as events.EventPattern }); break;
    case 'IRuleTarget': {
      const rule = new events.Rule(stack, id(), { eventPattern: { source: ['aws.acm-pca'] } });
      (result as events.IRuleTarget[]).forEach((target) => rule.addTarget(target));
      break;
    }
    case 'Metric': case 'IMetric': useMetric(stack, id(), result as cloudwatch.IMetric); break;
    case 'IPrincipal': new iam.Role(stack, id(), { assumedBy: result as iam.IPrincipal }); break;
    case 'PolicyStatement': {
      const document = new iam.PolicyDocument({ statements: result as iam.PolicyStatement[] });
      if (call.method === 'endpointStatements') {
        new ec2.CfnVPCEndpoint(stack, id(), { vpcId: 'vpc-1', serviceName: 'acm-pca', policyDocument: document });
      } else {
        new organizations.CfnPolicy(stack, id(), { name: 'pki', content: document, ...SERVICE_CONTROL_POLICY });
      }
      break;
    }
    default: if (type) { useValue(stack, id(), type, result); }
  }
}

/** An alarm can only have a metric of its own Region. */
function useMetric(stack: Stack, id: string, metric: cloudwatch.IMetric): void {
  const region = metric.toMetricConfig().metricStat?.region;
  const used = region === undefined || region === stack.region ? metric : new cloudwatch.Metric({ namespace: 'App', metricName: id });
  new cloudwatch.Alarm(stack, id, { metric: used, threshold: 1, evaluationPeriods: 1 });
}

/** Puts the value of a factory into a construct that takes it, in a stack of its own. */
function useValue(home: Stack, id: string, type: string, value: unknown): void {
  const taker = takerOf(type);
  if (taker) { useStruct(stackFor(home, id), taker.struct, taker.property, taker.list ? [value] : value); }
}

function stackFor({ node, account, region }: Stack, id: string): Stack {
  return new Stack(node.root, `${node.id}${id}`, { env: { account, region } });
}
