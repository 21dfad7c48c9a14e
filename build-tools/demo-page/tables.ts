import { Table } from './html';
import { Access, accessOf } from '../pictures/access';
import { criticalityOf } from '../pictures/describe';
import { conditionText, counted } from '../pictures/labels';
import { Picture } from '../pictures/model';
import { References } from '../pictures/references';
import { SynthesizedStack } from '../synth';
import { dollars, fixedMonthlyCost, pricedItems } from '../template-report';

/* The tables of the page. */

/** The types of resources whose users the page lists. */
const USED = ['AWS::ACMPCA::CertificateAuthority', 'AWS::S3::Bucket', 'AWS::KMS::Key'];
const CRITICALITIES = ['critical', 'high', 'medium', 'low', 'info'];

/** Returns who can use each CA, bucket, and key, under which conditions. */
export function accessTable(stacks: readonly SynthesizedStack[], picture: Picture): Table {
  const references = new References(stacks);
  const types = new Map(stacks.flatMap(({ name, template }) => Object.entries(template.Resources).map(([id, { Type }]) => [`${name}/${id}`, Type])));
  const nodeOf = new Map(picture.nodes.flatMap(({ id, keys }) => keys.map((key) => [key, id])));
  const resources = picture.nodes.filter(({ keys: [key] }) => key && USED.includes(types.get(key)!));
  const all = accessOf(stacks, references);
  const isOn = (id: string) => ({ resource }: Access) => 'key' in resource && (nodeOf.get(resource.key) ?? ownerOf(picture, resource.key)) === id;
  const row = ({ principal, actions, conditions }: Access) => [
    'text' in principal ? principal.text : picture.naming(`<${principal.key}>`),
    actions.join(', '),
    conditions.length > 0 ? conditions.map((condition) => conditionText(condition, picture.naming)) : 'none',
  ];
  const groups = resources.map(({ id, name, lines: [noun] }) => ({
    header: noun.endsWith('CA') ? `${noun} ${name}` : name.charAt(0).toUpperCase() + name.slice(1),
    rows: all.filter(isOn(id)).map(row),
  }));
  const any = all.filter(({ resource }) => 'text' in resource && resource.text === '*').map(row);
  return {
    caption: 'Who can use each CA, bucket, and key',
    head: ['Resource', 'Principal', 'Actions', 'Conditions'],
    groups: [
      ...groups.map(({ header, rows }) => ({ header, rows: rows.length > 0 ? rows : [['no principal', '', '']] })),
      ...any.length > 0 ? [{ header: 'Any resource', rows: any }] : [],
    ],
  };
}

/** Returns the alarms by criticality. */
export function alarmTable(stacks: readonly SynthesizedStack[]): Table {
  const alarms = stacks.flatMap(({ name: stack, template }) => Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm' || Type === 'AWS::CloudWatch::CompositeAlarm')
    .map(([id, { Properties, Metadata }]) => {
      const description = new References(stacks).text(Properties?.AlarmDescription ?? '', stack);
      const path = String(Metadata?.['aws:cdk:path'] ?? id).replace(/\/Resource$/, '');
      return { criticality: criticalityOf(description) ?? 'without criticality', path, description: description.replace(/^[A-Z]+: /, '') };
    }));
  const groups = [...CRITICALITIES, 'without criticality'].map((criticality) => {
    const members = alarms.filter((alarm) => alarm.criticality === criticality);
    return {
      header: `${criticality.charAt(0).toUpperCase()}${criticality.slice(1)} (${counted(members.length, 'alarm', 'alarms')})`,
      rows: members.map(({ path, description }) => [path, description]),
    };
  });
  return { caption: 'Alarms by criticality', head: ['Criticality', 'Alarm', 'Meaning'], groups: groups.filter(({ rows }) => rows.length > 0) };
}

/** Returns the fixed monthly cost. */
export function costTable(stacks: readonly SynthesizedStack[]): Table {
  const total = stacks.reduce((sum, { template }) => sum + fixedMonthlyCost(template), 0);
  return {
    caption: `Fixed monthly cost: ${dollars(total)}`,
    head: ['Stack', 'Item', 'Quantity', 'Monthly cost', 'Source', 'As of'],
    groups: stacks.flatMap(({ name, template }) => {
      const rows = pricedItems(template).map(({ price, count }) =>
        [price.item, String(count), dollars(count * price.dollarsPerMonth), price.source, price.asOf]);
      return rows.length > 0 ? [{ header: name, rows }] : [];
    }),
  };
}

/** Returns the number of resources of each type. */
export function typeTable(stacks: readonly SynthesizedStack[]): Table {
  return {
    caption: 'Resources by type',
    head: ['Stack', 'Type', 'Quantity'],
    groups: stacks.map(({ name, template }) => {
      const counts = new Map<string, number>();
      Object.values(template.Resources).forEach(({ Type }) => counts.set(Type, (counts.get(Type) ?? 0) + 1));
      const sorted = [...counts].sort(([a], [b]) => a < b ? -1 : 1);
      return { header: name, rows: sorted.map(([type, count]) => [type, String(count)]) };
    }),
  };
}

/** The node of a part of a resource, such as the activation of a CA, by the arrows that stand for accesses on it. */
function ownerOf({ arrows }: Picture, key: string): string | undefined {
  return arrows.find(({ access }) => access.some(({ resource }) => 'key' in resource && resource.key === key))?.to;
}
