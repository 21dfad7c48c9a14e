import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { TemplateResource } from './world';

/* The resources that CloudFormation replaces if a template becomes another one. */

/** The resources and outputs of a template. */
export interface TemplateJson {
  readonly Resources: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
}

const spec = loadAwsServiceSpecSync();

/** The properties of a type whose change replaces a resource, according to the CloudFormation schema. */
export function createOnlyPropertiesOf(type: string): string[] {
  const [resource] = [...spec.all('resource')].filter(({ cloudFormationType }) => cloudFormationType === type);
  return Object.keys(resource.properties)
    .filter((name) => ['yes', 'maybe'].includes(resource.properties[name].causesReplacement ?? ''));
}

/**
 * The create-only properties that differ, as `LOGICAL_ID.PROPERTY`, and the resources that only the first template has.
 *
 * References to one CA are equal in all their forms, because each of them is the ARN of the CA.
 */
export function replacementsBetween(before: TemplateJson, after: TemplateJson): string[] {
  const ofCas = Object.entries(before.Resources).filter(([, { Type }]) => Type.startsWith('AWS::ACMPCA::'));
  return ofCas.flatMap(([id, { Type, Properties }]) => {
    const next = after.Resources[id];
    if (next?.Type !== Type) { return [id]; }
    return createOnlyPropertiesOf(Type)
      .filter((name) => textOf(before, Properties?.[name]) !== textOf(after, next.Properties?.[name]))
      .map((name) => `${id}.${name}`);
  });
}

/** The text of a value, to compare it. */
function textOf(template: TemplateJson, value: unknown): string {
  return JSON.stringify(resolve(template, value)) ?? '';
}

/** A value as CloudFormation compares it: the keys in one order, and intrinsic functions resolved where possible. */
function resolve(template: TemplateJson, value: unknown): unknown {
  if (Array.isArray(value)) { return value.map((item) => resolve(template, item)); }
  if (value === null || typeof value !== 'object') { return value; }
  const [[name, argument]] = Object.entries(value);
  if (name === 'Ref') { return resolveReference(template, argument as string); }
  if (name === 'Fn::GetAtt' && (argument as string[])[1] === 'Arn') { return `ARN of ${(argument as string[])[0]}`; }
  if (name === 'Fn::Join') {
    const [delimiter, parts] = argument as [string, unknown[]];
    return parts.map((part) => resolve(template, part)).join(delimiter);
  }
  return Object.fromEntries(Object.entries(value).sort().map(([key, item]) => [key, resolve(template, item)]));
}

function resolveReference(template: TemplateJson, id: string): unknown {
  const resource = template.Resources[id];
  if (id === 'AWS::Partition') { return 'aws'; }
  return resource?.Type === 'AWS::ACMPCA::CertificateAuthorityActivation'
    ? resolve(template, resource.Properties?.CertificateAuthorityArn) : `ARN of ${id}`;
}
