import { truthOfCondition, Truths } from './conditions';
import { partitionOf } from './partitions';
import { entryOf, isObject, Json, nameIn, Resource, Template } from './template';
import { outputOf, TemplateSet } from './template-set';
import {
  isMap, listOf, literalOf, OPEN, partsOf, Pseudo, Reference, Text, textOf, UNKNOWN, Value, ValueMap,
} from './values';

/** Deeper expressions are unknown. They are cycles, or no person wrote them. */
const MAX_DEPTH = 60;

/** Resolves the expressions of templates in one world: one outcome of the conditions of one template. */
export class Resolver {
  private asked = false;

  constructor(
    public readonly set: TemplateSet, private readonly focus?: Template, private readonly truths?: Truths,
  ) {}

  /** The truth of a condition, where the world decides it. */
  public isTrue(template: Template, condition: string): boolean | undefined {
    this.asked = true;
    return truthOfCondition(template, condition, template === this.focus ? this.truths : undefined,
      (raw) => literalOf(this.resolve(raw, template)));
  }

  /** Whether a resource exists, as far as this world knows: what can exist does. */
  public exists({ template, condition }: Resource): boolean {
    return condition === undefined || this.isTrue(template, condition) !== false;
  }

  /** The value of an expression, and whether it is the same in every world, because no condition decides it. */
  public resolveOnce(raw: unknown, template: Template): { value: Value; everywhere: boolean } {
    this.asked = false;
    const value = this.resolve(raw, template);
    return { value, everywhere: !this.asked };
  }

  /** The value of an expression. */
  public resolve(raw: unknown, template: Template, depth = 0): Value {
    if (depth > MAX_DEPTH) { return UNKNOWN; }
    if (Array.isArray(raw)) {
      return raw.map((item) => this.resolve(item, template, depth + 1)).filter((item) => item !== undefined);
    }
    if (!isObject(raw)) { return scalarOf(raw as Value); }
    const [name, ...more] = Object.keys(raw);
    if (more.length === 0 && (name === 'Ref' || typeof raw.Condition === 'string' || name?.startsWith('Fn::'))) {
      return this.intrinsic(name, raw[name], template, depth + 1);
    }
    return this.object(raw, template, depth);
  }

  private object(raw: Json, template: Template, depth: number): Value {
    // An assignment to the key `__proto__` would change what the object inherits.
    return Object.fromEntries(Object.entries(raw)
      .map(([key, item]): [string, Value] =>
        key.startsWith('Fn::') ? [OPEN, UNKNOWN] : [key, this.resolve(item, template, depth + 1)])
      .filter(([, value]) => value !== undefined));
  }

  private intrinsic(name: string, argument: unknown, template: Template, depth: number): Value {
    switch (name) {
      case 'Ref': return typeof argument === 'string' ? this.ref(argument, template, depth) : UNKNOWN;
      case 'Fn::GetAtt': return this.attribute(argument, template, depth);
      case 'Fn::Join': return this.join(argument, template, depth);
      case 'Fn::Sub': return this.sub(argument, template, depth);
      case 'Fn::If': return this.branch(argument, template, depth);
      case 'Fn::Select': return this.select(argument, template, depth);
      case 'Fn::Split': return this.split(argument, template, depth);
      case 'Fn::FindInMap': return this.findInMap(argument, template, depth);
      case 'Fn::ImportValue': return this.imported(argument, template, depth);
      case 'Fn::GetStackOutput': return this.stackOutput(argument, template, depth);
      default: return UNKNOWN;
    }
  }

  private ref(name: string, template: Template, depth: number): Value {
    const { region, account } = template.source;
    switch (name) {
      case 'AWS::NoValue': return undefined;
      case 'AWS::Region': return region ?? new Text([new Pseudo(name)]);
      case 'AWS::AccountId': return account ?? new Text([new Pseudo(name)]);
      case 'AWS::Partition': return region ? partitionOf(region) : new Text([new Pseudo(name)]);
    }
    if (name.startsWith('AWS::Stack')) { return new Text([new Pseudo(`${template.source.path}#${name}`)]); }
    if (name.startsWith('AWS::')) { return new Text([new Pseudo(name)]); }
    const resource = template.resources.get(name);
    if (!resource) { return this.parameter(name, template, depth); }
    if (resource.type === 'AWS::ACMPCA::CertificateAuthorityActivation') {
      // The activation's Ref is the ARN of the CA that it activates.
      return this.property(resource, 'CertificateAuthorityArn', depth);
    }
    return new Text([new Reference(resource, '')]);
  }

  /** The parameter of a nested stack has the value that its parent passes. Every other one is unknown. */
  private parameter(name: string, { parent, parameters }: Template, depth: number): Value {
    const passed = parent && this.property(parent, 'Parameters', depth);
    const value = isMap(passed) ? entryOf(passed, name) : undefined;
    const declared = entryOf(parameters, name);
    const type = isObject(declared) ? nameIn(declared.Type) : '';
    if (value === undefined || type.startsWith('AWS::SSM::Parameter::')) { return UNKNOWN; }
    if (type !== 'CommaDelimitedList' && !type.startsWith('List<')) { return value; }
    return literalOf(value)?.split(',').map((item) => item.trim()) ?? UNKNOWN;
  }

  private property({ body, template }: Resource, name: string, depth: number): Value {
    const properties = body.Properties;
    return isObject(properties) && name in properties ? this.resolve(properties[name], template, depth + 1) : UNKNOWN;
  }

  private attribute(argument: unknown, template: Template, depth: number): Value {
    const [id, attribute] = Array.isArray(argument) ? argument : splitOnce(nameIn(argument));
    const resource = template.resources.get(id);
    if (!resource || typeof attribute !== 'string') { return UNKNOWN; }
    const child = template.children.get(id);
    if (child && attribute.startsWith('Outputs.')) { return this.output(outputOf(child, attribute.slice('Outputs.'.length)), depth); }
    if (resource.type === 'AWS::SSM::Parameter' && attribute === 'Value') { return this.property(resource, attribute, depth); }
    return new Text([new Reference(resource, attribute)]);
  }

  private output(output: { template: Template; value: unknown } | undefined, depth: number): Value {
    return output ? this.resolve(output.value, output.template, depth + 1) : UNKNOWN;
  }

  private imported(argument: unknown, template: Template, depth: number): Value {
    const name = literalOf(this.resolve(argument, template, depth));
    return name === undefined ? UNKNOWN : this.output(this.set.exported(name), depth);
  }

  private stackOutput(argument: unknown, template: Template, depth: number): Value {
    const named = this.resolve(argument, template, depth);
    const { StackName, OutputName }: ValueMap = isMap(named) ? named : {};
    const [stack, output] = [StackName, OutputName].map(literalOf);
    return stack === undefined || output === undefined ? UNKNOWN : this.output(this.set.outputOf(stack, output), depth);
  }

  private join(argument: unknown, template: Template, depth: number): Value {
    const [separator, raw] = listOf(argument as Value);
    const items = this.resolve(raw, template, depth);
    if (typeof separator !== 'string' || !Array.isArray(items)) { return UNKNOWN; }
    return textOf(items.flatMap((item, index) => [...index > 0 ? [separator] : [], ...partsOf(item)]));
  }

  private sub(argument: unknown, template: Template, depth: number): Value {
    const [text, raw] = Array.isArray(argument) ? argument : [argument, {}];
    if (typeof text !== 'string' || !isObject(raw)) { return UNKNOWN; }
    return textOf(text.split(/\$\{([^}]*)\}/).flatMap((piece, index) => {
      if (index % 2 === 0) { return partsOf(scalarOf(piece)); }
      const name = piece.trim();
      if (name.startsWith('!')) { return [`\${${name.slice(1)}}`]; }
      if (Object.hasOwn(raw, name)) { return partsOf(this.resolve(raw[name], template, depth)); }
      return partsOf(name.includes('.') ? this.attribute(name, template, depth) : this.ref(name, template, depth));
    }));
  }

  private branch(argument: unknown, template: Template, depth: number): Value {
    if (!Array.isArray(argument)) { return UNKNOWN; }
    const [condition, yes, no] = argument;
    const truth = typeof condition === 'string' ? this.isTrue(template, condition) : undefined;
    return truth === undefined ? UNKNOWN : this.resolve(truth ? yes : no, template, depth);
  }

  private select(argument: unknown, template: Template, depth: number): Value {
    const [index, items] = listOf(argument as Value).map((item) => this.resolve(item, template, depth));
    const position = Number(literalOf(index) ?? NaN);
    return Array.isArray(items) && position in items ? items[position] : UNKNOWN;
  }

  private split(argument: unknown, template: Template, depth: number): Value {
    const [separator, text] = listOf(argument as Value).map((item) => this.resolve(item, template, depth));
    return typeof separator === 'string' && separator !== '' && typeof text === 'string' ? text.split(separator) : UNKNOWN;
  }

  private findInMap(argument: unknown, template: Template, depth: number): Value {
    const names = listOf(argument as Value).map((item) => literalOf(this.resolve(item, template, depth)));
    if (names.length !== 3) { return UNKNOWN; }
    let found: unknown = template.mappings;
    for (const name of names) { found = name !== undefined && isObject(found) ? entryOf(found, name) : undefined; }
    return found === undefined ? UNKNOWN : this.resolve(found, template, depth);
  }
}

/** The value of a text, number, or boolean: CloudFormation replaces dynamic references at deployment. */
function scalarOf(raw: Value): Value {
  return typeof raw === 'string' && raw.includes('{{resolve:') ? UNKNOWN : raw;
}

/** The names of resources that an expression mentions, in the branches that a world takes. */
export function mentionsOf(
  raw: unknown, isTrue: (condition: string) => boolean | undefined, found = new Set<string>(),
): Set<string> {
  if (Array.isArray(raw)) { raw.forEach((item) => mentionsOf(item, isTrue, found)); return found; }
  if (!isObject(raw)) { return found; }
  for (const [key, value] of Object.entries(raw)) {
    if (key === 'Ref' && typeof value === 'string') {
      found.add(value);
    } else if (key === 'Fn::GetAtt') {
      found.add(Array.isArray(value) ? nameIn(value[0]) : splitOnce(nameIn(value))[0]);
    } else if (key === 'Fn::Sub') {
      addSubstituted(Array.isArray(value) ? value[0] : value, found);
      mentionsOf(Array.isArray(value) ? value[1] : undefined, isTrue, found);
    } else if (key === 'Fn::If' && Array.isArray(value)) {
      const truth = typeof value[0] === 'string' ? isTrue(value[0]) : undefined;
      (truth === undefined ? value.slice(1) : [value[truth
        ? 1 : 2]]).forEach((item) => mentionsOf(item, isTrue, found));
    } else {
      mentionsOf(value, isTrue, found);
    }
  }
  return found;
}

function addSubstituted(text: unknown, found: Set<string>): void {
  // Spaces are removed afterwards: an expression that also matches them takes the cube of their number of steps.
  for (const [, name] of nameIn(text).matchAll(/\$\{([^!}][^}]*)\}/g)) { found.add(splitOnce(name.trim())[0]); }
}

function splitOnce(name: string): string[] {
  const [id, ...attribute] = name.split('.');
  return attribute.length > 0 ? [id, attribute.join('.')] : [id];
}
