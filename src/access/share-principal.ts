import { Aws, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { partitionOf } from '../private/environment';
import { PrivateCaError } from '../private/errors';
import { check, TEXT } from '../private/kinds';

const ACCOUNT = /^\d{12}$/;
const ORGANIZATION = /^arn:[a-z-]+:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/;
const ORGANIZATIONAL_UNIT = /^arn:[a-z-]+:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/;
const ROLE = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.(com|com\.cn|eu)$/;

/** The form of a kind of principal. */
interface PrincipalForm {
  readonly parameter: string;
  readonly pattern: RegExp;
  /** The description of the form, as it follows "must be". */
  readonly form: string;
}

/**
 * A principal with which a certificate authority (CA) is shared.
 *
 * @see https://docs.aws.amazon.com/ram/latest/userguide/working-with-sharing-create.html
 */
export class SharePrincipal {
  /**
   * An AWS account.
   *
   * @param accountId The account ID, a string of 12 digits. The account of the stack is an error.
   */
  public static account(accountId: string): SharePrincipal {
    return new SharePrincipal(accountId, { parameter: 'accountId', pattern: ACCOUNT, form: 'an account ID of 12 digits' });
  }

  /**
   * An organization in AWS Organizations, with all its accounts.
   *
   * @param organizationArn The ARN, in the partition of the CA, for example
   * `arn:PARTITION:organizations::ACCOUNT_ID:organization/o-exampleorgid`.
   */
  public static organization(organizationArn: string): SharePrincipal {
    return new SharePrincipal(organizationArn, {
      parameter: 'organizationArn',
      pattern: ORGANIZATION,
      form: 'the ARN of an organization (arn:PARTITION:organizations::ACCOUNT:organization/o-ID)',
    });
  }

  /**
   * An organizational unit (OU) in AWS Organizations, with all its accounts.
   *
   * @param organizationalUnitArn The ARN, in the partition of the CA, for example
   * `arn:PARTITION:organizations::ACCOUNT_ID:ou/o-exampleorgid/ou-examplerootid111-exampleouid111`.
   */
  public static organizationalUnit(organizationalUnitArn: string): SharePrincipal {
    return new SharePrincipal(organizationalUnitArn, {
      parameter: 'organizationalUnitArn',
      pattern: ORGANIZATIONAL_UNIT,
      form: 'the ARN of an organizational unit (arn:PARTITION:organizations::ACCOUNT:ou/o-ID/ou-ID)',
    });
  }

  /**
   * An IAM role of another account.
   *
   * @param roleArn The ARN of the role, in the partition of the CA.
   */
  public static role(roleArn: string): SharePrincipal {
    return new SharePrincipal(roleArn, { parameter: 'roleArn', pattern: ROLE, form: 'the ARN of an IAM role' });
  }

  /**
   * An AWS service, for its use of the CA on behalf of the stack's account.
   *
   * @param servicePrincipal The service principal, for example `pca-connector-scep.amazonaws.com`.
   */
  public static service(servicePrincipal: string): SharePrincipal {
    return new SharePrincipal(servicePrincipal, {
      parameter: 'servicePrincipal', pattern: SERVICE, form: 'a service principal (SERVICE.amazonaws.com)',
    });
  }

  private constructor(private readonly value: string, private readonly form: PrincipalForm) {}

  /**
   * Whether the principal is a service.
   *
   * @internal
   */
  public get _isService(): boolean {
    return this.form.pattern === SERVICE;
  }

  /**
   * The principal as AWS RAM reads it, checked.
   *
   * @internal
   */
  public _render(scope: IConstruct, ownAccount: string): string {
    check(scope, this.form.parameter, TEXT, this.value);
    if (!Token.isUnresolved(this.value) && !this.form.pattern.test(this.value)) {
      this.reject(scope, `be ${this.form.form}`, 'Correct the principal');
    }
    // A service, an account, and a token have no partition.
    const [given, partition] = [/^arn:([a-z-]+):/.exec(this.value)?.[1], partitionOf(Stack.of(scope).region)];
    if (given !== undefined && partition !== undefined && given !== partition) {
      this.reject(scope, `be in the partition of the certificate authority (${partition})`, 'Correct the principal');
    }
    // The string representation of a token contains no colon. The account of the stack can be a token.
    const account = this.form.pattern === ROLE ? this.value.split(':')[4] : this.value;
    if (account === ownAccount || account === Aws.ACCOUNT_ID) {
      this.reject(scope, 'belong to another account than the certificate authority',
        'For principals of the own account, use CertificateAuthorityGrants');
    }
    return this.value;
  }

  private reject(scope: IConstruct, rule: string, fix: string): never {
    throw new PrivateCaError('SharePrincipal', { scope, subject: 'A share principal', rule, value: this.value, fix });
  }
}
