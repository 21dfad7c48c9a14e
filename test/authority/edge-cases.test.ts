import { Lazy, RemovalPolicy, Stack, Token, aws_acmpca as acmpca, aws_iam as iam } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityPermission, CertificateAuthorityPermissionProps } from '../../src/authority/certificate-authority-permission';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { ExternalParent } from '../../src/authority/external-parent';
import { IssuedCertificate, IssuedCertificateProps } from '../../src/authority/issued-certificate';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import {
  SubordinateCertificateAuthority, SubordinateCertificateAuthorityProps,
} from '../../src/authority/subordinate-certificate-authority';
import { AccessMethod } from '../../src/model/access-method';
import { CertificateExtensions } from '../../src/model/certificate-extensions';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { ExtendedKeyUsage } from '../../src/model/extended-key-usage';
import { GeneralName } from '../../src/model/general-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { Validity } from '../../src/model/validity';
import { ErrorCode } from '../../src/private/error-codes';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { newRoot, newStack } from '../support/stacks';
import { certificate, ecKey } from '../support/x509';

/* Values at the limits of the checks, and what the checks leave alone. */

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const subject = DistinguishedName.of({ commonName: 'Example Corp CA G1' });
const SIGNING = { keyCertSign: true, crlSign: true };
const { API, API_AND_CSR } = TemplatePassthrough;

const root = (props: Partial<RootCertificateAuthorityProps> = {}, stack = newStack()) =>
  new RootCertificateAuthority(stack, 'Root', { subject, revocation: Revocation.none(), ...props });
const under = (props: Partial<SubordinateCertificateAuthorityProps> = {}, stack = newStack()) =>
  new SubordinateCertificateAuthority(stack, 'Sub', { subject, revocation: Revocation.none(), ...props, ...!props.externalParent && { parent: props.parent ?? newRoot(stack) } });
const extended = (extensions: CertificateExtensions) => root({ apiPassthrough: { extensions } });
const imported = (attributes: object = {}, stack = newStack()) => PrivateCertificateAuthority.fromCertificateAuthorityAttributes(stack, 'Imported', {
  certificateAuthorityArn: CA_ARN, certificateChainPem: Token.asString({ Ref: 'Chain' }), keyAlgorithm: KeyAlgorithm.EC_SECP384R1, ...attributes,
});
const roleIn = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
const issued = (stack: Stack, props: Partial<IssuedCertificateProps> = {}) => new IssuedCertificate(stack, 'Device', {
  certificateAuthority: props.certificateAuthority ?? newRoot(stack), csr: CertificateSigningRequest.fromPem(Lazy.string({ produce: () => 'late' })), validity: Validity.days(1), ...props,
});
const permit = (props: Partial<CertificateAuthorityPermissionProps>, stack = newStack()) =>
  new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: props.certificateAuthority ?? newRoot(stack), ...props });
const warningsOf = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));

describe('the ACL of CRLs', () => {
  const CRL = 'RevocationConfiguration.CrlConfiguration';
  const configurationOf = (change: (resource: acmpca.CfnCertificateAuthority) => void, revocation = Revocation.ocsp()) => () => {
    const stack = newStack();
    change(root({ revocation }, stack).node.defaultChild as acmpca.CfnCertificateAuthority);
    return Template.fromStack(stack);
  };
  const crl = () => Revocation.crl({ distributionPoint: CrlDistributionPoint.customCname('crl.example.com') });

  test.each<[string, () => unknown]>([
    ['an override that turns on CRLs without it', configurationOf((ca) => ca.addPropertyOverride(CRL, { Enabled: true, S3BucketName: 'b' }))],
    ['an override with Enabled as text', configurationOf((ca) => ca.addPropertyOverride(CRL, { Enabled: 'true', S3BucketName: 'b' }))],
    ['an override of the ACL', configurationOf((ca) => ca.addPropertyOverride(`${CRL}.S3ObjectAcl`, 'PUBLIC_READ'), crl())],
    ['a token for all of the revocation configuration', configurationOf((ca) => {
      ca.revocationConfiguration = Lazy.any({ produce: () => ({ crlConfiguration: { enabled: true } }) });
    })],
    ['a token for the CRL configuration', configurationOf((ca) => {
      ca.revocationConfiguration = { crlConfiguration: Lazy.any({ produce: () => ({ enabled: true }) }) };
    })],
    ['a property of an aspect', configurationOf((ca) => { ca.revocationConfiguration = { crlConfiguration: { enabled: true, s3ObjectAcl: 'PUBLIC_READ' } }; })],
  ])('is required of %s', (_name, make) => {
    expect(errorOf('CrlObjectAcl', make).message).toContain('S3ObjectAcl of Stack/Root/Resource must be BUCKET_OWNER_FULL_CONTROL');
  });

  test.each<[string, () => unknown]>([
    ['CRLs that are turned off', configurationOf((ca) => ca.addPropertyOverride(CRL, { Enabled: false }))],
    ['an ACL that is known at deployment', configurationOf((ca) => ca.addPropertyOverride(`${CRL}.S3ObjectAcl`, { Ref: 'Acl' }), crl())],
    ['only OCSP', configurationOf((ca) => { ca.revocationConfiguration = { ocspConfiguration: { enabled: true } }; })],
    ['no revocation', configurationOf((ca) => { ca.revocationConfiguration = undefined; })],
    ['other overrides', configurationOf((ca) => ca.addPropertyOverride('Tags', []), crl())],
  ])('is not required of %s', (_name, make) => {
    expect(make).not.toThrow();
  });

  test.each<[string, acmpca.CfnCertificateAuthorityProps['revocationConfiguration']]>([
    ['no revocation', undefined], ['only OCSP', { ocspConfiguration: { enabled: true } }], ['CRLs that are turned off', { crlConfiguration: { enabled: false } }],
  ])('is checked without rendering a CA with %s once more', (_name, withoutCrls) => {
    const renderingsWith = (revocationConfiguration: typeof withoutCrls) => {
      let count = 0;
      configurationOf((ca) => {
        const render = (ca as unknown as { _toCloudFormation(): object })._toCloudFormation.bind(ca);
        Object.assign(ca, { revocationConfiguration, _toCloudFormation: () => { count++; return render(); } });
      })();
      return count;
    };

    expect(renderingsWith(withoutCrls)).toBe(renderingsWith({ crlConfiguration: { enabled: true, s3ObjectAcl: 'BUCKET_OWNER_FULL_CONTROL' } }) - 1);
  });
});

describe('an error names the property', () => {
  const OID_RULE = 'must be an object identifier in dotted decimal notation, such as 1.3.6.1.4.1.99999; got "x".';

  test.each<[ErrorCode, string, () => unknown]>([
    ['ObjectIdentifier', `certificatePolicies ${OID_RULE}`, () => extended({ certificatePolicies: [{ objectIdentifier: 'x' }] })],
    ['ObjectIdentifier', `extendedKeyUsage ${OID_RULE}`, () => extended({ extendedKeyUsage: [ExtendedKeyUsage.ofObjectIdentifier('x')] })],
    ['ObjectIdentifier', `customExtensions ${OID_RULE}`, () => extended({ customExtensions: [{ objectIdentifier: 'x', value: 'BQA=' }] })],
    ['ObjectIdentifier', `accessMethod ${OID_RULE}`, () => root({
      csrExtensions: { subjectInformationAccess: [{ accessMethod: AccessMethod.ofObjectIdentifier('x'), accessLocation: GeneralName.dnsName('a.example') }] },
    })],
    ['ExtensionEntries', 'apiPassthrough.extensions.extendedKeyUsage must have 1 to 20 entries; got 0.', () =>
      issued(newStack(), { apiPassthrough: { extensions: { extendedKeyUsage: [] } } })],
    ['KeyUsage', 'apiPassthrough.extensions.keyUsage must contain at least one usage; got {}.', () => extended({ keyUsage: {} })],
    ['AccountId', 'sourceAccount must be 12 digits; got "x111122223333". Fix: Correct sourceAccount.', () => permit({ sourceAccount: 'x111122223333' })],
    ['AccountId', 'sourceAccount must be 12 digits; got "111122223333x".', () => permit({ sourceAccount: '111122223333x' })],
    ['CertificateAuthorityArn', 'certificateAuthority must be the ARN of a certificate authority', () => {
      const stack = newStack();
      return permit({ certificateAuthority: acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Root', 'Root') }, stack);
    }],
    ['CertificateAuthorityArn', 'certificateAuthorityArn must be the ARN of a certificate authority', () => imported({ certificateAuthorityArn: 'Root' })],
    ['PropertyType', 'policy must be a value of RemovalPolicy, and not SNAPSHOT; got "snapshot".', () => root().applyRemovalPolicy(RemovalPolicy.SNAPSHOT)],
    ['CertificateAuthorityDisabled', 'certificateAuthority must be active to issue a certificate; got "Stack/Root".', () => {
      const stack = newStack();
      return issued(stack, { certificateAuthority: root({ disabled: true }, stack) });
    }],
    ['CertificateAuthorityPending', 'parent must be active, and the parent of this CA has not signed its certificate yet; got "Stack/Sub".', () => {
      const stack = newStack();
      return root({}, stack) && new SubordinateCertificateAuthority(stack, 'Child', { subject, parent: under({ externalParent: ExternalParent.pending() }, stack) });
    }],
    ['OptionOfParent', 'validity must not be specified together with externalParent, because the parent decides it; got ["validity","alreadyIssued"].', () =>
      under({ externalParent: ExternalParent.pending(), alreadyIssued: true, validity: Validity.years(1) })],
    ['CertificateGeneration', 'certificateGeneration must be a whole number of at least 1 that is known at synthesis; got <token>. Fix: Use 1', () =>
      root({ certificateGeneration: Token.asNumber({ Ref: 'Generation' }) })],
    ['SigningAlgorithmFamily', 'issuerSigningAlgorithm must match the key algorithm of the signing CA (EC_secp384r1, family ECDSA); got "SHA256WITHRSA". Fix: '
      + 'Remove issuerSigningAlgorithm, or choose an algorithm in the family ECDSA.', () => under({ issuerSigningAlgorithm: SigningAlgorithm.SHA256_WITH_RSA })],
  ])('%s: %s', (code, text, make) => {
    expect(errorOf(code, make).message).toContain(text);
  });
});

describe('at its limit', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => index);

  test.each<[string, number, (count: number) => unknown]>([
    ['certificate policies', 20, (count) => extended({ certificatePolicies: many(count).map((index) => ({ objectIdentifier: `1.2.3.${index}` })) })],
    ['CPS URIs', 20, (count) => extended({ certificatePolicies: [{ objectIdentifier: '1.2.3', cpsUris: many(count).map((index) => `http://a.example/${index}`) }] })],
    ['extended key usages', 20, (count) => extended({ extendedKeyUsage: many(count).map((index) => ExtendedKeyUsage.ofObjectIdentifier(`1.2.3.${index}`)) })],
    ['alternative names', 150, (count) => extended({ subjectAlternativeNames: many(count).map((index) => GeneralName.dnsName(`a${index}.example`)) })],
    ['custom extensions', 150, (count) => extended({ customExtensions: many(count).map((index) => ({ objectIdentifier: `1.2.3.${index}`, value: 'BQA=' })) })],
  ])('the number of %s is %i', (_name, max, make) => {
    expect(() => make(max)).not.toThrow();
    expect(errorOf('ExtensionEntries', () => make(max + 1)).message).toContain(`must have 1 to ${max} entries; got ${max + 1}. Fix: Remove entries.`);
  });

  test('a PEM text of an imported CA has a number of characters', () => {
    const pem = certificate({ subject: 'Root CA', key: ecKey() });
    for (const [name, max] of [['certificatePem', 32768], ['certificateChainPem', 2097152]] as const) {
      expect(() => imported({ [name]: pem.padEnd(max, '#') })).not.toThrow();
      expect(errorOf('CertificatePem', () => imported({ [name]: 'x'.repeat(max + 1) })).message)
        .toContain(`${name} must be PEM-encoded and have 1 to ${max} characters`);
    }
  });

  const long = Buffer.concat([Buffer.from([0x04, 0x82, 1, 0]), Buffer.alloc(256)]).toString('base64');
  const indefinite = Buffer.concat([Buffer.from([0x04, 0x80]), Buffer.alloc(128)]).toString('base64');
  test.each(['n4EBAA==', 'n4ACAA==', 'MAYwAgUABQA=', long])('the custom extension %s is DER', (value) => {
    expect(() => extended({ customExtensions: [{ objectIdentifier: '1.2.3', value }] })).not.toThrow();
  });

  test.each(['n4E=', 'Hw==', 'BIE=', 'BIIB', 'BIEA', 'MAUwAQUFAA==', 'MAQFAAUB', 'MAUwAwUABQ==', 'BQEBAQ==', indefinite])('the custom extension %s is not DER', (value) => {
    errorOf('CustomExtensionValue', () => extended({ customExtensions: [{ objectIdentifier: '1.2.3', value }] }));
  });

  test('a list of the CSR has any number of entries', () => {
    const subjectInformationAccess = many(200).map(() => ({ accessMethod: AccessMethod.CA_REPOSITORY, accessLocation: GeneralName.dnsName('a.example') }));
    expect(() => root({ csrExtensions: { subjectInformationAccess } })).not.toThrow();
  });
});

describe('the template of a CA certificate', () => {
  test('with a name that is not known has the path length of the property', () => {
    const stack = newStack();
    const parent = under({ certificateTemplate: CertificateTemplate.of('Future/V2'), pathLength: 1 }, stack);
    const below = (id: string, pathLength: number) => () =>
      new SubordinateCertificateAuthority(stack, id, { subject, parent, pathLength, validity: Validity.years(1) });

    expect(below('Fits', 0)).not.toThrow();
    expect(errorOf('PathLength', below('Deep', 1)).message).toContain('pathLength must be less than pathLength of the parent (1); got 1. Fix: Decrease pathLength.');
  });

  test('can have the path length of the property', () => {
    expect(() => under({ certificateTemplate: CertificateTemplate.subordinateCa(1), pathLength: 1 })).not.toThrow();
  });

  test('with an unknown path length accepts a parent with any path length', () => {
    const stack = newStack();

    expect(() => under({ certificateTemplate: CertificateTemplate.of('Future/V2'), parent: imported({ pathLength: 0 }, stack) }, stack)).not.toThrow();
  });

  test('that is blank requires no crlSign of a CA without revocation', () => {
    const apiPassthrough = { extensions: { keyUsage: { keyCertSign: true } } };

    expect(() => root({ certificateTemplate: CertificateTemplate.blankRootCa().withPassthrough(API), apiPassthrough, revocation: undefined })).not.toThrow();
  });

  test('that is blank and not known requires no key usage', () => {
    expect(() => root({ certificateTemplate: CertificateTemplate.of('BlankRootCACertificate_Future/V2') })).not.toThrow();
  });

  test('ignores the key usage of the CSR if a custom extension has one', () => {
    const stack = newStack();
    under({
      certificateTemplate: CertificateTemplate.blankSubordinateCa(0).withPassthrough(API_AND_CSR),
      csrExtensions: { keyUsage: SIGNING },
      apiPassthrough: { extensions: { customExtensions: [{ objectIdentifier: '2.5.29.15', value: 'AwIBBg==' }] } },
    }, stack);

    expect(warningsOf(stack)).toEqual([expect.stringContaining('will not contain csrExtensions.keyUsage, because')]);
  });

  test.each<[string, string, boolean]>([
    ['keyCertSign and crlSign', 'AwIBBg==', true], ['only keyCertSign', 'AwICBA==', false], ['only crlSign', 'AwIBAg==', false], ['an octet string', 'BAIBBg==', false],
    ['an empty bit string', 'AwEA', false],
  ])('that is blank accepts a custom key usage with %s if the CA publishes CRLs: %s, %s', (_name, value, accepted) => {
    const make = () => root({
      certificateTemplate: CertificateTemplate.blankRootCa().withPassthrough(API),
      apiPassthrough: { extensions: { customExtensions: [{ objectIdentifier: '2.5.29.15', value }] } },
      revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.customCname('crl.example.com') }),
    });

    if (accepted) { expect(make).not.toThrow(); } else { errorOf('CaKeyUsage', make); }
  });
});

describe('a grant', () => {
  const templatesOf = (stack: Stack) => JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy')).match(/template\/(\w+\/V\d)/g);

  test('contains each template once, in the order of their names', () => {
    const stack = newStack();
    const { CODE_SIGNING, OCSP_SIGNING, END_ENTITY } = CertificateTemplate;
    newRoot(stack).grants.issue(roleIn(stack), { templates: [OCSP_SIGNING, END_ENTITY, CODE_SIGNING, OCSP_SIGNING] });

    expect(templatesOf(stack)).toEqual(['template/CodeSigningCertificate/V1', 'template/EndEntityCertificate/V1', 'template/OCSPSigningCertificate/V1']);
  });

  test('can contain a template whose path length is not known', () => {
    const stack = newStack();
    newRoot(stack).grants.issueSubordinate(roleIn(stack), { templates: [CertificateTemplate.of('SubordinateCACertificate_Future/V2')] });

    expect(templatesOf(stack)).toEqual(['template/SubordinateCACertificate_Future/V2']);
  });

  test('on a CA with a greater path length than any template has the path lengths of the templates', () => {
    const stack = newStack();
    const { grants } = imported({ pathLength: 10 }, stack);

    expect(() => grants.issueSubordinate(roleIn(stack), { pathLength: 3 })).not.toThrow();
    expect(errorOf('PathLength', () => grants.issueSubordinate(roleIn(newStack()), { pathLength: 4 })).message).toContain('from 0 to 3,');
    errorOf('PathLength', () => imported({ pathLength: 2 }).grants.issueSubordinate(roleIn(newStack()), { templates: [CertificateTemplate.subordinateCa(2)] }));
  });
});
