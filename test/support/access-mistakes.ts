import { App, Duration, Stack, Stage, aws_iam as iam } from 'aws-cdk-lib';
import { certificate, ecKey, extension, sequence } from './x509';
import { CertificateAuthorityShare, CertificateAuthorityShareProps } from '../../src/access/certificate-authority-share';
import { PrivateCaConfigRules } from '../../src/access/private-ca-config-rules';
import { GuardrailOptions } from '../../src/access/private-ca-guardrail-options';
import { PrivateCaGuardrails } from '../../src/access/private-ca-guardrails';
import { RolesAnywhereProfile, RolesAnywhereProfileProps } from '../../src/access/roles-anywhere-profile';
import { RolesAnywhereTrustAnchor, RolesAnywhereTrustAnchorProps } from '../../src/access/roles-anywhere-trust-anchor';
import { SharePermission } from '../../src/access/share-permission';
import { SharePrincipal } from '../../src/access/share-principal';
import { CertificateAuthorityGrants } from '../../src/authority/certificate-authority-grants';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { ExternalParent } from '../../src/authority/external-parent';
import { IssuedCertificate, IssuedCertificateProps } from '../../src/authority/issued-certificate';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import {
  SubordinateCertificateAuthority, SubordinateCertificateAuthorityProps,
} from '../../src/authority/subordinate-certificate-authority';
import { CertificateTemplate } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { Validity } from '../../src/model/validity';
import { ErrorCode } from '../../src/private/error-codes';

/* Every mistake of grants, shares, certificates, trust anchors, and guardrails, for `mistakes.ts`. */

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';

const newStack = () => new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
const importedCa = (stack = newStack(), arn = CA_ARN) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Root', arn);
const granted = (use: (grants: CertificateAuthorityGrants, role: iam.IRole) => unknown, account = '111122223333') => {
  const stack = newStack();
  return use(importedCa(stack).grants, iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${account}:role/Role`));
};
const share = (props: Partial<CertificateAuthorityShareProps>, stack = newStack()) =>
  new CertificateAuthorityShare(stack, 'Share', {
    certificateAuthorities: props.certificateAuthorities ?? [importedCa(stack)],
    principals: [SharePrincipal.account('444455556666')],
    permissions: [SharePermission.endEntity()],
    ...props,
  });

const anchor = (props: Partial<RolesAnywhereTrustAnchorProps> = {}, stack = newStack()) =>
  new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateAuthority: importedCa(stack), ...props });
const guardrails = (options: Partial<GuardrailOptions>) => PrivateCaGuardrails.statements(newStack(), {
  administrators: ['arn:*:iam::111122223333:role/PkiAdministrator'], executionRoles: [], ...options,
});
const profile = (props: Partial<RolesAnywhereProfileProps>) => {
  const stack = newStack();
  const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/Role');
  return new RolesAnywhereProfile(stack, 'Profile', { roles: [role], ...props });
};

const named = (commonName: string) => DistinguishedName.of({ commonName });
const subordinate = (props: Partial<SubordinateCertificateAuthorityProps>, stack = newStack()) =>
  new SubordinateCertificateAuthority(stack, 'Issuing', { subject: named('Issuing'), ...props });
const pem = (text: string) => CertificateSigningRequest.fromPem(text);
const issued = (props: Partial<IssuedCertificateProps>, stack = newStack()) => new IssuedCertificate(stack, 'Device', {
  certificateAuthority: new RootCertificateAuthority(stack, 'Root', { subject: named('Devices') }),
  csr: pem(''),
  validity: Validity.days(30),
  ...props,
});

/** Certificates that are made when the file loads. No message shows them. */
const MADE = (() => {
  const [rootKey, key] = [ecKey(), ecKey()];
  const below = { subject: 'Issuing', issuer: 'Root', key, issuerKey: rootKey };
  return {
    root: certificate({ subject: 'Root', key: rootKey }),
    issuing: certificate(below),
    device: certificate({ ...below, subject: 'device.example.com', ca: false }),
    p256: certificate({ ...below, key: ecKey('prime256v1') }),
    critical: certificate({ ...below, extensions: [extension('2.5.29.31', true, sequence())] }),
  };
})();
const signed = (given: Partial<{ certificatePem: string; certificateChainPem: string }>) => subordinate({
  externalParent: ExternalParent.signed({ certificatePem: MADE.issuing, certificateChainPem: MADE.root, ...given }),
});

/** The mistakes, in the order of the codes. */
export const ACCESS_MISTAKES: readonly (readonly [code: ErrorCode, make: () => unknown])[] = [
  ['GrantAccount', () => granted((grants, role) => grants.audit(role), '444455556666')],
  ['GrantConditions', () => granted((grants, role) => grants.issue(role, {
    conditions: { ArnLike: { 'acm-pca:TemplateArn': '*' } },
  }))],
  ['GrantPrincipal', () => importedCa().grants.read(new iam.AnyPrincipal())],
  ['CertificateTemplate', () => granted((grants, role) => grants.issue(role, { templates: [CertificateTemplate.ROOT_CA] }))],
  ['CertificateTemplate', () => share({ permissions: [SharePermission.templates([CertificateTemplate.subordinateCa(0)])] })],
  ['ShareEnvironment', () => {
    const stack = newStack();
    return share({ certificateAuthorities: [importedCa(stack, CA_ARN.replace('us-east-1', 'eu-west-1'))] }, stack);
  }],
  ['SharePrincipal', () => share({ principals: [] })],
  ['SharePrincipal', () => share({ principals: [SharePrincipal.account('111122223333')] })],
  ['SharePrincipal', () => share({ principals: [SharePrincipal.account('*')] })],
  ['SharePrincipal', () => share({ principals: [SharePrincipal.role('arn:aws-us-gov:iam::444455556666:role/Issuer')] })],
  ['PropertyType', () => share({ principals: [SharePrincipal.account(444455556666 as never)] })],
  ['SharePermission', () => share({ permissions: [] })],
  ['ShareConditions', () => share({
    permissions: [SharePermission.templates([CertificateTemplate.END_ENTITY], { conditions: { StringNotEquals: { 'aws:userid': '1' } } })],
  })],
  ['RolesAnywhereRegion', () => anchor({}, new Stack(new App(), 'Stack', { env: { region: 'cn-north-1' } }))],
  ['ExpiryNotice', () => anchor({ caExpiryNotice: Duration.days(361) })],
  ['PrincipalUnbound', () => anchor().principal({})],
  ['PrincipalAttribute', () => anchor().principal({ subject: { CN: '' } })],
  ['ProfileRoles', () => profile({ roles: [] })],
  ['SessionPolicy', () => (Stage.of(profile({ sessionPolicy: new iam.PolicyDocument() })) as App).synth()],
  ['SessionDuration', () => profile({ sessionDuration: Duration.minutes(5) })],
  ['GuardrailAdministrators', () => guardrails({ administrators: [] })],
  ['GuardrailConditions', () => guardrails({ conditions: { ArnNotLike: { 'aws:PrincipalArn': '*' } } })],
  ['GuardrailLength', () => guardrails({
    trails: Array.from({ length: 200 }, (_, index) =>
      `arn:aws:cloudtrail:us-east-1:111122223333:trail/pki-trail-${index}`),
  })],
  ['TagKeys', () => new PrivateCaConfigRules(newStack(), 'Rules', { requiredTagKeys: [] })],
  ['ParentMissing', () => subordinate({})],
  ['ParentConflict', () => {
    const stack = newStack();
    return subordinate({ parent: importedCa(stack), externalParent: ExternalParent.pending() }, stack);
  }],
  ['OptionOfParent', () => subordinate({ externalParent: ExternalParent.pending(), validity: Validity.years(3) })],
  ['CertificateAuthorityPending', () => {
    const stack = newStack();
    return anchor({ certificateAuthority: subordinate({ externalParent: ExternalParent.pending() }, stack) }, stack);
  }],
  ['CertificateAuthorityDisabled', () => {
    const stack = newStack();
    const root = new RootCertificateAuthority(stack, 'Devices', { subject: named('Devices'), disabled: true });
    return new IssuedCertificate(stack, 'Device', { certificateAuthority: root, csr: pem(''), validity: Validity.days(30) });
  }],
  ['FileUnreadable', () => issued({ csr: CertificateSigningRequest.fromFile('device.csr') })],
  ['PrivateKeyInTemplate', () => issued({ csr: pem(`-----BEGIN ${'PRIVATE KEY'}-----`) })],
  ['CertificatePem', () => issued({ csr: pem('') })],
  ['CertificatePem', () => signed({ certificatePem: MADE.issuing + MADE.root })],
  ['CertificatePemLength', () => issued({ csr: pem('#'.repeat(32769)) })],
  ['CertificateNotCa', () => signed({ certificatePem: MADE.device })],
  ['CertificateSelfSigned', () => signed({ certificatePem: MADE.root })],
  ['CertificateKeyAlgorithm', () => signed({ certificatePem: MADE.p256 })],
  ['CertificateChain', () => signed({ certificateChainPem: MADE.issuing })],
  ['CertificateExtension', () => signed({ certificatePem: MADE.critical })],
];
