/* Apps as data: JSON that can be generated from a seed, shrunk, printed, and evaluated in any process. */

/** An expression of an app. */
export type Expression =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'token'; readonly of: 'string' | 'number' | 'list'; readonly value: unknown }
  | { readonly is: 'duration'; readonly unit: DurationUnit; readonly amount: number }
  | { readonly is: 'size'; readonly mebibytes: number }
  | { readonly is: 'member'; readonly type: string; readonly name: string }
  | { readonly is: 'constant'; readonly type: string; readonly name: string }
  | { readonly is: 'object'; readonly entries: Readonly<Record<string, Expression | undefined>> }
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  | { readonly is: 'cdk'; readonly type: string; readonly variant: number }
  | { readonly is: 'new'; readonly type: string; readonly args: readonly Expression[] }
  | { readonly is: 'static'; readonly type: string; readonly method: string; readonly args: readonly Expression[] }
  | { readonly is: 'method'; readonly of: Expression; readonly type: string; readonly method: string; readonly args: readonly Expression[] }
  | { readonly is: 'property'; readonly of: Expression; readonly type: string; readonly property: string }
  | { readonly is: 'made'; readonly type: string; readonly index: number; readonly otherwise: Expression }
  | { readonly is: 'scope' }
  | { readonly is: 'id' };

export type DurationUnit = 'seconds' | 'minutes' | 'hours' | 'days';

/** One statement of an app. */
export interface Step {
  /** The index of the stack. */
  readonly stack: number;
  readonly do: Expression;
  /** Whether the app makes the same call twice, with the same values and another ID. */
  readonly again?: boolean;
}

/** An app. A stack uses values of its own and of the stacks before it only, so that the app makes no cycle. */
export interface AppPlan {
  readonly stacks: readonly { readonly env: number }[];
  readonly flags: 'none' | 'recommended';
  readonly steps: readonly Step[];
}

const shortName = (type: string) => type.split('.').slice(-1)[0];

/** An expression as TypeScript, for a person who repeats a failure. */
export function render(expression: Expression | undefined): string {
  if (expression === undefined) { return 'undefined'; }
  const list = (items: readonly Expression[]) => items.map(render).join(', ');
  switch (expression.is) {
    case 'value': return JSON.stringify(expression.value) ?? String(expression.value);
    case 'token': return `token<${expression.of}>(${JSON.stringify(expression.value)})`;
    case 'duration': return `Duration.${expression.unit}(${expression.amount})`;
    case 'size': return `Size.mebibytes(${expression.mebibytes})`;
    case 'member': case 'constant': return `${shortName(expression.type)}.${expression.name}`;
    case 'object': return `{ ${Object.entries(expression.entries).filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}: ${render(value)}`).join(', ')} }`;
    case 'list': return `[${list(expression.items)}]`;
    case 'cdk': return `<${shortName(expression.type)} ${expression.variant}>`;
    case 'new': return `new ${shortName(expression.type)}(${list(expression.args)})`;
    case 'static': return `${shortName(expression.type)}.${expression.method}(${list(expression.args)})`;
    case 'method': return `${render(expression.of)}.${expression.method}(${list(expression.args)})`;
    case 'property': return `${render(expression.of)}.${expression.property}`;
    case 'made': return `(the ${shortName(expression.type)} ${expression.index}, or ${render(expression.otherwise)})`;
    case 'scope': return 'stack';
    case 'id': return 'id';
  }
}

/** An app as text. */
export function renderApp({ stacks, flags, steps }: AppPlan): string {
  return [
    `${stacks.length} stacks in the environments ${stacks.map(({ env }) => env).join(', ')}, feature flags: ${flags}`,
    ...steps.map(({ stack, do: what, again }, index) => `  ${index}. in stack ${stack}${again ? ', twice' : ''}: ${render(what)}`),
  ].join('\n');
}
