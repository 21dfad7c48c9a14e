import { App, CfnOutput, Lazy, NestedStack, Stack, Token, aws_acmpca as acmpca, aws_iam as iam } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityPermission } from '../../src/authority/certificate-authority-permission';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { ExternalParent } from '../../src/authority/external-parent';
import { IssuedCertificate, IssuedCertificateProps } from '../../src/authority/issued-certificate';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../src/authority/root-certificate-authority';
import {
  SubordinateCertificateAuthority, SubordinateCertificateAuthorityProps,
} from '../../src/authority/subordinate-certificate-authority';
import { AccessMethod } from '../../src/model/access-method';
import { ApiPassthrough, CertificateExtensions, CsrExtensions } from '../../src/model/certificate-extensions';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { ExtendedKeyUsage } from '../../src/model/extended-key-usage';
import { GeneralName } from '../../src/model/general-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { ErrorCode } from '../../src/private/error-codes';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* The complete texts of warnings, errors, and descriptions. */

const CA_ARN = 'arn:aws:acm-pca:us-east-1:444455556666:certificate-authority/11111111-2222-3333-4444-555555555555';
const subject = DistinguishedName.of({ commonName: 'Example Corp CA G1' });
const SIGNING = { keyCertSign: true, crlSign: true };

const inEnvironment = () => newStack({ env: ENVIRONMENT });
const root = (stack: Stack, props: Partial<RootCertificateAuthorityProps> = {}) => new RootCertificateAuthority(stack, 'Root', { subject, ...props });
const under = (stack: Stack, props: Partial<SubordinateCertificateAuthorityProps> = {}) =>
  new SubordinateCertificateAuthority(stack, 'Sub', { subject, ...props });
const pending = (stack: Stack, props: Partial<SubordinateCertificateAuthorityProps> = {}) =>
  under(stack, { externalParent: ExternalParent.pending(), ...props });
const imported = (stack: Stack) => PrivateCertificateAuthority.fromCertificateAuthorityAttributes(stack, 'Imported', {
  certificateAuthorityArn: CA_ARN, certificateChainPem: Token.asString({ Ref: 'Chain' }), keyAlgorithm: KeyAlgorithm.RSA_4096,
});
const roleIn = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
const permit = (stack: Stack, props: Partial<RootCertificateAuthorityProps>) =>
  new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: root(stack, props) });
const issued = (stack: Stack, props: Partial<IssuedCertificateProps>) => new IssuedCertificate(stack, 'Device', {
  certificateAuthority: props.certificateAuthority ?? newRoot(stack), csr: CertificateSigningRequest.fromPem(Lazy.string({ produce: () => 'late' })), validity: Validity.days(1), ...props,
});

describe('the warning', () => {
  const HASH = { keyAlgorithm: KeyAlgorithm.EC_PRIME256V1, signingAlgorithm: SigningAlgorithm.SHA384_WITH_ECDSA };

  test.each<[string, string, (stack: Stack) => unknown, string?]>([
    ['grantNeedsShare', 'The certificate authority belongs to another account than Foreign. The identity policy has an effect only after the '
      + 'owner shares the certificate authority with this principal through AWS RAM (CertificateAuthorityShare).',
    (stack) => newRoot(stack).grants.read({
      grantPrincipal: Object.assign(iam.Role.fromRoleArn(stack, 'Foreign', 'arn:aws:iam::444455556666:role/Issuer'), { toString: () => 'Foreign' }),
    })],
    ['grantNotAdded', 'ServicePrincipal(acm.amazonaws.com) has no identity policy that this app can edit, so no permission was granted. Grant the '
      + 'permission in the policy of the principal. For acm.amazonaws.com, use CertificateAuthorityPermission.',
    (stack) => newRoot(stack).grants.audit(new iam.ServicePrincipal('acm.amazonaws.com'))],
    ['acmShortLivedCa', 'The CA uses short-lived mode, and ACM cannot request certificates from it. Use a general-purpose CA, or issue the '
      + 'certificates with the AWS Private CA API and remove this permission.',
    (stack) => permit(stack, { usageMode: UsageMode.SHORT_LIVED_CERTIFICATE })],
    ['acmKeyAlgorithm', 'The CA has the key algorithm ML_DSA_44. ACM requests only certificates with RSA and ECDSA keys, and the key must have the '
      + 'family of the CA key. Use a CA with an RSA or ECDSA key, or issue the certificates with the AWS Private CA API and remove this permission.',
    (stack) => permit(stack, { keyAlgorithm: KeyAlgorithm.ML_DSA_44 })],
    ['noRevocation', 'Revocation is not configured for this CA. A certificate with a compromised private key stays valid until it expires, and '
      + 'certificates issued now contain no CRL or OCSP URL. Set revocation, for example to Revocation.ocsp(). To suppress this warning, use '
      + 'Revocation.none().', root],
    ['parentInOtherAccount', 'The parent Stack/Imported is in account 444455556666. Before you deploy this CA, share the parent with this account. '
      + 'The AWS RAM managed permission AWSRAMSubordinateCACertificatePathLen0IssuanceCertificateAuthority allows CA certificates with path length '
      + '0. Otherwise, CloudFormation cannot issue the CA certificate.', (stack) => under(stack, { parent: imported(stack) })],
    ['certificateAuthorityPending', 'This CA is pending until its parent signs its certificate. It can\'t issue certificates, and AWS bills it. '
      + 'After the deployment, get its certificate signing request: aws acm-pca get-certificate-authority-csr --certificate-authority-arn '
      + 'CERTIFICATE_AUTHORITY_ARN --region REGION --output text. Let the parent sign it, and pass the certificate with ExternalParent.signed().', pending],
    ['csrExtensionsIgnored', 'The CA certificate will not contain csrExtensions.keyUsage, because RootCACertificate/V1 does not copy it from the '
      + 'CSR. To add extensions to the certificate, use apiPassthrough. Changing csrExtensions replaces the CA',
    (stack) => root(stack, { csrExtensions: { keyUsage: SIGNING } })],
    ['ecdsaHash', 'signingAlgorithm is SHA384WITHECDSA, but the key that signs is EC_prime256v1. For ap-southeast-7, AWS documents only '
      + 'SHA256WITHECDSA with this key, and AWS Private CA might reject another hash. For a new CA or certificate, remove signingAlgorithm. If the '
      + 'CA or certificate exists in this Region, the hash is supported, so acknowledge this warning.',
    (stack) => root(stack, HASH), 'ap-southeast-7'],
  ])('%s is "%s"', (id, text, make, region = ENVIRONMENT.region) => {
    const stack = newStack({ env: { ...ENVIRONMENT, region } });

    make(stack);

    const texts = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
    expect(texts).toContain(`${text} [ack: cdk-private-ca:${id}]`);
  });

  const { EC_PRIME256V1, EC_SECP384R1, EC_SECP521R1, RSA_2048 } = KeyAlgorithm;
  const { SHA256_WITH_ECDSA, SHA384_WITH_ECDSA, SHA512_WITH_ECDSA, SHA512_WITH_RSA } = SigningAlgorithm;

  test.each<[KeyAlgorithm, SigningAlgorithm | undefined, string | undefined, number]>([
    [EC_PRIME256V1, SHA512_WITH_ECDSA, 'ap-southeast-7', 1],
    [EC_SECP384R1, SHA256_WITH_ECDSA, 'mx-central-1', 1],
    [EC_SECP521R1, SHA384_WITH_ECDSA, 'eu-south-2', 1],
    [EC_PRIME256V1, SHA256_WITH_ECDSA, 'ap-southeast-7', 0],
    [EC_SECP384R1, undefined, 'ap-southeast-7', 0],
    [RSA_2048, SHA512_WITH_RSA, 'ap-southeast-7', 0],
    [EC_PRIME256V1, SigningAlgorithm.of('OTHER'), 'ap-southeast-7', 0],
    [EC_PRIME256V1, SHA512_WITH_ECDSA, 'us-east-1', 0],
    [EC_PRIME256V1, SHA512_WITH_ECDSA, 'us-gov-west-1', 0],
    [EC_PRIME256V1, SHA512_WITH_ECDSA, undefined, 0],
  ])('ecdsaHash of a key %s that signs with %s in %s is printed %s times', (keyAlgorithm, signingAlgorithm, region, count) => {
    const stack = newStack({ env: { region } });
    root(stack, { keyAlgorithm, signingAlgorithm });

    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('ecdsaHash'))).toHaveLength(count);
  });

  test('ecdsaHash applies to the key of the parent and to issued certificates', () => {
    const stack = newStack({ env: { region: 'ap-southeast-7' } });
    const certificateAuthority = root(stack, { keyAlgorithm: EC_PRIME256V1 });
    under(stack, { parent: certificateAuthority, issuerSigningAlgorithm: SHA384_WITH_ECDSA });
    issued(stack, { certificateAuthority, signingAlgorithm: SHA512_WITH_ECDSA });

    const printed = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('ecdsaHash'));
    expect(printed.map(({ id, entry }) => `${id} ${String(entry.data).split(' ', 1)[0]}`))
      .toEqual(['/Stack/Sub issuerSigningAlgorithm', '/Stack/Device signingAlgorithm']);
  });

  test('chainOfNestedStack names the CA and the context key', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
    new CfnOutput(two, 'Chain', { value: newRoot(new NestedStack(one, 'Pki')).certificateChainPem });
    app.synth();

    expect(Annotations.fromStack(two).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data)).toContain(
      'The stack imports the certificate or chain of One/Pki/Root, which is in a nested stack. While the value is imported, CloudFormation '
      + 'cannot renew the CA certificate. Move the CA to a stack that is not nested, or set the context key '
      + '@aws-cdk/core:defaultCrossStackReferences to "weak". [ack: cdk-private-ca:chainOfNestedStack]',
    );
  });
});

describe('the error', () => {
  const blank = CertificateTemplate.blankSubordinateCa(0).withPassthrough(TemplatePassthrough.CSR);
  const granted = (options: object) => (stack: Stack) => newRoot(stack).grants.issueSubordinate(roleIn(stack), options);
  const belowRoot = (props: Partial<SubordinateCertificateAuthorityProps>) => (stack: Stack) => under(stack, { parent: newRoot(stack), ...props });

  test.each<[ErrorCode, string, (stack: Stack) => unknown]>([
    ['CertificateTemplate', 'template must be a template for end-entity certificates; got "RootCACertificate/V1". Fix: Use an end-entity '
      + 'template. For a CA certificate, use SubordinateCertificateAuthority.', (stack) => issued(stack, { template: CertificateTemplate.ROOT_CA })],
    ['PassthroughIgnored', 'template must accept API passthrough, because apiPassthrough is specified; got "EndEntityCertificate/V1". Fix: Remove '
      + 'template, or call withPassthrough(TemplatePassthrough.API) on it.',
    (stack) => issued(stack, { template: CertificateTemplate.END_ENTITY, apiPassthrough: { subject } })],
    ['SigningAlgorithmUnknown', 'signingAlgorithm must be specified, because it cannot be derived from the key algorithm of the signing CA; got '
      + 'no value. Fix: Set signingAlgorithm, for example to SigningAlgorithm.of(…).', (stack) => issued(stack, {
      certificateAuthority: PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Imported', CA_ARN),
    })],
    ['AttributeUnknown', 'certificatePem must be known, and the parent of this CA has not signed its certificate yet; got no value. Fix: Deploy '
      + 'the CA, let the parent sign its certificate, and pass it with ExternalParent.signed().', (stack) => pending(stack).certificatePem],
    ['AttributeUnknown', 'certificateChainPem must be known, and the parent of this CA has not signed its certificate yet; got no value. Fix: '
      + 'Deploy the CA, let the parent sign its certificate, and pass it with ExternalParent.signed().', (stack) => pending(stack).certificateChainPem],
    ['AttributeUnknown', 'certificateChainPem must be specified when you import this CA; got no value. Fix: Use '
      + 'PrivateCertificateAuthority.fromCertificateAuthorityAttributes() with certificateChainPem.',
    (stack) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Imported', CA_ARN).certificateChainPem],
    ['OptionOfParent', 'disabled must not be true while the CA is pending; got true. Fix: Remove disabled until the certificate is signed.',
      (stack) => pending(stack, { disabled: true })],
    ['CaKeyUsage', 'The key usage of a CA certificate with a blank template must include keyCertSign; got no value. Fix: Set '
      + 'csrExtensions.keyUsage, or use a template that is not blank.', belowRoot({ certificateTemplate: blank })],
    ['CertificateTemplate', 'templates must name at least one subordinate CA certificate template, and no other template; got '
      + '["EndEntityCertificate/V1"]. Fix: Use CertificateTemplate.subordinateCa(). For end-entity certificates, use grants.issue().',
    granted({ templates: [CertificateTemplate.END_ENTITY] })],
    ['SigningAlgorithmFamily', 'signingAlgorithm must match the key algorithm of the signing CA (EC_secp384r1, family ECDSA); got "SHA256WITHRSA". Fix: '
      + 'Remove signingAlgorithm, or choose an algorithm in the family ECDSA.', (stack) => issued(stack, { signingAlgorithm: SigningAlgorithm.SHA256_WITH_RSA })],
    ['CertificateTemplate', 'templates must name at least one end-entity certificate template, and no CA certificate template; got '
      + '["EndEntityCertificate/V1","RootCACertificate/V1"]. Fix: Use an end-entity template. For CA certificates, use grants.issueSubordinate().',
    (stack) => newRoot(stack).grants.issue(roleIn(stack), { templates: [CertificateTemplate.END_ENTITY, CertificateTemplate.ROOT_CA] })],
    ['CertificateTemplate', 'templates must name at least one end-entity certificate template, and no CA certificate template; got []. Fix: Use '
      + 'an end-entity template. For CA certificates, use grants.issueSubordinate().',
    (stack) => newRoot(stack).grants.issue(roleIn(stack), { templates: [] })],
    ['PathLength', 'pathLength must be a whole number from 0 to 3, less than the path length of the CA; got 4. Fix: Choose a lower path length.',
      granted({ pathLength: 4 })],
    ['PathLength', 'pathLength must be a whole number from 0 to 0, less than the path length of the CA; got 1. Fix: Choose a lower path length.',
      (stack) => under(stack, { parent: newRoot(stack), pathLength: 1 }).grants.issueSubordinate(roleIn(stack), { pathLength: 1 })],
    ['PathLength', 'pathLength must be less than the path length of the CA, which is 0: this CA can issue no CA certificate; got 0. Fix: Grant the '
      + 'permission on a CA further up.', (stack) => under(stack, { parent: newRoot(stack) }).grants.issueSubordinate(roleIn(stack))],
    ['PathLengthConflict', 'pathLength must be omitted together with templates, which contain their path lengths; got 0. Fix: Omit pathLength or '
      + 'templates.', granted({ pathLength: 0, templates: [CertificateTemplate.subordinateCa(0)] })],
    ['GrantAccount', 'The principal of grants.share() must belong to the account of the certificate authority (111122223333), because AWS RAM '
      + 'can\'t share these actions; got "444455556666". Fix: Grant the permission to a role in that account, and let the principal assume this role.',
    (stack) => newRoot(stack).grants.share(iam.Role.fromRoleArn(stack, 'Foreign', 'arn:aws:iam::444455556666:role/Issuer'))],
    ['ValueName', 'The name of an access method must be a name of 1 to 64 letters, digits, and underscores; got "". Fix: Pass the name as the AWS '
      + 'Private CA API Reference spells it.', (stack) => root(stack, {
      csrExtensions: { subjectInformationAccess: [{ accessMethod: AccessMethod.of(''), accessLocation: GeneralName.dnsName('pki.example.com') }] },
    })],
    ['ValueName', 'The name of an extended key usage must be a name of 1 to 64 letters, digits, and underscores; got "". Fix: Pass the name as the AWS '
      + 'Private CA API Reference spells it.', (stack) => root(stack, { apiPassthrough: { extensions: { extendedKeyUsage: [ExtendedKeyUsage.of('')] } } })],
  ])('%s is "%s"', (code, text, make) => {
    const { message, constructPath } = errorOf(code, () => make(inEnvironment()));

    expect(message).toBe(`${text} [${code} at ${constructPath}]`);
  });

  const passing = (apiPassthrough: ApiPassthrough) => (stack: Stack) => root(stack, { apiPassthrough });
  const extended = (extensions: CertificateExtensions) => passing({ extensions });
  const requesting = (csrExtensions: CsrExtensions) => (stack: Stack) => root(stack, { csrExtensions });
  const wrong = 'text' as never;

  test.each<[string, string, (stack: Stack) => unknown]>([
    ['apiPassthrough.extensions.certificatePolicies', 'a list of certificate policies', extended({ certificatePolicies: wrong })],
    ['apiPassthrough.extensions.certificatePolicies[0].cpsUris', 'a list of strings',
      extended({ certificatePolicies: [{ objectIdentifier: '1.2.3', cpsUris: wrong }] })],
    ['apiPassthrough.extensions.extendedKeyUsage', 'a list of ExtendedKeyUsage objects', extended({ extendedKeyUsage: wrong })],
    ['apiPassthrough.extensions.subjectAlternativeNames', 'a list of GeneralName objects', extended({ subjectAlternativeNames: wrong })],
    ['apiPassthrough.extensions.customExtensions', 'a list of custom extensions', extended({ customExtensions: wrong })],
    ['csrExtensions.subjectInformationAccess', 'a list of access descriptions', requesting({ subjectInformationAccess: wrong })],
    ['parent', 'an IPrivateCertificateAuthority', (stack) => under(stack, { parent: wrong })],
    ['templates', 'a list of CertificateTemplate objects', (stack) => newRoot(stack).grants.issue(roleIn(stack), { templates: wrong })],
    ['conditions', 'an object with condition operators', (stack) => newRoot(stack).grants.issue(roleIn(stack), { conditions: wrong })],
    ['conditions.ArnLike', 'an object with condition keys', (stack) => newRoot(stack).grants.issue(roleIn(stack), { conditions: { ArnLike: wrong } })],
  ])('of a wrong type for %s names %s', (property, kind, make) => {
    const more = kind === 'an IPrivateCertificateAuthority'
      ? ' To import another CA, use PrivateCertificateAuthority.fromCertificateAuthorityAttributes().' : '';
    expect(errorOf('PropertyType', () => make(inEnvironment())).message)
      .toContain(`${property} must be ${kind}; got "text". Fix: Set ${property} to ${kind}.${more} [`);
  });
});

test('the outputs for other stacks, and the output of a pending CA, have descriptions', () => {
  const app = new App();
  const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
  const ca = newRoot(one);
  new CfnOutput(two, 'Bundle', { value: `${ca.certificatePem}\n${ca.certificateChainPem}` });
  pending(one);
  app.synth();

  const outputs = Object.values<{ Description?: string }>(Template.fromStack(one).toJSON().Outputs);
  expect(outputs.map(({ Description }) => Description).sort()).toEqual([
    'The CA certificate, for other stacks.',
    'The certificate chain of the CA, for other stacks.',
    'The command that returns the certificate signing request of the pending CA',
  ]);
});

test('an L1 CA of aws-cdk-lib in another stage is not accepted', () => {
  const certificateAuthority = new acmpca.CfnCertificateAuthority(new Stack(new App(), 'Other'), 'Root', {
    type: 'ROOT', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: { commonName: 'Root' },
  });

  const { message } = errorOf('CertificateAuthorityStage', () => new CertificateAuthorityPermission(newStack(), 'Renewal', { certificateAuthority }));

  expect(message).toContain('certificateAuthority must be in the same stage, because CDK cannot refer to a resource of another stage; got "Other/Root".');
});
