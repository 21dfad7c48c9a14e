import { findingsIn } from './findings';
import { ALARM, RAM_EXTERNAL, TAGS } from '../../../src/checks/private/other-rules';
import { att, Json, ref, root, sub } from '../cases/case';

describe('an alarm', () => {
  const second = ['error Alarm Properties.Metrics.1.Expression'];

  test.each<[string, unknown, string[]]>([
    ['with a search', 'SEARCH(\'{AWS/ACMPrivateCA} Failure\', \'Sum\')', second],
    ['with a search after a space', 'SUM(SEARCH (\'{AWS/ACMPrivateCA} Failure\', \'Sum\'))', second],
    ['with a search over other metrics', 'SEARCH(\'{AWS/S3} Errors\', \'Sum\')', []],
    ['with a name that ends like a search', 'RESEARCH(\'{AWS/ACMPrivateCA} Failure\', \'Sum\')', []],
    ['with a query', 'SELECT SUM(Failure) FROM SCHEMA("AWS/ACMPrivateCA")', []],
    ['without an expression', undefined, []],
  ])('%s', (_name, Expression, expected) => {
    const Alarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [{ Id: 'a' }, { Id: 'b', Expression }] } };

    expect(findingsIn(ALARM, { Alarm })).toEqual(expected);
  });
});

describe('a share', () => {
  const external = ['warning Share Properties.AllowExternalPrincipals'];
  const unit = 'arn:aws:organizations::111122223333:ou/o-exampleorgid/ou-examplerootid-111122223333';
  const share = (properties: Json) => ({
    Share: { Type: 'AWS::RAM::ResourceShare', Properties: { ResourceArns: [att('Root')], Principals: ['111122223333'], ...properties } },
    ...root(),
  });

  test.each<[string, Json, string[]]>([
    ['of a CA with an account', {}, external],
    ['of a CA beside another resource', { ResourceArns: ['arn:aws:ec2:us-east-1:111122223333:subnet/subnet-1', att('Root')] }, external],
    ['of a CA whose partition a parameter decides', { ResourceArns: [sub('arn:${Text}:acm-pca:us-east-1:111122223333:certificate-authority/1')] }, external],
    ['of another resource of the service', { ResourceArns: ['arn:aws:acm-pca:us-east-1:111122223333:connector/certificate-authority/1'] }, []],
    ['with an account beside a unit', { Principals: [unit, '111122223333'] }, external],
    ['with a unit whose ID ends with 12 digits', { Principals: [unit] }, []],
    ['with a number that is too long for an account', { Principals: ['1111222233334'] }, []],
    ['with an account that a parameter decides', { Principals: [ref('Text')] }, []],
    ['that accounts outside the organization cannot use', { AllowExternalPrincipals: false }, []],
  ])('%s', (_name, properties, expected) => {
    expect(findingsIn(RAM_EXTERNAL, share(properties))).toEqual(expected);
  });
});

test.each<[string, unknown, string[]]>([
  ['without tags', undefined, ['info Root Properties.Tags']],
  ['with an empty list of tags', [], ['info Root Properties.Tags']],
  ['with a tag', [{ Key: 'team', Value: 'pki' }], []],
  ['with tags that a parameter decides', ref('Text'), []],
])('a CA %s', (_name, Tags, expected) => {
  expect(findingsIn(TAGS, root({ Tags }))).toEqual(expected);
});
