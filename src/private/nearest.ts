/** The name that takes the fewest changes to get to from a misspelt one, whatever the case of its letters. */
export function nearestOf(misspelt: string, names: readonly string[]): string {
  const distance = (name: string) => editDistance(misspelt.toLowerCase(), name.toLowerCase());
  return [...names].sort((a, b) => distance(a) - distance(b))[0];
}

/** How many characters must be added, removed or replaced to make one text of the other. */
function editDistance(from: string, to: string): number {
  let row = [...Array(to.length + 1).keys()];
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[to.length];
}
