/* The conditions on excerpts, each with a change that breaks it. */

interface Matcher {
  readonly holds: (excerpt: unknown) => boolean;
  readonly alter: (excerpt: unknown) => unknown;
}

/** The excerpt is this value. */
export const equal = (expected: unknown, altered: unknown): Matcher => ({
  holds: (excerpt) => JSON.stringify(excerpt) === JSON.stringify(expected), alter: () => altered,
});

/** The excerpt contains each of these texts, and none of the others. The change is the last word of the first text. */
export const contains = (texts: readonly string[], others: readonly string[] = []): Matcher => ({
  holds: (excerpt) => {
    const json = JSON.stringify(excerpt);
    return texts.every((text) => json.includes(text)) && !others.some((text) => json.includes(text));
  },
  alter: (excerpt) => JSON.parse(JSON.stringify(excerpt).replaceAll(texts[0], texts[0].replace(/\w+(?=\W*$)/, 'altered'))),
});

/** The excerpt is an object whose named values are all `true`. */
export const allTrue = (...names: readonly string[]): Matcher => ({
  holds: (excerpt) => names.every((name) => (excerpt as Record<string, unknown>)[name] === true),
  alter: (excerpt) => ({ ...(excerpt as object), [names[0]]: false }),
});

/** The excerpt is a number of at least this size. */
export const atLeast = (least: number): Matcher => ({
  holds: (excerpt) => typeof excerpt === 'number' && excerpt >= least, alter: () => least - 1,
});

/** The excerpt refers to another resource of the stack. */
export const reference: Matcher = {
  holds: (excerpt) => /^\[?\{"(Ref|Fn::GetAtt)":/.test(JSON.stringify(excerpt)), alter: () => 'alias/aws/altered',
};
