import { TemplateResource } from './world';

/** The resources of a template, with the logical IDs that each resource depends on. */
export class Graph {
  public readonly ids: string[];
  public readonly dependencies: Record<string, string[]>;

  constructor(public readonly resources: Record<string, TemplateResource>) {
    this.ids = Object.keys(resources);
    this.dependencies = Object.fromEntries(this.ids.map((id) => [
      id, [...new Set([...this.referencesIn(resources[id].Properties), ...[resources[id].DependsOn ?? []].flat()])],
    ]));
  }

  public idOf(ca: string, type: string): string {
    return this.ids.find((id) => this.resources[id].Type === `AWS::ACMPCA::${type}`
      && new RegExp(`^${ca}(Certificate|Activation)?[0-9A-F]{8}$`).test(id))!;
  }

  /** Whether CloudFormation deploys one resource before another. An error if there is a cycle. */
  public comesBefore(first: string, second: string): boolean {
    const order = this.deploymentOrder();
    return order.indexOf(first) < order.indexOf(second);
  }

  public deploymentOrder(): string[] {
    const done: string[] = [];
    while (done.length < this.ids.length) {
      const waiting = this.ids.filter((id) => !done.includes(id));
      const ready = waiting.filter((id) => this.dependencies[id].every((other) => done.includes(other)));
      if (ready.length === 0) { throw new Error(`cycle among ${waiting.join()}`); }
      done.push(...ready);
    }
    return done;
  }

  /** The logical IDs of all resources that a value refers to. */
  private referencesIn(value: unknown): string[] {
    if (Array.isArray(value)) { return value.flatMap((item) => this.referencesIn(item)); }
    if (value === null || typeof value !== 'object') { return []; }
    return Object.entries(value).flatMap(([key, argument]) => {
      if (key === 'Ref') { return this.resources[argument as string] ? [argument as string] : []; }
      if (key === 'Fn::GetAtt') { return [(argument as string[])[0]]; }
      return this.referencesIn(argument);
    });
  }
}
