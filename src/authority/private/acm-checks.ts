import { Annotations, Reference, Tokenization, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { UsageMode } from '../../model/usage-mode';
import { accountOf, arnOf } from '../../private/certificate-authority-arn';
import { PrivateCaError } from '../../private/errors';
import { PrivateCertificateAuthority } from '../private-certificate-authority';

/* Checks of a CA from which ACM requests certificates. */

/** The key algorithms of CAs whose family no certificate of ACM has. */
const UNSUPPORTED = /^(?:ML_DSA_\d+|SM2)$/;

/** Warns that ACM cannot request certificates from a CA. The permission itself can be created. */
export function warnOfUnsupportedCertificateAuthority(
  scope: Construct, certificateAuthority: acmpca.ICertificateAuthorityRef,
): void {
  const { usageMode, keyAlgorithm } = namesOf(certificateAuthority);
  if (usageMode === UsageMode.SHORT_LIVED_CERTIFICATE.name) {
    Annotations.of(scope).addWarningV2('cdk-private-ca:acmShortLivedCa',
      'The CA uses short-lived mode, and ACM cannot request certificates from it. Use a general-purpose CA, or issue the '
      + 'certificates with the AWS Private CA API and remove this permission.');
  }
  if (keyAlgorithm !== undefined && UNSUPPORTED.test(keyAlgorithm)) {
    Annotations.of(scope).addWarningV2('cdk-private-ca:acmKeyAlgorithm',
      `The CA has the key algorithm ${keyAlgorithm}. ACM requests only certificates with RSA and ECDSA keys, and the key must `
      + 'have the family of the CA key. Use a CA with an RSA or ECDSA key, or issue the certificates with the AWS Private CA '
      + 'API and remove this permission.');
  }
}

/** The names of the usage mode and key algorithm of a CA of this library or of an L1 CA, as far as they are known. */
function namesOf(certificateAuthority: acmpca.ICertificateAuthorityRef): { usageMode?: string; keyAlgorithm?: string } {
  if (acmpca.CfnCertificateAuthority.isCfnCertificateAuthority(certificateAuthority)) { return certificateAuthority; }
  if (!(certificateAuthority instanceof PrivateCertificateAuthority)) { return {}; }
  const { usageMode, keyAlgorithm } = certificateAuthority._facts;
  return { usageMode: usageMode?.name, keyAlgorithm: keyAlgorithm?.name };
}

/** A permission for ACM to use a CA on behalf of an account. */
interface Permission {
  readonly scope: IConstruct;
  readonly certificateAuthority: acmpca.ICertificateAuthorityRef;
  readonly sourceAccount?: string;
}

/** The permissions of an app by CA, and by its L1 CA or its ARN. Two imports of one CA are two constructs. */
type Permissions = Map<acmpca.ICertificateAuthorityRef | string, Permission[]>;

/** The permissions of each app. */
const PERMISSIONS = new WeakMap<IConstruct, Permissions>();

/** Throws an error if the app has another permission for the CA and account. AWS Private CA supports only one. */
export function requireOnlyPermission(permission: Permission): void {
  const { scope, certificateAuthority } = permission;
  const permissions = permissionsOf(scope);
  const other = keysOf(certificateAuthority).flatMap((key) => permissions.get(key) ?? [])
    .find((one) => isInTree(one.scope) && isForSameAccount(one, permission));
  if (other) { throw duplicate(permission, other.scope); }
}

/** Remembers a permission, after all checks. An L1 permission for its CA is an error at synthesis. */
export function rememberPermission(permission: Permission): void {
  const permissions = permissionsOf(permission.scope);
  for (const key of keysOf(permission.certificateAuthority)) {
    permissions.set(key, [...permissions.get(key) ?? [], permission]);
  }
}

/** Looks for L1 permissions in the whole app. */
function requireNoL1Permission(app: IConstruct, permissions: Permissions): void {
  const owners = new Set([...permissions.values()].flat().map((one) => one.scope));
  const l1Permissions = app.node.findAll().filter(isL1Permission).filter(({ node }) => !owners.has(node.scope!));
  for (const other of l1Permissions) {
    const own = (permissions.get(keyOf(other.certificateAuthorityArn)) ?? [])
      .find((one) => isInTree(one.scope) && isForSameAccount(one, { ...one, sourceAccount: other.sourceAccount }));
    if (own) { throw duplicate(own, other); }
  }
}

/** Whether a construct is an L1 permission for ACM that each deployment creates. */
function isL1Permission(node: IConstruct): node is acmpca.CfnPermission {
  return acmpca.CfnPermission.isCfnPermission(node) && node.principal === 'acm.amazonaws.com' && !node.cfnOptions.condition;
}

function duplicate({ scope, certificateAuthority }: Permission, other: IConstruct): PrivateCaError {
  return new PrivateCaError('CertificateAuthorityDuplicate', {
    scope,
    subject: `The certificate authority ${certificateAuthority.node.path}`,
    rule: 'have only one permission for ACM and an account in the app',
    value: other.node.path,
    fix: 'Remove one of the permissions',
  });
}

function permissionsOf({ node: { root } }: IConstruct): Permissions {
  const known = PERMISSIONS.get(root);
  if (known) { return known; }
  const permissions: Permissions = new Map();
  PERMISSIONS.set(root, permissions);
  // The app looks once for all permissions.
  root.node.addValidation({ validate: () => { requireNoL1Permission(root, permissions); return []; } });
  return permissions;
}

function keysOf(certificateAuthority: acmpca.ICertificateAuthorityRef): (acmpca.ICertificateAuthorityRef | string)[] {
  return [...new Set([certificateAuthority, keyOf(arnOf(certificateAuthority))])];
}

/** The L1 CA to which an ARN refers, also through the activation, or the ARN. */
function keyOf(arn: string): acmpca.ICertificateAuthorityRef | string {
  const reference = Tokenization.reverse(arn, { failConcat: false });
  const target = Reference.isReference(reference) ? reference.target : undefined;
  if (acmpca.CfnCertificateAuthorityActivation.isCfnCertificateAuthorityActivation(target)) {
    return keyOf(target.certificateAuthorityArn);
  }
  return acmpca.CfnCertificateAuthority.isCfnCertificateAuthority(target) ? target : arn;
}

/** The account of an imported CA can be a token, of which each call creates another one. */
function isForSameAccount(one: Permission, other: Permission): boolean {
  return one.sourceAccount === other.sourceAccount || accountIn(one) === accountIn(other);
}

function accountIn({ certificateAuthority, sourceAccount }: Permission): string {
  return sourceAccount ?? accountOf(certificateAuthority);
}

/** Whether no error has removed the construct, or a construct above it. */
function isInTree(construct: IConstruct): boolean {
  return construct.node.scopes.every((one) => !one.node.scope || one.node.scope.node.tryFindChild(one.node.id) === one);
}
