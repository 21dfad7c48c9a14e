import { App, Stack, aws_iam as iam } from 'aws-cdk-lib';
import {
  AuditReportBucket, AuditReportSchedule, CertificateAuthorityHierarchy, CertificateAuthorityPermission, CertificateTemplate, DistinguishedName,
  ExternalParent, PrivateCertificateAuthority, Revocation, RolesAnywhereTrustAnchor, RootCertificateAuthority, SubordinateCertificateAuthority,
  UsageMode, Validity,
} from '../../src';

/* The mistakes that the guides describe. Each has the message that a guide quotes. */

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const arnIn = (account: string, region = 'us-east-1', partition = 'aws') =>
  `arn:${partition}:acm-pca:${region}:${account}:certificate-authority/11223344-1234-1122-2233-112233445566`;
const subject = (name: string) => DistinguishedName.of({ commonName: `Example Corp ${name} CA G1` });
const revocation = Revocation.ocsp();
const imported = (stack: Stack, id: string, arn = arnIn(ACCOUNT)) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, id, arn);
const newStack = (id: string, account = ACCOUNT, region = 'us-east-1') => new Stack(new App(), id, { env: { account, region } });
const roleIn = (stack: Stack) => new iam.Role(stack, 'Issuer', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
const pending = (stack: Stack, certificateGeneration?: number) => new SubordinateCertificateAuthority(stack, 'Issuing', {
  subject: subject('Issuing'), revocation, externalParent: ExternalParent.pending(), certificateGeneration,
});

/** Each function makes a mistake in the stack that it returns, or throws an error. */
export const GUIDE_MISTAKES: readonly (() => Stack)[] = [
  () => within(newStack('Pki'), (stack) => new RootCertificateAuthority(stack, 'Root', { subject: subject('Root') })),
  () => within(newStack('Pki'), (stack) => new SubordinateCertificateAuthority(stack, 'Issuing', {
    subject: subject('Issuing'),
    parent: new RootCertificateAuthority(stack, 'Root', { subject: subject('Root'), revocation }),
    validity: Validity.years(10),
    revocation,
  })),
  () => within(newStack('Pki'), (stack) => new SubordinateCertificateAuthority(stack, 'Issuing', {
    subject: subject('Issuing'),
    parent: new RootCertificateAuthority(stack, 'Root', { subject: subject('Root'), usageMode: UsageMode.SHORT_LIVED_CERTIFICATE }),
    revocation,
  })),
  () => within(newStack('Pki'), (stack) => new CertificateAuthorityPermission(stack, 'Renewal', {
    certificateAuthority: new RootCertificateAuthority(stack, 'Root', {
      subject: subject('Root'), usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
    }),
  })),
  () => within(newStack('Pki'), (stack) => new SubordinateCertificateAuthority(stack, 'Issuing', {
    subject: subject('Issuing'),
    parent: new RootCertificateAuthority(stack, 'Root', { subject: subject('Root'), revocation, disabled: true }),
    revocation,
  })),
  () => within(newStack('Pki'), (stack) => new CertificateAuthorityHierarchy(stack, 'Pki', {
    root: { name: 'Root', subject: subject('Root'), below: [{ name: 'Issuing', subject: subject('Issuing') }] }, revocation, rootDisabled: true,
  })),
  () => within(newStack('Pki'), (stack) => new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateAuthority: pending(stack) })),
  () => within(newStack('Pki'), (stack) => pending(stack, 2)),
  () => within(newStack('Pki'), (stack) =>
    new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: imported(stack, 'Issuing', arnIn(OTHER_ACCOUNT)) })),
  () => within(newStack('Consumer', OTHER_ACCOUNT), (stack) => imported(stack, 'Shared').grants.issue(roleIn(stack))),
  () => within(newStack('Pki'), (stack) =>
    imported(stack, 'Issuing').grants.issue(roleIn(stack), { templates: [CertificateTemplate.subordinateCa(0)] })),
  () => within(newStack('Pki'), (stack) =>
    imported(stack, 'Issuing', `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/11223344-1234-1122-2233-112233445566`)),
  () => within(newStack('Pki'), (stack) => new RolesAnywhereTrustAnchor(stack, 'Anchor', {
    certificateAuthority: new RootCertificateAuthority(stack, 'Devices', {
      subject: subject('Devices'), usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
    }),
  }).principal({})),
  () => within(newStack('Cn', ACCOUNT, 'cn-north-1'), (stack) => new RolesAnywhereTrustAnchor(stack, 'Anchor', {
    certificateAuthority: imported(stack, 'Devices', arnIn(ACCOUNT, 'cn-north-1', 'aws-cn')),
  })),
  () => within(newStack('Pki'), (stack) => new AuditReportSchedule(stack, 'Reports', {
    certificateAuthorities: [imported(stack, 'Shared', arnIn(OTHER_ACCOUNT))],
    auditReportBucket: new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [imported(stack, 'Issuing')] }),
  })),
  () => within(newStack('Pki'), (stack) => new SubordinateCertificateAuthority(stack, 'Issuing', {
    subject: subject('Issuing'), parent: imported(stack, 'Root'), revocation,
  })),
  () => within(newStack('Pki'), (stack) => new CertificateAuthorityHierarchy(stack, 'Pki', {
    root: {
      name: 'Root',
      subject: subject('Root'),
      below: [{ name: 'Issuing', subject: subject('Issuing') }, { name: 'Issuing-G2', subject: subject('Issuing') }],
    },
    revocation,
  })),
];

function within(stack: Stack, mistake: (stack: Stack) => unknown): Stack {
  mistake(stack);
  return stack;
}
