import { Annotations, aws_acmpca as acmpca, aws_iam as iam } from 'aws-cdk-lib';
import { GrantedTemplates, ISSUE_KINDS, ISSUE_SUBORDINATE_KINDS, templateConditions } from './private/granted-templates';
import { CertificateTemplate } from '../model/certificate-template';
import {
  ADMINISTER_CA_ACTIONS, AUDIT_CA_ACTIONS, DELETE_AND_RESTORE_CA_ACTIONS, ISSUE_CERTIFICATE_ACTIONS, READ_CA_ACTIONS,
  READ_SHARED_CA_ACTIONS, RETRIEVE_CERTIFICATE_ACTIONS, REVOKE_CERTIFICATE_ACTIONS, SHARE_CA_ACTIONS,
} from '../private/actions';
import { CERTIFICATE_AUTHORITY, GRANTEE } from '../private/cdk-kinds';
import { accountOf, arnOf } from '../private/certificate-authority-arn';
import { PrivateCaError } from '../private/errors';
import { isOfOtherAccount, requireNamedPrincipal } from '../private/grantee';
import { identitiesOf } from '../private/grants';
import { check, checkArgument, checked } from '../private/kinds';
import { usingResources } from '../private/used-resources';

/** Options for `CertificateAuthorityGrants.issue()`. */
export interface IssueGrantOptions {
  /**
   * The end-entity certificate templates that the principal can use.
   *
   * Callers must send the ARN of one of these templates in each request, because AWS documentation doesn't specify
   * whether the condition key is present when a request omits the template.
   *
   * @default - only `CertificateTemplate.END_ENTITY`
   */
  readonly templates?: CertificateTemplate[];

  /**
   * More IAM conditions of the statement, by operator and condition key.
   *
   * The library passes them through, for example the `acm-pca:x509Key/` and `acm-pca:x509Ext/` condition keys. The
   * operator `ArnLike` with the key `acm-pca:TemplateArn` belongs to `templates`.
   *
   * @default - only the condition on the templates
   */
  readonly conditions?: { [operator: string]: { [key: string]: unknown } };
}

/** Options for `CertificateAuthorityGrants.issueSubordinate()`. */
export interface IssueSubordinateGrantOptions {
  /**
   * The greatest path length of the CA certificates that the principal can issue (0–3).
   *
   * Must be less than the path length of the CA.
   *
   * @default 0
   */
  readonly pathLength?: number;

  /**
   * The subordinate CA certificate templates that the principal can use, instead of those without passthrough.
   *
   * @default - the templates without passthrough, with the path lengths from 0 to `pathLength`
   */
  readonly templates?: CertificateTemplate[];

  /**
   * More IAM conditions of the statement, by operator and condition key.
   *
   * @default - only the condition on the templates
   */
  readonly conditions?: { [operator: string]: { [key: string]: unknown } };
}

/**
 * Grants permission to use, audit, and administer a certificate authority (CA).
 *
 * Each method adds statements to the identity policy of the principal. The duties are separate. A principal that can
 * issue certificates can't revoke them, an auditor can't issue certificates, and an administrator can't issue
 * certificates, share the CA, or delete it.
 *
 * A principal of another account also needs a share of the CA through AWS Resource Access Manager (AWS RAM). AWS RAM
 * can share only the actions of `read()`, `issue()`, `issueSubordinate()`, and `revoke()`.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsprivatecertificateauthority.html
 */
export class CertificateAuthorityGrants {
  /**
   * Returns the grants of a CA.
   *
   * @param certificateAuthority A construct of this library, an imported CA, or an L1 construct.
   */
  public static fromCertificateAuthority(
    certificateAuthority: acmpca.ICertificateAuthorityRef,
  ): CertificateAuthorityGrants {
    checkArgument('certificateAuthority', CERTIFICATE_AUTHORITY, certificateAuthority);
    return new CertificateAuthorityGrants(certificateAuthority);
  }

  private constructor(private readonly certificateAuthority: acmpca.ICertificateAuthorityRef) {}

  /**
   * Grants permission to read the status, certificates, certificate signing request (CSR), policy, and tags of the CA.
   *
   * A principal of another account gets only the five read actions that AWS RAM can share.
   *
   * @param grantee The principal.
   */
  public read(grantee: iam.IGrantable): iam.Grant {
    const actions = this.isForeign(grantee) ? READ_SHARED_CA_ACTIONS : READ_CA_ACTIONS;
    return this.grantShareable(grantee, { actions });
  }

  /**
   * Grants permission to issue end-entity certificates with certain templates.
   *
   * The statement contains the exact templates. A template of a CA certificate is an error.
   *
   * @param grantee The principal.
   * @param options The templates and further conditions.
   */
  public issue(grantee: iam.IGrantable, options: IssueGrantOptions = {}): iam.Grant {
    options = checked(this.certificateAuthority, options, ISSUE_KINDS);
    const templates = GrantedTemplates.endEntity(this.certificateAuthority, options.templates);
    return this.grantIssuance(grantee, templates, options.conditions);
  }

  /**
   * Grants permission to issue subordinate CA certificates.
   *
   * The holder of such a certificate can issue certificates that chain to your root CA.
   *
   * @param grantee The principal.
   * @param options The path length, templates, and further conditions.
   */
  public issueSubordinate(grantee: iam.IGrantable, options: IssueSubordinateGrantOptions = {}): iam.Grant {
    options = checked(this.certificateAuthority, options, ISSUE_SUBORDINATE_KINDS);
    const templates = GrantedTemplates.subordinateCa(this.certificateAuthority, options);
    return this.grantIssuance(grantee, templates, options.conditions);
  }

  /**
   * Grants permission to find and to revoke certificates.
   *
   * A revocation can't be undone.
   *
   * @param grantee The principal.
   */
  public revoke(grantee: iam.IGrantable): iam.Grant {
    return this.grantShareable(grantee, { actions: REVOKE_CERTIFICATE_ACTIONS });
  }

  /**
   * Grants permission to read the CA and to request audit reports.
   *
   * To also grant permission to read the reports, use `AuditReportBucket.grants.read()`.
   *
   * @param grantee The principal, in the account of the CA.
   */
  public audit(grantee: iam.IGrantable): iam.Grant {
    return this.grantInAccount('audit', grantee, AUDIT_CA_ACTIONS);
  }

  /**
   * Grants permission to read the CA, and to change its certificate, status, revocation configuration, and tags.
   *
   * The principal can disable the CA, and can turn off its revocation. If other policies use tags of the CA as
   * conditions, the principal can change what they allow.
   *
   * @param grantee The principal, in the account of the CA.
   */
  public administer(grantee: iam.IGrantable): iam.Grant {
    return this.grantInAccount('administer', grantee, ADMINISTER_CA_ACTIONS);
  }

  /**
   * Grants permission to change the resource policy of the CA and the permissions of ACM.
   *
   * This permission is as strong as the permission to issue every certificate, including CA certificates. The principal
   * can add a resource policy that names a role of its own.
   *
   * @param grantee The principal, in the account of the CA.
   */
  public share(grantee: iam.IGrantable): iam.Grant {
    return this.grantInAccount('share', grantee, SHARE_CA_ACTIONS);
  }

  /**
   * Grants permission to delete the CA, and to restore it within its restoration period.
   *
   * @param grantee The principal, in the account of the CA.
   */
  public deleteAndRestore(grantee: iam.IGrantable): iam.Grant {
    return this.grantInAccount('deleteAndRestore', grantee, DELETE_AND_RESTORE_CA_ACTIONS);
  }

  private grantIssuance(
    grantee: iam.IGrantable,
    templates: CertificateTemplate[],
    conditions: { [operator: string]: { [key: string]: unknown } } = {},
  ): iam.Grant {
    const access = {
      actions: ISSUE_CERTIFICATE_ACTIONS,
      conditions: templateConditions(this.certificateAuthority, templates, conditions),
    };
    const retrieval = this.grantShareable(grantee, { actions: RETRIEVE_CERTIFICATE_ACTIONS });
    return retrieval.combine(this.addToPrincipal(grantee, access));
  }

  /** Grants actions that AWS RAM can share with other accounts. */
  private grantShareable(grantee: iam.IGrantable, access: Access): iam.Grant {
    const grant = this.addToPrincipal(grantee, access);
    if (this.isForeign(grantee)) {
      this.warn('grantNeedsShare',
        `The certificate authority belongs to another account than ${grantee.grantPrincipal}. The identity policy has an effect only `
        + 'after the owner shares the certificate authority with this principal through AWS RAM (CertificateAuthorityShare).');
    }
    if (!grant.success) { this.warnNotAdded(grantee); }
    return grant;
  }

  /** Grants actions that no resource policy can grant to another account. */
  private grantInAccount(method: string, grantee: iam.IGrantable, actions: string[]): iam.Grant {
    if (this.isForeign(grantee)) {
      throw new PrivateCaError('GrantAccount', {
        scope: this.certificateAuthority,
        subject: `The principal of grants.${method}()`,
        rule: `belong to the account of the certificate authority (${accountOf(this.certificateAuthority)}), because AWS RAM can't share these actions`,
        value: grantee.grantPrincipal.principalAccount,
        fix: 'Grant the permission to a role in that account, and let the principal assume this role',
      });
    }
    const grant = this.addToPrincipal(grantee, { actions });
    if (!grant.success) { this.warnNotAdded(grantee); }
    return grant;
  }

  private addToPrincipal(grantee: iam.IGrantable, access: Access): iam.Grant {
    check(this.certificateAuthority, 'grantee', GRANTEE, grantee);
    requireNamedPrincipal(this.certificateAuthority, 'GrantPrincipal', grantee);
    return usingResources({ scope: this.certificateAuthority, property: 'grantee' }, identitiesOf(grantee), () =>
      iam.Grant.addToPrincipal({ grantee, ...access, resourceArns: [arnOf(this.certificateAuthority)] }));
  }

  private isForeign(grantee: iam.IGrantable): boolean {
    check(this.certificateAuthority, 'grantee', GRANTEE, grantee);
    return isOfOtherAccount(grantee, accountOf(this.certificateAuthority));
  }

  private warnNotAdded(grantee: iam.IGrantable): void {
    this.warn('grantNotAdded',
      `${grantee.grantPrincipal} has no identity policy that this app can edit, so no permission was granted. Grant the permission in `
      + 'the policy of the principal. For acm.amazonaws.com, use CertificateAuthorityPermission.');
  }

  private warn(id: string, message: string): void {
    Annotations.of(this.certificateAuthority).addWarningV2(`cdk-private-ca:${id}`, message);
  }
}

/** The actions of a statement, and its conditions. */
interface Access {
  readonly actions: string[];
  readonly conditions?: { [operator: string]: { [key: string]: unknown } };
}
