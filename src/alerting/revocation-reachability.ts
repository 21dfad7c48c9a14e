import { Duration, Stack, Token, aws_cloudwatch as cloudwatch, aws_route53 as route53 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { RevocationEndpoint } from './revocation-endpoint';
import { AlarmRouting } from '../notification/alarm-routing';
import { Criticality } from '../notification/criticality';
import { PrivateCaError } from '../private/errors';
import { checked, instanceOf, listOf, oneOf, required } from '../private/kinds';
import { removedOnError } from '../private/removed-on-error';
import { describeAlarm } from '../private/runbooks';

/** The Region in which Amazon Route 53 publishes the metrics of health checks. */
const METRICS_REGION = 'us-east-1';

/** Properties for `RevocationReachability`. */
export interface RevocationReachabilityProps {
  /** The endpoints to check. Specify at least one, and each only once. */
  readonly endpoints: RevocationEndpoint[];

  /**
   * The criticality of the alarms.
   *
   * @default Criticality.HIGH
   */
  readonly criticality?: Criticality;

  /**
   * The routing of the alarms. The topics must be in us-east-1.
   *
   * @default - the alarms send no notification
   */
  readonly routing?: AlarmRouting;
}

const KINDS = {
  endpoints: required(listOf(instanceOf(RevocationEndpoint), 'RevocationEndpoint objects')),
  criticality: oneOf('Criticality', Criticality),
  routing: instanceOf(AlarmRouting),
};

/**
 * Alarms on endpoints for CRLs or OCSP that clients on the internet cannot reach.
 *
 * Amazon Route 53 checks each endpoint every 30 seconds from several locations. Its metrics are only in us-east-1, so
 * that the stack must be in this Region. The CAs and the endpoints can be in any Region. Private endpoints cannot be
 * checked. Amazon Route 53 is billed for each health check, which has no effect on DNS.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
 *
 * @example
 * declare const notifications: PkiNotifications;
 * new RevocationReachability(this, 'Reachability', {
 *   endpoints: [RevocationEndpoint.crl('crl.example.com', '/crl/11111111-2222-3333-4444-555555555555.crl')],
 *   routing: AlarmRouting.everythingTo(notifications),
 * });
 */
@removedOnError
export class RevocationReachability extends Construct {
  /** The alarms, in the order of the endpoints. */
  public readonly alarms: cloudwatch.IAlarm[];

  /**
   * @param scope The parent construct, in a stack in us-east-1.
   * @param id The construct ID.
   * @param props The endpoints and the routing.
   */
  constructor(scope: Construct, id: string, props: RevocationReachabilityProps) {
    super(scope, id);
    props = checked(this, props, KINDS);
    const { endpoints, criticality = Criticality.HIGH, routing } = props;
    requireMetricsRegion(this);
    requireEndpoints(this, endpoints);
    const configs = endpoints.map((endpoint) => endpoint._bind(this));
    const alarms = endpoints.map((endpoint, index) => {
      const own = new Construct(this, idOf(this, endpoint, index));
      const healthCheck = new route53.CfnHealthCheck(own, 'HealthCheck', { healthCheckConfig: configs[index] });
      return newReachabilityAlarm(own, healthCheck, endpoint, criticality);
    });
    routing?._route(this, alarms, criticality);
    this.alarms = alarms;
  }
}

/** The ID of an endpoint. A path can be a token, which a construct ID cannot contain. */
function idOf(scope: Construct, { _kind, _address }: RevocationEndpoint, index: number): string {
  if (Token.isUnresolved(_address)) { return `${_kind}${index}`; }
  const id = `${_kind} ${_address}`;
  // CDK replaces a slash with two hyphens, which another path can contain.
  return scope.node.tryFindChild(id) ? `${_kind} ${encodeURIComponent(_address)}` : id;
}

function newReachabilityAlarm(
  scope: Construct, healthCheck: route53.CfnHealthCheck, endpoint: RevocationEndpoint, criticality: Criticality,
): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, 'Alarm', {
    metric: new cloudwatch.Metric({
      namespace: 'AWS/Route53',
      metricName: 'HealthCheckStatus',
      dimensionsMap: { HealthCheckId: healthCheck.attrHealthCheckId },
      statistic: cloudwatch.Stats.MINIMUM,
      period: Duration.minutes(1),
    }),
    alarmDescription: describeAlarm(scope, 'revocation-unreachable', `${criticality.toUpperCase()}: Amazon Route 53 cannot reach the `
      + `${endpoint._kind} endpoint ${endpoint._address}. Clients that require revocation checks reject certificates. What to do: Check the `
      + 'DNS record, the distribution, and its origin.'),
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    // A deleted or disabled health check publishes no value.
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
}

function requireMetricsRegion(scope: Construct): void {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || region === METRICS_REGION) { return; }
  throw new PrivateCaError('ReachabilityRegion', {
    scope,
    subject: 'The stack',
    rule: `be in ${METRICS_REGION}, because Amazon Route 53 publishes the metrics of health checks only there`,
    value: region,
    fix: `Create RevocationReachability and its notifications in a stack with the Region ${METRICS_REGION}`,
  });
}

function requireEndpoints(scope: Construct, endpoints: RevocationEndpoint[]): void {
  const keys = endpoints.map(({ _identity }) => _identity);
  const duplicate = keys.find((key, index) => keys.indexOf(key) !== index);
  if (endpoints.length > 0 && duplicate === undefined) { return; }
  throw new PrivateCaError('RevocationEndpoint', {
    scope,
    subject: 'endpoints',
    rule: 'contain at least one endpoint, and each endpoint once',
    value: duplicate ?? endpoints,
    fix: duplicate === undefined ? 'Add RevocationEndpoint.crl() or RevocationEndpoint.ocsp()' : 'Remove the duplicate',
  });
}
