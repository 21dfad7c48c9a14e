import { posix } from 'path';
import { Assembly } from './api-model';

/* The stability of each capability in `docs/features.md`, which comes from the compiled API. */

const ROW = /^\| ([^|]+) \| ([^|]*) \| (.*) \|$/gm;

/** The stability of the types in a cell. */
function stabilityOf(cell: string, { types }: Assembly): string[] {
  const named = [...cell.matchAll(/`(?:new )?(\w+)/g)].flatMap(([, name]) => types.get(name) ?? []);
  // A capability without a class, such as a property, is as stable as the library.
  const used = named.length === 0 ? [...types.values()] : named;
  return [...new Set(used.map(({ docs }) => docs.stability ?? 'stable'))].map((word) => word[0].toUpperCase() + word.slice(1));
}

/** The stability by the page that documents the capability. */
export function capabilitiesOf(features: string, assembly: Assembly): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [, , use, see] of features.matchAll(ROW)) {
    for (const [, target] of see.matchAll(/\]\(([^)#]+)/g)) {
      const source = posix.join('docs', target);
      found.set(source, [...new Set([...found.get(source) ?? [], ...stabilityOf(use, assembly)])]);
    }
  }
  return found;
}

/** The page of features with a column for the stability. */
export function withStability(features: string, assembly: Assembly): string {
  return features.replace(ROW, (_all, to: string, use: string, see: string) => {
    const last = to === 'To' ? 'Stability' : to === '---' ? '---' : stabilityOf(use, assembly).join(', ');
    return `| ${to} | ${use} | ${see} | ${last} |`;
  });
}
