import { Case, CaseTemplate, Json } from './case';

/* A second copy of a template that means the same: other logical IDs, another order, other forms of functions. */

const rename = (id: string) => `Z${[...id].reverse().join('')}9`;

/** The copy. */
export function disguised({ template, others = {}, ...more }: Case): Case {
  return {
    ...more,
    template: disguise(template),
    others: Object.fromEntries(Object.entries(others).map(([name, other]) => [name, disguise(other)])),
  };
}

function disguise(template: CaseTemplate): CaseTemplate {
  const ids = new Map(Object.keys(template.Resources).filter((id) => !id.startsWith('Fn::')).map((id) => [id, rename(id)]));
  const { Resources, ...rest } = template;
  const resources = Object.entries(Resources).map(([id, body]) => [ids.get(id)
    ?? id, rewrite(body, ids)] as const).reverse();
  return { ...rewrite(rest, ids) as Json, Resources: Object.fromEntries(resources) as Record<string, Json> };
}

function rewrite(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) { return value.map((item) => rewrite(item, ids)); }
  if (typeof value !== 'object' || value === null) { return value; }
  const entries = Object.entries(value);
  if (entries.length === 1) {
    const [name, argument] = entries[0];
    switch (name) {
      case 'Ref': return ids.has(argument) ? { 'Fn::Sub': `\${${ids.get(argument)}}` } : value;
      case 'Fn::GetAtt': return { 'Fn::GetAtt': `${ids.get(argument[0]) ?? argument[0]}.${argument[1]}` };
      case 'Fn::Sub': return joined(argument, ids);
    }
  }
  return Object.fromEntries(entries.reverse().map(([key, item]) => [key,
    key === 'DependsOn' ? [item].flat().map((id) => ids.get(id as string) ?? id) : rewrite(item, ids)]));
}

/** A text with references as `Fn::Join`. */
function joined(text: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof text !== 'string') { return { 'Fn::Sub': text }; }
  const pieces = text.split(/(\$\{[^}]*\})/).filter((piece) => piece !== '').map((piece) => {
    const name = /^\$\{([^}]*)\}$/.exec(piece)?.[1];
    if (name === undefined) { return piece; }
    const [id, ...attribute] = name.split('.');
    return attribute.length > 0 ? { 'Fn::GetAtt': [ids.get(id) ?? id, attribute.join('.')] } : { Ref: ids.get(id) ?? id };
  });
  return pieces.length === 1 ? pieces[0] : { 'Fn::Join': ['', pieces] };
}
