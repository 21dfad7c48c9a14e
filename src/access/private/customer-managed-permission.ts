import { RemovalPolicy, Stack, aws_ram as ram } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CertificateTemplate } from '../../model/certificate-template';
import { CONDITIONS } from '../../private/cdk-kinds';
import { PrivateCaError } from '../../private/errors';
import { keepRetained } from '../../private/kept-resources';
import { check, checked, instanceOf, listOf } from '../../private/kinds';
import { uniqueNameOf } from '../../private/known-name';

/* Customer managed permissions of AWS RAM for certificate authorities. Each has one statement. */

/** The resource type of a CA in AWS RAM. */
const RESOURCE_TYPE = 'acm-pca:certificate-authority';

/** The operator of the condition: AWS RAM accepts single operators that are not negated. */
const OPERATOR = 'StringEquals';
const TEMPLATE_KEY = 'acm-pca:TemplateArn';

/** The name of the permission in messages. */
const SUBJECT = 'SharePermission.templates()';

const TEMPLATES = listOf(instanceOf(CertificateTemplate), 'CertificateTemplate objects');

/** IAM conditions, by operator and condition key. */
export interface Conditions { [operator: string]: { [key: string]: unknown } }

/** A part of a permission that needs a separate resource share. */
export interface SharedAccess {
  /** The suffix of the construct ID and of the name of the share. */
  readonly name: string;
  readonly permissionArn: string;
}

/** A customer managed permission. */
interface PermissionProps {
  readonly name: string;
  /** A short word for the name of the permission. */
  readonly word: string;
  readonly actions: string[];
  readonly condition?: Conditions;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * Creates a customer managed permission.
 *
 * A permission with other content is another resource, which is created while the old one still exists. Its name
 * therefore contains a hash of the content.
 */
export function customerManagedPermission(scope: Construct, props: PermissionProps): SharedAccess {
  const { name, word, actions, condition, removalPolicy } = props;
  const content = JSON.stringify(Stack.of(scope).resolve({ name, actions, condition }));
  const permission = new ram.CfnPermission(scope, `${name}Permission`, {
    name: uniqueNameOf(scope, `pca-${word}`, content),
    resourceType: RESOURCE_TYPE,
    policyTemplate: { Effect: 'Allow', Action: actions, Condition: condition },
  });
  permission.applyRemovalPolicy(removalPolicy);
  keepRetained(scope, permission);
  return { name, permissionArn: permission.attrArn };
}

/** The condition that limits issuance to end-entity templates, and what the user adds. */
export function issueCondition(
  scope: Construct, templates: CertificateTemplate[], options: { readonly conditions?: Conditions },
): Conditions {
  check(scope, `${SUBJECT} templates`, TEMPLATES, templates);
  const { conditions: further = {} } = checked(scope, options, { conditions: CONDITIONS }, SUBJECT);
  requireEndEntityTemplates(scope, templates);
  requireConditions(scope, further);
  const arns = [...new Set(templates.map(({ certificateTemplateArn }) => certificateTemplateArn))].sort();
  return { ...further, [OPERATOR]: { ...further[OPERATOR], [TEMPLATE_KEY]: arns } };
}

function requireEndEntityTemplates(scope: Construct, templates: CertificateTemplate[]): void {
  templates.forEach((template) => template._requireKnown(scope));
  const names = templates.map(({ templateName }) => templateName);
  if (names.length > 0 && !names.some((name) => name.includes('CACertificate'))) { return; }
  throw new PrivateCaError('CertificateTemplate', {
    scope,
    subject: SUBJECT,
    rule: 'name at least one end-entity certificate template, and no CA certificate template',
    value: names,
    fix: 'Use end-entity templates. For CA certificates, use SharePermission.subordinate()',
  });
}

/** What AWS RAM refuses in a customer managed permission. */
function requireConditions(scope: Construct, conditions: Conditions): void {
  const negated = Object.keys(conditions).filter((operator) => /Not|IfExists$|^ForA/i.test(operator));
  const keys = Object.values(conditions).flatMap((condition) => Object.keys(condition));
  const refused = keys.filter((key) =>
    key.toLowerCase() === TEMPLATE_KEY.toLowerCase() || /^aws:(PrincipalOrg|PrincipalAccount$|Source)/i.test(key));
  if (negated.length + refused.length === 0) { return; }
  throw new PrivateCaError('ShareConditions', {
    scope,
    subject: `The conditions of ${SUBJECT}`,
    rule: `use operators that are neither negated nor optional nor for sets, and neither ${TEMPLATE_KEY} nor a key of the organization, `
      + 'the account, or the source',
    value: [...negated, ...refused],
    fix: 'Remove these operators or keys',
  });
}
