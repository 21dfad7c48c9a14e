import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AuthorityFacts } from './authority-facts';
import { Issuer, requireFamily, signingAlgorithmMissing } from './certificate-authority-resources';
import { CertificateTemplate } from '../../model/certificate-template';
import { SigningAlgorithm } from '../../model/signing-algorithm';
import { UsageMode } from '../../model/usage-mode';
import { Validity } from '../../model/validity';
import { regionOf } from '../../private/certificate-authority-arn';
import { PrivateCaError } from '../../private/errors';
import { isUnknown } from '../../private/require';
import { IPrivateCertificateAuthority, PrivateCertificateAuthority } from '../private-certificate-authority';

/* What a parent lets its subordinate be. */

/** The path lengths that AWS Private CA has templates for: with the root, hierarchies of five levels. */
const PATH_LENGTH = { min: 0, max: 3 };

/** The longest life of what a CA in short-lived mode issues, in days. */
const SHORT_LIVED_DAYS = 7;

/** What the user says of a subordinate and its parent. */
interface Subordination {
  readonly parent: IPrivateCertificateAuthority;
  readonly pathLength?: number;
  readonly certificateTemplate?: CertificateTemplate;
  readonly issuerSigningAlgorithm?: SigningAlgorithm;
  readonly validityNotBefore?: Validity;
  readonly alreadyIssued?: boolean;
}

/** The CA certificate that a parent is asked to sign. */
interface AskedCertificate {
  readonly validity: Validity;
  readonly pathLength?: number;
}

/**
 * The path length of a subordinate, told by itself or by its template; unknown if the template's name does not tell.
 */
export function pathLengthOf(scope: Construct, props: Subordination): number | undefined {
  const { pathLength, certificateTemplate } = props;
  if (pathLength !== undefined
    && !(Number.isInteger(pathLength) && pathLength >= PATH_LENGTH.min && pathLength <= PATH_LENGTH.max)) {
    throw new PrivateCaError('PathLength', {
      scope,
      problem: 'pathLength is not one that AWS Private CA has a template for',
      value: isUnknown(pathLength) ? 'a token' : pathLength,
      allowed: `a whole number from ${PATH_LENGTH.min} to ${PATH_LENGTH.max}, so that a hierarchy has at most five levels`,
      change: 'choose another pathLength',
    });
  }
  const ofTemplate = certificateTemplate?._pathLength;
  if (pathLength !== undefined && ofTemplate !== undefined && pathLength !== ofTemplate) {
    throw new PrivateCaError('PathLengthConflict', {
      scope,
      problem: `pathLength is not that of certificateTemplate, ${certificateTemplate!.templateName}`,
      value: pathLength,
      allowed: String(ofTemplate),
      change: 'leave out pathLength or certificateTemplate',
    });
  }
  return certificateTemplate ? ofTemplate ?? pathLength : pathLength ?? PATH_LENGTH.min;
}

/** The parent as issuer, if it can sign what is asked, as far as that is known. */
export function bindIssuer(scope: Construct, props: Subordination, asked: AskedCertificate): Issuer {
  const { parent } = props;
  const facts = factsOf(parent);
  requireEnabled(scope, props, facts);
  requireSameRegion(scope, parent);
  requirePathLengthBelow(scope, asked, facts);
  requireShortLife(scope, asked, facts);
  requireEndBefore(scope, asked, facts, props.validityNotBefore !== undefined);

  const signingAlgorithm = props.issuerSigningAlgorithm ?? facts.keyAlgorithm?.defaultSigningAlgorithm
    ?? signingAlgorithmMissing(scope, 'issuerSigningAlgorithm', facts.keyAlgorithm?.name);
  if (facts.keyAlgorithm) {
    requireFamily(scope, 'issuerSigningAlgorithm', signingAlgorithm, facts.keyAlgorithm);
  }
  const { certificateAuthorityArn, certificateChainPem } = parent;
  return { certificateAuthorityArn, certificateChainPem, signingAlgorithm };
}

/** A parent may also be an implementation of the interface that is not ours: then nothing is known. */
function factsOf(parent: IPrivateCertificateAuthority): AuthorityFacts {
  return parent instanceof PrivateCertificateAuthority ? parent._facts : {};
}

function requireEnabled(scope: Construct, { parent, alreadyIssued }: Subordination, facts: AuthorityFacts): void {
  if (!facts.disabled || alreadyIssued) { return; }
  throw new PrivateCaError('ParentDisabled', {
    scope,
    problem: 'parent is disabled, so it cannot sign, and a CA cannot sign and be disabled in one deployment',
    value: parent.node.path,
    allowed: 'a parent that is active',
    change: 'deploy with the parent enabled; then set alreadyIssued here and disable the parent in the next deployment',
  });
}

/** A certificate is issued in the Region that its stack is deployed to, by a CA of that Region. */
function requireSameRegion(scope: Construct, parent: IPrivateCertificateAuthority): void {
  const { region } = Stack.of(scope);
  const parentRegion = regionOf(parent);
  if (Token.compareStrings(parentRegion, region) !== TokenComparison.DIFFERENT) { return; }
  throw new PrivateCaError('ParentRegion', {
    scope,
    problem: 'parent is in another Region, and AWS Private CA signs for its own Region alone',
    value: parentRegion,
    allowed: region,
    change: 'put this CA into a stack of the parent\'s Region, or choose a parent of this one',
  });
}

function requirePathLengthBelow(scope: Construct, { pathLength }: AskedCertificate, facts: AuthorityFacts): void {
  if (pathLength === undefined || facts.pathLength === undefined || pathLength < facts.pathLength) { return; }
  throw new PrivateCaError('PathLength', {
    scope,
    problem: `parent has the path length ${facts.pathLength}`,
    value: pathLength,
    allowed: facts.pathLength === 0 ? 'no subordinate CA at all' : `0 to ${facts.pathLength - 1}`,
    change: facts.pathLength === 0
      ? 'give the parent a larger pathLength, or choose a CA above it as parent' : 'choose a smaller pathLength',
  });
}

function requireShortLife(scope: Construct, { validity }: AskedCertificate, facts: AuthorityFacts): void {
  if (facts.usageMode?.name !== UsageMode.SHORT_LIVED_CERTIFICATE.name || !validity._exceedsDays(SHORT_LIVED_DAYS)) {
    return;
  }
  throw new PrivateCaError('ShortLivedIssuer', {
    scope,
    problem: 'parent is in short-lived mode, and what it issues lives at most seven days',
    value: String(validity),
    allowed: `1 to ${SHORT_LIVED_DAYS} days`,
    change: 'shorten validity, or choose a parent in general-purpose mode',
  });
}

function requireEndBefore(
  scope: Construct, { validity }: AskedCertificate, facts: AuthorityFacts, startsElsewhere: boolean,
): void {
  // A relative validity that does not begin with its issuance ends nobody knows when.
  if ((startsElsewhere && validity._isRelative) || !facts.validity || !validity._outlasts(facts.validity)) { return; }
  throw new PrivateCaError('ValidityBeyondParent', {
    scope,
    problem: 'validity does not end before that of the parent',
    value: String(validity),
    allowed: `less than ${facts.validity}`,
    change: 'shorten validity, or lengthen that of the parent',
  });
}
