import { criticalityOf, describe } from './describe';
import { counted, lowered } from './labels';
import { PictureNode } from './model';
import { Places } from './places';
import { References, ResourceKey } from './references';
import { GROUPED, SHOWN } from './resource-types';
import { Use } from './structure';
import { SynthesizedStack, TemplateResource } from '../synth';

/* Makes the nodes of resources, and finds the node of each resource that has none. */

/** The property with the resource that a resource is a part of. */
const PART_OF: Readonly<Record<string, string>> = {
  'AWS::ACMPCA::CertificateAuthorityActivation': 'CertificateAuthorityArn',
  'AWS::ElasticLoadBalancingV2::TrustStoreRevocation': 'TrustStoreArn',
  'AWS::KMS::Alias': 'TargetKeyId',
  'AWS::Logs::LogStream': 'LogGroupName',
};
/** The types that have a role for themselves, and the properties with the role. */
const WITH_ROLE = new Set([
  'AWS::CloudTrail::Trail', 'AWS::Events::Rule', 'AWS::Scheduler::Schedule', 'AWS::StepFunctions::StateMachine',
]);
const ROLE_PROPERTIES = new Set(['CloudWatchLogsRoleArn', 'RoleArn']);

type Entry = [key: ResourceKey, stack: string, resource: TemplateResource];

/** Resources that share a node. */
interface Group {
  readonly type: string;
  readonly criticality?: string;
  readonly cluster: string;
  readonly members: Entry[];
}

/** The nodes of the resources. */
export class ResourceNodes {
  public readonly nodes = new Map<string, PictureNode>();
  private readonly nodeIds = new Map<ResourceKey, string>();
  private readonly resources: Entry[];

  constructor(
    stacks: readonly SynthesizedStack[], private readonly references: References, private readonly places: Places,
    private readonly uses: readonly Use[],
  ) {
    this.resources = stacks.flatMap(({ name, template }) =>
      Object.entries(template.Resources).map(([id, resource]): Entry => [`${name}/${id}`, name, resource]));
    this.addGroups();
    this.addSingles();
    this.addParts();
    this.mergeRoles();
  }

  /** Returns the node of a resource, if it has one. */
  public idOf(key: ResourceKey): string | undefined {
    return this.nodeIds.get(key);
  }

  /** Returns the name of a node in a condition. */
  public nameOf(id: string): string {
    return this.nodes.get(id)!.name;
  }

  private add(node: PictureNode): void {
    this.nodes.set(node.id, node);
    node.keys.forEach((key) => this.nodeIds.set(key, node.id));
  }

  private addSingles(): void {
    for (const [key, stack, resource] of this.resources) {
      const isIssued = resource.Type === 'AWS::ACMPCA::Certificate' && !this.activationOf(key);
      if (!(resource.Type in SHOWN) && !isIssued) { continue; }
      const { cluster, path, fullPath } = this.places.of(key);
      const lines = describe(resource, path, (value: unknown) => this.references.text(value, stack));
      const look = isIssued ? 'authority' : SHOWN[resource.Type].look;
      const name = look === 'authority' ? lines[1] : `${lowered(lines[0])} ${fullPath}`;
      this.add({ id: key, look, lines, name, cluster, keys: [key] });
    }
  }

  private addGroups(): void {
    const groups = new Map<string, Group>();
    for (const member of this.resources) {
      const [key, stack, { Type, Properties = {} }] = member;
      if (!(Type in GROUPED)) { continue; }
      const isAlarm = Type.startsWith('AWS::CloudWatch::');
      const criticality = isAlarm ? criticalityOf(this.references.text(Properties.AlarmDescription ?? '', stack)) : undefined;
      const targets = [...new Set(this.uses.filter(({ from }) => from === key).map(({ to }) => to))].sort();
      const cluster = this.clusterOf(key, targets, isAlarm);
      const id = [cluster, Type, criticality, ...targets].join('|');
      groups.set(id, { type: Type, criticality, cluster, members: [...groups.get(id)?.members ?? [], member] });
    }
    for (const [id, { type, criticality, cluster, members }] of groups) {
      const { one, many, look } = GROUPED[type];
      const [[, stack, first]] = members;
      const text = (value: unknown) => this.references.text(value, stack);
      const [, ...details] = describe(first, this.places.of(members[0][0]).path, text);
      const more = criticality ? [criticality] : members.length === 1 ? details : [];
      const lines = [counted(members.length, one, many), ...more];
      const name = members.length === 1 ? `${one} ${this.places.of(members[0][0]).fullPath}` : many;
      this.add({ id, look, lines, name, cluster, keys: members.map(([key]) => key) });
    }
  }

  /** A resource that only notifies topics is beside its topic, because its arrow would cross the picture. */
  private clusterOf(key: ResourceKey, targets: readonly ResourceKey[], isAlarm: boolean): string {
    const types = new Map(this.resources.map(([other, , { Type }]) => [other, Type]));
    const own = this.places.of(key).cluster;
    const [stack] = key.split('/');
    const [topic, ...others] = targets;
    const isBeside = topic?.startsWith(`${stack}/`) && others.length === 0 && types.get(topic) === 'AWS::SNS::Topic';
    return isBeside ? this.places.of(topic).cluster : isAlarm ? stack : own;
  }

  private addParts(): void {
    const targetOf = (value: unknown, stack: string) => this.references.targets(value, stack)[0];
    for (const [key, stack, { Type, Properties = {} }] of this.resources) {
      const part = Type in PART_OF ? targetOf(Properties[PART_OF[Type]], stack)
        : Type === 'AWS::ACMPCA::Certificate' ? this.activationOf(key) : undefined;
      const id = part && this.nodeIds.get(part);
      if (id && !this.nodeIds.has(key)) { this.nodeIds.set(key, id); }
      if (Type === 'AWS::ECS::Service') { this.nodeIds.set(targetOf(Properties.TaskDefinition, stack), key); }
    }
  }

  /** Returns the CA whose activation uses a certificate. */
  private activationOf(certificate: ResourceKey): ResourceKey | undefined {
    const activation = this.resources.find(([key, , { Type }]) => Type === 'AWS::ACMPCA::CertificateAuthorityActivation'
      && this.uses.some(({ from, to, property }) => from === key && to === certificate && property === 'Certificate'));
    return activation && this.references.targets(activation[2].Properties!.CertificateAuthorityArn, activation[1])[0];
  }

  /** A role that only one node uses, and only services assume, is a part of this node. */
  private mergeRoles(): void {
    const types = new Map(this.resources.map(([key, , { Type }]) => [key, Type]));
    for (const [key] of this.resources.filter(([, , { Type }]) => Type === 'AWS::IAM::Role')) {
      const users = this.uses.filter(({ to }) => to === key);
      const ids = new Set(users.map(({ from }) => this.nodeIds.get(from) ?? from));
      const isOwn = users.every(({ from, property }) =>
        ROLE_PROPERTIES.has(property) && WITH_ROLE.has(types.get(from)!));
      if (ids.size === 1 && isOwn) {
        const [id] = ids;
        this.nodes.delete(key);
        this.nodes.get(id)!.keys.push(key);
        this.nodeIds.set(key, id);
      }
    }
  }
}
