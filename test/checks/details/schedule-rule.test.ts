import { found } from './findings';
import { Json, ref, sub } from '../cases/case';

const INPUT = { CertificateAuthorityArn: 'ARN', S3BucketName: 'amzn-s3-demo-bucket', AuditReportResponseFormat: 'CSV' };
const CALL = 'arn:aws:scheduler:::aws-sdk:acmpca:createCertificateAuthorityAuditReport';
const schedule = (expression: unknown, target: Json = {}) => ({
  Schedule: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: { ScheduleExpression: expression, Target: { Arn: CALL, Input: JSON.stringify(INPUT), ...target } },
  },
});
const judge = (expression: unknown, target?: Json) => found('PCA-SCHEDULE', schedule(expression, target));

const OFTEN = 'Schedule Properties.ScheduleExpression: AWS Private CA rejects runs, because it creates one audit report of a CA in 30 minutes.';
const OTHER_TARGET = 'Schedule Properties.Target.Arn: '
  + 'Every run fails, because the target of the call is aws-sdk:acmpca:createCertificateAuthorityAuditReport.';

test.each<[string, unknown]>([
  ['a rate of ten minutes', 'rate(10 minutes)'],
  ['a rate of one minute', 'rate(1 minute)'],
  ['a rate with more spaces', ' rate(29  minutes) '],
  ['two minutes in one hour', 'cron(10,25 * * * ? *)'],
  ['two minutes in an hour with two digits', 'cron(0,10  12 * * ? *)'],
  ['the two nearest of several minutes', 'cron(0,31,59 8 * * ? *)'],
  ['minutes that are not sorted', 'cron(45,0,20 8 * * ? *)'],
  ['minutes around the end of an hour', 'cron(50,10 * * * ? *)'],
  ['every minute', 'cron(* 8 * * ? *)'],
  ['a range of minutes', 'cron(0-5 8 * * ? *)'],
  ['a range of minutes with two digits', 'cron(10-11 8 * * ? *)'],
  ['a step', 'cron(30/29 8 * * ? *)'],
  ['a step from the first minute', 'cron(*/15 8 * * ? *)'],
  ['a step of zero', 'cron(0/0 8 * * ? *)'],
  ['spaces around the expression', ' cron(0/15 8 * * ? *) '],
  ['hours that a parameter decides', sub('cron(0,10 ${Hours} * * ? *)')],
])('a schedule is too frequent for audit reports with %s', (_name, expression) => {
  expect(judge(expression)).toEqual([OFTEN]);
});

test.each<[string, unknown]>([
  ['a rate of 30 minutes', 'rate(30 minutes)'],
  ['a rate of one hour', 'rate(1 hour)'],
  ['a rate of another unit', 'rate(5 minutesago)'],
  ['text after a rate', 'rate(5 minutes) or less'],
  ['minutes that stand in another text', 'cron(0 0 1 1 ? 2030) rate(5 minutes)'],
  ['a cron expression that stands in another text', 'at cron(0/5 * * * ? *)'],
  ['one time', 'at(2030-01-01T00:05:00)'],
  ['minutes that are 30 minutes apart but not sorted', 'cron(30,0 * * * ? *)'],
  ['a step of 30 minutes', 'cron(0/30 * * * ? *)'],
  ['one minute of every hour', 'cron(50 * * * ? *)'],
  ['a range of one minute', 'cron(50-50 * * * ? *)'],
  ['minutes around the end of the only hour', 'cron(50,10 8 * * ? *)'],
  ['text before a minute', 'cron(x5,10 * * * ? *)'],
  ['text after a minute', 'cron(5x,10 * * * ? *)'],
  ['minutes that a parameter decides', sub('cron(0,${Minute} * * * ? *)')],
  ['a rate that a parameter decides', sub('rate(${Minutes} minutes)')],
])('a schedule is not too frequent for audit reports with %s', (_name, expression) => {
  expect(judge(expression)).toEqual([]);
});

test.each<[string, unknown, string[]]>([
  ['the name of the endpoint', 'arn:aws:scheduler:::aws-sdk:acm-pca:createCertificateAuthorityAuditReport', [OTHER_TARGET]],
  ['a capital letter at the beginning', 'arn:aws:scheduler:::aws-sdk:acmpca:CreateCertificateAuthorityAuditReport', [OTHER_TARGET]],
  ['a service that a parameter decides', sub('arn:aws:scheduler:::aws-sdk:${Service}:createCertificateAuthorityAuditReport'), []],
  ['more text', 'arn:aws:scheduler:::aws-sdk:acm-pca:createCertificateAuthorityAuditReport:x', []],
  ['the call of another service', 'arn:aws:scheduler:::aws-sdk:acm-pca:deletePolicy', []],
])('a target with %s', (_name, arn, findings) => {
  expect(judge('rate(1 day)', { Arn: arn })).toEqual(findings);
});

const missing = (keys: string) => [`Schedule Properties.Target.Input: Every run fails, because the input of the call has no ${keys}. Keys begin with a capital letter.`];

test.each<[string, unknown, string[]]>([
  ['all keys', JSON.stringify(INPUT), []],
  ['one missing key', JSON.stringify({ ...INPUT, S3BucketName: undefined }), missing('S3BucketName')],
  ['keys in lowercase', JSON.stringify({ ...INPUT, CertificateAuthorityArn: undefined, S3BucketName: undefined, s3BucketName: 'b' }),
    missing('CertificateAuthorityArn and no S3BucketName')],
  ['a missing key beside the value of a parameter', sub('{"CertificateAuthorityArn":"${Ca}","S3BucketName":"b"}'), missing('AuditReportResponseFormat')],
  ['a key that a parameter decides', sub('{"${Key}":"ARN","S3BucketName":"b","AuditReportResponseFormat":"CSV"}'), []],
  ['text that a parameter decides', ref('Text'), []],
  ['a part that a parameter decides', sub('{"S3BucketName":"b",${Text}}'), []],
  ['no JSON', 'CertificateAuthorityArn', []],
  ['no object', '[]', []],
  ['nothing', undefined, ['Schedule Properties.Target.Input: Every run fails, because the call has no input.']],
])('an input with %s', (_name, input, findings) => {
  expect(judge('rate(1 day)', { Input: input })).toEqual(findings);
});
