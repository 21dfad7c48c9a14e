/** The functions whose short forms the YAML reader of aws-cdk-lib knows. */
const SHORT = /^Fn::(Base64|Cidr|FindInMap|GetAZs|ImportValue|Join|Sub|Select|Split|And|Equals|If|Not|Or)$/;

/** A template as YAML the way people write it: blocks, texts of several lines, and the short forms of functions. */
export function toYaml(value: unknown, indent = ''): string {
  if (typeof value === 'string') { return scalarOf(value, indent); }
  if (value === null || typeof value !== 'object') { return JSON.stringify(value); }
  const short = shortForm(value);
  if (short) { return `!${short.name} ${toYaml(short.argument, indent)}`; }
  const [inner, isList] = [`${indent}  `, Array.isArray(value)];
  const entries = Object.entries(value).map(([key, item]) => `${isList ? '-' : `${JSON.stringify(key)}:`} ${toYaml(item, inner)}`);
  if (entries.length === 0) { return isList ? '[]' : '{}'; }
  return entries.map((entry) => `\n${inner}${entry}`).join('');
}

function scalarOf(text: string, indent: string): string {
  if (/^[A-Z]\w*(::?[A-Z]\w*)+$/.test(text)) { return text; }
  if (!text.includes('\n') || /^\s|[^\x20-\x7e\n]|\n$/.test(text)) { return JSON.stringify(text); }
  return `|-\n${text.split('\n').map((line) => line && `${indent}  ${line}`).join('\n')}`;
}

function shortForm(value: object): { name: string; argument: unknown } | undefined {
  const [[key, argument], ...others] = [...Object.entries(value), ['', undefined]];
  if (others.length > 1) { return undefined; }
  if (key === 'Ref') { return { name: key, argument }; }
  if (key === 'Fn::GetAtt' && Array.isArray(argument)) { return { name: 'GetAtt', argument: argument.join('.') }; }
  return SHORT.test(key) ? { name: key.slice('Fn::'.length), argument } : undefined;
}
