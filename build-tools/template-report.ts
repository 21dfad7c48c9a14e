import { Price, PRICES } from './prices';
import { SynthesizedStack, Template, TemplateResource } from './synth';

/* Reports what a template creates: the CAs, the permissions on buckets and keys, and the fixed cost. */

interface Statement {
  readonly Effect: string;
  readonly Principal?: string | Record<string, unknown>;
  readonly Action: string | string[];
  readonly Condition?: Record<string, Record<string, unknown>>;
}

interface PolicyDocument {
  readonly Statement: Statement[];
}

interface Validity {
  readonly Type: string;
  readonly Value: number;
}

/** Returns the lines of the report for a stack. */
export function reportOn({ name, template, templatePath }: SynthesizedStack): string[] {
  const count = Object.keys(template.Resources).length;
  return [
    `Stack ${name}`,
    '',
    'Certificate authorities',
    ...indent(authorityLines(template)),
    '',
    'Permissions on buckets and keys',
    ...indent(accessLines(template)),
    '',
    `Resources: ${count}`,
    ...indent(typeLines(template)),
    '',
    ...costLines(template),
    '',
    `Template: ${templatePath}`,
  ];
}

function authorityLines(template: Template): string[] {
  return resourcesOf(template, 'AWS::ACMPCA::CertificateAuthority').map(([id, { Properties = {}, DeletionPolicy }]) => {
    const activation = resourcesOf(template, 'AWS::ACMPCA::CertificateAuthorityActivation')
      .find(([, { Properties: own }]) => readable(own?.CertificateAuthorityArn) === `<${id}.Arn>`);
    const certificateId = readable(activation?.[1].Properties?.Certificate).replace(/^<|\.Certificate>$/g, '');
    const validity = template.Resources[certificateId]?.Properties?.Validity as Validity | undefined;
    const subject = Object.entries(Properties.Subject as Record<string, unknown>)
      .map(([attribute, value]) => `${attribute}=${readable(value)}`).join(', ');
    return [
      `${id}: ${String(Properties.Type).toLowerCase()} CA "${subject}"`,
      `${Properties.KeyAlgorithm} with ${Properties.SigningAlgorithm}`,
      ...(validity ? [`valid for ${validity.Value} ${validity.Type.toLowerCase()}`] : []),
      String(Properties.UsageMode ?? 'GENERAL_PURPOSE').toLowerCase().replace(/_/g, ' '),
      String(activation?.[1].Properties?.Status ?? 'not activated').toLowerCase(),
      `deletion policy: ${DeletionPolicy ?? 'Delete'}`,
    ].join('; ');
  });
}

function accessLines(template: Template): string[] {
  const buckets = resourcesOf(template, 'AWS::S3::Bucket').map(([id]): [string, PolicyDocument[]] => [
    `bucket ${id}`,
    resourcesOf(template, 'AWS::S3::BucketPolicy')
      .filter(([, { Properties }]) => readable(Properties?.Bucket) === `<${id}>`)
      .map(([, { Properties }]) => Properties!.PolicyDocument as PolicyDocument),
  ]);
  const keys = resourcesOf(template, 'AWS::KMS::Key').map(([id, { Properties }]): [string, PolicyDocument[]] =>
    [`key ${id}`, [Properties!.KeyPolicy as PolicyDocument]]);
  return [...buckets, ...keys].flatMap(([label, documents]) => [
    label,
    ...indent(documents.flatMap(({ Statement: statements }) => statements.flatMap(statementLines))),
  ]);
}

function statementLines({ Effect, Principal, Action, Condition }: Statement): string[] {
  const who = typeof Principal === 'string' ? Principal : Object.values(Principal ?? {}).map(readable).join(', ');
  const verb = Effect === 'Allow' ? 'allows' : 'denies';
  const conditions = Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => `if ${key} ${operator} ${readable(value)}`));
  return [`${verb} ${who === '*' ? 'any principal' : who}: ${[Action].flat().join(', ')}`, ...indent(conditions)];
}

function typeLines(template: Template): string[] {
  const counts = new Map<string, number>();
  Object.values(template.Resources).forEach(({ Type }) => counts.set(Type, (counts.get(Type) ?? 0) + 1));
  return [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([type, count]) => `${count} ${type}`);
}

/** Returns the fixed monthly cost of the resources in a template, in dollars. */
export function fixedMonthlyCost(template: Template): number {
  return pricedItems(template).reduce((sum, { price, count }) => sum + count * price.dollarsPerMonth, 0);
}

/** Returns the prices that apply to a template, with the number of resources. */
export function pricedItems(template: Template): { price: Price; count: number }[] {
  return PRICES
    .map((price) => ({ price, count: resourcesOf(template, price.type).filter(([, r]) => price.appliesTo(r)).length }))
    .filter(({ count }) => count > 0);
}

function costLines(template: Template): string[] {
  return [
    `Fixed monthly cost: ${dollars(fixedMonthlyCost(template))} (storage, requests, and certificates are billed separately)`,
    ...indent(pricedItems(template).map(({ price, count }) =>
      `${count} ${price.item}: ${dollars(count * price.dollarsPerMonth)} (${price.source}, ${price.asOf})`)),
  ];
}

/** Returns an amount with two decimals. */
export function dollars(amount: number): string {
  return `$${amount.toLocaleString('en-US', { minimumFractionDigits: 2 })}`;
}

function resourcesOf(template: Template, type: string): [string, TemplateResource][] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}

function indent(lines: string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** The part of a bucket name that identifies the stack. */
const STACK_GUID = JSON.stringify({
  'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }],
});

/** Returns a readable form of a template value, with references in angle brackets. */
export function readable(value: unknown): string {
  if (Array.isArray(value)) { return value.map(readable).join(', '); }
  if (value === null || typeof value !== 'object') { return String(value); }
  if (JSON.stringify(value) === STACK_GUID) { return '<first part of the stack ID GUID>'; }
  const [[intrinsic, argument]] = Object.entries(value);
  switch (intrinsic) {
    case 'Ref': return `<${argument}>`;
    case 'Fn::GetAtt': return `<${(argument as string[]).join('.')}>`;
    case 'Fn::Join': return (argument as [string, unknown[]])[1].map(readable).join((argument as [string])[0]);
    case 'Fn::Select': return `<part ${(argument as unknown[])[0]} of ${readable((argument as unknown[])[1])}>`;
    case 'Fn::Split': return `${readable((argument as unknown[])[1])} by "${(argument as unknown[])[0]}"`;
    default: return JSON.stringify(value);
  }
}
