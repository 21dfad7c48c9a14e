import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { customerManagedPermission, issueCondition, SharedAccess } from './private/customer-managed-permission';
import { CertificateTemplate } from '../model/certificate-template';
import { ISSUE_CERTIFICATE_ACTIONS, READ_SHARED_CA_ACTIONS } from '../private/actions';

/** Options for `SharePermission.templates()`. */
export interface TemplatesSharePermissionOptions {
  /**
   * More IAM conditions of the permission, by operator and condition key.
   *
   * AWS RAM accepts only single operators that are not negated, and no key of the organization or of the source.
   *
   * @default - only the condition on the templates
   */
  readonly conditions?: { [operator: string]: { [key: string]: unknown } };
}

/**
 * A permission on a shared certificate authority (CA).
 *
 * AWS RAM attaches one permission of a resource type to a share. `CertificateAuthorityShare` therefore creates one
 * share for each permission.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/pca-ram.html
 */
export class SharePermission {
  /** Permission to read the CA, and to issue certificates with the template `EndEntityCertificate/V1`. */
  public static endEntity(): SharePermission {
    return SharePermission.managed('EndEntity', 'AWSRAMDefaultPermissionCertificateAuthority');
  }

  /**
   * Permission to read the CA, and to issue subordinate CA certificates with the path length 0.
   *
   * The principal can then issue certificates that chain to your root CA.
   */
  public static subordinate(): SharePermission {
    return SharePermission.managed('Subordinate', 'AWSRAMSubordinateCACertificatePathLen0IssuanceCertificateAuthority');
  }

  /** Permission to read the CA, and to revoke certificates. */
  public static revoke(): SharePermission {
    return SharePermission.managed('Revoke', 'AWSRAMRevokeCertificateCertificateAuthority');
  }

  /** Permission to read the CA, without issuance. */
  public static read(): SharePermission {
    return new SharePermission('Read', (scope, removalPolicy) => [
      customerManagedPermission(scope, { name: 'Read', word: 'read', removalPolicy, actions: READ_SHARED_CA_ACTIONS }),
    ]);
  }

  /**
   * Permission to read the CA, and to issue end-entity certificates with certain templates.
   *
   * The library creates two customer managed permissions, because the condition on the template would also apply to the
   * read actions.
   *
   * @param templates The end-entity certificate templates. For CA certificates, use `subordinate()`.
   * @param options More conditions.
   */
  public static templates(
    templates: CertificateTemplate[], options: TemplatesSharePermissionOptions = {},
  ): SharePermission {
    return new SharePermission('Templates', (scope, removalPolicy) => {
      const condition = issueCondition(scope, templates, options);
      return [
        customerManagedPermission(scope, {
          name: 'TemplatesRead', word: 'read', removalPolicy, actions: READ_SHARED_CA_ACTIONS,
        }),
        customerManagedPermission(scope, {
          name: 'TemplatesIssue', word: 'issue', removalPolicy, actions: ISSUE_CERTIFICATE_ACTIONS, condition,
        }),
      ];
    });
  }

  /**
   * Permission for AWS Private CA Connector for SCEP.
   *
   * Use it with the principal `pca-connector-scep.amazonaws.com`.
   */
  public static connectorForScep(): SharePermission {
    return SharePermission.managed('ConnectorForScep',
      'AWSRAMBlankEndEntityCertificateAPICSRPassthroughIssuanceCertificateAuthority');
  }

  /**
   * Permission for AWS Private CA Connector for Active Directory.
   *
   * Use it with the principal `pca-connector-ad.amazonaws.com`.
   */
  public static connectorForActiveDirectory(): SharePermission {
    return SharePermission.managed('ConnectorForActiveDirectory',
      'AWSRAMBlankEndEntityCertificateAPIPassthroughIssuanceCertificateAuthority');
  }

  private static managed(name: string, permission: string): SharePermission {
    return new SharePermission(name, () => [
      { name, permissionArn: `arn:${Aws.PARTITION}:ram::aws:permission/${permission}` },
    ]);
  }

  /**
   * The kind of the permission, which a share contains once.
   *
   * @internal
   */
  public readonly _name: string;

  private constructor(
    name: string, private readonly bind: (scope: Construct, removalPolicy: RemovalPolicy) => SharedAccess[],
  ) {
    this._name = name;
  }

  /**
   * The parts of the permission that each need a resource share.
   *
   * @internal
   */
  public _bind(scope: Construct, removalPolicy: RemovalPolicy): SharedAccess[] {
    return this.bind(scope, removalPolicy);
  }
}
