/*
 * Patterns that match execution roles of the AWS CDK with more than one bootstrap qualifier. A principal that can
 * bootstrap an environment with another qualifier could then create a role that the guardrails don't limit.
 */

/** The characters of a qualifier, of an account ID, and of a Region, which ends with a digit. */
const [QUALIFIER, DIGIT, REGION] = [/[\w-]/, /\d/, /[a-z-]/];

/** The maximum length of a qualifier in the bootstrap template. */
const QUALIFIER_LENGTH = 10;

/** A qualifier that is not set in JavaScript. */
const MISSING = /\/cdk-(undefined|null)?-cfn-exec-role-/;

const TOKEN = /\$\{Token\[[^\]]*\]\}/g;

/** Replaces a token in a pattern. No name contains this character. */
const UNKNOWN = '\0';

const [BEFORE, AFTER] = ['role/cdk-', '-cfn-exec-role-'];

/** The parts of the name of an execution role, one for each character. The Region has one or more characters. */
interface RoleName {
  readonly characters: readonly (string | RegExp)[];
  readonly account: number;
  readonly region: number;
}

/** Whether the resource part of an ARN pattern matches execution roles without an exact qualifier. */
export function hasOpenQualifier(pattern: string): boolean {
  const characters = [...pattern.replace(TOKEN, UNKNOWN)];
  const lengths = Array.from({ length: QUALIFIER_LENGTH }, (_one, index) => index + 1);
  const matches = lengths.map((length) => matchesOf(characters, roleName(length), length));
  return MISSING.test(pattern) || matches.some(({ open }) => open) || matches.filter(({ exact }) => exact).length > 1;
}

function roleName(length: number): RoleName {
  const untilAccount = [...BEFORE, ...Array<RegExp>(length).fill(QUALIFIER), ...AFTER];
  const untilRegion = [...untilAccount, ...Array<RegExp>(12).fill(DIGIT), '-'];
  return { characters: [...untilRegion, REGION, DIGIT], account: untilAccount.length, region: untilRegion.length };
}

/** Whether a pattern matches role names with its own characters as the qualifier, or with wildcards in it (open). */
function matchesOf(pattern: readonly string[], name: RoleName, length: number): { exact: boolean; open: boolean } {
  const found = { exact: false, open: false };
  const seen = new Set<string>();
  const visit = (at: number, place: number, isOpen: boolean): void => {
    const state = `${at}/${place}/${isOpen}`;
    if (seen.has(state)) { return; }
    seen.add(state);
    if (at === pattern.length) {
      if (place === name.characters.length) { found[isOpen ? 'open' : 'exact'] = true; }
      return;
    }
    const character = pattern[at];
    const isList = character === '*' || (character === UNKNOWN && place >= name.account);
    if (isList) { visit(at + 1, place, isOpen); }
    if (place === name.characters.length) { return; }
    const isWildcard = isList || character === '?';
    const expected = name.characters[place];
    const isEqual = typeof expected === 'string' ? character === expected : expected.test(character);
    if (!isWildcard && !isEqual) { return; }
    const isInQualifier = place >= BEFORE.length && place < BEFORE.length + length;
    const next = isList ? at : at + 1;
    visit(next, place + 1, isOpen || (isWildcard && isInQualifier));
    if (place === name.region) { visit(next, place, isOpen); }
  };
  visit(0, 0, false);
  return found;
}
