import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { faultOf } from './private-ca-faults';
import { Change, Deployed, Step } from './template-types';

/*
 * What is deployed: the resources of all stacks, with the values of their properties as CloudFormation compares them.
 */

const spec = loadAwsServiceSpecSync();

/** The attributes of a resource that CloudFormation updates without the service of the resource. */
const POLICIES = ['DeletionPolicy', 'UpdateReplacePolicy'] as const;

/** The properties of a type whose change replaces a resource. */
function createOnlyPropertiesOf(type: string): string[] {
  const [resource] = [...spec.all('resource')].filter(({ cloudFormationType }) => cloudFormationType === type);
  if (!resource) { throw new Error(`the schema has no ${type}`); }
  return Object.keys(resource.properties)
    .filter((name) => ['yes', 'maybe'].includes(resource.properties[name].causesReplacement ?? ''));
}

/** Everything that is deployed, after a step. */
export class World {
  public static readonly EMPTY = new World({ title: 'nothing', templates: {} });

  /** What the step changed. */
  public readonly changes: Change[] = [];
  public readonly resources = new Map<string, Deployed>();
  private readonly outputs = new Map<string, unknown>();
  private readonly formerKeys: Record<string, string>;

  private constructor(private readonly step: Step, private readonly former?: World) {
    this.formerKeys = Object.fromEntries(Object.entries(step.moved ?? {}).map(([from, to]) => [to, from]));
    for (const stack of Object.keys(step.templates)) { this.deploy(stack); }
    this.removeRest();
  }

  /** The world after another step. */
  public after(step: Step): World {
    return new World(step, this);
  }

  private deploy(stack: string): void {
    const { Resources, Outputs = {} } = this.step.templates[stack];
    for (const logicalId of Object.keys(Resources)) { this.resourceOf(stack, logicalId); }
    for (const name of Object.keys(Outputs)) { this.outputOf(stack, name); }
  }

  /** CloudFormation doesn't update a stack with the same template, even if values from elsewhere differ. */
  private isUnchanged(stack: string): boolean {
    const former = this.former?.step.templates[stack];
    return former !== undefined && JSON.stringify(former) === JSON.stringify(this.step.templates[stack]);
  }

  /** A resource after the step. Resources that it refers to come first. */
  private resourceOf(stack: string, logicalId: string): Deployed {
    const key = `${stack}.${logicalId}`;
    const known = this.resources.get(key);
    if (known) { return known; }
    const former = this.former?.resources.get(this.formerKeys[key] ?? key);
    const deployed = former && this.isUnchanged(stack) ? former : this.deployed(stack, logicalId, former);
    this.resources.set(key, deployed);
    return deployed;
  }

  private deployed(stack: string, logicalId: string, former: Deployed | undefined): Deployed {
    const key = `${stack}.${logicalId}`;
    const definition = this.step.templates[stack].Resources[logicalId];
    const properties = Object.fromEntries(Object.entries(definition.Properties ?? {})
      .map(([name, value]) => [name, this.resolve(stack, value)]));
    const deployed = { stack, logicalId, definition, properties };
    if (!former) {
      const created = { ...deployed, identity: key };
      this.report(created, this.step.imported?.includes(key) ? 'import' : 'create', []);
      return created;
    }
    if (former.definition.Type !== definition.Type) { throw new Error(`${key}: CloudFormation can't change the type of a resource`); }
    const names = [...new Set([...Object.keys(former.properties), ...Object.keys(properties)])];
    const isChanged = (name: string) => JSON.stringify(former.properties[name]) !== JSON.stringify(properties[name]);
    const changed = names.filter(isChanged);
    const createOnly = changed.filter((name) => createOnlyPropertiesOf(definition.Type).includes(name));
    const policies = POLICIES.filter((name) => former.definition[name] !== definition[name]);
    const next = { ...deployed, identity: createOnly.length > 0 ? `${former.identity}'` : former.identity };
    if (createOnly.length > 0) {
      this.report(next, 'replace', createOnly, former);
    } else if (changed.length + policies.length > 0) {
      this.report(next, 'update', [...changed, ...policies], former);
    }
    return next;
  }

  private removeRest(): void {
    for (const [key, former] of this.former?.resources ?? []) {
      const next = this.step.moved?.[key] ?? key;
      if (this.resources.has(next)) { continue; }
      this.report(former, 'remove', [], former);
    }
  }

  private report(deployed: Deployed, action: Change['action'], properties: string[], former?: Deployed): void {
    const { stack, logicalId, definition } = deployed;
    const policy = action === 'remove' ? former?.definition.DeletionPolicy : former?.definition.UpdateReplacePolicy;
    this.changes.push({
      stack,
      logicalId,
      name: nameOf(deployed),
      type: definition.Type,
      action,
      properties,
      kept: action === 'remove' || action === 'replace' ? /^Retain/.test(policy ?? '') : undefined,
      fault: this.former && faultOf(action, deployed, this, this.former),
    });
  }

  /** The value of an output after the step. An output that another stack imports can't change. */
  private outputOf(stack: string, name: string): unknown {
    const key = `${stack}.${name}`;
    if (this.outputs.has(key)) { return this.outputs.get(key); }
    const output = this.step.templates[stack].Outputs?.[name];
    if (!output) { throw new Error(`no output ${key}`); }
    const former = this.former?.outputs.get(key);
    const value = this.isUnchanged(stack) ? former : this.resolve(stack, output.Value);
    this.outputs.set(key, value);
    const isImported = output.Export && former !== undefined && this.former!.imports(output.Export.Name);
    if (isImported && JSON.stringify(former) !== JSON.stringify(value)) {
      throw new Error(`${key}: CloudFormation can't change an exported value while a stack imports it`);
    }
    return value;
  }

  private imports(name: unknown): boolean {
    return JSON.stringify(this.step.templates).includes(`{"Fn::ImportValue":${JSON.stringify(name)}}`);
  }

  /** A value as CloudFormation compares it: the keys in one order, and intrinsic functions resolved where possible. */
  private resolve(stack: string, value: unknown): unknown {
    if (Array.isArray(value)) { return value.map((item) => this.resolve(stack, item)); }
    if (value === null || typeof value !== 'object') { return value; }
    const entries = Object.entries(value);
    if (entries.length === 1) {
      const [[name, argument]] = entries as [[string, never]];
      const resolved = this.resolveFunction(stack, name, argument);
      if (resolved !== undefined) { return resolved; }
    }
    return Object.fromEntries(entries.sort().map(([key, item]) => [key, this.resolve(stack, item)]));
  }

  private resolveFunction(stack: string, name: string, argument: never): unknown {
    switch (name) {
      case 'Ref': return this.reference(stack, argument);
      case 'Fn::GetAtt': {
        const [logicalId, ...attribute] = typeof argument === 'string' ? (argument as string).split('.') : argument as string[];
        return this.attribute(stack, logicalId, attribute.join('.'));
      }
      case 'Fn::Join': {
        const [delimiter, parts] = argument as [string, unknown[]];
        if (!Array.isArray(parts)) { return undefined; }
        return parts.map((part) => textOf(this.resolve(stack, part))).join(delimiter);
      }
      case 'Fn::Sub': return this.substitute(stack, argument);
      case 'Fn::GetStackOutput': {
        const { StackName, OutputName } = argument as { StackName: string; OutputName: string };
        return this.outputOf(StackName, OutputName);
      }
      case 'Fn::ImportValue': return this.imported(argument);
      default: return undefined;
    }
  }

  private reference(stack: string, name: string): unknown {
    const definition = this.step.templates[stack].Resources[name];
    if (!definition) { return `(${name})`; }
    const { identity, properties } = this.resourceOf(stack, name);
    // The ID of an activation is the ARN of its CA.
    return definition.Type === 'AWS::ACMPCA::CertificateAuthorityActivation' ? properties.CertificateAuthorityArn : identity;
  }

  private attribute(stack: string, logicalId: string, attribute: string): unknown {
    const { identity, properties, definition } = this.resourceOf(stack, logicalId);
    if (definition.Type === 'AWS::ACMPCA::CertificateAuthorityActivation') {
      return { chain: [properties.Certificate, properties.CertificateChain] };
    }
    // The ID of a CA, and of a certificate, is its ARN.
    return definition.Type.startsWith('AWS::ACMPCA::') && attribute === 'Arn' ? identity : `${identity}.${attribute}`;
  }

  private substitute(stack: string, argument: unknown): string {
    const [text, variables] = typeof argument === 'string' ? [argument, {}] : argument as [string, Record<string, unknown>];
    return text.replace(/\$\{([^!}][^}]*)\}/g, (_all, name: string) => {
      if (name in variables) { return textOf(this.resolve(stack, variables[name])); }
      const [logicalId, ...attribute] = name.split('.');
      return textOf(attribute.length > 0 ? this.attribute(stack, logicalId, attribute.join('.')) : this.reference(stack, name));
    });
  }

  private imported(name: unknown): unknown {
    for (const [stack, { Outputs = {} }] of Object.entries(this.step.templates)) {
      const exported = JSON.stringify(name);
      const found = Object.keys(Outputs).find((output) => JSON.stringify(Outputs[output].Export?.Name) === exported);
      if (found) { return this.outputOf(stack, found); }
    }
    throw new Error(`no stack exports ${JSON.stringify(name)}`);
  }
}

/** A value as a part of a text. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}

function nameOf({ logicalId, definition }: Deployed): string {
  const path = definition.Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path.split('/').slice(1).join('/').replace(/\/Resource$/, '') : logicalId;
}
