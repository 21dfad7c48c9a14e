import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SHARED_ID } from './hierarchy-checks';
import { IPrivateCertificateAuthority, PrivateCertificateAuthority } from '../../authority/private-certificate-authority';
import { RootCertificateAuthority, RootCertificateAuthorityProps } from '../../authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../authority/subordinate-certificate-authority';
import { UsageMode } from '../../model/usage-mode';
import { Validity } from '../../model/validity';
import { SHORT_LIVED_DAYS } from '../../private/private-ca-values';
import { CertificateAuthorityHierarchyProps } from '../certificate-authority-hierarchy-props';
import { HierarchyLevel } from '../hierarchy-level';

/* The CAs of a hierarchy, each created after the CA above it. */

/** A level with its CA. */
export interface PlacedAuthority {
  readonly level: HierarchyLevel;
  readonly certificateAuthority: IPrivateCertificateAuthority;
}

/** What the CAs below a CA need to know of it. */
interface Above extends PlacedAuthority {
  readonly validity?: Validity;
  readonly disabled: boolean;
  readonly isShortLived: boolean;
}

/** What all levels share. */
type Shared = Pick<HierarchyLevel, 'revocation' | 'removalPolicy'>;

/** Creates the CAs. */
export function newHierarchy(scope: Construct, props: CertificateAuthorityHierarchyProps): PlacedAuthority[] {
  const root = props.rootDisabled ? { ...props.root, disabled: true } : props.root;
  const shared = { revocation: sharedRevocation(scope, props), removalPolicy: props.removalPolicy };
  return newBranch(scope, root, shared);
}

function sharedRevocation(scope: Construct, { root, revocation }: CertificateAuthorityHierarchyProps): Shared['revocation'] {
  return revocation && isShared(root) ? revocation._sharedIn(new Construct(scope, SHARED_ID)) : revocation;
}

/** Whether a CA has the revocation of the hierarchy. */
function isShared({ existingCertificateAuthority, revocation, below = [] }: HierarchyLevel): boolean {
  return (!existingCertificateAuthority && !revocation) || below.some(isShared);
}

function newBranch(scope: Construct, level: HierarchyLevel, shared: Shared, parent?: Above): PlacedAuthority[] {
  const above = newLevel(scope, level, shared, parent);
  const below = (level.below ?? []).flatMap((one) => newBranch(scope, one, shared, above));
  if (above.disabled && below.length > 0) { warnOfDisabled(scope, level.name); }
  return [above, ...below];
}

function newLevel(scope: Construct, level: HierarchyLevel, shared: Shared, above?: Above): Above {
  const { existingCertificateAuthority, disabled = false } = level;
  if (existingCertificateAuthority) { return aboveOf(level, existingCertificateAuthority); }
  const validity = level.validity ?? (level.externalParent ? undefined : defaultValidity(above));
  const certificateAuthority = newAuthority(scope, level, { ...shared, validity }, above);
  const known = aboveOf(level, certificateAuthority);
  return { ...known, validity: validity ?? known.validity, disabled };
}

function aboveOf(level: HierarchyLevel, certificateAuthority: IPrivateCertificateAuthority): Above {
  const { validity, disabled = false, usageMode } = certificateAuthority instanceof PrivateCertificateAuthority
    ? certificateAuthority._facts : {};
  const isShortLived = usageMode?.name === UsageMode.SHORT_LIVED_CERTIFICATE.name;
  return { level, certificateAuthority, validity, disabled, isShortLived };
}

function newAuthority(
  scope: Construct, level: HierarchyLevel, common: Shared & Pick<HierarchyLevel, 'validity'>, above?: Above,
): IPrivateCertificateAuthority {
  const { name, below: _below, existingCertificateAuthority: _existing, ...given } = level;
  const props = { ...common, ...given, validity: common.validity } as RootCertificateAuthorityProps;
  if (level.externalParent) { return new SubordinateCertificateAuthority(scope, name, props); }
  if (!above) { return new RootCertificateAuthority(scope, name, props); }
  return new SubordinateCertificateAuthority(scope, name, {
    ...props,
    parent: above.certificateAuthority,
    pathLength: level.pathLength ?? (level.certificateTemplate ? undefined : heightOf(level) - 1),
    alreadyIssued: above.disabled,
  });
}

/** The number of levels from this level down. */
function heightOf({ below = [] }: HierarchyLevel): number {
  return 1 + Math.max(0, ...below.map(heightOf));
}

/** A validity that ends before that of the CA above. Without a known end, the default of the CA applies. */
function defaultValidity(above: Above | undefined): Validity | undefined {
  if (!above) { return Validity.years(10); }
  const validity = above.validity?._belowIt();
  const isTooLong = above.isShortLived && !(validity?._isRelative && !validity._exceedsDays(SHORT_LIVED_DAYS));
  return isTooLong ? Validity.days(SHORT_LIVED_DAYS) : validity;
}

function warnOfDisabled(scope: Construct, name: string): void {
  Annotations.of(scope).addWarningV2('cdk-private-ca:parentDisabled',
    `The CA ${name} is disabled and can't sign the certificates of the CAs below it. Deploy the hierarchy once with this CA `
    + 'enabled. Then disable it, and acknowledge this warning. To add, renew, or change a CA directly below it, enable it '
    + 'first.');
}
