import { ErrorCodes, errorLinks, placeOf } from './api-errors';
import { ASSEMBLY, Assembly, basesOf, Docs, Member, Parameter, Type, TypeReference } from './api-model';
import { LANGUAGES, memberNames, Names, typeNames } from './api-names';
import { anchorOf } from './markdown';

/* The pages of the API reference: one for each class, struct, interface, and enumeration. */

const AWS_CDK_API = 'https://docs.aws.amazon.com/cdk/api/v2/docs';

/** The titles of the folders of `src/`, in the order of the pages. */
export const ROOM_TITLES: Readonly<Record<string, string>> = {
  authority: 'Certificate authorities',
  pattern: 'Hierarchies and baseline',
  model: 'Names, extensions, and algorithms',
  access: 'Permissions and sharing',
  revocation: 'Revocation',
  audit: 'Audit reports',
  trail: 'CloudTrail trail',
  events: 'Events',
  notification: 'Notifications',
  alerting: 'Alarms',
  queries: 'Queries',
  dashboard: 'Dashboard',
  external: 'PKI outside AWS',
  checks: 'Checks',
};

/** The pages that mention a type, by its name. */
export type Mentions = ReadonlyMap<string, readonly { readonly title: string; readonly path: string }[]>;

export function kindOf({ kind, isStruct, isAbstract }: Type): string {
  if (isStruct) { return 'Struct'; }
  return { class: isAbstract ? 'Abstract class' : 'Class', interface: 'Interface', enum: 'Enumeration' }[kind];
}

/** What the pages link to. */
export interface References {
  readonly mentions: Mentions;
  readonly errors: ErrorCodes;
}

/** The page of a type, whose first line is the title. */
export function apiPage(assembly: Assembly, type: Type, { mentions, errors }: References): string {
  const own = type.members;
  const create = type.initializer === undefined ? [] : ['## Create', '', ...initializer(type), ...errorLinks(errors, placeOf({ type })), ''];
  const raised = (member: Member) => errorLinks(errors, placeOf({ type, member }));
  const lines = [
    `# ${type.name}`, '',
    ...text(type.docs),
    ...type.docs.example === undefined ? [] : ['```ts', type.docs.example, '```', ''],
    ...namesTable(['Name'], [[typeNames(assembly, type)]]),
    ...hierarchy(assembly, type),
    ...create,
    ...section('Values', own.filter(({ kind }) => kind === 'value'), (member) => value(member)),
    ...section(type.isStruct ? 'Properties' : 'Attributes', own.filter(({ kind }) => kind === 'property'), (member) => [...property(type, member), ...raised(member)]),
    ...section('Methods', own.filter(({ kind }) => kind === 'method'), (member) => [...method(type, member), ...raised(member)]),
    ...inherited(assembly, type),
    ...own.length === 0 ? [] : ['## Names in other languages', '', ...memberTable(type)],
    ...usedBy(assembly, type),
    ...mentioned(mentions.get(type.name) ?? []),
  ];
  return `${lines.join('\n')}\n`;
}

/** The index of the reference. */
export function apiIndex(assembly: Assembly): string {
  const lines = ['# API reference', '',
    'Every class, struct, interface, and enumeration of the library, with its name in TypeScript, Python, Java, C#, and Go.', ''];
  for (const [room, title] of Object.entries(ROOM_TITLES)) {
    const types = [...assembly.types.values()].filter((type) => type.room === room);
    if (types.length === 0) { continue; }
    lines.push(`## ${title}`, '', '| Name | Kind | Description |', '| --- | --- | --- |',
      ...types.map((type) => `| [\`${type.name}\`](/api/${type.name}) | ${kindOf(type)} | ${cell(type.docs.summary ?? '')} |`), '');
  }
  return lines.join('\n');
}

/** The API page for inline code such as `Revocation`, `Revocation.crl()`, or `new Revocation()`. */
export function apiLink({ types }: Assembly, code: string): string | undefined {
  const [, name, member] = /^(?:new )?([A-Z]\w+)(?:\.(\w+))?(?:\([^)]*\))?$/.exec(code) ?? [];
  const type = types.get(name);
  if (type === undefined) { return undefined; }
  const found = type.members.find((candidate) => candidate.name === member);
  return found === undefined ? `/api/${name}` : `/api/${name}#${anchorOf(headingOf(found))}`;
}

/** The summary of a type or a member, the remarks, and the address of the AWS documentation. */
function text({ summary, remarks, see, deprecated }: Docs): string[] {
  return [
    ...summary === undefined ? [] : [summary, ''],
    ...deprecated === undefined ? [] : [`**Deprecated:** ${deprecated}`, ''],
    ...remarks === undefined ? [] : [remarks, ''],
    ...see === undefined ? [] : [`See [the ${see.includes('.aws.amazon.com') ? 'AWS ' : ''}documentation](${see}).`, ''],
  ];
}

function namesTable(head: string[], rows: readonly (readonly [Names])[]): string[] {
  return [`| Language | ${head.join(' | ')} |`, '| --- | --- |',
    ...rows.flatMap(([names]) => LANGUAGES.map((language) => `| ${language} | \`${names[language]}\` |`)), ''];
}

function hierarchy(assembly: Assembly, type: Type): string[] {
  const bases = type.bases.map((fqn) => reference({ fqn }, assembly));
  const implementations = [...assembly.types.values()].filter(({ bases: of }) => of.includes(type.fqn))
    .map(({ fqn }) => reference({ fqn }, assembly));
  return [
    ...bases.length === 0 ? [] : [`Extends or implements: ${bases.join(', ')}.`, ''],
    ...implementations.length === 0 ? [] : [`Extended or implemented by: ${implementations.join(', ')}.`, ''],
  ];
}

function initializer({ name, initializer: made }: Type): string[] {
  const { parameters, docs } = made!;
  return ['```ts', `new ${name}(${signature(parameters)})`, '```', '', ...text(docs), ...parameterTable(parameters)];
}

const signature = (parameters: readonly Parameter[]) =>
  parameters.map(({ name, type, optional, variadic }) => `${variadic ? '...' : ''}${name}${optional ? '?' : ''}: ${plain(type)}`).join(', ');

function parameterTable(parameters: readonly Parameter[]): string[] {
  if (parameters.length === 0) { return []; }
  return ['| Parameter | Type | Description |', '| --- | --- | --- |', ...parameters.map(({ name, type, optional, docs }) =>
    `| \`${name}\`${optional ? ' (optional)' : ''} | ${linkedType(type)} | ${cell([docs?.summary, docs?.remarks].filter(Boolean).join(' '))} |`), ''];
}

function section(title: string, members: readonly Member[], render: (member: Member) => string[]): string[] {
  return members.length === 0 ? [] : [`## ${title}`, '', ...members.flatMap(render)];
}

const headingOf = ({ name, kind }: Member) => (kind === 'method' ? `${name}()` : name);
const heading = (member: Member) => [`### ${headingOf(member)}`, ''];

function value(member: Member): string[] {
  return [...heading(member), ...text(member.docs)];
}

function property({ isStruct }: Type, member: Member): string[] {
  const { docs, type, isOptional, isStatic } = member;
  const facts = [
    `Type: ${linkedType(type!)}`,
    ...isStruct ? [isOptional ? `optional, default: ${defaultOf(docs)}` : '**required**'] : isOptional ? ['optional'] : [],
    ...isStatic ? ['static'] : [],
  ];
  return [...heading(member), `${facts.join(' · ')}`, '', ...text(docs)];
}

function defaultOf(docs: Docs): string {
  if (docs.default === undefined) { return 'none'; }
  return docs.default.startsWith('- ') ? docs.default.slice(2) : `\`${docs.default}\``;
}

function method({ name }: Type, member: Member): string[] {
  const { docs, type, parameters, isStatic } = member;
  const returned = type === undefined ? 'void' : plain(type);
  return [
    ...heading(member),
    '```ts', `${isStatic ? `${name}.` : ''}${member.name}(${signature(parameters)}): ${returned}`, '```', '',
    ...text(docs),
    ...parameterTable(parameters),
    ...type === undefined ? [] : [`Returns: ${linkedType(type)}${docs.returns === undefined ? '' : `, ${docs.returns}`}`, ''],
  ];
}

function inherited(assembly: Assembly, type: Type): string[] {
  const own = new Set(type.members.map(({ name }) => name));
  const rows = basesOf(assembly, type).flatMap((base) => base.members
    .filter(({ name, isStatic }) => !own.has(name) && !isStatic)
    .map((member) => {
      own.add(member.name);
      return `| [\`${headingOf(member)}\`](/api/${base.name}#${anchorOf(headingOf(member))}) | \`${base.name}\` | ${cell(member.docs.summary ?? '')} |`;
    }));
  return rows.length === 0 ? [] : ['## Inherited', '', '| Name | From | Description |', '| --- | --- | --- |', ...rows, ''];
}

function memberTable(type: Type): string[] {
  return [`| ${LANGUAGES.join(' | ')} |`, `|${' --- |'.repeat(LANGUAGES.length)}`, ...type.members.map((member) => {
    const names = memberNames(type, member);
    return `| ${LANGUAGES.map((language) => `\`${names[language]}\``).join(' | ')} |`;
  }), ''];
}

/** The types with a property, a parameter, or a result of this type. */
function usedBy(assembly: Assembly, type: Type): string[] {
  const users = [...assembly.types.values()].filter((other) => other !== type && [
    ...other.initializer?.parameters.map((parameter) => parameter.type) ?? [],
    ...other.members.flatMap((member) => [member.type, ...member.parameters.map((parameter) => parameter.type)]),
  ].some((used) => used !== undefined && plain(used).split(/\W/).includes(type.name)));
  return users.length === 0 ? [] : ['## Used by', '', `${users.map(({ name }) => `[\`${name}\`](/api/${name})`).join(', ')}.`, ''];
}

function mentioned(pages: readonly { readonly title: string; readonly path: string }[]): string[] {
  return pages.length === 0 ? [] : ['## Guides', '', ...pages.map(({ title, path }) => `- [${title}](${path})`), ''];
}

/** A type as TypeScript writes it. */
function plain({ primitive, fqn, collection, union }: TypeReference): string {
  if (primitive !== undefined) { return primitive; }
  if (collection !== undefined) {
    const element = plain(collection.elementtype);
    return collection.kind === 'array' ? `${element}[]` : `{ [key: string]: ${element} }`;
  }
  return union === undefined ? fqn!.split('.').at(-1)! : union.types.map(plain).join(' or ');
}

function linkedType(type: TypeReference): string {
  const name = `\`${plain(type)}\``;
  let inner = type;
  while (inner.collection !== undefined) { inner = inner.collection.elementtype; }
  const target = inner.fqn === undefined ? undefined : addressOf(inner.fqn);
  return target === undefined ? name : `[${name}](${target})`;
}

function reference(type: { readonly fqn: string }, { types }: Assembly): string {
  const name = type.fqn.split('.').at(-1)!;
  const target = addressOf(type.fqn);
  return target === undefined || (type.fqn.startsWith(ASSEMBLY) && !types.has(name)) ? `\`${name}\`` : `[\`${name}\`](${target})`;
}

function addressOf(fqn: string): string | undefined {
  if (fqn.startsWith(ASSEMBLY)) { return `/api/${fqn.slice(ASSEMBLY.length)}`; }
  // The reference of AWS CDK has no pages for the interfaces of L1 constructs.
  return fqn.startsWith('aws-cdk-lib.interfaces.') ? undefined : `${AWS_CDK_API}/${fqn}.html`;
}

function cell(markdown: string): string {
  return markdown.replace(/\s+/g, ' ').replace(/(?<!\\)\|/g, '\\|');
}
