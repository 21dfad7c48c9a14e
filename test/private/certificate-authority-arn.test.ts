import { Aws, CfnParameter, Lazy, Stack, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { CertificateAuthorityPermission } from '../../src/authority/certificate-authority-permission';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { accountOf, regionOf, requireCertificateAuthorityArn } from '../../src/private/certificate-authority-arn';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

const IMPORTS = {
  'this library': PrivateCertificateAuthority.fromCertificateAuthorityArn,
  'aws-cdk-lib': acmpca.CertificateAuthority.fromCertificateAuthorityArn,
};
const LIBRARIES = Object.keys(IMPORTS) as (keyof typeof IMPORTS)[];
const SELECTED = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': [':', { Ref: 'Arn' }] }] });

/** The account and Region of a CA, as a template renders them. */
const environmentOf = (stack: Stack, ca: acmpca.ICertificateAuthorityRef): unknown =>
  stack.resolve([accountOf(ca), regionOf(ca)]);

describe.each(LIBRARIES)('a CA that %s imports', (library) => {
  const importCa = (stack: Stack, arn: string) => IMPORTS[library](stack, 'Ca', arn);

  test('by the ARN in a parameter has the account and Region of the parameter, and not those of the stack', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const ca = importCa(stack, new CfnParameter(stack, 'Arn').valueAsString);

    expect(environmentOf(stack, ca)).toEqual([SELECTED(4), SELECTED(3)]);
  });

  test('by an ARN with the account in a parameter has that account', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const account = new CfnParameter(stack, 'Account').valueAsString;
    const [owner, region] = environmentOf(stack, importCa(stack, `arn:aws:acm-pca:eu-west-1:${account}:certificate-authority/1`)) as [unknown, unknown];

    expect(JSON.stringify(owner)).toContain('{"Ref":"Account"}');
    expect(JSON.stringify(owner)).not.toContain('111122223333');
    expect(JSON.stringify(region)).not.toContain('us-east-1');
  });

  test('by the ARN in a parameter can write audit reports only on behalf of its own account', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const ca = importCa(stack, new CfnParameter(stack, 'Arn').valueAsString);
    new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [ca] });

    const policies = JSON.stringify(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'));
    expect(policies).toContain(`"aws:SourceAccount":${JSON.stringify(SELECTED(4))}`);
  });
});

test('a CA of the app has the account and Region of its stack', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const resource = new acmpca.CfnCertificateAuthority(stack, 'L1', {
    type: 'ROOT', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: { commonName: 'Root' },
  });

  for (const ca of [newRoot(stack), resource]) {
    expect(environmentOf(stack, ca)).toEqual(['111122223333', 'us-east-1']);
  }
});

test('an ARN with fewer parts than a CA ARN has no account at a fixed place', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const prefix = new CfnParameter(stack, 'Arn').valueAsString;
  const ca = acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', `${prefix}:acm-pca:eu-west-1:444455556666:certificate-authority/1`);

  expect(environmentOf(stack, ca)).not.toContainEqual(expect.stringContaining('certificate-authority'));
});

test('the known parts of an ARN with tokens are checked, and an ARN that is a token is not', () => {
  const stack = newStack();
  const importing = (id: string, arn: string) => () => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, id, arn);

  expect(importing('Ca', `arn:aws:acm-pca:${stack.region}:${stack.account}:certificate-authority/1`)).not.toThrow();
  errorOf('CertificateAuthorityArn', importing('Certificate', `arn:aws:acm:${stack.region}:${stack.account}:certificate-authority/1`));
  expect(importing('Late', new CfnParameter(stack, 'LateArn').valueAsString)).not.toThrow();
});

describe('the partition of an ARN', () => {
  const arnIn = (partition: string, region: string) => `arn:${partition}:acm-pca:${region}:111122223333:certificate-authority/1`;
  const importing = (arn: string) => () => PrivateCertificateAuthority.fromCertificateAuthorityArn(newStack(), 'Ca', arn);

  test.each([['aws-us-gov', 'us-east-1', 'aws'], ['aws', 'cn-north-1', 'aws-cn'], ['aws-cn', 'us-gov-west-1', 'aws-us-gov']])(
    'must be that of its Region: %s in %s', (partition, region, expected) => {
      const arn = arnIn(partition, region);

      expect(errorOf('CertificateAuthorityArn', importing(arn)).message).toBe('The partition of certificateAuthorityArn must be that of its Region '
        + `(${expected} for ${region}); got "${arn}". Fix: Correct the partition or the Region of the ARN. [CertificateAuthorityArn at Stack/Ca]`);
    });

  test.each([
    ['aws', 'us-east-1'], ['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1'], ['aws-eusc', 'eusc-de-east-1'],
    ['aws-new', 'xx-future-9'], [Aws.PARTITION, 'cn-north-1'], ['aws-cn', Aws.REGION],
  ])('can be %s in %s', (partition, region) => {
    expect(importing(arnIn(partition, region))).not.toThrow();
  });

  test('is not compared if a token can contain several parts', () => {
    const rest = new CfnParameter(newStack(), 'Rest').valueAsString;

    expect(() => requireCertificateAuthorityArn({ scope: newStack(), property: 'arn' }, `arn:aws-cn:acm-pca:us-east-1:${rest}`)).not.toThrow();
  });

  test('is also checked for CAs that aws-cdk-lib imports', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const certificateAuthority = acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', arnIn('aws-cn', 'us-east-1'));

    errorOf('CertificateAuthorityArn', () => new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority }));
    errorOf('CertificateAuthorityArn', () => new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [certificateAuthority] }));
  });
});

test('a CA with a malformed ARN has the environment of its stack', () => {
  const stack = newStack({ env: ENVIRONMENT });

  expect(environmentOf(stack, acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', 'Root'))).toEqual(['111122223333', 'us-east-1']);
});

test.each([
  'arn:aws:acm-pca:us-east-1:111122223333', 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1:certificate',
])('%s does not have the parts of a CA ARN', (arn) => {
  errorOf('CertificateAuthorityArn', () => PrivateCertificateAuthority.fromCertificateAuthorityArn(newStack(), 'Ca', arn));
});

test('an ARN that is a token and not a text passes', () => {
  const arn = Lazy.any({ produce: () => 'late' }) as unknown as string;

  expect(() => requireCertificateAuthorityArn({ scope: newStack(), property: 'arn' }, arn)).not.toThrow();
});
