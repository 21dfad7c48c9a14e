import { Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { CertificateTemplate } from '../../model/certificate-template';
import { CONDITIONS } from '../../private/cdk-kinds';
import { PrivateCaError } from '../../private/errors';
import { NUMBER, instanceOf, listOf } from '../../private/kinds';

/* The certificate templates that a grant allows, and the condition that limits a statement to them. */

/** The path lengths for which AWS Private CA has templates. */
const PATH_LENGTH = { min: 0, max: 3 };

/** The key and the operator of the condition: the type of the key is an ARN. */
const OPERATOR = 'ArnLike';
const TEMPLATE_KEY = 'acm-pca:TemplateArn';

export const ISSUE_KINDS = {
  templates: listOf(instanceOf(CertificateTemplate), 'CertificateTemplate objects'), conditions: CONDITIONS,
};

export const ISSUE_SUBORDINATE_KINDS = { ...ISSUE_KINDS, pathLength: NUMBER };

/** The templates of a statement that allows issuance. */
export class GrantedTemplates {
  /** Templates of end-entity certificates. */
  public static endEntity(
    scope: acmpca.ICertificateAuthorityRef, templates: CertificateTemplate[] = [CertificateTemplate.END_ENTITY],
  ): CertificateTemplate[] {
    requireTemplates(scope, templates, {
      rule: 'name at least one end-entity certificate template, and no CA certificate template',
      isAllowed: (name) => !name.includes('CACertificate'),
      fix: 'Use an end-entity template. For CA certificates, use grants.issueSubordinate()',
    });
    return templates;
  }

  /** Templates of subordinate CA certificates. */
  public static subordinateCa(
    scope: acmpca.ICertificateAuthorityRef, options: { pathLength?: number; templates?: CertificateTemplate[] },
  ): CertificateTemplate[] {
    const { templates, pathLength = 0 } = options;
    if (!templates) {
      requirePathLength(scope, pathLength);
      return Array.from({ length: pathLength + 1 }, (_, length) => CertificateTemplate.subordinateCa(length));
    }
    requireTemplates(scope, templates, {
      rule: 'name at least one subordinate CA certificate template, and no other template',
      isAllowed: (name) => name.includes('SubordinateCACertificate'),
      fix: 'Use CertificateTemplate.subordinateCa(). For end-entity certificates, use grants.issue()',
    });
    if (options.pathLength !== undefined) { conflict(scope, pathLength); }
    templates.forEach(({ _pathLength: length }) => { if (length !== undefined) { requirePathLength(scope, length); } });
    return templates;
  }
}

/** The conditions of the statement: one of the templates, and what the user adds. */
export function templateConditions(
  scope: acmpca.ICertificateAuthorityRef,
  templates: CertificateTemplate[],
  further: { [operator: string]: { [key: string]: unknown } },
): { [operator: string]: { [key: string]: unknown } } {
  const own = further[OPERATOR];
  const present = Object.keys(own ?? {}).find((key) => key.toLowerCase() === TEMPLATE_KEY.toLowerCase());
  if (present !== undefined) {
    throw new PrivateCaError('GrantConditions', {
      scope,
      subject: 'conditions',
      rule: `not contain ${OPERATOR} with ${TEMPLATE_KEY}, because templates sets it`,
      value: own[present],
      fix: 'Use templates',
    });
  }
  const arns = [...new Set(templates.map(({ certificateTemplateArn }) => certificateTemplateArn))].sort();
  return { ...further, [OPERATOR]: { ...own, [TEMPLATE_KEY]: arns } };
}

interface TemplateRule {
  readonly rule: string;
  readonly isAllowed: (templateName: string) => boolean;
  readonly fix: string;
}

function requireTemplates(
  scope: acmpca.ICertificateAuthorityRef, templates: CertificateTemplate[], rule: TemplateRule,
): void {
  templates.forEach((template) => template._requireKnown(scope));
  const names = templates.map(({ templateName }) => templateName);
  if (names.length > 0 && names.every(rule.isAllowed)) { return; }
  throw new PrivateCaError('CertificateTemplate', {
    scope, subject: 'templates', rule: rule.rule, value: names, fix: rule.fix,
  });
}

/** A CA can't issue a certificate whose path length is not below its own. */
function requirePathLength(scope: acmpca.ICertificateAuthorityRef, pathLength: number): void {
  if (Token.isUnresolved(pathLength)) { outOfRange(scope, '<token>', PATH_LENGTH.max); }
  const own = (scope as { _facts?: { pathLength?: number } })._facts?.pathLength;
  const max = own === undefined ? PATH_LENGTH.max : Math.min(PATH_LENGTH.max, own - 1);
  if (Number.isInteger(pathLength) && pathLength >= PATH_LENGTH.min && pathLength <= max) { return; }
  outOfRange(scope, pathLength, max);
}

function outOfRange(scope: acmpca.ICertificateAuthorityRef, value: unknown, max: number): never {
  throw new PrivateCaError('PathLength', {
    scope,
    subject: 'pathLength',
    rule: max < PATH_LENGTH.min
      ? 'be less than the path length of the CA, which is 0: this CA can issue no CA certificate'
      : `be a whole number from ${PATH_LENGTH.min} to ${max}, less than the path length of the CA`,
    value,
    fix: max < PATH_LENGTH.min ? 'Grant the permission on a CA further up' : 'Choose a lower path length',
  });
}

function conflict(scope: acmpca.ICertificateAuthorityRef, pathLength: number): never {
  throw new PrivateCaError('PathLengthConflict', {
    scope,
    subject: 'pathLength',
    rule: 'be omitted together with templates, which contain their path lengths',
    value: pathLength,
    fix: 'Omit pathLength or templates',
  });
}
