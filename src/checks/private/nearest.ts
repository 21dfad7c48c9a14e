/** The cost of a wrong or extra character. An omitted character costs 1, because people shorten names. */
const WRONG_CHARACTER = 20;

/** The name that is nearest to a misspelled or shortened one. The case of letters is ignored. */
export function nearestOf(misspelled: string, names: readonly string[]): string {
  const distance = (name: string) => editDistance(misspelled.toLowerCase(), name.toLowerCase());
  return [...names].sort((a, b) => distance(a) - distance(b))[0];
}

/** The cost of the changes from one text to the other. */
function editDistance(written: string, meant: string): number {
  let row = [...Array(meant.length + 1).keys()];
  for (let i = 1; i <= written.length; i++) {
    const next = [i * WRONG_CHARACTER];
    for (let j = 1; j <= meant.length; j++) {
      const replaced = row[j - 1] + (written[i - 1] === meant[j - 1] ? 0 : WRONG_CHARACTER);
      next[j] = Math.min(next[j - 1] + 1, row[j] + WRONG_CHARACTER, replaced);
    }
    row = next;
  }
  return row[meant.length];
}
