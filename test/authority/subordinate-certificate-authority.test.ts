import { App, RemovalPolicy, Stack, Stage, Token, aws_acmpca as acmpca, aws_certificatemanager as acm } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityAttributes } from '../../src/authority/certificate-authority-attributes';
import { IPrivateCertificateAuthority, PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import {
  SubordinateCertificateAuthority, SubordinateCertificateAuthorityProps,
} from '../../src/authority/subordinate-certificate-authority';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { KeyStorageSecurityStandard } from '../../src/model/key-storage-security-standard';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';
import { certificate, rsaKey } from '../support/x509';

const CA_ARN = 'arn:aws:acm-pca:eu-west-1:444455556666:certificate-authority/11111111-2222-3333-4444-555555555555';
const subject = DistinguishedName.of({ commonName: 'Example Corp CA G1' });
const webSubject = DistinguishedName.of({ commonName: 'Example Corp Web CA G1' });

function root(stack: Stack, props: Partial<RootCertificateAuthorityProps> = {}): RootCertificateAuthority {
  return new RootCertificateAuthority(stack, 'Root', { subject, ...props });
}

function under(
  parent: IPrivateCertificateAuthority, props: Partial<SubordinateCertificateAuthorityProps> = {}, id = 'Sub',
): SubordinateCertificateAuthority {
  return new SubordinateCertificateAuthority(Stack.of(parent), id, { subject, parent, ...props });
}

function imported(
  stack: Stack, attributes: Partial<CertificateAuthorityAttributes> = {},
): IPrivateCertificateAuthority {
  return PrivateCertificateAuthority.fromCertificateAuthorityAttributes(stack, 'Imported', {
    certificateAuthorityArn: CA_ARN, certificateChainPem: Token.asString({ Ref: 'Chain' }), keyAlgorithm: KeyAlgorithm.RSA_4096, ...attributes,
  });
}

const certificateOf = (sub: SubordinateCertificateAuthority) => {
  const stack = Stack.of(sub);
  return Template.fromStack(stack).toJSON().Resources[stack.getLogicalId(sub.node.findChild('Certificate') as never)].Properties;
};

describe('a subordinate', () => {
  test('is a CA, its certificate signed by the parent for three years, and its activation with the chain', () => {
    const stack = newStack();
    under(root(stack));

    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ACMPCA::CertificateAuthority', {
      Type: 'SUBORDINATE', KeyAlgorithm: 'EC_secp384r1', SigningAlgorithm: 'SHA384WITHECDSA',
    });
    template.hasResourceProperties('AWS::ACMPCA::Certificate', {
      CertificateAuthorityArn: { Ref: 'RootActivation5C67B8FA' },
      CertificateSigningRequest: { 'Fn::GetAtt': ['SubEEDFF70A', 'CertificateSigningRequest'] },
      SigningAlgorithm: 'SHA384WITHECDSA',
      TemplateArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':acm-pca:::template/SubordinateCACertificate_PathLen0/V1']] },
      Validity: { Type: 'YEARS', Value: 3 },
    });
    template.hasResourceProperties('AWS::ACMPCA::CertificateAuthorityActivation', {
      CertificateAuthorityArn: { 'Fn::GetAtt': ['SubEEDFF70A', 'Arn'] },
      Certificate: { 'Fn::GetAtt': ['SubCertificateCBB85DC9', 'Certificate'] },
      CertificateChain: { 'Fn::GetAtt': ['RootActivation5C67B8FA', 'CompleteCertificateChain'] },
      Status: 'ACTIVE',
    });
  });

  test('gets its ARN and chain from its activation', () => {
    const stack = newStack();
    const sub = under(root(stack));

    new acm.PrivateCertificate(stack, 'Server', { domainName: 'server.example.com', certificateAuthority: sub, keyAlgorithm: acm.KeyAlgorithm.EC_PRIME256V1 });
    Template.fromStack(stack).hasResourceProperties('AWS::CertificateManager::Certificate', {
      CertificateAuthorityArn: { Ref: 'SubActivation9DA9A8B6' },
    });
    expect(stack.resolve(sub.certificatePem)).toEqual({ 'Fn::GetAtt': ['SubCertificateCBB85DC9', 'Certificate'] });
    expect(stack.resolve(sub.certificateChainPem))
      .toEqual({ 'Fn::GetAtt': ['SubActivation9DA9A8B6', 'CompleteCertificateChain'] });
  });

  test('has one removal policy for all three resources', () => {
    const stack = newStack();
    const sub = under(root(stack));
    for (const id of ['Resource', 'Certificate', 'Activation']) {
      expect(Template.fromStack(stack).toJSON().Resources[stack.getLogicalId(sub.node.findChild(id) as never)])
        .toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }

    sub.applyRemovalPolicy(RemovalPolicy.DESTROY);

    const other = newStack();
    const late = under(root(other));
    late.applyRemovalPolicy(RemovalPolicy.DESTROY);
    for (const id of ['Resource', 'Certificate', 'Activation']) {
      expect(Template.fromStack(other).toJSON().Resources[other.getLogicalId(late.node.findChild(id) as never)])
        .toMatchObject({ DeletionPolicy: 'Delete' });
    }
  });

  test('signs with its own key family and is signed with the key family of its parent', () => {
    const stack = newStack();
    const parent = root(stack, { keyAlgorithm: KeyAlgorithm.RSA_4096 });
    const sub = under(parent, { keyAlgorithm: KeyAlgorithm.EC_PRIME256V1 });

    expect(certificateOf(sub).SigningAlgorithm).toBe('SHA512WITHRSA');
    Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::CertificateAuthority', {
      Type: 'SUBORDINATE', SigningAlgorithm: 'SHA256WITHECDSA',
    });
  });

  test.each([0, 1, 2, 3])('of path length %i has the template for it', (pathLength) => {
    const sub = under(root(newStack()), { pathLength });

    expect(JSON.stringify(certificateOf(sub).TemplateArn)).toContain(`SubordinateCACertificate_PathLen${pathLength}/V1`);
  });

  test('uses the path length of a template', () => {
    const template = CertificateTemplate.blankSubordinateCa(1).withPassthrough(TemplatePassthrough.CSR);
    const csrExtensions = { keyUsage: { keyCertSign: true, crlSign: true } };
    const sub = under(root(newStack()), { certificateTemplate: template, csrExtensions });

    expect(JSON.stringify(certificateOf(sub).TemplateArn)).toContain('BlankSubordinateCACertificate_PathLen1_CSRPassthrough/V1');
    expect(() => under(sub, { validity: Validity.years(1) }, 'Below')).not.toThrow();
    errorOf('PathLength', () => under(sub, { pathLength: 1 }, 'TooDeep'));
    errorOf('PathLengthConflict', () => under(root(newStack()), { certificateTemplate: template, pathLength: 2 }));
    expect(() => under(root(newStack()), { certificateTemplate: CertificateTemplate.of('Future/V2') })).not.toThrow();
  });

  test('can be disabled in place', () => {
    const stack = newStack();
    under(root(stack), { disabled: true });

    Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::CertificateAuthorityActivation', { Status: 'DISABLED' });
  });
});

describe('disabling a root in a separate deployment', () => {
  const deployment = (disabled: boolean) => {
    const stack = newStack();
    under(root(stack, { disabled }), { alreadyIssued: disabled });
    return Template.fromStack(stack).toJSON();
  };

  test('is possible after its subordinate was issued, and changes only its status', () => {
    const [first, second] = [deployment(false), deployment(true)];

    expect(second.Resources.RootActivation5C67B8FA.Properties.Status).toBe('DISABLED');
    second.Resources.RootActivation5C67B8FA.Properties.Status = 'ACTIVE';
    expect(second).toEqual(first);
  });
});

describe('an imported parent', () => {
  test('signs with the algorithm of its key, and gives its chain', () => {
    const stack = newStack();
    const sub = under(imported(stack));

    expect(certificateOf(sub)).toMatchObject({ CertificateAuthorityArn: CA_ARN, SigningAlgorithm: 'SHA512WITHRSA' });
    Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::CertificateAuthorityActivation', { CertificateChain: { Ref: 'Chain' } });
  });

  test('with an unknown key algorithm requires issuerSigningAlgorithm', () => {
    const parent = imported(newStack(), { keyAlgorithm: undefined });

    const error = errorOf('SigningAlgorithmUnknown', () => under(parent));
    expect(error.message).toContain('issuerSigningAlgorithm must be specified, because it cannot be derived from the key algorithm of the signing CA; got no value.');
    expect(certificateOf(under(parent, { issuerSigningAlgorithm: SigningAlgorithm.SHA256_WITH_RSA }, 'Told')).SigningAlgorithm)
      .toBe('SHA256WITHRSA');
  });

  test('by only its ARN causes one error, which names the attributes to specify', () => {
    const parent = PrivateCertificateAuthority.fromCertificateAuthorityArn(newStack(), 'Imported', CA_ARN);

    const error = errorOf('AttributeUnknown', () => under(parent));
    expect(error.message).toContain('parent must be imported with certificateChainPem and keyAlgorithm to sign a CA certificate; got '
      + '"Stack/Imported". Fix: Import it with PrivateCertificateAuthority.fromCertificateAuthorityAttributes({ '
      + 'certificateAuthorityArn, keyAlgorithm, certificateChainPem }). [');
    expect(error.constructPath).toBe('Stack/Sub');
    errorOf('AttributeUnknown', () => under(parent, { issuerSigningAlgorithm: SigningAlgorithm.SHA256_WITH_RSA }, 'Signed'));
    errorOf('AttributeUnknown', () => under(imported(newStack(), { certificateChainPem: undefined })));
  });

  test('with only its chain causes an error that names the same attributes', () => {
    const error = errorOf('SigningAlgorithmUnknown', () => under(imported(newStack(), { keyAlgorithm: undefined })));

    expect(error.message).toContain('fromCertificateAuthorityAttributes({ keyAlgorithm, certificateChainPem }), or set issuerSigningAlgorithm');
  });

  describe('in another account', () => {
    const stack = () => newStack({ env: { account: '111122223333', region: 'eu-west-1' } });

    test('causes a warning that it must be shared', () => {
      const sub = under(imported(stack()));

      Annotations.fromStack(Stack.of(sub)).hasWarning('/Stack/Sub', Match.stringLikeRegexp('share the parent with this account'));
    });

    test('by only its ARN causes an error that it must be shared', () => {
      const error = errorOf('AttributeUnknown',
        () => under(PrivateCertificateAuthority.fromCertificateAuthorityArn(stack(), 'Imported', CA_ARN)));

      expect(error.message).toContain('Before you deploy, share the parent with this account in AWS RAM. [');
    });

    test('is not assumed for the same account or an unknown account', () => {
      for (const env of [{ account: '444455556666', region: 'eu-west-1' }, undefined]) {
        const own = newStack({ env });
        under(imported(own));
        Annotations.fromStack(own).hasNoWarning('*', Match.stringLikeRegexp('share the parent'));
      }
    });
  });

  test('limits the subordinate by its specified path length and usage mode', () => {
    errorOf('PathLength', () => under(imported(newStack(), { pathLength: 0 })));
    errorOf('ShortLivedIssuer', () => under(imported(newStack(), { usageMode: UsageMode.SHORT_LIVED_CERTIFICATE })));
    expect(() => under(imported(newStack(), { pathLength: 1 }))).not.toThrow();
  });

  test('of another class is not checked', () => {
    const stack = newStack();
    const foreign = Object.assign(
      acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Foreign', CA_ARN),
      { certificatePem: 'PEM', certificateChainPem: 'CHAIN' },
    ) as IPrivateCertificateAuthority;

    expect(() => under(foreign, { issuerSigningAlgorithm: SigningAlgorithm.SHA256_WITH_RSA })).not.toThrow();
  });
});

describe('a parent in short-lived mode', () => {
  const WARNING = Match.stringLikeRegexp('The parent Stack/\\w+ uses short-lived mode. AWS documentation requires that such a CA is the last CA of its '
    + 'hierarchy. The certificate of this CA is valid for at most 7 days, and nothing renews it. Choose a general-purpose CA as the parent. '
    + '.*cdk-private-ca:shortLivedParent');
  const shortLived = { usageMode: UsageMode.SHORT_LIVED_CERTIFICATE };

  test('causes a warning, because AWS documents it as the last CA of a hierarchy', () => {
    for (const parent of [root(newStack(), shortLived), imported(newStack(), shortLived)]) {
      under(parent, { validity: Validity.days(7) });
      Annotations.fromStack(Stack.of(parent)).hasWarning('/Stack/Sub', WARNING);
    }
  });

  test('causes a warning in a hierarchy, which selects seven days', () => {
    const stack = newStack();
    new CertificateAuthorityHierarchy(stack, 'Pki', { root: { name: 'Root', subject, ...shortLived, below: [{ name: 'Web', subject: webSubject }] } });

    Annotations.fromStack(stack).hasWarning('/Stack/Pki/Web', Match.stringLikeRegexp('shortLivedParent'));
  });

  test('is not assumed for a short-lived CA below a general-purpose CA', () => {
    const parent = root(newStack());
    under(parent, { ...shortLived });

    Annotations.fromStack(Stack.of(parent)).hasNoWarning('*', Match.stringLikeRegexp('shortLivedParent'));
  });
});

describe('an imported CA', () => {
  test('by its ARN has the account and Region of its ARN, and creates no resource', () => {
    const stack = newStack();
    const ca = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', CA_ARN);

    expect(ca.env).toMatchObject({ account: '444455556666', region: 'eu-west-1' });
    expect(ca.certificateAuthorityRef).toEqual({ certificateAuthorityArn: CA_ARN });
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

  test('returns specified attributes, and an error for other attributes', () => {
    const stack = newStack();
    const pem = certificate({ subject: 'Root CA', key: rsaKey(4096) });
    const known = imported(stack, { certificatePem: pem, certificateChainPem: pem });
    const unknown = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', CA_ARN);

    expect([known.certificatePem, known.certificateChainPem]).toEqual([pem, pem]);
    expect(errorOf('AttributeUnknown', () => unknown.certificatePem).message)
      .toContain('Fix: Use PrivateCertificateAuthority.fromCertificateAuthorityAttributes() with certificatePem.');
    errorOf('AttributeUnknown', () => unknown.certificateChainPem);
  });

  test.each([
    'Root', '', 'arn:aws:acm:eu-west-1:444455556666:certificate/1', `${CA_ARN}/certificate/1`,
    CA_ARN.replace('444455556666', '4444'), CA_ARN.replace('acm-pca', 'acm'),
  ])('by %p, which is not the ARN of a CA', (arn) => {
    const error = errorOf('CertificateAuthorityArn',
      () => PrivateCertificateAuthority.fromCertificateAuthorityArn(newStack(), 'Ca', arn));

    expect(error.message).toContain('(arn:PARTITION:acm-pca:REGION:ACCOUNT:certificate-authority/CA_ID)');
  });
});

describe('an error is thrown for', () => {
  test.each([-1, 4, 1.5, NaN])('a path length of %d', (pathLength) => {
    const error = errorOf('PathLength', () => under(root(newStack()), { pathLength }));

    expect(error.message).toContain('pathLength must be a whole number from 0 to 3; got ');
  });

  test('a subordinate deeper than its parent\'s path length, and a sixth level', () => {
    let parent: IPrivateCertificateAuthority = root(newStack());
    for (const pathLength of [3, 2, 1, 0]) {
      errorOf('PathLength', () => parent instanceof SubordinateCertificateAuthority
        ? under(parent, { pathLength: pathLength + 1 }, `TooDeep${pathLength}`)
        : under(parent, { pathLength: 4 }, 'TooDeep'));
      parent = under(parent, { pathLength, validity: Validity.years(pathLength + 2) }, `Level${5 - pathLength}`);
    }

    const error = errorOf('PathLength', () => under(parent, {}, 'Level6'));
    expect(error.message).toBe('parent must have a pathLength of at least 1 to sign a CA certificate; got 0. Fix: Increase '
      + 'pathLength of the parent, or choose a CA above it as the parent. [PathLength at Stack/Level6]');
  });

  test('a path length that the constraint of the root does not allow', () => {
    const constrained = root(newStack(), {
      certificateTemplate: CertificateTemplate.blankRootCa(1).withPassthrough(TemplatePassthrough.API),
      apiPassthrough: { extensions: { keyUsage: { keyCertSign: true, crlSign: true } } },
    });

    const error = errorOf('PathLength', () => under(constrained, { pathLength: 1 }));
    expect(error.message).toContain('pathLength must be less than pathLength of the parent (1); got 1. Fix: Decrease pathLength.');
  });

  test('a validity that does not end before the parent\'s', () => {
    const error = errorOf('ValidityBeyondParent', () => under(root(newStack()), { validity: Validity.years(10) }));

    expect(error.message).toContain('validity must end before the validity of the parent (10 years); got "10 years". Fix: Shorten validity');
    errorOf('ValidityBeyondParent', () => under(root(newStack(), { validity: Validity.years(2) })));
    expect(() => under(root(newStack(), { validityNotBefore: Validity.absolute(1) }), { validity: Validity.years(10) }))
      .not.toThrow();
    expect(() => under(root(newStack()), { validity: Validity.years(10), validityNotBefore: Validity.absolute(1) }))
      .not.toThrow();
    const until = (year: number) => Validity.endDate(`${year}1231235959`);
    const absolute = root(newStack(), { validity: until(2036), validityNotBefore: Validity.absolute(1) });
    errorOf('ValidityBeyondParent', () => under(absolute, { validity: until(2046) }));
    errorOf('ValidityBeyondParent',
      () => under(absolute, { validity: until(2036), validityNotBefore: Validity.absolute(2) }, 'Other'));
    const two = under(root(newStack()), { validity: Validity.years(2), pathLength: 1 });
    errorOf('ValidityBeyondParent', () => under(two, {}, 'Below'));
  });

  test('a signing algorithm of another family than the key that signs', () => {
    const error = errorOf('SigningAlgorithmFamily',
      () => under(root(newStack()), { issuerSigningAlgorithm: SigningAlgorithm.SHA256_WITH_RSA }));

    expect(error.message).toBe('issuerSigningAlgorithm must match the key algorithm of the signing CA (EC_secp384r1, family '
      + 'ECDSA); got "SHA256WITHRSA". Fix: Remove issuerSigningAlgorithm, or choose an algorithm in the family ECDSA. '
      + '[SigningAlgorithmFamily at Stack/Sub]');
    errorOf('SigningAlgorithmFamily', () => root(newStack(), { signingAlgorithm: SigningAlgorithm.SHA256_WITH_RSA }));
    errorOf('SigningAlgorithmFamily',
      () => root(newStack(), { keyAlgorithm: KeyAlgorithm.ML_DSA_65, signingAlgorithm: SigningAlgorithm.ML_DSA_44 }));
    errorOf('SigningAlgorithmFamily',
      () => root(newStack(), { keyAlgorithm: KeyAlgorithm.SM2, signingAlgorithm: SigningAlgorithm.SHA256_WITH_ECDSA }));
    expect(() => root(newStack(), {
      keyAlgorithm: KeyAlgorithm.RSA_2048, signingAlgorithm: SigningAlgorithm.of('SHA256WITHRSA_PSS'),
    })).not.toThrow();
    expect(() => root(newStack(), { signingAlgorithm: SigningAlgorithm.of('SLH_DSA') })).not.toThrow();
  });

  test('SM2 outside the China Regions, if the Region is known', () => {
    const inRegion = (region: string) => newStack({ env: { account: '111122223333', region } });
    const error = errorOf('Sm2Region', () => root(inRegion('us-east-1'), { keyAlgorithm: KeyAlgorithm.SM2 }));

    expect(error.message).toContain('must be cn-north-1 or cn-northwest-1; got "us-east-1".');
    errorOf('Sm2Region', () => root(inRegion('us-east-1'), {
      keyAlgorithm: KeyAlgorithm.of('SM2'), signingAlgorithm: SigningAlgorithm.SM3_WITH_SM2,
    }));
    expect(() => root(inRegion('cn-north-1'), { keyAlgorithm: KeyAlgorithm.SM2 })).not.toThrow();
    expect(() => root(newStack(), { keyAlgorithm: KeyAlgorithm.SM2 })).not.toThrow();
  });

  test('a FIPS standard for the key storage in a China Region, if the Region is known', () => {
    const inRegion = (region: string) => newStack({ env: { account: '111122223333', region } });
    const { FIPS_140_2_LEVEL_2_OR_HIGHER, FIPS_140_2_LEVEL_3_OR_HIGHER } = KeyStorageSecurityStandard;

    const error = errorOf('KeyStorageRegion',
      () => root(inRegion('cn-north-1'), { keyStorageSecurityStandard: FIPS_140_2_LEVEL_3_OR_HIGHER }));

    expect(error.message).toBe('keyStorageSecurityStandard must be CCPC_LEVEL_1_OR_HIGHER in a China Region (cn-north-1); got '
      + '"FIPS_140_2_LEVEL_3_OR_HIGHER". Fix: Remove keyStorageSecurityStandard. [KeyStorageRegion at Stack/Root]');
    errorOf('KeyStorageRegion', () => root(inRegion('cn-northwest-1'), { keyStorageSecurityStandard: FIPS_140_2_LEVEL_2_OR_HIGHER }));
    for (const env of [undefined, 'us-east-1', 'us-gov-west-1']) {
      expect(() => root(env ? inRegion(env) : newStack(), { keyStorageSecurityStandard: FIPS_140_2_LEVEL_3_OR_HIGHER })).not.toThrow();
    }
  });

  test('a parent in short-lived mode that would sign for more than seven days', () => {
    const shortLived = () => root(newStack(), { usageMode: UsageMode.SHORT_LIVED_CERTIFICATE });

    const error = errorOf('ShortLivedIssuer', () => under(shortLived()));
    expect(error.message).toContain('validity must be 7 days or less, because the parent uses short-lived mode; got "3 years".');
    errorOf('ShortLivedIssuer', () => under(shortLived(), { validity: Validity.days(8) }));
    expect(() => under(shortLived(), { validity: Validity.days(7) })).not.toThrow();
  });

  test('a parent that is known to be disabled', () => {
    const error = errorOf('ParentDisabled', () => under(root(newStack(), { disabled: true })));

    expect(error.message).toContain('parent must be active to sign this CA certificate; got "Stack/Root". Fix: Deploy with the '
      + 'parent enabled. Then set alreadyIssued to true here, and disable the parent in the next deployment.');
  });

  test('a parent in another Region, if both are known', () => {
    const inRegion = (region: string) => newStack({ env: { account: '111122223333', region } });

    const error = errorOf('ParentRegion', () => under(imported(inRegion('us-east-1'))));
    expect(error.message).toContain('parent must be in the Region of this CA (us-east-1); got "eu-west-1".');
    expect(() => under(imported(inRegion('eu-west-1')))).not.toThrow();
    expect(() => under(imported(newStack()))).not.toThrow();
  });

  test('a parent of the app in another stage, but not for an imported parent', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(new Stage(app, id), 'Stack'));
    const subIn = (scope: Stack, parent: IPrivateCertificateAuthority) => () => new SubordinateCertificateAuthority(scope, 'Sub', { subject, parent });

    const error = errorOf('CertificateAuthorityStage', subIn(two, root(one)));
    expect(error.message).toContain('parent must be in the same stage, because CDK cannot refer to a resource of another stage; got "One/Stack/Root".');
    expect(subIn(new Stack(Stage.of(two)!, 'Other'), imported(one))).not.toThrow();
  });

  test('a passthrough that the template does not accept', () => {
    const apiPassthrough = { subject };
    const error = errorOf('PassthroughIgnored',
      () => root(newStack(), { apiPassthrough, certificateTemplate: CertificateTemplate.ROOT_CA }));

    expect(error.message).toContain('certificateTemplate must accept API passthrough, because apiPassthrough is specified; got "RootCACertificate/V1".');
  });

  test('a template for another type of certificate', () => {
    errorOf('CertificateTemplate', () => root(newStack(), { certificateTemplate: CertificateTemplate.END_ENTITY }));
    errorOf('CertificateTemplate', () => under(root(newStack()), { certificateTemplate: CertificateTemplate.ROOT_CA }));
  });

  test('a start of validity that is not absolute', () => {
    errorOf('NotBefore', () => root(newStack(), { validityNotBefore: Validity.days(1) }));
  });
});
