import { Annotations, Stack, Token, aws_acmpca as acmpca, aws_iam as iam } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Conditions, notFor, withConditions } from './private/guardrail-conditions';
import { ENDPOINT_KINDS, GUARDRAIL_KINDS } from './private/kinds';
import { hasOpenQualifier } from './private/open-qualifier';
import { EndpointGuardrailOptions, GuardrailOptions } from './private-ca-guardrail-options';
import { CertificateTemplate } from '../model/certificate-template';
import {
  CHANGE_BUCKET_ACTIONS, CHANGE_CA_ACTIONS, CHANGE_KEY_ACTIONS, CHANGE_TRAIL_ACTIONS, CREATE_CA_ACTIONS,
  ISSUE_CERTIFICATE_ACTIONS,
  RETRIEVE_CERTIFICATE_ACTIONS,
} from '../private/actions';
import { arnOf } from '../private/certificate-authority-arn';
import { PrivateCaError } from '../private/errors';
import { checked } from '../private/kinds';
import { LIMITS, renderSize } from '../private/limits';

/** Every template of a CA certificate, in every partition and version. */
const CA_CERTIFICATE_TEMPLATES = 'arn:*:acm-pca:*:*:template/*CACertificate*';

/**
 * The parts of the ARN of a role or user, in order. The partition, the path, and the name can contain wildcards. A
 * session has the ARN of its role in `aws:PrincipalArn`, so the ARN of a session would never match.
 */
const ADMINISTRATOR = [/^arn$/, /^(\*|[a-z-]+)$/, /^iam$/, /^$/, /^\d{12}$/, /^(role|user)\/.*[^*?/]/];

/**
 * Policy statements that protect a PKI from the other principals of its account, and limit a VPC endpoint.
 *
 * The library creates no policy. Put the statements into your own service control policy (SCP) or endpoint policy, and
 * test them on an account without production workloads.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 *
 * @example
 * const statements = PrivateCaGuardrails.statements(this, {
 *   administrators: [`arn:*:iam::${this.account}:role/PkiAdministrator`],
 *   executionRoles: [PrivateCaGuardrails.cdkExecutionRole(this.account, 'pki')],
 * });
 */
export class PrivateCaGuardrails {
  /**
   * The ARN pattern of the role with which the AWS CDK deploys to an account, in all Regions.
   *
   * @param accountId The account ID.
   * @param qualifier The exact bootstrap qualifier of PKI stacks. All stacks share the default qualifier `hnb659fds`.
   */
  public static cdkExecutionRole(accountId: string, qualifier: string): string {
    // The construct that uses the pattern rejects an empty part.
    const [account, name] = [accountId, qualifier].map((part) => typeof part === 'string' && !/\s/.test(part) ? part : '');
    return `arn:*:iam::${account}:role/cdk-${name}-cfn-exec-role-${account}-*`;
  }

  /**
   * Statements for a service control policy that protect CAs, trails, keys, and buckets.
   *
   * Each statement is a Deny with an exception for the administrators and execution roles. End-entity issuance and
   * revocation aren't limited.
   *
   * @param scope The construct that errors and warnings refer to.
   * @param options The principals with exceptions, and the resources to protect.
   */
  public static statements(scope: IConstruct, options: GuardrailOptions): iam.PolicyStatement[] {
    options = checked(scope, options, GUARDRAIL_KINDS);
    const { trails = [], keys = [], buckets = [], conditions = {} } = options;
    const administrators = [...options.administrators, ...options.executionRoles];
    requireAdministrators(scope, 'administrators', options.administrators);
    requireAdministrators(scope, 'executionRoles', options.executionRoles, true);
    const issuers = [...options.caCertificateIssuers ?? [], ...administrators];
    requireAdministrators(scope, 'caCertificateIssuers', issuers);
    const deny = (sid: string, actions: string[], resources: string[], except: string[], further: Conditions = {}) =>
      resources.length === 0 ? [] : [new iam.PolicyStatement({
        sid,
        effect: iam.Effect.DENY,
        actions,
        resources,
        conditions: withConditions(scope, [notFor(except), further, conditions]),
      })];

    const statements = [
      ...deny('PkiChanges', CHANGE_CA_ACTIONS, ['*'], administrators),
      ...deny('PkiNewCas', CREATE_CA_ACTIONS, ['*'], administrators),
      ...deny('PkiCaCertificates', ISSUE_CERTIFICATE_ACTIONS, ['*'], issuers, {
        ArnLike: { 'acm-pca:TemplateArn': CA_CERTIFICATE_TEMPLATES },
      }),
      ...deny('PkiTrail', CHANGE_TRAIL_ACTIONS, trails, administrators),
      ...deny('PkiKeys', CHANGE_KEY_ACTIONS, keys, administrators),
      ...deny('PkiBuckets', CHANGE_BUCKET_ACTIONS, buckets, administrators),
    ];
    requireLength(scope, statements);
    return statements;
  }

  /**
   * Statements for the policy of an `acm-pca` VPC endpoint that limit it to certain CAs and templates.
   *
   * An endpoint policy without other statements denies all other calls through the endpoint.
   *
   * @param scope The construct that errors refer to.
   * @param options The CAs and the templates.
   */
  public static endpointStatements(scope: IConstruct, options: EndpointGuardrailOptions): iam.PolicyStatement[] {
    options = checked(scope, options, ENDPOINT_KINDS);
    const resources = requireResources(scope, options.certificateAuthorities);
    const templates = requireTemplates(scope, options.templates ?? [CertificateTemplate.END_ENTITY]);
    const allow = (sid: string, actions: string[], further: Conditions = {}) => new iam.PolicyStatement({
      sid,
      actions,
      resources,
      principals: [new iam.AnyPrincipal()],
      conditions: withConditions(scope, [further, options.conditions ?? {}]),
    });
    return [
      allow('PkiRetrieve', RETRIEVE_CERTIFICATE_ACTIONS),
      allow('PkiIssue', ISSUE_CERTIFICATE_ACTIONS, { ArnLike: { 'acm-pca:TemplateArn': templates } }),
    ];
  }

  private constructor() {}
}

function requireAdministrators(scope: IConstruct, property: string, patterns: string[], isOptional = false): void {
  const wrong = patterns.filter((pattern) => !isAdministrator(pattern));
  if (wrong.length === 0 && (isOptional || patterns.length > 0)) { return; }
  throw new PrivateCaError('GuardrailAdministrators', {
    scope,
    subject: property,
    rule: 'contain ARN patterns of IAM roles or users, each with its account ID and a name, at least one administrator, and '
      + 'no execution role of the AWS CDK without its exact bootstrap qualifier',
    value: wrong,
    fix: 'Use a pattern such as arn:*:iam::ACCOUNT_ID:role/PkiAdministrator, also for the sessions of the role. Without a pattern that '
      + 'matches, the policy locks out every principal',
  });
}

/** Whether the known parts are those of a role or user. The string representation of a token contains no colon. */
function isAdministrator(pattern: string): boolean {
  const parts = pattern.split(':');
  if (hasOpenQualifier(parts.at(-1)!)) { return false; }
  if (parts.length !== ADMINISTRATOR.length) { return Token.isUnresolved(pattern); }
  return ADMINISTRATOR.every((form, index) => Token.isUnresolved(parts[index]) || form.test(parts[index]));
}

function requireResources(scope: IConstruct, certificateAuthorities: acmpca.ICertificateAuthorityRef[]): string[] {
  if (certificateAuthorities.length > 0) { return certificateAuthorities.map(arnOf); }
  throw new PrivateCaError('CertificateAuthorityMissing', {
    scope,
    subject: 'certificateAuthorities',
    rule: 'contain at least one certificate authority',
    value: certificateAuthorities,
    fix: 'Add a certificate authority',
  });
}

function requireTemplates(scope: IConstruct, templates: CertificateTemplate[]): string[] {
  templates.forEach((template) => template._requireKnown(scope));
  if (templates.length > 0) { return templates.map(({ certificateTemplateArn }) => certificateTemplateArn); }
  throw new PrivateCaError('CertificateTemplate', {
    scope, subject: 'templates', rule: 'contain at least one template', value: [], fix: 'Add a template, or remove the property',
  });
}

/** The length is that of the minified policy. It is not known if the policy contains tokens. */
function requireLength(scope: IConstruct, statements: iam.PolicyStatement[]): void {
  const limit = LIMITS.serviceControlPolicy;
  const policy = { Version: '2012-10-17', Statement: statements.map((statement) => statement.toStatementJson()) };
  const text = JSON.stringify(Stack.of(scope).resolve(policy));
  if (text.includes('{"Ref":') || text.includes('{"Fn::')) {
    Annotations.of(scope).addWarningV2('cdk-private-ca:guardrailLength',
      'The length of the guardrail statements is not known, because they contain values that are known only at deployment. A '
      + `service control policy can have up to ${renderSize(limit.max, limit)}.`);
    return;
  }
  if (text.length <= limit.max) { return; }
  throw new PrivateCaError('GuardrailLength', {
    scope,
    subject: 'The policy with the guardrail statements',
    rule: `have at most ${renderSize(limit.max, limit)}`,
    value: renderSize(text.length, limit),
    fix: 'Use patterns with wildcards for trails, keys, buckets, or administrators, or split the resources into two policies',
  });
}
