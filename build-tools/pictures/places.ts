import { PictureCluster } from './model';
import { ResourceKey } from './references';
import { SHOWN } from './resource-types';
import { SynthesizedStack } from '../synth';

/* Finds the cluster of each resource: its stack, or the construct in the stack that contains at least two nodes. */

/** Where a resource is. */
export interface Location {
  readonly cluster: string;
  /** The construct path in the cluster. */
  readonly path: string;
  /** The construct path in the stack. */
  readonly fullPath: string;
}

/** The frames of a picture, and what is in them. */
export class Places {
  public readonly clusters: PictureCluster[] = [];
  private readonly places = new Map<ResourceKey, Location>();

  constructor(stacks: readonly SynthesizedStack[]) {
    stacks.forEach((stack) => this.addStack(stack));
  }

  /** Returns the location of a resource. */
  public of(key: ResourceKey): Location {
    return this.places.get(key)!;
  }

  private addStack({ name, environment, template }: SynthesizedStack): void {
    const entries = Object.entries(template.Resources).map(([id, { Type, Metadata }]) => {
      return { id, Type, path: String(Metadata?.['aws:cdk:path'] ?? id).replace(/(?:\/(?:Resource|Default))+$/, '').split('/') };
    });
    const skipped = commonLength(entries.map(({ path }) => path));
    const relative = entries.map(({ id, Type, path }) =>
      ({ id, Type, path: path.length > skipped ? path.slice(skipped) : path.slice(-1) }));
    const counts = new Map<string, number>();
    relative.filter(({ Type }) => Type in SHOWN)
      .forEach(({ path: [first] }) => counts.set(first, (counts.get(first) ?? 0) + 1));
    const constructs = [...counts].filter(([, count]) => count > 1).map(([first]) => first);
    this.clusters.push({ id: name, label: [name, environment].filter(Boolean).join(' · ') });
    if (counts.size > 1) {
      constructs.forEach((first) => this.clusters.push({ id: `${name}/${first}`, label: first, parent: name }));
    }
    for (const { id, path } of relative) {
      const inConstruct = counts.size > 1 && constructs.includes(path[0]);
      const rest = inConstruct && path.length > 1 ? path.slice(1) : path;
      this.places.set(`${name}/${id}`, { cluster: inConstruct ? `${name}/${path[0]}` : name, path: rest.join('/'), fullPath: path.join('/') });
    }
  }
}

/** Returns the number of leading parts that all paths share. */
function commonLength([first = [], ...others]: string[][]): number {
  const differs = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  return differs < 0 ? first.length - 1 : differs;
}
