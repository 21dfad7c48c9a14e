import { Access, accessOf } from './access';
import { accessText, actionsLabel, conditionLabel, counted, Naming, shortened } from './labels';
import { Picture, PictureArrow, PictureNode } from './model';
import { ResourceNodes } from './nodes';
import { Places } from './places';
import { References } from './references';
import { Use, usesOf } from './structure';
import { extraUsesOf } from './telemetry';
import { SynthesizedStack } from '../synth';

/** The number of nodes of a picture that is too large for arrows between frames that only repeat a condition. */
const LARGE = 24;
const ENCRYPTED = 'encrypted with';

/** Returns the picture of the stacks of an app. */
export function pictureOfStacks(stacks: readonly SynthesizedStack[]): Picture {
  return new Drawing(stacks).picture();
}

class Drawing {
  private readonly references: References;
  private readonly places: Places;
  private readonly resources: ResourceNodes;
  private readonly uses: Use[];
  private readonly others = new Map<string, PictureNode>();
  private readonly arrows = new Map<string, PictureArrow>();
  private readonly onAnyResource: Access[] = [];
  private readonly ownTrust: Access[] = [];

  constructor(private readonly stacks: readonly SynthesizedStack[]) {
    this.references = new References(stacks);
    this.places = new Places(stacks);
    this.uses = usesOf(stacks, this.references);
    this.resources = new ResourceNodes(stacks, this.references, this.places, this.uses);
  }

  public picture(): Picture {
    this.uses.forEach((use) => this.addUse(use.from, use.to, use.label));
    extraUsesOf(this.stacks, this.references).forEach(({ from, to, label }) => this.addUse(from, to, label));
    accessOf(this.stacks, this.references).forEach((access) => this.addAccess(access));
    this.addNotes();
    this.removeRepeated();
    if (this.resources.nodes.size > LARGE) { this.removeServiceArrows(); }
    const used = new Set([...this.arrows.values()].flatMap(({ from, to }) => [from, to]));
    const others = [...this.others.values()].filter(({ id }) => used.has(id));
    const { onAnyResource, ownTrust, naming } = this;
    return {
      nodes: [...this.resources.nodes.values(), ...others],
      arrows: [...this.arrows.values()],
      clusters: this.places.clusters,
      onAnyResource,
      ownTrust,
      naming,
    };
  }

  private addUse(fromKey: string, toKey: string, label: string): void {
    const from = this.resources.idOf(fromKey);
    const to = this.resources.idOf(toKey);
    if (!from || !to || from === to) { return; }
    if (label === ENCRYPTED && this.node(from)!.cluster !== this.node(to)!.cluster) {
      // An arrow through the picture for each key would hide the others.
      const line = `${ENCRYPTED} ${shortened(this.resources.nameOf(to), 30)}`;
      const { lines } = this.node(from)!;
      if (!lines.includes(line)) { lines.push(line); }
      return;
    }
    const arrow = this.arrow(from, to, 'use');
    if (label && !arrow.label.includes(label)) {
      arrow.label.push(label);
      arrow.text.push(label);
    }
  }

  private addAccess(access: Access): void {
    const { principal, resource, actions, conditions } = access;
    const source = 'key' in principal ? this.resources.idOf(principal.key) : undefined;
    if (!('key' in resource) && resource.text === '*' && source) {
      this.onAnyResource.push(access);
      return;
    }
    const to = 'key' in resource ? this.resources.idOf(resource.key) : this.outside(resource.text);
    if (!to) { return; }
    if (access.trust && 'key' in resource && to !== resource.key) {
      this.ownTrust.push(access);
      return;
    }
    const from = source ?? this.principal('text' in principal ? principal.text : principal.key, to);
    if (from === to) { return; }
    if (!source) { this.addSources(access, from); }
    const arrow = this.arrow(from, to, 'access');
    arrow.access.push(access);
    arrow.text.push(accessText(access, this.naming));
    [actionsLabel(actions), ...conditions.map((condition) => `if ${conditionLabel(condition, this.naming)}`)]
      .filter((line) => !arrow.label.includes(line)).forEach((line) => arrow.label.push(line));
  }

  /** Removes the arrows of uses that an arrow of a policy repeats, such as those of a rule that starts an execution. */
  private removeRepeated(): void {
    for (const [id, { kind, from, to, label }] of this.arrows) {
      const repeats = label.length === 0 || label.join() === 'starts';
      // An arrow from the resource to the service that writes its access logs is enough.
      const isLogged = label.join() === 'access logs'
        && this.arrows.has(`use|${from}|principal|logging.s3.amazonaws.com|${this.node(to)!.cluster}`);
      if (kind === 'use' && (isLogged || repeats && this.arrows.has(`access|${from}|${to}`))) { this.arrows.delete(id); }
    }
  }

  /** Removes the arrows from other frames to services. The condition on `aws:SourceArn` names the resource. */
  private removeServiceArrows(): void {
    for (const [id, { kind, from, to }] of this.arrows) {
      if (kind === 'use' && this.others.has(to) && this.node(from)!.cluster !== this.node(to)!.cluster) { this.arrows.delete(id); }
    }
  }

  private addNotes(): void {
    const actions = new Map<string, string[]>();
    for (const { principal, actions: allowed } of this.onAnyResource) {
      const id = this.resources.idOf((principal as { key: string }).key)!;
      actions.set(id, [...actions.get(id) ?? [], ...allowed]);
    }
    actions.forEach((allowed, id) => {
      const services = [...new Set(allowed.map((action) => action.replace(/:.*/, '')))];
      this.resources.nodes.get(id)!.lines.push(`any resource: ${counted(new Set(allowed).size, 'action', 'actions')} of ${services.join(', ')}`);
    });
  }

  /** Connects a service with the resources for which it acts, according to the condition on `aws:SourceArn`. */
  private addSources({ stack, conditions }: Access, service: string): void {
    conditions.filter(({ key }) => key === 'aws:SourceArn').flatMap(({ values }) => values)
      .flatMap((value) => this.references.resourcesIn(value, stack))
      .map((key) => this.resources.idOf(key))
      .forEach((id) => { if (id) { this.arrow(id, service, 'use'); } });
  }

  private arrow(from: string, to: string, kind: PictureArrow['kind']): PictureArrow {
    const id = `${kind}|${from}|${to}`;
    const arrow = this.arrows.get(id) ?? { from, to, kind, label: [], text: [], access: [] };
    this.arrows.set(id, arrow);
    return arrow;
  }

  /** The node of a principal outside the templates. Each cluster has its own, so that arrows are short. */
  private principal(text: string, target: string): string {
    const cluster = this.node(target)?.cluster;
    const id = `principal|${text}|${cluster}`;
    this.others.set(id, { id, look: 'principal', lines: [text], name: text, cluster, keys: [] });
    return id;
  }

  private outside(value: string): string {
    const text = this.naming(value);
    const id = `outside|${text}`;
    const [, , service, region, , ...rest] = text.split(':');
    const noun = service ? `${service} resource outside this app` : 'resource outside this app';
    const name = rest.join(':').replace(/^.*-(?=[0-9a-f]{12}$)/, '…') || text;
    const where = region && region !== 'this Region' ? ` · ${region}` : '';
    this.others.set(id, { id, look: 'outside', lines: [noun, shortened(name, 40) + where], name, keys: [] });
    return id;
  }

  private node(id: string): PictureNode | undefined {
    return this.resources.nodes.get(id) ?? this.others.get(id);
  }

  private readonly naming: Naming = (text) => this.references.marked(text)
    .replace(/<AWS::AccountId>/g, 'this account').replace(/<AWS::Partition>/g, 'aws').replace(/<AWS::Region>/g, 'this Region')
    .replace(/arn:aws:[^<>]*(?=<[^<>/]+\/[A-Za-z0-9.]+>)/g, '')
    .replace(/<([^<>/]+\/[A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?>/g, (all, key: string) => {
      const id = this.resources.idOf(key);
      return id ? this.resources.nameOf(id) : all.slice(1, -1).replace(/^.*\//, '');
    });
}
