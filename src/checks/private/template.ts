/* A CloudFormation template as the rules see it: parsed, never resolved. What can't be read becomes a note. */

/** A template as it was read. */
export interface TemplateSource {
  /** The path of the file. */
  readonly path: string;
  /** The JSON text. */
  readonly text: string;
  readonly stackName?: string;
  readonly region?: string;
  readonly account?: string;
  /** The paths of the templates of nested stacks, by the name of the asset in `TemplateURL`. */
  readonly nestedPaths?: Readonly<Record<string, string>>;
  /** Whether only a nested stack deploys the template. */
  readonly nested?: boolean;
}

export type Json = Record<string, unknown>;

/** A resource of a template. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly template: Template;
  /** Everything that the template says about the resource. */
  readonly body: Json;
  /** The name of the condition under which the resource exists. */
  readonly condition?: string;
}

/** A template. */
export class Template {
  public readonly resources = new Map<string, Resource>();
  /** What can't be judged, and why. */
  public readonly notes: string[] = [];
  /** Whether a macro, a transform, or a loop can add resources that the template doesn't show. */
  public readonly opaque: boolean;
  public readonly conditions: Json;
  public readonly parameters: Json;
  public readonly mappings: Json;
  public readonly outputs: Json;
  /** Whether the text is a template at all. */
  public readonly readable: boolean;
  /** The resource that deploys the template as a nested stack. */
  public parent?: Resource;
  /** The templates of nested stacks, by the logical ID of the resource that deploys them. */
  public readonly children = new Map<string, Template>();

  constructor(public readonly source: TemplateSource) {
    const json = this.parse(source.text);
    this.readable = json !== undefined;
    this.conditions = section(json, 'Conditions');
    this.parameters = section(json, 'Parameters');
    this.mappings = section(json, 'Mappings');
    this.outputs = section(json, 'Outputs');
    const resources = section(json, 'Resources');
    this.opaque = json?.Transform !== undefined
      || Object.keys({ ...json, ...resources, ...this.outputs }).some((key) => key.startsWith('Fn::'));
    Object.entries(resources).forEach(([id, body]) => this.addResource(id, body));
    if (this.opaque) { this.notes.push('A transform or a loop can add resources. Rules about missing resources are skipped.'); }
  }

  private parse(text: string): Json | undefined {
    try {
      const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
      if (isObject(json) && (isObject(json.Resources) || isEmptyTemplate(json))) { return json; }
      this.notes.push('The file has no Resources section.');
    } catch (error) {
      this.notes.push(`The file is not JSON (${(error as Error).message}).`);
    }
    return undefined;
  }

  private addResource(id: string, body: unknown): void {
    if (id.startsWith('Fn::')) { return; }
    if (!isObject(body) || typeof body.Type !== 'string') {
      this.notes.push(`The resource ${id} has no type.`);
      return;
    }
    const condition = typeof body.Condition === 'string' ? body.Condition : undefined;
    this.resources.set(id, { id, type: body.Type, template: this, body, condition });
  }
}

export function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** What an object has under a name of a template: words such as `constructor` find nothing that objects inherit. */
export function entryOf<T>(object: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The text in the place of a name: none for an object, whose keys can make the conversion to a text fail. */
export function nameIn(raw: unknown): string {
  return typeof raw === 'object' ? '' : String(raw);
}

/** Whether a stack has no resources, but something else that only templates have. */
function isEmptyTemplate(json: Json): boolean {
  return json.Resources === undefined && ['AWSTemplateFormatVersion', 'Outputs', 'Parameters', 'Rules'].some((name) => name in json);
}

function section(json: Json | undefined, name: string): Json {
  const value = json?.[name];
  return isObject(value) ? value : {};
}
