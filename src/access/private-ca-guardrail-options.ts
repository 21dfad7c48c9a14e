import { aws_acmpca as acmpca } from 'aws-cdk-lib';
import { CertificateTemplate } from '../model/certificate-template';

/** Options for `PrivateCaGuardrails.statements()`. */
export interface GuardrailOptions {
  /**
   * The ARN patterns of the roles and users that can change the PKI.
   *
   * Specify at least one. Each pattern contains its account ID, for example
   * `arn:*:iam::ACCOUNT_ID:role/PkiAdministrator`. A pattern that matches execution roles of the AWS CDK with several
   * bootstrap qualifiers causes an error.
   */
  readonly administrators: string[];

  /**
   * The ARN patterns of the roles with which AWS CloudFormation deploys the PKI.
   *
   * Use `PrivateCaGuardrails.cdkExecutionRole()`. With an empty list, AWS CloudFormation can't deploy the PKI.
   */
  readonly executionRoles: string[];

  /**
   * The ARN patterns of more roles that can issue CA certificates.
   *
   * @default - only administrators and execution roles
   */
  readonly caCertificateIssuers?: string[];

  /**
   * The ARNs of the trails to protect. They can contain wildcards.
   *
   * @default - no trail
   */
  readonly trails?: string[];

  /**
   * The ARNs of the KMS keys to protect. They can contain wildcards.
   *
   * @default - no key
   */
  readonly keys?: string[];

  /**
   * The ARNs of the buckets to protect. They can contain wildcards.
   *
   * @default - no bucket
   */
  readonly buckets?: string[];

  /**
   * More IAM conditions of each statement, by operator and condition key.
   *
   * A statement denies a request only if these conditions match too.
   *
   * @default - only the exceptions for the principals
   */
  readonly conditions?: { [operator: string]: { [key: string]: unknown } };
}

/** Options for `PrivateCaGuardrails.endpointStatements()`. */
export interface EndpointGuardrailOptions {
  /**
   * The certificate authorities (CAs) that principals can use through the endpoint.
   *
   * Specify at least one.
   */
  readonly certificateAuthorities: acmpca.ICertificateAuthorityRef[];

  /**
   * The templates that principals can use through the endpoint.
   *
   * @default - only `CertificateTemplate.END_ENTITY`
   */
  readonly templates?: CertificateTemplate[];

  /**
   * More IAM conditions of each statement, by operator and condition key.
   *
   * For example, `{ StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }`.
   *
   * @default - only the condition on the templates
   */
  readonly conditions?: { [operator: string]: { [key: string]: unknown } };
}
