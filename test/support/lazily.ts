/** The mutant and, if tests are measured, the test. Absent outside of mutation testing, which sets it. */
const scopeOf = () => (globalThis as { scopeOfLazyValues?: () => string }).scopeOfLazyValues?.();

/**
 * A value that is built on first use, inside a test. A library defect then fails that test, and the file still loads.
 *
 * Mutation testing runs the tests many times in one process, with another change of the code each time, so each run
 * builds the value again.
 */
export function lazily<T>(build: () => T): () => T {
  let built: { readonly value: T; readonly scope?: string } | undefined;
  return () => {
    const scope = scopeOf();
    if (!built || built.scope !== scope) { built = { value: build(), scope }; }
    return built.value;
  };
}
