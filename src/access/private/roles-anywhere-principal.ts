import { Token, aws_iam as iam } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ROLES_ANYWHERE_ACTIONS } from '../../private/actions';
import { PrivateCaError } from '../../private/errors';
import { RolesAnywherePrincipalOptions } from '../roles-anywhere-principal-options';

const SERVICE = 'rolesanywhere.amazonaws.com';

/** The parts of a certificate, by the property that names them, as session tags name them. */
const FIELDS = { subject: 'x509Subject', issuer: 'x509Issuer', san: 'x509SAN' } as const;

/** An attribute of a name, by its short name or object identifier. */
const ATTRIBUTE = /^[A-Za-z0-9.]+$/;
/** The alternative names that IAM Roles Anywhere maps to session tags. */
const ALTERNATIVE_NAME = /^(DNS|URI|Name\/[A-Za-z0-9.]+)$/;
/** The start of a policy variable, which IAM replaces: it could match every certificate. */
const POLICY_VARIABLE = '${';

/**
 * The service principal of IAM Roles Anywhere with the conditions of one trust anchor.
 *
 * A role whose policy lacks one of the three actions can't be assumed. The AWS CDK has no principal with all three.
 */
export class RolesAnywherePrincipal extends iam.ServicePrincipal {
  constructor(scope: IConstruct, trustAnchorArn: string, options: RolesAnywherePrincipalOptions) {
    const tags = tagsOf(scope, options);
    super(SERVICE, {
      conditions: {
        ArnEquals: { 'aws:SourceArn': trustAnchorArn },
        ...(Object.keys(tags).length > 0 ? { StringEquals: tags } : {}),
      },
    });
  }

  public addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    document.addStatements(new iam.PolicyStatement({
      actions: ROLES_ANYWHERE_ACTIONS,
      principals: [new iam.ServicePrincipal(SERVICE)],
      conditions: this.policyFragment.conditions,
    }));
  }
}

/** The condition keys of session tags, and their values. */
function tagsOf(scope: IConstruct, options: RolesAnywherePrincipalOptions): Record<string, string> {
  const fields = Object.keys(FIELDS) as (keyof typeof FIELDS)[];
  const tags = fields.flatMap((field) => Object.entries(options[field] ?? {}).map(([attribute, value]) => {
    requireTag(scope, field, attribute, value);
    return [`aws:PrincipalTag/${FIELDS[field]}/${attribute}`, value];
  }));
  requireBinding(scope, tags.length > 0, options.anyCertificate ?? false);
  return Object.fromEntries(tags);
}

function requireTag(scope: IConstruct, field: keyof typeof FIELDS, attribute: string, value: string): void {
  const form = field === 'san' ? ALTERNATIVE_NAME : ATTRIBUTE;
  const isValue = Token.isUnresolved(value) || (value.trim() !== '' && !value.includes(POLICY_VARIABLE));
  if (form.test(attribute) && isValue) { return; }
  throw new PrivateCaError('PrincipalAttribute', {
    scope,
    subject: `${field}.${attribute}`,
    rule: `be ${field === 'san' ? 'DNS, URI, or an attribute of a name such as Name/CN' : 'an attribute such as CN'}, with a value that `
      + 'isn\'t empty and contains no policy variable',
    value: { [attribute]: value },
    fix: 'Correct the attribute or its value',
  });
}

/** An unbound principal gives the role to each certificate that the CA and the CAs below it ever issue. */
function requireBinding(scope: IConstruct, isBound: boolean, anyCertificate: boolean): void {
  if (isBound !== anyCertificate) { return; }
  throw new PrivateCaError('PrincipalUnbound', {
    scope,
    subject: 'principal()',
    rule: isBound ? 'not combine anyCertificate with subject, issuer, or san' : 'specify subject, issuer, or san',
    value: isBound ? { anyCertificate } : {},
    fix: isBound ? 'Remove anyCertificate' : 'Specify the subject of the certificate, or set anyCertificate to true',
  });
}
