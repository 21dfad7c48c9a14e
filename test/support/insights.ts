/*
 * The part of the CloudWatch Logs Insights query language that the queries of this library use, for tests: `fields`,
 * `filter`, `stats` with `count(*)` and `latest()`, `sort`, and `limit`. Anything else is an error. It follows the AWS
 * documentation. The queries were not tested in a live AWS account.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */

type Row = Readonly<Record<string, unknown>>;
type Condition = (row: Row) => boolean;

const FIELD = /^(?:`([^`]+)`|[A-Za-z@][\w.@]*)/;

/** The result of a query for log events. The columns are the columns that the query shows. */
export function runQuery(query: string, events: readonly Row[]): Record<string, unknown>[] {
  let rows: Record<string, unknown>[] = events.map((event) => flatten(event));
  let columns: string[] = [];
  for (const line of query.split('\n').map((text) => text.replace(/^\s*\|\s*/, '').trim())) {
    const [command] = line.split(' ', 1);
    const rest = line.slice(command.length).trim();
    switch (command) {
      case 'fields': {
        const named = rest.split(/,\s*/).map(aliasOf);
        const withAliases = (row: Row) => Object.fromEntries(named.map(([field, alias]) => [alias, row[field]]));
        rows = rows.map((row) => ({ ...row, ...withAliases(row) }));
        columns = named.map(([, alias]) => alias);
        break;
      }
      case 'filter': rows = rows.filter(conditionOf(rest)); break;
      case 'stats': [rows, columns] = aggregate(rest, rows); break;
      case 'sort': {
        const match = /^(\w+) desc$/.exec(rest);
        if (!match) { throw new Error(`not known: ${line}`); }
        const [, by] = match;
        rows = [...rows].sort((a, b) => a[by] === b[by] ? 0 : (a[by] as string) < (b[by] as string) ? 1 : -1);
        break;
      }
      case 'limit': rows = rows.slice(0, Number(rest)); break;
      default: throw new Error(`not known: ${line}`);
    }
  }
  return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
}

/** The event fields that a query reads, without the fields that it creates. */
export function fieldsOf(query: string): string[] {
  const made = new Set([...query.matchAll(/ as (\w+)/g)].map(([, alias]) => alias));
  const commands = query.replace(/"[^"]*"|\/[^/\n]*\//g, '');
  const words = [...commands.matchAll(/`([^`]+)`|[A-Za-z@][\w.@]*/g)].map(([word, quoted]) => quoted ?? word);
  const language = ['fields', 'filter', 'stats', 'sort', 'limit', 'as', 'and', 'or', 'not', 'in', 'like', 'by', 'desc', 'count',
    'latest', 'ispresent'];
  return [...new Set(words.filter((word) => !made.has(word) && !language.includes(word)))];
}

/** Logs Insights flattens objects and lists, for example to `a.b` and `a.0.b`. */
function flatten(value: unknown, path = ''): Record<string, unknown> {
  if (value === null || typeof value !== 'object') { return path ? { [path]: value } : {}; }
  return Object.assign({}, ...Object.entries(value)
    .map(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key))) as Record<string, unknown>;
}

function aliasOf(text: string): [field: string, alias: string] {
  const [field, alias] = text.split(' as ');
  const name = field.replace(/`/g, '');
  return [name, alias ?? name];
}

function aggregate(text: string, rows: Record<string, unknown>[]): [Record<string, unknown>[], string[]] {
  const [functions, keys] = text.split(' by ').map((part) => part.split(/,\s*/));
  const groups = new Map<string, Record<string, unknown>[]>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((name) => row[name] ?? null));
    groups.set(key, [...groups.get(key) ?? [], row]);
  }
  const named = functions.map(aliasOf);
  const aggregated = [...groups.values()].map((group) => ({
    ...Object.fromEntries(keys.map((name) => [name, group[0][name]])),
    ...Object.fromEntries(named.map(([call, alias]) => [alias, valueOf(call, group)])),
  }));
  return [aggregated, [...keys, ...named.map(([, alias]) => alias)]];
}

function valueOf(call: string, group: Record<string, unknown>[]): unknown {
  if (call === 'count(*)') { return group.length; }
  const match = /^latest\((\w+)\)$/.exec(call);
  if (!match) { throw new Error(`not known: ${call}`); }
  return group.map((row) => row[match[1]] as string).sort().pop();
}

/** `or` of `and` of `not`, parentheses, `=`, `in`, `like /…/` and `ispresent()`. */
function conditionOf(text: string): Condition {
  let rest = text.trim();
  const eat = (pattern: RegExp): RegExpExecArray | undefined => {
    const match = pattern.exec(rest);
    if (match) { rest = rest.slice(match[0].length).trimStart(); }
    return match ?? undefined;
  };
  const need = (pattern: RegExp): RegExpExecArray => {
    const match = eat(pattern);
    if (!match) { throw new Error(`not known: ${rest}`); }
    return match;
  };
  const fieldName = (match: RegExpExecArray) => match[1] ?? match[0];
  const either = (): Condition => {
    const all = [both()];
    while (eat(/^or\b/)) { all.push(both()); }
    return (row) => all.some((one) => one(row));
  };
  const both = (): Condition => {
    const all = [single()];
    while (eat(/^and\b/)) { all.push(single()); }
    return (row) => all.every((one) => one(row));
  };
  const single = (): Condition => {
    if (eat(/^not\b/)) {
      const inner = single();
      return (row) => !inner(row);
    }
    if (eat(/^\(/)) {
      const inner = either();
      need(/^\)/);
      return inner;
    }
    if (eat(/^ispresent\(/)) {
      const field = fieldName(need(FIELD));
      need(/^\)/);
      return (row) => row[field] !== undefined;
    }
    const field = fieldName(need(FIELD));
    if (eat(/^=/)) {
      const [, value] = need(/^"([^"]*)"/);
      return (row) => row[field] === value;
    }
    if (eat(/^in\b/)) {
      const values = JSON.parse(need(/^\[[^\]]*\]/)[0]) as unknown[];
      return (row) => values.includes(row[field]);
    }
    need(/^like\b/);
    const pattern = new RegExp(need(/^\/([^/]*)\//)[1]);
    return (row) => typeof row[field] === 'string' && pattern.test(row[field]);
  };
  const condition = either();
  if (rest) { throw new Error(`not known: ${rest}`); }
  return condition;
}
