import { entryOf, Json, isObject, nameIn, Resource, Template, TemplateSource } from './template';

/** The templates of one app: what one exports and another imports, and which one deploys another as a nested stack. */
export class TemplateSet {
  public readonly templates: readonly Template[];
  private readonly byType = new Map<string, Resource[]>();
  private readonly exports = new Map<unknown, { template: Template; value: unknown } | undefined>();

  constructor(sources: readonly TemplateSource[]) {
    const all = sources.map((source) => new Template(source));
    const byPath = new Map<string | undefined, Template>(all.map((template) => [template.source.path, template]));
    for (const template of all) { linkNestedStacks(template, byPath); }
    // A nested template that no stack of the app deploys is left over from an earlier synthesis.
    this.templates = all.filter(({ source, parent }) => !source.nested || parent !== undefined);
    for (const template of this.templates) {
      for (const resource of template.resources.values()) {
        const same = this.byType.get(resource.type);
        if (same) { same.push(resource); } else { this.byType.set(resource.type, [resource]); }
      }
      this.addExports(template);
    }
  }

  /** The types of all resources. */
  public get types(): string[] {
    return [...this.byType.keys()];
  }

  public resourcesOf(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** The output that is exported by a name. */
  public exported(name: string): { template: Template; value: unknown } | undefined {
    return this.exports.get(name);
  }

  /** The output of a stack. */
  public outputOf(stackName: string, output: string): { template: Template; value: unknown } | undefined {
    const found = this.templates.filter(({ source, parent }) => parent === undefined && source.stackName === stackName);
    return found.length === 1 ? outputOf(found[0], output) : undefined;
  }

  /** Stacks of one app can have one name, in different environments: such an export is unknown. */
  private addExports(template: Template): void {
    for (const [output, body] of Object.entries(template.outputs)) {
      const name = isObject(body) && isObject(body.Export) ? body.Export.Name : undefined;
      this.exports.set(name, this.exports.has(name) ? undefined : outputOf(template, output));
    }
  }
}

/** An output of a template, not resolved. */
export function outputOf(template: Template, output: string): { template: Template; value: unknown } | undefined {
  const body = entryOf(template.outputs, output);
  return isObject(body) ? { template, value: body.Value } : undefined;
}

function linkNestedStacks(template: Template, byPath: ReadonlyMap<string | undefined, Template>): void {
  for (const resource of template.resources.values()) {
    if (resource.type !== 'AWS::CloudFormation::Stack') { continue; }
    const child = byPath.get(nestedPath(template.source, resource.body));
    // A template that two stacks deploy has no parameters of its own to judge.
    if (!child || child === template || child.parent) { continue; }
    child.parent = resource;
    template.children.set(resource.id, child);
  }
}

function nestedPath({ nestedPaths = {} }: TemplateSource, body: Json): string | undefined {
  const asset = isObject(body.Metadata) ? body.Metadata['aws:asset:path'] : undefined;
  const url = isObject(body.Properties) ? body.Properties.TemplateURL : undefined;
  return entryOf(nestedPaths, nameIn(asset)) ?? entryOf(nestedPaths, lastName(url));
}

/** The last text of a URL, which is the name of the asset: CDK joins the URL of several texts. */
function lastName(url: unknown): string {
  let last = url;
  while (Array.isArray(last) || isObject(last)) { last = Object.values(last).at(-1); }
  return String(last).split('/').at(-1)!;
}
