import { App, Stack } from 'aws-cdk-lib';
import { ExternalParent } from '../../src/authority/external-parent';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { Validity } from '../../src/model/validity';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { CertificateAuthorityHierarchyProps } from '../../src/pattern/certificate-authority-hierarchy-props';
import { HierarchyLevel } from '../../src/pattern/hierarchy-level';
import { ErrorCode } from '../../src/private/error-codes';

/* Every mistake in a hierarchy and in the renewal of a CA certificate, for `mistakes.ts`. */

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const newStack = () => new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
const named = (name: string, more: Partial<HierarchyLevel> = {}): HierarchyLevel =>
  ({ name, subject: DistinguishedName.of({ commonName: `Example Corp ${name} CA G1` }), ...more });
const hierarchy = (root: HierarchyLevel, more: Partial<CertificateAuthorityHierarchyProps> = {}, stack = newStack()) =>
  new CertificateAuthorityHierarchy(stack, 'Pki', { root, ...more });
const existing = (more: Partial<HierarchyLevel> = {}, stack = newStack()): HierarchyLevel => ({
  name: 'Root',
  existingCertificateAuthority: PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Imported', CA_ARN),
  ...more,
});
const chain = (...names: string[]): HierarchyLevel => {
  const [name, ...others] = names;
  return named(name, others.length > 0 ? { below: [chain(...others)] } : {});
};

/** The mistakes, in the order of the codes. */
export const HIERARCHY_MISTAKES: readonly (readonly [code: ErrorCode, make: () => unknown])[] = [
  ['CertificateGeneration', () => hierarchy(named('Root', { certificateGeneration: 0 }))],
  ['CertificateGeneration', () => new RootCertificateAuthority(newStack(), 'Root', {
    subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }), certificateGeneration: 1.5,
  })],
  ['OptionOfParent', () => new SubordinateCertificateAuthority(newStack(), 'Issuing', {
    subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' }),
    externalParent: ExternalParent.pending(),
    certificateGeneration: 2,
  })],
  ['HierarchyDepth', () => hierarchy(chain('Root', 'Policy', 'Region', 'Unit', 'Team', 'Issuing'))],
  ['HierarchyLevelName', () => hierarchy(named('Root CA'))],
  ['HierarchyLevelName', () => hierarchy(named('Default'))],
  ['HierarchyLevelDuplicate', () => hierarchy(named('Root', { below: [named('Web'), named('Web')] }))],
  ['HierarchyLevelDuplicate', () => hierarchy(named('Root', { below: [named('Web'), { ...named('Web'), name: 'Web-G2' }] }))],
  ['HierarchyLevelUnknown', () => hierarchy(named('Root', { below: [named('Web')] })).certificateAuthority('web')],
  ['HierarchyLevelConflict', () => hierarchy({ name: 'Root' })],
  ['HierarchyLevelConflict', () => hierarchy(existing({ validity: Validity.years(20) }))],
  ['HierarchyLevelConflict', () => hierarchy(named('Root', { below: [existing({ name: 'Issuing' })] }))],
  ['HierarchyLevelConflict', () => hierarchy(named('Root', { below: [named('Issuing', { externalParent: ExternalParent.pending() })] }))],
  ['HierarchyLevelConflict', () => hierarchy(existing(), { rootDisabled: true })],
  ['HierarchyLevelConflict', () => hierarchy(named('Root', { pathLength: 1 }))],
  ['ValidityBeyondParent', () => hierarchy(named('Root', { below: [named('Web', { validity: Validity.years(10) })] }))],
];
