/* Names that are probably misspelled. */

/**
 * The name that was probably meant: it differs only in the case of letters, or by one character. Digits do not count,
 * because another version or path length is no mistake.
 */
export function meantName(name: string, names: readonly string[]): string | undefined {
  const written = withoutDigits(name);
  if (names.some((one) => withoutDigits(one) === written)) { return undefined; }
  return names.find((one) => areSimilar(withoutDigits(one), written));
}

function withoutDigits(name: string): string {
  return name.replace(/\d/g, '');
}

function areSimilar(one: string, other: string): boolean {
  const [short, long] = [one.toLowerCase(), other.toLowerCase()].sort((a, b) => a.length - b.length);
  const start = [...long].findIndex((character, index) => character !== short[index]);
  if (start < 0) { return true; }
  const rest = long.slice(start + 1);
  return short.slice(start) === rest || (short.length === long.length && short.slice(start + 1) === rest);
}
