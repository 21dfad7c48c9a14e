import { Duration, Stack, aws_acmpca as acmpca, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityMetrics } from '../../src/authority/certificate-authority-metrics';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { Revocation } from '../../src/revocation/revocation';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

const CA_ARN = 'arn:aws:acm-pca:eu-west-1:444455556666:certificate-authority/1';

type Of = (metrics: CertificateAuthorityMetrics, options?: cloudwatch.MetricOptions) => cloudwatch.Metric;

const METRICS: [name: string, of: Of, statistic: string, dimensions: string[]][] = [
  ['Success', (metrics, options) => metrics.success(options), 'Sum', ['Operation', 'PrivateCAArn']],
  ['Failure', (metrics, options) => metrics.failure(options), 'Sum', ['Operation', 'PrivateCAArn']],
  ['Time', (metrics, options) => metrics.time(options), 'Average', ['Operation', 'PrivateCAArn']],
  ['CRLGenerated', (metrics, options) => metrics.crlGenerated(options), 'Sum', ['PrivateCAArn']],
  ['MisconfiguredCRLBucket', (metrics, options) => metrics.misconfiguredCrlBucket(options), 'Sum', ['PrivateCAArn']],
];

test.each(METRICS)('%s is an AWS Private CA metric with the dimensions that others observed', (name, of, statistic, dimensions) => {
  const ca = newRoot(newStack());

  const metric = of(ca.metrics);
  expect(metric).toMatchObject({ namespace: 'AWS/ACMPrivateCA', metricName: name, statistic, period: Duration.minutes(5) });
  expect(Object.keys(metric.dimensions!).sort()).toEqual(dimensions);
  expect(metric.dimensions!.PrivateCAArn).toBe(ca.certificateAuthorityArn);
});

test.each(METRICS)('all options of %s can be overridden', (_name, of) => {
  const metric = of(newRoot(newStack()).metrics, { dimensionsMap: { PrivateCAArn: 'one' }, period: Duration.hours(1), statistic: 'Maximum' });

  expect(metric.dimensions).toEqual({ PrivateCAArn: 'one' });
  expect(metric).toMatchObject({ period: Duration.hours(1), statistic: 'Maximum' });
});

test('root, subordinate, and L1 CAs have metrics', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const root = newRoot(stack);
  const subordinate = new SubordinateCertificateAuthority(stack, 'Sub', {
    subject: DistinguishedName.of({ commonName: 'Sub' }), parent: root, revocation: Revocation.none(),
  });
  const l1 = new acmpca.CfnCertificateAuthority(stack, 'L1', {
    type: 'ROOT', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: { commonName: 'L1' },
  });
  const arnIn = (metrics: CertificateAuthorityMetrics) =>
    Stack.of(stack).resolve(metrics.crlGenerated().dimensions!.PrivateCAArn);

  expect(arnIn(root.metrics)).toEqual({ Ref: expect.stringMatching(/^RootActivation/) });
  expect(arnIn(subordinate.metrics)).toEqual({ Ref: expect.stringMatching(/^SubActivation/) });
  expect(arnIn(CertificateAuthorityMetrics.fromCertificateAuthority(l1))).toEqual({ Ref: 'L1' });
});

test.each([['known', ENVIRONMENT], ['unknown', undefined]])('an alarm on the metric of a CA in the stack names no account and no Region if they are %s', (_name, env) => {
  const stack = newStack({ env });
  new cloudwatch.Alarm(stack, 'Alarm', { metric: newRoot(stack).metrics.misconfiguredCrlBucket(), threshold: 1, evaluationPeriods: 1 });

  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/ACMPrivateCA',
    MetricName: 'MisconfiguredCRLBucket',
    Dimensions: [{ Name: 'PrivateCAArn', Value: { Ref: Match.stringLikeRegexp('^RootActivation') } }],
    Metrics: Match.absent(),
  });
});

test('the metrics of a CA in another account and Region have that account and Region', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const imported = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Imported', CA_ARN);

  expect(imported.metrics.success()).toMatchObject({ account: '444455556666', region: 'eu-west-1' });
  expect(imported.metrics.success().dimensions).toEqual({ PrivateCAArn: CA_ARN, Operation: 'IssueCertificate' });
});

test('a metric has the account and Region of the CA only if they are known', () => {
  expect([newRoot(newStack({ env: ENVIRONMENT })), newRoot(newStack())].map(({ metrics }) => {
    const { account, region } = metrics.time();
    return [account, region];
  })).toEqual([['111122223333', 'us-east-1'], [undefined, undefined]]);
});
