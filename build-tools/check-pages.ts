import { Rule, Severity } from '../src/checks/private/rule';
import { PLUGIN_NAME, RULES } from '../src/checks/private/rules';
import { CASES } from '../test/checks/cases/all';
import { Case } from '../test/checks/cases/case';

/* The pages of `docs/checks/`: one for each rule, with the templates that the tests run. */

const SEVERITIES: Record<Severity, string> = { error: 'Error', warning: 'Warning', info: 'Informational' };

/** The pages by their paths. */
export function checkPages(): Record<string, string> {
  return Object.fromEntries(RULES.map((rule) => [`docs/checks/${fileOf(rule)}`, renderPage(rule)]));
}

/** The rows of the table of all rules. */
export function checkRows(): string[][] {
  return RULES.map((rule) => [`[\`${rule.id}\`](checks/${fileOf(rule)})`, severitiesOf(rule), rule.detects]);
}

/** The severities of the findings of a rule. Its cases contain each one, and tests compare them with the findings. */
export function severitiesOf({ id, severity }: Rule): string {
  const found = new Set([severity, ...CASES[id].wrong.map((sample) => sample.severity ?? severity)]);
  const [first, ...others] = Object.entries(SEVERITIES).filter(([name]) => found.has(name)).map(([, text]) => text);
  return [first, ...others.map((text) => text.toLowerCase())].join(' or ');
}

function fileOf({ id }: Rule): string {
  return `${id.toLowerCase()}.md`;
}

function renderPage(rule: Rule): string {
  const { wrong: [wrong], right: [right] } = CASES[rule.id];
  const lines = [
    `# ${rule.id}`,
    '',
    `${rule.detects}.`,
    '',
    `- Severity: ${severitiesOf(rule).toLowerCase()}`,
    `- What happens: ${rule.effect}`,
    `- Fix: ${rule.fix}`,
    `- Not reported: ${rule.silent}`,
    `- AWS documentation: <${rule.see}>`,
    '',
    '## Wrong',
    '',
    ...renderExample(wrong),
    '',
    '## Right',
    '',
    ...renderExample(right),
    '',
    '## Acknowledge the finding',
    '',
    'If the finding is intended, acknowledge it for the construct, the stack, or the app:',
    '',
    '```ts',
    `Validations.of(construct).acknowledge({ id: '${PLUGIN_NAME}::${rule.id}', reason: '…' });`,
    '```',
    '',
  ];
  return lines.join('\n');
}

function renderExample({ name, template, region }: Case): string[] {
  const where = region ? `, in the Region ${region}` : '';
  return [`${name[0].toUpperCase()}${name.slice(1)}${where}:`, '', '```yaml', ...yamlOf(template, ''), '```'];
}

/** A value as YAML, with the short forms of functions. */
function yamlOf(value: unknown, indent: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      const scalar = scalarOf(item);
      const [first, ...rest] = scalar !== undefined ? [scalar] : yamlOf(item, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries(value as object).filter(([, item]) => item !== undefined).flatMap(([key, item]) => {
    const scalar = scalarOf(item);
    return scalar !== undefined ? [`${indent}${key}: ${scalar}`] : [`${indent}${key}:`, ...yamlOf(item, `${indent}  `)];
  });
}

/** A value that stands on one line. */
function scalarOf(value: unknown): string | undefined {
  if (typeof value === 'string') { return quote(value); }
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) { return JSON.stringify(value); }
  const [[name, argument], ...more] = Object.entries(value);
  if (more.length > 0) { return undefined; }
  if (name === 'Ref') { return `!Ref ${argument}`; }
  if (name === 'Fn::GetAtt') { return `!GetAtt ${argument.join('.')}`; }
  return name === 'Fn::Sub' && typeof argument === 'string' ? `!Sub ${quote(argument)}` : undefined;
}

function quote(text: string): string {
  const plain = /^[A-Za-z$/][\w $/{}.:-]*$/.test(text) && !/: |:$|^(true|false|null|yes|no|on|off)$/i.test(text);
  return plain ? text : `'${text.replaceAll('\'', '\'\'')}'`;
}
