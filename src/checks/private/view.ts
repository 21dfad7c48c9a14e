import { mentionsOf, Resolver } from './resolver';
import { isObject, nameIn, Resource, Template } from './template';
import { TemplateSet } from './template-set';
import { isMap, keyOf, listOf, OPEN, Part, partsOf, Reference, Text, textOf, UNKNOWN, Value, ValueMap } from './values';

/** What the rules ask about an app, in one world of its conditions. */
export class View {
  private readonly properties = new Map<Resource, ValueMap>();
  private readonly edges = new Map<Resource, readonly Resource[]>();
  private readonly lists = new Map<string, readonly Resource[]>();
  private readonly cache = new Map<unknown, unknown>();

  /** @param shared The properties of resources that are the same in every world: the worlds of an app share them. */
  constructor(
    private readonly resolver: Resolver, private readonly isSubject: (template: Template) => boolean,
    private readonly shared: Map<Resource, ValueMap> = new Map(),
  ) {}

  public get set(): TemplateSet {
    return this.resolver.set;
  }

  /** Whether a transform, a loop, or a nested stack of another place can add resources. */
  public get opaque(): boolean {
    return this.memo('opaque', () => this.set.templates.some(({ opaque }) => opaque)
      || this.all('AWS::CloudFormation::Stack').some(({ id, template }) => !template.children.has(id))
      || this.set.types.some((type) => type.endsWith('::MODULE') || type === 'AWS::CloudFormation::Macro'));
  }

  /** The resources of a type that exist, in all templates of the app. */
  public all(type: string): readonly Resource[] {
    let list = this.lists.get(type);
    if (!list) {
      list = this.set.resourcesOf(type).filter((resource) => this.resolver.exists(resource));
      this.lists.set(type, list);
    }
    return list;
  }

  /** Those of them that a rule judges in this world. */
  public subjects(type: string): readonly Resource[] {
    return this.all(type).filter(({ template }) => this.isSubject(template));
  }

  /** Whether a resource can exist in this world. */
  public exists(resource: Resource): boolean {
    return this.resolver.exists(resource);
  }

  /** What `compute` gives, once for each key. */
  public memo<T>(key: unknown, compute: () => T): T {
    if (!this.cache.has(key)) { this.cache.set(key, compute()); }
    return this.cache.get(key) as T;
  }

  /** The value at a path below the properties: absent, or unknown where anything on the way is. */
  public get(resource: Resource, path: string): Value {
    return at(this.propertiesOf(resource), path);
  }

  /** All properties of a resource. */
  public propertiesOf(resource: Resource): ValueMap {
    let properties = this.properties.get(resource) ?? this.shared.get(resource);
    if (!properties) {
      const { value, everywhere } = this.resolver.resolveOnce(resource.body.Properties ?? {}, resource.template);
      properties = isMap(value) ? value : { [OPEN]: UNKNOWN };
      (everywhere ? this.shared : this.properties).set(resource, properties);
    }
    return properties;
  }

  /** The value of an attribute of a resource other than a property, such as `DeletionPolicy`. */
  public attribute({ body, template }: Resource, name: string): Value {
    return this.resolver.resolve(body[name], template);
  }

  /** Whether a resource is created after one that the predicate accepts, within one template. */
  public waitsFor(resource: Resource, accepts: (other: Resource) => boolean): boolean {
    const reached = new Set([resource]);
    for (const next of reached) {
      for (const other of this.edgesOf(next)) {
        if (accepts(other)) { return true; }
        reached.add(other);
      }
    }
    return false;
  }

  /** The resources of the same template that a resource mentions, or depends on. */
  public edgesOf(resource: Resource): readonly Resource[] {
    let edges = this.edges.get(resource);
    if (!edges) {
      const { template, body } = resource;
      const names = mentionsOf({ ...body, Type: undefined, Condition: undefined, DependsOn: undefined },
        (condition) => this.resolver.isTrue(template, condition));
      (listOf(body.DependsOn as Value)).forEach((name) => names.add(nameIn(name)));
      edges = [...names].map((name) => template.resources.get(name))
        .filter((other): other is Resource => other !== undefined && this.resolver.exists(other));
      this.edges.set(resource, edges);
    }
    return edges;
  }

  /** The resource of a type that a value identifies by `Ref` or by one of the attributes. */
  public target(value: Value, type: string, attributes: readonly string[] = ['Arn']): Resource | undefined {
    const reference = value instanceof Text ? value.reference : undefined;
    if (!reference || reference.resource.type !== type || !this.resolver.exists(reference.resource)) {
      return undefined;
    }
    return reference.attribute === '' || attributes.includes(reference.attribute) ? reference.resource : undefined;
  }

  /** The bucket of the app that a name in a template identifies. */
  public bucketByName(name: Value, template: Template): Resource | undefined {
    const reference = name instanceof Text ? name.reference : undefined;
    if (reference?.attribute === '' && reference.resource.type === 'AWS::S3::Bucket') { return reference.resource; }
    return closest(this.bucketNames.get(keyOf(name)) ?? [], template);
  }

  /** The buckets of the app that have names, by the name: several stacks can write a name in the same way. */
  private get bucketNames(): ReadonlyMap<string | undefined, readonly Resource[]> {
    return this.memo('bucketNames', () => {
      const names = new Map<string, Resource[]>();
      for (const bucket of this.all('AWS::S3::Bucket')) {
        const key = keyOf(this.bucketName(bucket));
        if (key !== undefined) { names.set(key, [...names.get(key) ?? [], bucket]); }
      }
      return names;
    });
  }

  /** The name of a bucket: absent if CloudFormation generates it. */
  public bucketName(bucket: Resource): Value {
    const prefix = this.get(bucket, 'BucketNamePrefix');
    if (prefix === undefined) { return this.get(bucket, 'BucketName'); }
    const [account, region] = ['AWS::AccountId', 'AWS::Region'].map((Ref) => this.resolver.resolve({ Ref }, bucket.template));
    return textOf([...partsOf(prefix), '-', ...partsOf(account), '-', ...partsOf(region), '-an']);
  }

  /** Whether any resource but those of some types mentions a resource of the app. */
  public mentionedBy(target: Resource, accepts: (other: Resource) => boolean): boolean {
    const users = this.memo('users', () => this.collectUsers());
    return [...users.get(target) ?? []].some(accepts);
  }

  private collectUsers(): Map<Resource, Set<Resource>> {
    const users = new Map<Resource, Set<Resource>>();
    const add = (used: Resource, user: Resource) => users.set(used, (users.get(used) ?? new Set()).add(user));
    for (const type of this.set.types) {
      for (const resource of this.all(type)) {
        this.edgesOf(resource).forEach((used) => add(used, resource));
        // References to other templates come by exports, outputs, and parameters.
        referencesIn(this.propertiesOf(resource)).forEach((used) => add(used.resource, resource));
      }
    }
    return users;
  }

  /** An expression outside a resource, such as the value of an output. */
  public resolve(raw: unknown, template: Template): Value {
    return this.resolver.resolve(raw, template);
  }

  /** A text that holds JSON, with what isn't literal in its place. */
  public parseJson(value: Value): Value {
    const parts = partsOf(value);
    const text = parts.map((part, index) => typeof part === 'string' ? part : `\\u0001${index}\\u0001`).join('');
    try {
      return restore(JSON.parse(text), parts);
    } catch {
      return UNKNOWN;
    }
  }
}

/** Which of several resources with one name a template means: its own, or one of its nested stacks or parents. */
export function closest(resources: readonly Resource[], template: Template): Resource | undefined {
  const own = resources.filter((resource) => resource.template === template);
  const near = own.length > 0 ? own : resources.filter((resource) => rootOf(resource.template) === rootOf(template));
  const candidates = near.length > 0 ? near : resources;
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** The template of the stack that deploys a template, through all nested stacks. */
function rootOf(template: Template): Template {
  let root = template;
  const seen = new Set<Template>();
  while (root.parent && !seen.has(root)) {
    seen.add(root);
    root = root.parent.template;
  }
  return root;
}

/** The value at a path below a value. */
export function at(value: Value, path: string): Value {
  let current = value;
  for (const key of path.split('.')) {
    if (current === undefined) { return undefined; }
    if (Array.isArray(current)) {
      current = current[Number(key)];
    } else if (isMap(current)) {
      current = current[key] ?? (OPEN in current ? UNKNOWN : undefined);
    } else {
      return UNKNOWN;
    }
  }
  return current;
}

/** Every reference in a value. */
export function referencesIn(value: Value, found: Reference[] = []): Reference[] {
  if (value instanceof Text) {
    found.push(...value.parts.filter((part): part is Reference => part instanceof Reference));
  } else if (Array.isArray(value) || isMap(value)) {
    Object.values(value).forEach((item) => referencesIn(item, found));
  }
  return found;
}

/** Puts the parts of a text back in the places of their marks. */
function restore(json: unknown, parts: readonly Part[]): Value {
  if (typeof json === 'string') {
    return textOf(json.split(/\u0001(\d+)\u0001/).map((piece, index) => index % 2 === 1 ? parts[Number(piece)] : piece));
  }
  if (Array.isArray(json)) { return json.map((item) => restore(item, parts)); }
  // A key that isn't literal can be any.
  return isObject(json)
    ? Object.fromEntries(Object.entries(json)
      .map(([key, item]) => [key.includes('\u0001') ? OPEN : key, restore(item, parts)]))
    : json as Value;
}
