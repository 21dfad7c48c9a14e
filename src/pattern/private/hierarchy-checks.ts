import { Annotations, Stack, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ErrorCode } from '../../private/error-codes';
import { PrivateCaError } from '../../private/errors';
import { CertificateAuthorityHierarchyProps } from '../certificate-authority-hierarchy-props';
import { HierarchyLevel } from '../hierarchy-level';

/* Checks of the whole hierarchy, before the first CA is created. */

const NAME = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

/** The ID of the construct that contains what all CAs share. */
export const SHARED_ID = 'Shared';

/** IDs that CDK or the hierarchy uses. CDK leaves out `Default` in logical IDs. */
const RESERVED = [SHARED_ID, 'Default', 'Resource'];

/** The properties of a level that stands for an existing CA. */
const OF_EXISTING = ['name', 'existingCertificateAuthority', 'below'];

/** A level, and where it is. */
interface Place {
  readonly level: HierarchyLevel;
  /** The property that contains the level. */
  readonly property: string;
  readonly above?: HierarchyLevel;
}

/** Requires levels that can form a hierarchy. */
export function requireHierarchy(scope: Construct, props: CertificateAuthorityHierarchyProps): void {
  const places = placesBelow({ level: props.root, property: 'root' });
  places.forEach((place) => {
    requireName(scope, place);
    requireOrigin(scope, place);
    requireExistingAbove(scope, place);
  });
  requireUnique(scope, places, 'name', ({ name }) => name);
  requireUnique(scope, places, 'subject', (level) => subjectOf(scope, level));
  requireRootProperties(scope, props);
  warnOfReusedSubjects(scope, places);
}

function placesBelow(place: Place): Place[] {
  const { level, property } = place;
  const below = (level.below ?? []).map((one, index) => ({ level: one, property: `${property}.below[${index}]`, above: level }));
  return [place, ...below.flatMap(placesBelow)];
}

function requireName(scope: Construct, { level: { name }, property }: Place): void {
  // CDK finds a child with the name of each property that every object has, such as constructor.
  const isReserved = RESERVED.includes(name) || name in {};
  if (NAME.test(name) && !isReserved) { return; }
  fail(scope, 'HierarchyLevelName', {
    subject: `${property}.name`,
    rule: isReserved ? `not be a reserved name (${RESERVED.join(', ')}, or a property of every object)`
      : 'be 1 to 64 letters, digits, and hyphens, start with a letter, and be known at synthesis',
    value: name,
    fix: 'Choose another name, for example Issuing or Policy-G2',
  });
}

/** A level has either the properties of a new CA or an existing CA. */
function requireOrigin(scope: Construct, { level, property }: Place): void {
  if (!level.existingCertificateAuthority) {
    if (level.subject) { return; }
    return fail(scope, 'HierarchyLevelConflict', {
      subject: `${property}.subject`,
      rule: 'be specified, or existingCertificateAuthority',
      value: undefined,
      fix: `Specify the subject of the CA ${level.name}`,
    });
  }
  const others = Object.entries(level).filter(([name, value]) => value !== undefined && !OF_EXISTING.includes(name));
  if (others.length === 0) { return; }
  fail(scope, 'HierarchyLevelConflict', {
    subject: `${property}.${others[0][0]}`,
    rule: 'not be specified together with existingCertificateAuthority',
    value: others.map(([name]) => name),
    fix: 'Remove these properties, or remove existingCertificateAuthority',
  });
}

/** A CA that the hierarchy creates didn't sign an existing CA, or a CA with a parent outside the app. */
function requireExistingAbove(scope: Construct, { level, above, property }: Place): void {
  const origin = (['existingCertificateAuthority', 'externalParent'] as const).find((one) => level[one] !== undefined);
  if (!origin || !above || above.existingCertificateAuthority) { return; }
  fail(scope, 'HierarchyLevelConflict', {
    subject: `${property}.${origin}`,
    rule: `not be below a level that the hierarchy creates (${above.name})`,
    value: level.name,
    fix: origin === 'externalParent'
      ? `Remove externalParent, so that ${above.name} signs the certificate, or create another hierarchy with this level as root`
      : `Specify existingCertificateAuthority in the level ${above.name} too, or let the hierarchy create both`,
  });
}

function requireUnique(
  scope: Construct, places: Place[], what: 'name' | 'subject', valueOf: (level: HierarchyLevel) => string | undefined,
): void {
  const seen = new Map<string, Place>();
  for (const place of places) {
    const value = valueOf(place.level);
    if (value === undefined) { continue; }
    const first = seen.get(value);
    if (first) {
      fail(scope, 'HierarchyLevelDuplicate', {
        subject: `${place.property}.${what}`,
        rule: `differ from ${first.property}.${what}`,
        value: what === 'name' ? place.level.name : `the subject of ${first.level.name}`,
        fix: what === 'name' ? 'Rename one of the levels' : 'Add a generation to the common name, for example Example Corp Issuing CA G2',
      });
    }
    seen.set(value, place);
  }
}

/** The text of a subject, to compare it. Absent for existing CAs and for tokens. */
function subjectOf(scope: Construct, { subject }: HierarchyLevel): string | undefined {
  try {
    const text = subject && JSON.stringify(subject._render(scope));
    return Token.isUnresolved(text) ? undefined : text;
  } catch {
    // The CA reports the error with its own path.
    return undefined;
  }
}

/** Warns of another CA in the stack, for example of a hierarchy of another generation, with the same subject. */
function warnOfReusedSubjects(scope: Construct, places: Place[]): void {
  const stack = Stack.of(scope);
  const subjects = new Map(stack.node.findAll()
    .filter((node) => acmpca.CfnCertificateAuthority.isCfnCertificateAuthority(node))
    .map((other) => [JSON.stringify(stack.resolve(other.subject)), other.node.scope!.node.path]));
  for (const { level } of places) {
    const other = subjects.get(subjectOf(scope, level) ?? '');
    if (other !== undefined) { warnOfReusedSubject(scope, level.name, other); }
  }
}

function warnOfReusedSubject(scope: Construct, name: string, other: string): void {
  Annotations.of(scope).addWarningV2('cdk-private-ca:subjectReused',
    `The CA ${name} has the same subject as ${other}. Clients that trust both CAs can't distinguish them by name. Add a `
    + 'generation to the common name, for example Example Corp Root CA G2. If no client trusts both CAs, acknowledge this '
    + 'warning.');
}

function requireRootProperties(scope: Construct, { root, rootDisabled }: CertificateAuthorityHierarchyProps): void {
  if (rootDisabled && root.existingCertificateAuthority) {
    fail(scope, 'HierarchyLevelConflict', {
      subject: 'rootDisabled',
      rule: 'not be true, because the root CA is an existing CA',
      value: rootDisabled,
      fix: `Disable ${root.name} where it is created`,
    });
  }
  const isSelfSigned = !root.existingCertificateAuthority && !root.externalParent;
  const ofParent = (['pathLength', 'issuerSigningAlgorithm'] as const).find((property) => root[property] !== undefined);
  if (!isSelfSigned || !ofParent) { return; }
  fail(scope, 'HierarchyLevelConflict', {
    subject: `root.${ofParent}`,
    rule: 'not be specified for a root CA, which signs its own certificate',
    value: Stack.of(scope).resolve(ofParent === 'pathLength' ? root.pathLength : root.issuerSigningAlgorithm?.name),
    fix: ofParent === 'pathLength' ? 'Remove it. To limit the depth, use certificateTemplate: CertificateTemplate.blankRootCa(…)'
      : 'Remove it, or use signingAlgorithm',
  });
}

function fail(
  scope: Construct, code: ErrorCode, details: { subject: string; rule: string; value: unknown; fix: string },
): never {
  throw new PrivateCaError(code, { scope, ...details });
}
