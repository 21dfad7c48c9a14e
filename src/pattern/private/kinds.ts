import { ExternalParent } from '../../authority/external-parent';
import { DistinguishedName } from '../../model/distinguished-name';
import { SigningAlgorithm } from '../../model/signing-algorithm';
import { Validity } from '../../model/validity';
import { REMOVAL_POLICY, SIGNING_CA } from '../../private/cdk-kinds';
import { PrivateCaError } from '../../private/errors';
import {
  ANYTHING, FLAG, Kind, Kinds, NUMBER, TEXT, instanceOf, listOf, objectOf, required,
} from '../../private/kinds';
import { HIERARCHY_LEVELS } from '../../private/private-ca-values';
import { Revocation } from '../../revocation/revocation';
import { CertificateAuthorityHierarchyProps } from '../certificate-authority-hierarchy-props';
import { HierarchyLevel } from '../hierarchy-level';

/* The kinds of the properties in this room. */

/** The options that the construct of the CA checks. */
const OPTIONS = {
  keyAlgorithm: ANYTHING,
  signingAlgorithm: ANYTHING,
  keyStorageSecurityStandard: ANYTHING,
  usageMode: ANYTHING,
  csrExtensions: ANYTHING,
  validityNotBefore: ANYTHING,
  apiPassthrough: ANYTHING,
  certificateTemplate: ANYTHING,
  certificateGeneration: ANYTHING,
  revocation: ANYTHING,
  disabled: FLAG,
  removalPolicy: ANYTHING,
};

/** A level at a depth. The depth of the root is 1. */
function levelAt(depth: number): Kind {
  return {
    read: (subject, value) => {
      if (depth > HIERARCHY_LEVELS) { throw tooDeep(subject); }
      return objectOf<HierarchyLevel>(kindsAt(depth)).read(subject, value);
    },
  };
}

function kindsAt(depth: number): Kinds<HierarchyLevel> {
  return {
    ...OPTIONS,
    name: required(TEXT),
    subject: instanceOf(DistinguishedName),
    existingCertificateAuthority: SIGNING_CA,
    externalParent: instanceOf(ExternalParent),
    pathLength: NUMBER,
    issuerSigningAlgorithm: instanceOf(SigningAlgorithm),
    validity: instanceOf(Validity),
    below: listOf(levelAt(depth + 1), 'levels'),
  };
}

function tooDeep({ scope, property }: Parameters<Kind['read']>[0]): PrivateCaError {
  return new PrivateCaError('HierarchyDepth', {
    scope,
    subject: property,
    rule: `be at one of the levels 1 to ${HIERARCHY_LEVELS}`,
    value: HIERARCHY_LEVELS + 1,
    fix: 'Remove a level between the root and this level',
  });
}

export const HIERARCHY_KINDS: Kinds<CertificateAuthorityHierarchyProps> = {
  root: required(levelAt(1)),
  revocation: instanceOf(Revocation),
  rootDisabled: FLAG,
  removalPolicy: REMOVAL_POLICY,
};
