import { RemovalPolicy, Resource, Stack, Token, TokenComparison, aws_acmpca as acmpca, aws_ram as ram } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SHARE_KINDS } from './private/kinds';
import { SharePermission } from './share-permission';
import { SharePrincipal } from './share-principal';
import { accountOf, arnOf, regionOf, requireCertificateAuthorityArn } from '../private/certificate-authority-arn';
import { PrivateCaError } from '../private/errors';
import { keepRetained } from '../private/kept-resources';
import { checked } from '../private/kinds';
import { constructHashOf } from '../private/known-name';
import { removedOnError } from '../private/removed-on-error';

/** Properties for `CertificateAuthorityShare`. */
export interface CertificateAuthorityShareProps {
  /**
   * The certificate authorities (CAs) to share.
   *
   * Specify at least one. The CAs must be in the account and Region of the stack.
   *
   * You can change this property without replacement.
   */
  readonly certificateAuthorities: acmpca.ICertificateAuthorityRef[];

  /**
   * The principals that can use the CAs.
   *
   * Specify at least one.
   *
   * You can change this property without replacement.
   */
  readonly principals: SharePrincipal[];

  /**
   * The permissions of the principals.
   *
   * Specify at least one. The library creates one resource share for each permission, and two for
   * `SharePermission.templates()`.
   */
  readonly permissions: SharePermission[];

  /**
   * Whether principals outside the organization of the account can use the CAs.
   *
   * Such a principal must accept an invitation. If the value is `false`, the account must be in an organization that
   * has sharing with AWS Organizations enabled in AWS RAM.
   *
   * @default false
   */
  readonly allowExternalPrincipals?: boolean;

  /**
   * The removal policy of the shares and their permissions.
   *
   * If a share is deleted, ACM can't renew the certificates of the accounts that used it.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * Shares certificate authorities (CAs) with other accounts through AWS Resource Access Manager (AWS RAM).
 *
 * If a caller receives "no resource-based policy allows the acm-pca:IssueCertificate action", either the CA isn't
 * shared
 * with the caller's account, or no permission of the share contains the template. The message is the same.
 *
 * The other account also grants permission to its own principals, for example with `CertificateAuthorityGrants` on the
 * imported CA. The principal that deploys a share needs `acm-pca:PutPolicy` on the CAs.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/pca-ram.html
 *
 * @example
 * declare const root: RootCertificateAuthority;
 * declare const consumer: string;
 * new CertificateAuthorityShare(this, 'Share', {
 *   certificateAuthorities: [root],
 *   principals: [SharePrincipal.account(consumer)],
 *   permissions: [SharePermission.templates([CertificateTemplate.END_ENTITY_SERVER_AUTH])],
 * });
 */
@removedOnError
export class CertificateAuthorityShare extends Resource {
  /**
   * The ARNs of the resource shares, in the order of the permissions.
   *
   * @attribute
   */
  public readonly resourceShareArns: string[];

  /**
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The properties of the share.
   */
  constructor(scope: Construct, id: string, props: CertificateAuthorityShareProps) {
    super(scope, id);
    props = checked(this, props, SHARE_KINDS);
    const resourceArns = requireCertificateAuthorities(this, props.certificateAuthorities);
    const principals = requirePrincipals(this, props.principals);
    requirePermissions(this, props.permissions);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

    // A service acts on behalf of the accounts that the sources contain.
    const sources = props.principals.some(({ _isService }) => _isService) ? [Stack.of(this).account] : undefined;
    const parts = props.permissions.flatMap((permission) => permission._bind(this, removalPolicy));
    this.resourceShareArns = parts.map(({ name, permissionArn }) => {
      const share = new ram.CfnResourceShare(this, name, {
        name: `pca-${name}-${constructHashOf(this)}`,
        resourceArns,
        principals,
        permissionArns: [permissionArn],
        allowExternalPrincipals: props.allowExternalPrincipals ?? false,
        sources,
      });
      share.applyRemovalPolicy(removalPolicy);
      keepRetained(this, share);
      return share.attrArn;
    });
  }
}

/** The ARNs of the CAs, each once, all in the account and Region of the stack. */
function requireCertificateAuthorities(
  scope: Construct, certificateAuthorities: acmpca.ICertificateAuthorityRef[],
): string[] {
  if (certificateAuthorities.length === 0) {
    throw new PrivateCaError('CertificateAuthorityMissing', {
      scope,
      subject: 'certificateAuthorities',
      rule: 'contain at least one certificate authority',
      value: certificateAuthorities,
      fix: 'Add a certificate authority',
    });
  }
  const { account, region } = Stack.of(scope);
  for (const certificateAuthority of certificateAuthorities) {
    requireCertificateAuthorityArn({ scope, property: 'certificateAuthorityArn' }, arnOf(certificateAuthority));
    const own = [accountOf(certificateAuthority), regionOf(certificateAuthority)];
    const differs = (value: string, index: number) =>
      Token.compareStrings(value, own[index]) === TokenComparison.DIFFERENT;
    if ([account, region].some(differs)) {
      throw new PrivateCaError('ShareEnvironment', {
        scope,
        subject: 'Each certificate authority of a share',
        rule: `be in the account and Region of the stack (${account}/${region})`,
        value: own.join('/'),
        fix: 'Create the share in a stack of the account and Region of the certificate authority',
      });
    }
  }
  const arns = certificateAuthorities.map(arnOf);
  const duplicate = certificateAuthorities.find((_, index) => arns.indexOf(arns[index]) !== index);
  if (!duplicate) { return arns; }
  throw new PrivateCaError('CertificateAuthorityDuplicate', {
    scope,
    subject: 'certificateAuthorities',
    rule: 'contain each certificate authority once',
    value: duplicate.node.path,
    fix: 'Remove the second entry',
  });
}

/** The principals as AWS RAM reads them, each once. */
function requirePrincipals(scope: Construct, principals: SharePrincipal[]): string[] {
  const values = principals.map((principal) => principal._render(scope, Stack.of(scope).account));
  const services = principals.filter(({ _isService }) => _isService).length;
  const mixed = services > 0 && services < principals.length;
  if (values.length > 0 && new Set(values).size === values.length && !mixed) { return values; }
  throw new PrivateCaError('SharePrincipal', {
    scope,
    subject: 'principals',
    rule: mixed ? 'contain only services, or no service, because sources apply to the whole share'
      : 'contain at least one principal, and each principal once',
    value: values,
    fix: mixed ? 'Create a second share for the service' : 'Add a principal, or remove the second entry',
  });
}

function requirePermissions(scope: Construct, permissions: SharePermission[]): void {
  const names = permissions.map(({ _name }) => _name);
  if (names.length > 0 && new Set(names).size === names.length) { return; }
  throw new PrivateCaError('SharePermission', {
    scope,
    subject: 'permissions',
    rule: 'contain at least one permission, and each kind of permission once',
    value: names,
    fix: 'Add a permission, or list all templates in one SharePermission.templates()',
  });
}
