/** What it costs to have written a wrong or needless character; to have left one out costs 1: names get shortened. */
const WRONG_CHARACTER = 20;

/** The name that a misspelt or shortened one most likely stands for, whatever the case of its letters. */
export function nearestOf(misspelt: string, names: readonly string[]): string {
  const distance = (name: string) => editDistance(misspelt.toLowerCase(), name.toLowerCase());
  return [...names].sort((a, b) => distance(a) - distance(b))[0];
}

/** What it costs to make one text of the other. */
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
