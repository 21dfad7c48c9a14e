/**
 * A value that is built on first use, inside a test. A library defect then fails that test, and the file still loads.
 */
export function lazily<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined;
  return () => (built ??= { value: build() }).value;
}
