import { join } from 'path';
import {
  App, CfnResource, NestedStack, Stack, Stage, Validations, aws_acmpca as acmpca, aws_certificatemanager as acm,
  aws_s3 as s3, cloudformation_include as include,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { synthesize } from './synthesis';
import { PrivateCaChecks } from '../../src/checks/private-ca-checks';
import { PrivateCaChecksProps } from '../../src/checks/private-ca-checks-props';

/** A CA that a team wrote by hand, and that ACM certificates don't wait for. */
function handwritten(scope: Construct, id = 'Ca'): acmpca.CfnCertificateAuthority {
  const ca = new acmpca.CfnCertificateAuthority(scope, id, {
    type: 'ROOT', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: { commonName: 'Example CA' },
  });
  const certificate = new acmpca.CfnCertificate(scope, `${id}Certificate`, {
    certificateAuthorityArn: ca.attrArn,
    certificateSigningRequest: ca.attrCertificateSigningRequest,
    signingAlgorithm: 'SHA256WITHRSA',
    templateArn: `arn:${Stack.of(scope).partition}:acm-pca:::template/RootCACertificate/V1`,
    validity: { type: 'YEARS', value: 10 },
  });
  new acmpca.CfnCertificateAuthorityActivation(scope, `${id}Activation`, {
    certificateAuthorityArn: ca.attrArn, certificate: certificate.attrCertificate,
  });
  new acmpca.CfnPermission(scope, `${id}Permission`, {
    certificateAuthorityArn: ca.attrArn, principal: 'acm.amazonaws.com', actions: ['IssueCertificate', 'GetCertificate', 'ListPermissions'],
  });
  return ca;
}

function server(scope: Construct, ca: acmpca.CfnCertificateAuthority, id = 'Server'): acm.CfnCertificate {
  return new acm.CfnCertificate(scope, id, { domainName: 'www.example.com', certificateAuthorityArn: ca.attrArn });
}

/** An app with the mistake PCA-ORDER in `Stack/Server`. */
function appWithMistake(props?: PrivateCaChecksProps): { app: App; stack: Stack; certificate: acm.CfnCertificate } {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const certificate = server(stack, handwritten(stack));
  Validations.of(app).addPlugins(new PrivateCaChecks(app, props));
  return { app, stack, certificate };
}

const ORDER = { plugin: 'PrivateCaChecks', rule: 'PCA-ORDER', severity: 'error', path: 'Stack/Server' };

test('a mistake fails synthesis, with the construct, what happens, the fix, and the page of the rule', () => {
  const { failed, findings, printed } = synthesize(appWithMistake().app);

  expect(failed).toBe(true);
  expect(findings).toEqual([ORDER]);
  for (const part of ['CloudFormation can create this resource before the CA is active', 'Make the resource depend on', 'docs/checks/pca-order.md']) {
    expect(printed.replace(/\s+/g, ' ')).toContain(part);
  }
});

test('an app without mistakes does not fail, and its exit code stays', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  handwritten(stack);
  Validations.of(app).addPlugins(new PrivateCaChecks(app));

  expect(synthesize(app)).toMatchObject({ failed: false, findings: [] });
});

test('a warning is reported and does not fail synthesis', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new acmpca.CfnCertificateAuthority(stack, 'Ca', {
    type: 'ROOT', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: { commonName: 'Example CA' },
  });
  Validations.of(app).addPlugins(new PrivateCaChecks(app));

  expect(synthesize(app)).toMatchObject({ failed: false, findings: [{ rule: 'PCA-NOT-ACTIVE', severity: 'warning', path: 'Stack/Ca' }] });
});

test('constructs of nested stacks, stages, and included templates are found', () => {
  const app = new App();
  const stack = new Stack(app, 'Main');
  const nested = new NestedStack(stack, 'Nested');
  server(nested, handwritten(nested));
  const stage = new Stage(app, 'Prod', { env: { account: '111122223333', region: 'us-gov-west-1' } });
  const staged = new Stack(stage, 'Staged');
  server(staged, handwritten(staged));
  new include.CfnInclude(new Stack(app, 'Other'), 'Included', { templateFile: join(__dirname, 'templates/handwritten.yaml') });
  [app, stage].forEach((scope) => Validations.of(scope).addPlugins(new PrivateCaChecks(scope)));

  const paths = synthesize(app).findings.map(({ rule, path }) => `${rule} ${path}`);
  expect([...new Set(paths)].sort()).toEqual([
    'PCA-ORDER Main/Nested/Server', 'PCA-ORDER Other/Included/Server', 'PCA-ORDER Prod/Staged/Server', 'PCA-RETAIN Other/Included/Activation',
  ]);
});

test('a bucket and its CA in two stacks are judged together, by strong and by weak references', () => {
  for (const context of [{}, { '@aws-cdk/core:defaultCrossStackReferences': 'weak' }]) {
    const app = new App({ context });
    const env = { account: '111122223333', region: 'eu-central-1' };
    const bucket = new s3.Bucket(new Stack(app, 'Buckets', { env }), 'Crls');
    const stack = new Stack(app, 'Authorities', { env });
    handwritten(stack).revocationConfiguration = {
      crlConfiguration: { enabled: true, s3BucketName: bucket.bucketName, s3ObjectAcl: 'BUCKET_OWNER_FULL_CONTROL', customCname: 'crl.example.com' },
    };
    Validations.of(app).addPlugins(new PrivateCaChecks(app));

    expect(synthesize(app).findings).toEqual([{ plugin: 'PrivateCaChecks', rule: 'PCA-CRL-NO-POLICY', severity: 'error', path: 'Authorities/Ca' }]);
  }
});

test('a policy of a nested stack, for the bucket of its parent, is known', () => {
  const build = (service: string) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const bucket = new s3.Bucket(stack, 'Crls');
    const ca = handwritten(stack);
    ca.revocationConfiguration = {
      crlConfiguration: {
        enabled: true, s3BucketName: bucket.bucketName, s3ObjectAcl: 'BUCKET_OWNER_FULL_CONTROL', customCname: 'crl.example.com',
      },
    };
    new s3.CfnBucketPolicy(new NestedStack(stack, 'Nested'), 'Policy', {
      bucket: bucket.bucketName,
      policyDocument: {
        Statement: [{
          Effect: 'Allow',
          Principal: { Service: service },
          Action: 's3:*',
          Resource: '*',
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        }],
      },
    });
    Validations.of(app).addPlugins(new PrivateCaChecks(app));
    return synthesize(app).findings.map(({ rule, path }) => `${rule} ${path}`);
  };

  expect(build('acm-pca.amazonaws.com')).toEqual([]);
  expect(build('logging.s3.amazonaws.com')).toEqual(['PCA-CRL-NO-POLICY Stack/Ca']);
});

test('informational findings are off by default', () => {
  const informational = synthesize(appWithMistake({ informational: true }).app);

  expect(informational.findings.map(({ rule, severity }) => `${severity} ${rule}`).sort())
    .toEqual(['error PCA-ORDER', 'info PCA-NO-REVOCATION', 'info PCA-TAGS']);
});

test('a rule that the app ignores is not applied', () => {
  expect(synthesize(appWithMistake({ ignore: ['PCA-ORDER'] }).app)).toMatchObject({ failed: false, findings: [] });
});

test('an unknown rule to ignore is an error with the nearest rule', () => {
  const app = new App();

  expect(() => new PrivateCaChecks(app, { ignore: ['PCA-ORDR'] })).toThrow(
    'ignore must contain IDs of rules; got "PCA-ORDR". Fix: Use PCA-ORDER, or remove the ID. [CheckRuleUnknown at App]');
  expect(() => new PrivateCaChecks(app, { ignore: ['PCA-FOO'] })).toThrow('got "PCA-FOO". Fix: Use the ID of a rule, or remove the ID.');
});

test('the plugin names its rules', () => {
  const { ruleIds, name } = new PrivateCaChecks(new App(), { ignore: ['PCA-TAGS'] });

  expect(name).toBe('PrivateCaChecks');
  expect(ruleIds).toContain('PCA-ORDER');
  expect(ruleIds).not.toContain('PCA-TAGS');
});

test('what can not be judged is a note in the report, and no rule throws', () => {
  const { app, stack } = appWithMistake();
  new CfnResource(stack, 'Odd', { type: 'AWS::ACMPCA::Certificate', properties: { TemplateArn: { 'Fn::Unheard': [] } } });
  stack.templateOptions.transforms = ['AWS::LanguageExtensions'];

  const { findings, metadata } = synthesize(app);
  expect(findings).toEqual([ORDER]);
  expect(JSON.stringify(metadata)).toContain('A transform or a loop can add resources.');
});
