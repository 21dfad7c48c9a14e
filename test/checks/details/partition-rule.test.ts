import { findingsIn } from './findings';
import { PARTITION } from '../../../src/checks/private/partition-rule';
import { att, bucketPolicy, change, ref, root, statement, sub } from '../cases/case';

const TEMPLATE = 'acm-pca:::template/RootCACertificate/V1';
const ANYWHERE = 'The deployment fails in the Regions of other partitions, such as AWS GovCloud (US), because the ARN contains a literal partition.';
const withTemplate = (arn: unknown) => change(root(), 'RootCertificate/Properties/TemplateArn', arn);

describe('the ARN of a certificate template', () => {
  const place = 'RootCertificate Properties.TemplateArn';

  test.each<[string, unknown, string | undefined, string[]]>([
    ['of another partition than the Region', `arn:aws:${TEMPLATE}`, 'us-gov-west-1', [`error ${place}`]],
    ['of another partition with a hyphen', `arn:aws-cn:${TEMPLATE}`, 'us-east-1', [`error ${place}`]],
    ['of the partition of the Region', `arn:aws-cn:${TEMPLATE}`, 'cn-north-1', []],
    ['of any partition, in an unknown Region', `arn:aws:${TEMPLATE}`, undefined, [`info ${place}: ${ANYWHERE}`]],
    ['that is not the beginning of the text', `ARN=arn:aws:${TEMPLATE}`, 'us-gov-west-1', []],
    ['with the pseudo parameter', sub(`arn:\${AWS::Partition}:${TEMPLATE}`), undefined, []],
    ['that a parameter decides', ref('Text'), 'us-gov-west-1', []],
  ])('%s', (_name, arn, region, expected) => {
    expect(findingsIn(PARTITION, withTemplate(arn), { region })).toEqual(expected);
  });
});

describe('the ARNs of a bucket policy', () => {
  const policy = (...statements: unknown[]) => ({ Audit: { Type: 'AWS::S3::Bucket' }, AuditPolicy: bucketPolicy('Audit', statements) });
  const literal = ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/*'];

  test.each<[string, unknown[], string[]]>([
    ['are reported once, at the statement', [statement('Audit', { Resource: [att('Audit'), ...literal] })],
      ['error AuditPolicy Properties.PolicyDocument.Statement.0.Resource']],
    ['are not judged in a statement for another service',
      [statement('Audit', { Resource: literal, Principal: { Service: 'logging.s3.amazonaws.com' } })], []],
    ['are not judged in a condition',
      [statement('Audit', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } } })], []],
  ])('%s', (_name, statements, expected) => {
    expect(findingsIn(PARTITION, policy(...statements), { region: 'cn-north-1' })).toEqual(expected);
  });
});

test('a tag of a CA can contain an ARN of another partition', () => {
  const Tags = [{ Key: 'owner', Value: 'arn:aws:iam::111122223333:role/pki' }];

  expect(findingsIn(PARTITION, root({ Tags }), { region: 'us-gov-west-1' })).toEqual([]);
});
