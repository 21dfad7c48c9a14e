import { App, Aws, CfnCondition, CfnParameter, Fn, Lazy, RemovalPolicy, Stack, Stage, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { CertificateAuthorityPermission, CertificateAuthorityPermissionProps } from '../../src/authority/certificate-authority-permission';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';

function root(stack: Stack, props: Partial<RootCertificateAuthorityProps> = {}): RootCertificateAuthority {
  const subject = DistinguishedName.of({ commonName: 'Example Corp CA G1' });
  return new RootCertificateAuthority(stack, 'Root', { subject, ...props });
}

function permit(
  stack: Stack, certificateAuthority: acmpca.ICertificateAuthorityRef,
  props: Partial<CertificateAuthorityPermissionProps> = {},
): CertificateAuthorityPermission {
  return new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority, ...props });
}

function l1(stack: Stack, props: Partial<acmpca.CfnCertificateAuthorityProps> = {}): acmpca.CfnCertificateAuthority {
  return new acmpca.CfnCertificateAuthority(stack, 'Root', {
    type: 'ROOT', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: { commonName: 'Root' }, ...props,
  });
}

test('a permission grants the actions that renewal needs, and depends on the activation', () => {
  const stack = newStack();
  permit(stack, root(stack));

  Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::Permission', {
    Actions: ['GetCertificate', 'IssueCertificate', 'ListPermissions'],
    CertificateAuthorityArn: { Ref: 'RootActivation5C67B8FA' },
    Principal: 'acm.amazonaws.com',
  });
});

describe('the removal policy of a permission', () => {
  const policyOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::ACMPCA::Permission'))[0].DeletionPolicy;

  test.each<[string, RemovalPolicy | undefined, string]>([
    ['retained by default', undefined, 'RetainExceptOnCreate'],
    ['retained', RemovalPolicy.RETAIN, 'Retain'],
    ['deleted', RemovalPolicy.DESTROY, 'Delete'],
  ])('is that of a CA that is %s', (_name, removalPolicy, expected) => {
    const stack = newStack();
    permit(stack, root(stack, { removalPolicy }));

    expect(policyOf(stack)).toBe(expected);
  });

  test('follows a later change of the CA', () => {
    const stack = newStack();
    const ca = root(stack);
    permit(stack, ca);
    ca.applyRemovalPolicy(RemovalPolicy.DESTROY);

    expect(policyOf(stack)).toBe('Delete');
  });

  test('is that of the CA also for a permission that is added after the change', () => {
    const stack = newStack();
    const ca = root(stack);
    ca.applyRemovalPolicy(RemovalPolicy.DESTROY);
    permit(stack, ca);

    expect(policyOf(stack)).toBe('Delete');
  });

  test('can be specified, and does not change with the CA then', () => {
    const stack = newStack();
    const ca = root(stack);
    permit(stack, ca, { removalPolicy: RemovalPolicy.RETAIN });
    ca.applyRemovalPolicy(RemovalPolicy.DESTROY);

    expect(policyOf(stack)).toBe('Retain');
  });

  test('is to retain the permission of an imported CA and of an L1 CA', () => {
    const [one, two] = [newStack(), newStack()];
    permit(one, PrivateCertificateAuthority.fromCertificateAuthorityArn(one, 'Root', CA_ARN));
    permit(two, l1(two));

    expect([one, two].map(policyOf)).toEqual(['RetainExceptOnCreate', 'RetainExceptOnCreate']);
  });
});

describe('an error is thrown for', () => {
  const imports = {
    'this library': PrivateCertificateAuthority.fromCertificateAuthorityArn,
    'aws-cdk-lib': acmpca.CertificateAuthority.fromCertificateAuthorityArn,
  };

  test.each(Object.keys(imports) as (keyof typeof imports)[])('a CA in another account or Region that %s imports', (library) => {
    const permitArn = (arn: string, env = ENVIRONMENT as object | undefined) => {
      const stack = newStack({ env });
      permit(stack, imports[library](stack, 'Root', arn));
    };

    const error = errorOf('PermissionEnvironment', () => permitArn(CA_ARN.replace('111122223333', '444455556666')));
    expect(error.message).toContain('certificateAuthority must be in the account and Region of the permission '
      + '(111122223333/us-east-1); got "444455556666/us-east-1".');
    errorOf('PermissionEnvironment', () => permitArn(CA_ARN.replace('us-east-1', 'eu-west-1')));
    expect(() => permitArn(CA_ARN)).not.toThrow();
    expect(() => permitArn(CA_ARN, undefined)).not.toThrow();
    expect(() => permitArn(Lazy.string({ produce: () => CA_ARN }))).not.toThrow();
  });

  test('a CA of the app in another account, Region, or stage', () => {
    const app = new App();
    const ca = root(new Stack(app, 'Pki', { env: ENVIRONMENT }));

    for (const env of [{ ...ENVIRONMENT, region: 'eu-west-1' }, { ...ENVIRONMENT, account: '444455556666' }]) {
      errorOf('PermissionEnvironment', () => permit(new Stack(app, `Stack${env.account}${env.region}`, { env }), ca));
    }
    errorOf('CertificateAuthorityStage', () => permit(new Stack(new Stage(app, 'Stage', { env: ENVIRONMENT }), 'Stack'), ca));
    expect(() => permit(new Stack(app, 'Same', { env: ENVIRONMENT }), ca)).not.toThrow();
  });

  test('an ARN that is not the ARN of a CA', () => {
    const stack = newStack();

    errorOf('CertificateAuthorityArn', () => permit(stack, acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Root', 'Root')));
  });

  test.each(['', '1111', 'arn:aws:iam::111122223333:root', '1111-2222-3333'])('the source account %p', (sourceAccount) => {
    const stack = newStack();

    errorOf('AccountId', () => permit(stack, root(stack), { sourceAccount }));
  });

  test('no source account of 12 digits, and no token', () => {
    const [one, two] = [newStack(), newStack()];
    permit(one, root(one), { sourceAccount: '111122223333' });
    permit(two, root(two), { sourceAccount: two.account });

    Template.fromStack(one).hasResourceProperties('AWS::ACMPCA::Permission', { SourceAccount: '111122223333' });
    Template.fromStack(two).hasResourceProperties('AWS::ACMPCA::Permission', { SourceAccount: { Ref: 'AWS::AccountId' } });
  });
});

describe('a warning is printed for', () => {
  const SHORT_LIVED = Match.stringLikeRegexp('uses short-lived mode, and ACM cannot request certificates');
  const ALGORITHM = Match.stringLikeRegexp('ACM requests only certificates with RSA and ECDSA keys');

  const warningsOf = (ca: (stack: Stack) => acmpca.ICertificateAuthorityRef) => {
    const stack = newStack();
    permit(stack, ca(stack));
    return Annotations.fromStack(stack);
  };
  const imported = (attributes: object) => (stack: Stack) => PrivateCertificateAuthority
    .fromCertificateAuthorityAttributes(stack, 'Root', { certificateAuthorityArn: CA_ARN, ...attributes });
  const usageMode = UsageMode.SHORT_LIVED_CERTIFICATE;

  test('a CA in short-lived mode', () => {
    warningsOf((stack) => root(stack, { usageMode })).hasWarning('/Stack/Renewal', SHORT_LIVED);
    warningsOf(imported({ usageMode })).hasWarning('/Stack/Renewal', SHORT_LIVED);
    warningsOf((stack) => l1(stack, { usageMode: 'SHORT_LIVED_CERTIFICATE' })).hasWarning('/Stack/Renewal', SHORT_LIVED);
    warningsOf(root).hasNoWarning('*', SHORT_LIVED);
    warningsOf(l1).hasNoWarning('*', SHORT_LIVED);
  });

  test.each([KeyAlgorithm.ML_DSA_44, KeyAlgorithm.ML_DSA_65, KeyAlgorithm.ML_DSA_87, KeyAlgorithm.SM2])('a %s key', (keyAlgorithm) => {
    warningsOf((stack) => root(stack, { keyAlgorithm })).hasWarning('/Stack/Renewal', ALGORITHM);
    warningsOf(imported({ keyAlgorithm })).hasWarning('/Stack/Renewal', ALGORITHM);
    warningsOf((stack) => l1(stack, { keyAlgorithm: keyAlgorithm.name })).hasWarning('/Stack/Renewal', ALGORITHM);
  });

  test.each([
    KeyAlgorithm.EC_PRIME256V1, KeyAlgorithm.EC_SECP384R1, KeyAlgorithm.EC_SECP521R1,
    KeyAlgorithm.RSA_2048, KeyAlgorithm.RSA_3072, KeyAlgorithm.RSA_4096, KeyAlgorithm.of('FUTURE'),
  ])('no %s key', (keyAlgorithm) => {
    const signingAlgorithm = keyAlgorithm.defaultSigningAlgorithm ?? SigningAlgorithm.of('FUTURE');

    warningsOf((stack) => root(stack, { keyAlgorithm, signingAlgorithm })).hasNoWarning('*', ALGORITHM);
    warningsOf((stack) => l1(stack, { keyAlgorithm: keyAlgorithm.name })).hasNoWarning('*', ALGORITHM);
  });

  test('no CA of which nothing is known', () => {
    const annotations = warningsOf((stack) => acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Root', CA_ARN));

    annotations.hasNoWarning('*', Match.anyValue());
  });
});

describe('a second permission for a CA', () => {
  const imported = (stack: Stack, id: string, arn = CA_ARN) => acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, id, arn);
  const again = (stack: Stack, certificateAuthority: acmpca.ICertificateAuthorityRef, sourceAccount?: string) =>
    new CertificateAuthorityPermission(stack, 'Again', { certificateAuthority, sourceAccount });
  const twoStacks = () => {
    const app = new App();
    return ['One', 'Two'].map((id) => new Stack(app, id, { env: ENVIRONMENT }));
  };

  test('is an error that leaves nothing behind', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const ca = root(stack);
    permit(stack, ca);

    expect(errorOf('CertificateAuthorityDuplicate', () => again(stack, ca)).message).toBe('The certificate authority Stack/Root must have only one '
      + 'permission for ACM and an account in the app; got "Stack/Renewal". Fix: Remove one of the permissions. '
      + '[CertificateAuthorityDuplicate at Stack/Again]');
    expect(stack.node.tryFindChild('Again')).toBeUndefined();
    Template.fromStack(stack).resourceCountIs('AWS::ACMPCA::Permission', 1);
  });

  test.each<[string, (stack: Stack) => acmpca.ICertificateAuthorityRef]>([
    ['a CA of this library', root],
    ['an L1 CA', l1],
    ['a CA with the ARN in a parameter', (stack) => imported(stack, 'Ca', new CfnParameter(stack, 'Arn').valueAsString)],
  ])('is an error in another stack: %s', (_name, make) => {
    const [one, two] = twoStacks();
    const ca = make(one);
    permit(one, ca);

    errorOf('CertificateAuthorityDuplicate', () => again(two, ca));
  });

  test('is an error for two imports with one ARN, and for the account of the CA', () => {
    const [one, two] = twoStacks();
    permit(one, imported(one, 'Ca'));

    errorOf('CertificateAuthorityDuplicate', () => again(two, imported(two, 'Ca')));
    errorOf('CertificateAuthorityDuplicate', () => again(two, PrivateCertificateAuthority.fromCertificateAuthorityArn(two, 'Own', CA_ARN), '111122223333'));
  });

  test('can be for another account, another CA, or another app', () => {
    const [one, two] = twoStacks();
    permit(one, imported(one, 'Ca'));

    expect(() => again(two, imported(two, 'Ca'), '444455556666')).not.toThrow();
    expect(() => permit(two, imported(two, 'Other', CA_ARN.replace('11111111', '22222222')))).not.toThrow();
    expect(() => permit(newStack({ env: ENVIRONMENT }), imported(newStack(), 'Ca'))).not.toThrow();
  });

  test('can follow a permission that was removed', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const ca = root(stack);
    const part = new Construct(stack, 'Part');
    new CertificateAuthorityPermission(part, 'Renewal', { certificateAuthority: ca });
    stack.node.tryRemoveChild('Part');
    new Construct(stack, 'Part');

    expect(() => permit(stack, ca)).not.toThrow();
  });
});

describe('an L1 permission in addition to that of this library', () => {
  const l1Permission = (scope: Construct, certificateAuthorityArn: string, props: Partial<acmpca.CfnPermissionProps> = {}) =>
    new acmpca.CfnPermission(scope, 'Mine', {
      certificateAuthorityArn, principal: 'acm.amazonaws.com', actions: ['GetCertificate', 'IssueCertificate', 'ListPermissions'], ...props,
    });
  const imported = (stack: Stack) => acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', CA_ARN);
  const synthesized = (stack: Stack) => () => (stack.node.root as App).synth();

  test('is an error at synthesis', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const ca = root(stack);
    permit(stack, ca);
    l1Permission(stack, ca.certificateAuthorityArn);

    expect(errorOf('CertificateAuthorityDuplicate', synthesized(stack)).message).toBe('The certificate authority Stack/Root must have only one '
      + 'permission for ACM and an account in the app; got "Stack/Mine". Fix: Remove one of the permissions. '
      + '[CertificateAuthorityDuplicate at Stack/Renewal]');
  });

  test.each<[string, (stack: Stack) => [acmpca.ICertificateAuthorityRef, string]]>([
    ['of a CA of this library, by the attribute of its L1 CA', (stack) => {
      const ca = root(stack);
      return [ca, (ca.node.findChild('Resource') as acmpca.CfnCertificateAuthority).attrArn];
    }],
    ['of an L1 CA, by its attribute', (stack) => { const ca = l1(stack); return [ca, ca.attrArn]; }],
    ['of an L1 CA, by its reference', (stack) => { const ca = l1(stack); return [ca, ca.ref]; }],
    ['of an imported CA', (stack) => [imported(stack), CA_ARN]],
    ['of a CA with the ARN in a parameter', (stack) => {
      const arn = new CfnParameter(stack, 'Arn').valueAsString;
      return [acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', arn), arn];
    }],
  ])('is an error also in another stack: %s', (_name, make) => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id, { env: ENVIRONMENT }));
    const [certificateAuthority, arn] = make(one);
    l1Permission(two, arn);
    permit(one, certificateAuthority);

    errorOf('CertificateAuthorityDuplicate', synthesized(one));
  });

  test('is an error for the account of the CA, and for the second permission of the library', () => {
    const stack = newStack({ env: ENVIRONMENT });
    permit(stack, root(stack));
    new CertificateAuthorityPermission(stack, 'Other', { certificateAuthority: imported(stack) });
    l1Permission(stack, CA_ARN, { sourceAccount: '111122223333' });

    expect(errorOf('CertificateAuthorityDuplicate', synthesized(stack)).message).toContain('at Stack/Other]');
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['for another account', (stack) => l1Permission(stack, CA_ARN, { sourceAccount: '444455556666' })],
    ['for another CA', (stack) => l1Permission(stack, CA_ARN.replace('11111111', '22222222'))],
    ['for another principal', (stack) => l1Permission(stack, CA_ARN, { principal: 'example.amazonaws.com' })],
    ['with a condition, which can exclude the other permission', (stack) => {
      l1Permission(stack, CA_ARN).cfnOptions.condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Aws.REGION, 'a') });
    }],
  ])('can be %s', (_name, add) => {
    const stack = newStack({ env: ENVIRONMENT });
    permit(stack, imported(stack));
    add(stack);

    expect(synthesized(stack)).not.toThrow();
  });

  test('can be for a CA whose permission of the library was removed', () => {
    const stack = newStack({ env: ENVIRONMENT });
    permit(stack, imported(stack));
    stack.node.tryRemoveChild('Renewal');
    new CertificateAuthorityPermission(stack, 'Other', { certificateAuthority: root(stack) });
    l1Permission(stack, CA_ARN);

    expect(synthesized(stack)).not.toThrow();
  });
});
