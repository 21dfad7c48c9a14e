/** The cost of a wrong or extra character. An omitted character costs 1, because people shorten names. */
const WRONG_CHARACTER = 20;

/** The beginning that all rules share, so that it says nothing about which one is meant. */
const PREFIX = /^pca-/i;

/** The name that is nearest to a misspelled or shortened one. The case of letters is ignored. */
export function nearestOf(misspelled: string, names: readonly string[]): string {
  const distance = (name: string) => distanceOf(misspelled, name);
  return [...names].sort((a, b) => distance(a) - distance(b))[0];
}

/**
 * The rule that was probably meant, if one is near.
 *
 * No rule is near if the ID has more than one wrong or extra character for every four, or if an ID with a wrong
 * character also omits more than half as many as it has.
 */
export function suggestionOf(misspelled: string, ids: readonly string[]): string | undefined {
  const nearest = nearestOf(misspelled, ids);
  const distance = distanceOf(misspelled, nearest);
  const { length } = misspelled.replace(PREFIX, '');
  const [wrong, omitted] = [Math.floor(distance / WRONG_CHARACTER), distance % WRONG_CHARACTER];
  return length > 0 && wrong <= length / 4 && (wrong === 0 || omitted <= length / 2) ? nearest : undefined;
}

function distanceOf(misspelled: string, name: string): number {
  return editDistance(misspelled.toLowerCase(), name.toLowerCase());
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
