import { Annotations, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  CertificateAuthorityFacts, requireFamily, signingAlgorithmMissing, SigningParent,
} from './certificate-authority-resources';
import { requireSameStage, warnOfOtherAccount } from './environment-checks';
import { CertificatePeriod } from './signed-certificate';
import { CertificateTemplate } from '../../model/certificate-template';
import { SigningAlgorithm } from '../../model/signing-algorithm';
import { UsageMode } from '../../model/usage-mode';
import { Validity } from '../../model/validity';
import { CERTIFICATE_AUTHORITY } from '../../private/cdk-kinds';
import { accountOf, regionOf } from '../../private/certificate-authority-arn';
import { requireSigned } from '../../private/certificate-authority-state';
import { differs } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';
import { check } from '../../private/kinds';
import { SHORT_LIVED_DAYS } from '../../private/private-ca-values';
import { isUnknown } from '../../private/require';
import { IPrivateCertificateAuthority, PrivateCertificateAuthority } from '../private-certificate-authority';

/* Checks of a subordinate CA against its parent. */

/** The path lengths of the AWS Private CA templates. With the root CA, a hierarchy has up to five levels. */
const PATH_LENGTH = { min: 0, max: 3 };

/** AWS Private CA issues certificates whose validity period starts an hour before their issuance. */
const SECONDS_BEFORE_ISSUANCE = 3600;

/** The words for a CA that signs. */
export interface IssuerWords {
  readonly property: string;
  readonly name: string;
  /** What the CA signs. */
  readonly signs: string;
}

const PARENT: IssuerWords = { property: 'parent', name: 'the parent', signs: 'this CA' };

/** The properties of a subordinate CA that concern its parent. */
interface SubordinateProps {
  readonly parent: IPrivateCertificateAuthority;
  readonly pathLength?: number;
  readonly certificateTemplate?: CertificateTemplate;
  readonly issuerSigningAlgorithm?: SigningAlgorithm;
  readonly validityNotBefore?: Validity;
  readonly alreadyIssued?: boolean;
}

/** The CA certificate that the parent signs. */
interface RequestedCertificate {
  readonly validity: Validity;
  readonly pathLength?: number;
}

/** The path length of a subordinate CA. `undefined` if the template has a custom name without a path length. */
export function pathLengthOf(
  scope: Construct, props: Pick<SubordinateProps, 'pathLength' | 'certificateTemplate'>,
): number | undefined {
  const { pathLength, certificateTemplate } = props;
  if (pathLength !== undefined
    && !(Number.isInteger(pathLength) && pathLength >= PATH_LENGTH.min && pathLength <= PATH_LENGTH.max)) {
    throw new PrivateCaError('PathLength', {
      scope,
      subject: 'pathLength',
      rule: `be a whole number from ${PATH_LENGTH.min} to ${PATH_LENGTH.max}`,
      value: pathLength,
      fix: 'Choose a pathLength in this range. A hierarchy has up to five levels',
    });
  }
  const ofTemplate = certificateTemplate?._pathLength;
  if (pathLength !== undefined && ofTemplate !== undefined && pathLength !== ofTemplate) {
    throw new PrivateCaError('PathLengthConflict', {
      scope,
      subject: 'pathLength',
      rule: `match the path length of certificateTemplate (${ofTemplate})`,
      value: pathLength,
      fix: 'Remove pathLength or certificateTemplate',
    });
  }
  return certificateTemplate ? ofTemplate ?? pathLength : pathLength ?? PATH_LENGTH.min;
}

/** Returns what the parent signs with, after all checks that the known properties of the parent allow. */
export function bindParent(scope: Construct, props: SubordinateProps, requested: RequestedCertificate): SigningParent {
  const { parent } = props;
  const facts = factsOf(parent);
  requireSameStage(scope, 'parent', parent);
  requireSigned({ scope, property: 'parent' }, parent);
  requireEnabled(scope, props, facts);
  requireSameRegion(scope, parent);
  requireChain(scope, parent);
  requirePathLengthBelow(scope, requested, facts);
  requireShortLife(scope, requested, facts);
  warnOfShortLivedParent(scope, parent, facts);
  requireEndBefore(scope, { ...requested, hasOwnStart: props.validityNotBefore !== undefined }, facts);

  const signingAlgorithm = props.issuerSigningAlgorithm ?? facts.keyAlgorithm?.defaultSigningAlgorithm
    ?? signingAlgorithmMissing(scope, 'issuerSigningAlgorithm', facts.keyAlgorithm?.name);
  if (facts.keyAlgorithm) {
    requireFamily(scope, 'issuerSigningAlgorithm', signingAlgorithm, facts.keyAlgorithm);
  }
  warnOfOtherAccount(scope, parent);
  const { certificateAuthorityArn, certificateChainPem } = parent;
  const revision = facts.revision ?? (() => certificateChainPem);
  return { certificateAuthorityArn, certificateChainPem, signingAlgorithm, revision };
}

/** Nothing is known about a parent whose class is not in this library. */
export function factsOf(parent: IPrivateCertificateAuthority): CertificateAuthorityFacts {
  return parent instanceof PrivateCertificateAuthority ? parent._facts : {};
}

function requireEnabled(
  scope: Construct, { parent, alreadyIssued }: SubordinateProps, facts: CertificateAuthorityFacts,
): void {
  if (!facts.disabled || alreadyIssued) { return; }
  throw new PrivateCaError('ParentDisabled', {
    scope,
    subject: 'parent',
    rule: 'be active to sign this CA certificate',
    value: parent.node.path,
    fix: 'Deploy with the parent enabled. Then set alreadyIssued to true here, and disable the parent in the next '
      + 'deployment',
  });
}

/** CloudFormation issues a certificate in the Region of its stack, from a CA in that Region. */
export function requireSameRegion(scope: Construct, parent: IPrivateCertificateAuthority, issuer = PARENT): void {
  const { region } = Stack.of(scope);
  const parentRegion = regionOf(parent);
  if (Token.compareStrings(parentRegion, region) !== TokenComparison.DIFFERENT) {
    return check(scope, issuer.property, CERTIFICATE_AUTHORITY, parent);
  }
  throw new PrivateCaError('ParentRegion', {
    scope,
    subject: issuer.property,
    rule: `be in the Region of ${issuer.signs} (${region})`,
    value: parentRegion,
    fix: `Create ${issuer.signs} in a stack in the Region of ${issuer.name}, or choose another CA`,
  });
}

/** A parent that is imported by only its ARN has neither a chain nor a key algorithm. */
function requireChain(scope: Construct, parent: IPrivateCertificateAuthority): void {
  if (!(parent instanceof PrivateCertificateAuthority) || parent._hasChain) { return; }
  const share = differs(accountOf(parent), Stack.of(scope).account)
    ? '. Before you deploy, share the parent with this account in AWS RAM' : '';
  throw new PrivateCaError('AttributeUnknown', {
    scope,
    subject: 'parent',
    rule: 'be imported with certificateChainPem and keyAlgorithm to sign a CA certificate',
    value: parent.node.path,
    fix: 'Import it with PrivateCertificateAuthority.fromCertificateAuthorityAttributes({ certificateAuthorityArn, '
      + `keyAlgorithm, certificateChainPem })${share}`,
  });
}

function requirePathLengthBelow(
  scope: Construct, { pathLength }: RequestedCertificate, facts: CertificateAuthorityFacts,
): void {
  if (pathLength === undefined || isUnknown(facts.pathLength) || pathLength < facts.pathLength!) { return; }
  // The app can't change a certificate that it only knows.
  const signed = facts.period
    && `let the issuer of the parent sign a certificate for it with a path length of at least ${pathLength + 1}`;
  throw new PrivateCaError('PathLength', facts.pathLength === 0 ? {
    scope,
    subject: 'parent',
    rule: 'have a pathLength of at least 1 to sign a CA certificate',
    value: facts.pathLength,
    fix: signed ? `Choose a CA above it as the parent, or ${signed}`
      : 'Increase pathLength of the parent, or choose a CA above it as the parent',
  } : {
    scope,
    subject: 'pathLength',
    rule: `be less than pathLength of the parent (${facts.pathLength})`,
    value: pathLength,
    fix: `Decrease pathLength${signed ? `, or ${signed}` : ''}`,
  });
}

/** AWS documents it, but does not document an error. */
function warnOfShortLivedParent(
  scope: Construct, parent: IPrivateCertificateAuthority, facts: CertificateAuthorityFacts,
): void {
  if (facts.usageMode?.name !== UsageMode.SHORT_LIVED_CERTIFICATE.name) { return; }
  Annotations.of(scope).addWarningV2('cdk-private-ca:shortLivedParent',
    `The parent ${parent.node.path} uses short-lived mode. AWS documentation requires that such a CA is the last CA of its hierarchy. `
    + `The certificate of this CA is valid for at most ${SHORT_LIVED_DAYS} days, and nothing renews it. Choose a general-purpose CA `
    + 'as the parent.');
}

export function requireShortLife(
  scope: Construct, { validity }: RequestedCertificate, facts: CertificateAuthorityFacts, issuer = PARENT,
): void {
  if (facts.usageMode?.name !== UsageMode.SHORT_LIVED_CERTIFICATE.name || !validity._exceedsDays(SHORT_LIVED_DAYS)) {
    return;
  }
  throw new PrivateCaError('ShortLivedIssuer', {
    scope,
    subject: 'validity',
    rule: `be ${SHORT_LIVED_DAYS} days or less, because ${issuer.name} uses short-lived mode`,
    value: String(validity),
    fix: 'Shorten validity, or choose a general-purpose CA',
  });
}

export function requireEndBefore(
  scope: Construct,
  { validity, hasOwnStart }: RequestedCertificate & { readonly hasOwnStart: boolean },
  facts: CertificateAuthorityFacts,
  issuer = PARENT,
): void {
  // The end of a relative validity period is unknown if the period does not start at issuance.
  if (hasOwnStart && validity._isRelative) { return; }
  const isBeyond = facts.validity && validity._outlasts(facts.validity);
  if (!isBeyond && !isBeyondPeriod(validity, facts)) { return; }
  throw new PrivateCaError('ValidityBeyondParent', {
    scope,
    subject: 'validity',
    rule: `end before the validity of ${issuer.name} (${isBeyond ? facts.validity : textOf(facts.period!)})`,
    value: String(validity),
    fix: facts.period ? `Shorten validity, or renew the certificate of ${issuer.name} first`
      : `Shorten validity, or lengthen the validity of ${issuer.name}`,
  });
}

/** Without a clock, the certificate is issued at the start of its issuer's certificate or later. */
function isBeyondPeriod(validity: Validity, { period }: CertificateAuthorityFacts): boolean {
  const end = period && validity._earliestEnd(period.notBefore + SECONDS_BEFORE_ISSUANCE);
  return end !== undefined && end >= period!.notAfter;
}

function textOf({ notBefore, notAfter }: CertificatePeriod): string {
  return [notBefore, notAfter].map((seconds) => new Date(seconds * 1000).toISOString().replace('.000', '')).join(' to ');
}
