/** The input transformer of a rule's target. */
export interface InputTransformer {
  readonly InputPathsMap: Record<string, string>;
  readonly InputTemplate: string;
}

/**
 * What EventBridge makes of an event by an input transformer: what a path finds takes the place of its name between
 * `<` and `>`; what it does not find leaves nothing.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function transformed({ InputPathsMap, InputTemplate }: InputTransformer, event: unknown): string {
  return InputTemplate.replace(/<([^<>]+)>/g, (_all, name: string) => {
    if (!(name in InputPathsMap)) { throw new Error(`the template has no path for <${name}>`); }
    return String(valueAt(InputPathsMap[name], event) ?? '');
  });
}

/**
 * What EventBridge makes of an event by an input transformer with a JSON template. A variable without quotation marks
 * is replaced by a JSON value. In a text, the characters of a value are escaped, because the output must be valid JSON.
 */
export function transformedJson({ InputPathsMap, InputTemplate }: InputTransformer, event: unknown): unknown {
  const valueOf = (name: string) => valueAt(InputPathsMap[name], event) ?? '';
  const text = InputTemplate.replace(/"(?:[^"\\]|\\.)*"|<([^<>]+)>/g, (whole, name?: string) => name
    ? JSON.stringify(valueOf(name))
    : whole.replace(/<([^<>]+)>/g, (_all, inner: string) => JSON.stringify(String(valueOf(inner))).slice(1, -1)));
  return JSON.parse(text);
}

/** The value at a path such as `$.resources[0]`. */
function valueAt(path: string, event: unknown): unknown {
  if (!/^\$(\.[\w-]+(\[\d+\])?)+$/.test(path)) { throw new Error(`the path ${path} is not known`); }
  return [...path.matchAll(/[\w-]+(?=[.[\]]|$)/g)]
    .reduce((value: unknown, [step]) => (value as Record<string, unknown> | undefined)?.[step], event);
}
