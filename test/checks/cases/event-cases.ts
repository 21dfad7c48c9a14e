import { att, change, CONDITIONS, inTemplate, Json, NO_VALUE, ref, root, RuleCases, sub, when } from './case';

const rule = (pattern: unknown, more: Json = {}) => ({ Type: 'AWS::Events::Rule', Properties: { EventPattern: pattern, ...more } });
const issued = (more: Json = {}) => ({ 'source': ['aws.acm-pca'], 'detail-type': ['ACM Private CA Certificate Issuance'], ...more });
const call = (names: unknown, more: Json = {}) => ({
  'source': ['aws.acm-pca'], 'detail-type': ['AWS API Call via CloudTrail'], 'detail': { eventSource: ['acm-pca.amazonaws.com'], eventName: names }, ...more,
});
const one = (name: string, pattern: unknown, more: Json = {}, also: object = {}) => inTemplate(name,
  { Rule: rule(pattern, more) }, also);
const toLog = { Targets: [{ Id: 'log', Arn: sub('arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Log}') }] };
const log = { Log: { Type: 'AWS::Logs::LogGroup' } };
const logsPolicy = (document: unknown) => ({ Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyName: 'events', PolicyDocument: document } });

const INPUT = { CertificateAuthorityArn: 'ARN', S3BucketName: 'amzn-s3-demo-bucket', AuditReportResponseFormat: 'CSV' };
const schedule = (expression: unknown, target: Json = {}) => ({
  Schedule: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      FlexibleTimeWindow: { Mode: 'OFF' },
      ScheduleExpression: expression,
      Target: {
        Arn: sub('arn:${AWS::Partition}:scheduler:::aws-sdk:acmpca:createCertificateAuthorityAuditReport'),
        RoleArn: ref('RoleArn'),
        Input: JSON.stringify(INPUT),
        ...target,
      },
    },
  },
});
const subInput = sub('{"CertificateAuthorityArn":"${Root.Arn}","S3BucketName":"${Bucket}","AuditReportResponseFormat":"CSV"}');

const alarm = (expression: unknown) => ({
  Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Metrics: [{ Id: 'm1', Expression: expression }], EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold', Threshold: 0 } },
});
const share = (properties: Json) => ({
  Share: { Type: 'AWS::RAM::ResourceShare', Properties: { Name: 'ca', ResourceArns: [ref('RootActivation')], Principals: ['444455556666'], ...properties } }, ...root(),
});

export const EVENT_CASES: Record<string, RuleCases> = {
  'PCA-EVENT': {
    wrong: [
      one('a result that does not exist', issued({ detail: { result: ['failed'] } })),
      one('another source', issued({ source: ['aws.acmpca'] })),
      one('a failed revocation', { 'source': ['aws.acm-pca'], 'detail-type': ['ACM Private CA Certificate Revocation'], 'detail': { result: ['failure'] } }),
      one('fields that begin with capital letters', { Source: ['aws.acm-pca'], DetailType: ['ACM Private CA Creation'] }),
      inTemplate('the creation of a CA of the same stack', {
        ...root(), Rule: rule({ 'source': ['aws.acm-pca'], 'detail-type': ['ACM Private CA Creation'], 'resources': [att('Root')] }),
      }),
      one('a detail type with the new name of the service', { 'source': ['aws.acm-pca'], 'detail-type': ['AWS Private CA Creation'] }),
      one('an API action that CloudTrail does not log', call(['ImportCACertificate'])),
      one('read-only calls in a rule that is only enabled', call(['GetCertificate', 'ListPermissions'], {}), { State: 'ENABLED' }),
      one('a detail type that is unknown', { 'source': ['aws.acm-pca'], 'detail-type': ['ACM Private CA Renewal'] }, {}, { severity: 'warning' }),
      one('a field of the detail in capitals', issued({ detail: { Result: ['failure'] } })),
    ],
    right: [
      one('a failed issuance', issued({ detail: { result: ['failure'] } })),
      one('content filters', issued({ 'detail-type': [{ prefix: 'ACM Private CA' }], 'detail': { result: [{ 'anything-but': 'success' }] } })),
      one('read-only calls in a rule for all management events', call(['GetCertificate']), { State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' }),
      one('a write call beside read-only ones', call(['GetCertificate', 'DeleteCertificateAuthority'])),
      one('a service event', { 'source': ['aws.acm-pca'], 'detail-type': ['AWS Service Event via CloudTrail'], 'detail': { eventName: ['IssueCertificateDetails'] } }),
      inTemplate('a pattern as text with references', {
        ...root(), Rule: rule(sub('{"source":["aws.acm-pca"],"detail-type":["ACM Private CA Certificate Issuance"],"resources":["${Root.Arn}"],"detail":{"result":["success"]}}')),
      }),
      one('patterns of several services', { 'source': ['aws.acm', 'aws.acm-pca'], 'detail-type': ['ACM Certificate Expired', 'ACM Private CA CRL Generation'] }),
      one('events of another service', { 'source': ['aws.s3'], 'detail-type': ['Object Created'], 'detail': { result: ['failed'] } }),
      {
        name: 'a result that a parameter decides',
        template: { ...CONDITIONS, Resources: { Rule: rule(issued({ detail: { result: [ref('Text')] } })) } },
      },
      one('a schedule', NO_VALUE, { ScheduleExpression: 'rate(1 day)' }),
    ],
  },
  'PCA-EVENT-LOG': {
    wrong: [
      inTemplate('a rule that sends events to a log group', { ...log, Rule: rule(issued(), toLog) }),
      inTemplate('a resource policy for another service', {
        ...log, Rule: rule(issued(), toLog), Policy: logsPolicy('{"Statement":[{"Effect":"Allow","Principal":{"Service":"es.amazonaws.com"},"Action":"logs:PutLogEvents","Resource":"*"}]}'),
      }),
    ],
    right: [
      inTemplate('a resource policy for EventBridge', {
        ...log, Rule: rule(issued(), toLog), Policy: logsPolicy('{"Statement":[{"Effect":"Allow","Principal":{"Service":["events.amazonaws.com","delivery.logs.amazonaws.com"]},"Action":["logs:CreateLogStream","logs:PutLogEvents"],"Resource":"*"}]}'),
      }),
      inTemplate('a resource policy with references', { ...log, Rule: rule(issued(), toLog), Policy: logsPolicy(sub('{"Statement":[{"Effect":"Allow","Principal":{"Service":"events.${AWS::URLSuffix}"},"Action":"logs:*","Resource":"${Log.Arn}"}]}')) }),
      inTemplate('a custom resource that puts the policy', { ...log, Rule: rule(issued(), toLog), Put: { Type: 'Custom::CloudwatchLogResourcePolicy', Properties: { ServiceToken: 'x', Create: ref('Text') } } }),
      inTemplate('a log group that the template does not define', { Rule: rule(issued(), { Targets: [{ Id: 'log', Arn: ref('Text') }] }) }),
      inTemplate('events of another service', { ...log, Rule: rule({ source: ['aws.s3'] }, toLog) }),
    ],
  },
  'PCA-SCHEDULE': {
    wrong: [
      inTemplate('a schedule every ten minutes', schedule('rate(10 minutes)')),
      inTemplate('a cron expression every quarter of an hour', schedule('cron(0/15 * * * ? *)')),
      inTemplate('a target with the name of the endpoint', schedule('rate(1 day)', { Arn: sub('arn:${AWS::Partition}:scheduler:::aws-sdk:acm-pca:createCertificateAuthorityAuditReport') })),
      inTemplate('input keys in lowercase', schedule('rate(1 day)', { Input: JSON.stringify({ certificateAuthorityArn: 'ARN', s3BucketName: 'b', auditReportResponseFormat: 'CSV' }) })),
      inTemplate('an input without a format', schedule('rate(1 day)', { Input: JSON.stringify({ CertificateAuthorityArn: 'ARN', S3BucketName: 'amzn-s3-demo-bucket' }) })),
    ],
    right: [
      inTemplate('a schedule every day', schedule('rate(1 day)')),
      inTemplate('a cron expression every half hour', schedule('cron(0,30 * * * ? *)')),
      inTemplate('an expression that a parameter decides', schedule(ref('Text'))),
      inTemplate('an input with references', { ...root(), Bucket: { Type: 'AWS::S3::Bucket' }, ...schedule('rate(30 minutes)', { Input: subInput }) }),
      inTemplate('another call', schedule('rate(5 minutes)', { Arn: sub('arn:${AWS::Partition}:scheduler:::aws-sdk:acmpca:deletePolicy'), Input: '{}' })),
    ],
  },
  'PCA-ALARM': {
    wrong: [
      inTemplate('an alarm with SEARCH', alarm('SUM(SEARCH(\'{AWS/ACMPrivateCA} MetricName="Failure"\', \'Sum\', 300))')),
      inTemplate('an alarm with SEARCH and a reference', alarm(sub('SEARCH(\'{AWS/ACMPrivateCA,PrivateCAArn} ${Text}\', \'Sum\')'))),
    ],
    right: [
      inTemplate('a Metrics Insights query', alarm('SELECT SUM(Failure) FROM "AWS/ACMPrivateCA"')),
      inTemplate('a SEARCH over another namespace', alarm('SEARCH(\'{AWS/S3} MetricName="4xxErrors"\', \'Sum\')')),
      inTemplate('a dashboard with SEARCH', { Board: { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: 'SEARCH(\'{AWS/ACMPrivateCA}\')' } } }),
      inTemplate('an expression that a parameter decides', alarm(ref('Text'))),
    ],
  },
  'PCA-RAM-EXTERNAL': {
    wrong: [
      inTemplate('a share with an account by default', share({})),
      inTemplate('a share that allows external principals', share({ AllowExternalPrincipals: true })),
      inTemplate('a share of a CA by its ARN', share({ ResourceArns: ['arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1'] })),
    ],
    right: [
      inTemplate('a share inside the organization', share({ AllowExternalPrincipals: false })),
      inTemplate('a share with an organization', share({ Principals: ['arn:aws:organizations::111122223333:organization/o-exampleorgid'] })),
      inTemplate('a share with a service principal', share({ Principals: ['pca-connector-scep.amazonaws.com'] })),
      inTemplate('a share of another resource', share({ ResourceArns: ['arn:aws:ec2:us-east-1:111122223333:subnet/subnet-1'] })),
      {
        name: 'a setting that one branch makes',
        template: { ...CONDITIONS, Resources: share({ AllowExternalPrincipals: when('IsProd', false, true) }) },
      },
    ],
  },
  'PCA-TAGS': {
    wrong: [
      inTemplate('a CA without tags', root()),
      inTemplate('an empty list of tags', root({ Tags: [] })),
    ],
    right: [
      inTemplate('a CA with a tag', root({ Tags: [{ Key: 'owner', Value: 'pki' }] })),
      inTemplate('tags that a parameter decides', root({ Tags: ref('Text') })),
      inTemplate('a tag that a parameter decides', change(root(), 'Root/Properties/Tags', [{ Key: 'owner', Value: ref('Text') }])),
    ],
  },
};
