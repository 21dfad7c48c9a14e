/*
 * What each section of `npm run verify` compares the library with, and how its output says what it checked. The
 * number of cases and of controls come from the output, so that no number is written by hand.
 */

type Count = (output: string) => number | undefined;

/** How to read the output of a section. A count is undefined if the output does not have it. */
export interface Measure {
  readonly engine: string;
  /** What a case is, in the plural. */
  readonly unit: string;
  readonly cases: Count;
  readonly controls: Count;
}

/** The sum of all numbers in the groups of a pattern. */
function sum(...patterns: RegExp[]): Count {
  return (output) => {
    const found = patterns.map((pattern) => [...output.matchAll(pattern)]);
    if (found.some((matches) => matches.length === 0)) { return undefined; }
    return found.flat().flatMap(([, ...groups]) => groups).filter(Boolean)
      .reduce((total, text) => total + Number(text.replace(/,/g, '')), 0);
  };
}

/** The number of matches of a pattern. */
function lines(pattern: RegExp): Count {
  return (output) => [...output.matchAll(pattern)].length || undefined;
}

/** A number that the output confirms with a sentence. */
function confirmed(count: number, pattern: RegExp): Count {
  return (output) => pattern.test(output) ? count : undefined;
}

/** The sum of counts. */
function both(...counts: Count[]): Count {
  return (output) => counts.reduce<number | undefined>((total, count) => {
    const next = count(output);
    return total === undefined || next === undefined ? undefined : total + next;
  }, 0);
}

const NO_CONTROL: Count = () => 0;

/** Until the first release, there is nothing to compare with. */
const sinceRelease = (count: Count): Count => (output) =>
  output.includes('there is no release to compare with') ? 0 : count(output);

const RULER: Omit<Measure, 'engine'> = {
  unit: 'pairs of a pattern and an event',
  cases: sum(/(\d+) cells of pattern by event as the table says/g),
  controls: both(sum(/(\d+) altered patterns detected/g), lines(/a wrong table is noticed/g)),
};
const EVENT_RULER = 'event-ruler, the engine of Amazon EventBridge';
const BOTOCORE = 'the service model of AWS (botocore)';

const synthesized = (language: string, engine: string): Measure => ({
  engine: `${engine}, and the jsii runtime`,
  unit: 'examples synthesized',
  cases: (output) => new RegExp(`^${language}: ([a-z0-9 -]+), \\d+ s$`, 'm').exec(output)?.[1].split(' ').length,
  controls: NO_CONTROL, // the section `languages` compares the templates
});

/** The sections that only prepare others. */
export const PREPARATIONS: readonly string[] = ['tools', 'compile', 'floor-install', 'python-packages', 'event-ruler'];

export const MEASURES: Readonly<Record<string, Measure>> = {
  'certificates': {
    engine: 'OpenSSL and the JDK with real keys, and a model of the templates of AWS Private CA',
    unit: 'certificates issued and compared',
    cases: sum(/^in all: .*?\bcertificates: (\d+)/gm),
    controls: sum(
      /(\d+) altered templates, each rejected/g, /(\d+) omitted extensions, each noticed/g, /^second verifier: .*, controls: (\d+)/gm),
  },
  'cfn-lint': {
    engine: 'cfn-lint',
    unit: 'templates',
    cases: sum(/no finding in (\d+) templates/g),
    controls: lines(/a misspelled property is found/g),
  },
  'committed-files': {
    engine: 'projen, jsii-docgen, and Git',
    unit: 'files',
    cases: sum(/^(\d+) files: generated files/gm),
    controls: lines(/a registry host would be found/g),
  },
  'compatibility': {
    engine: 'jsii-diff',
    unit: 'releases to compare with',
    cases: sinceRelease(lines(/the API is compatible with v/g)),
    controls: lines(/a removed method is noticed/g),
  },
  'event-patterns': { engine: EVENT_RULER, ...RULER },
  'examples': {
    engine: 'AWS CDK',
    unit: 'stacks of examples synthesized',
    cases: lines(/^examples\/.+ resources, /gm),
    controls: NO_CONTROL,
  },
  'filter-patterns': {
    engine: 'aws-json-term-matcher',
    unit: 'pairs of a filter pattern and a record',
    cases: sum(/(\d+) cells as the tables say/g),
    controls: confirmed(2, /a wrong table and an altered pattern are noticed/),
  },
  'floor-policies': {
    engine: 'the lowest and the newest aws-cdk-lib',
    unit: 'rendered policies',
    cases: sum(/: (\d+) policies of \d+ apps/g),
    controls: lines(/a lost condition is noticed/g),
  },
  'floor-tests': {
    engine: 'mocha, with the lowest aws-cdk-lib',
    unit: 'tests',
    cases: sum(/^\s*(\d+) passing/gm),
    controls: NO_CONTROL,
  },
  'floor-types': {
    engine: 'TypeScript, with the lowest aws-cdk-lib',
    unit: 'compilations',
    cases: lines(/^src compiles with aws-cdk-lib/gm),
    controls: NO_CONTROL,
  },
  'fuzz': {
    engine: 'fast-check, with the types of the API',
    unit: 'random apps, bad values, and altered templates',
    cases: sum(
      /^(\d+) apps with seed/gm, /^(\d+) bad values with coded errors/gm, /^(\d+) spoiled templates checked twice/gm),
    controls: sum(/^(\d+) planted faults, each noticed/gm),
  },
  'guides': {
    engine: `${BOTOCORE}, OpenSSL, and a shell`,
    unit: 'commands and guides',
    cases: sum(/(\d+) aws commands as in the service model/g, /the commands of (\d+) guides run/g),
    controls: sum(/^(\d+) altered commands are noticed/gm),
  },
  'language-go': synthesized('go', 'Go'),
  'language-java': synthesized('java', 'Maven, Java'),
  'language-packages': {
    engine: 'jsii-pacmak',
    unit: 'samples in packages',
    cases: sum(/^(\d+) samples in pages, 0 faults/gm),
    controls: confirmed(2, /TypeScript and a relative link are noticed/),
  },
  'language-python': synthesized('python', 'pip, twine, Python'),
  'languages': {
    engine: 'Python, Java, and Go, compared with TypeScript',
    unit: 'templates and errors',
    cases: both(lines(/^\w+, aws-cdk-lib .+ equal, /gm), sum(/^\w+: (\d+) errors with code, message, and path/gm)),
    controls: lines(/^\w+: another template is noticed/gm),
  },
  'properties': {
    engine: 'fast-check',
    unit: 'properties, each with 2,000 random inputs',
    cases: sum(/^Tests: .*?(\d+) passed/gm),
    controls: NO_CONTROL,
  },
  'release': {
    engine: 'zizmor, publint, and npm',
    unit: 'checks of workflows, package, bill of materials, and changelog',
    cases: confirmed(4, /the next release is \d/),
    controls: lines(/an action that is not pinned is noticed/g),
  },
  'report-events': { engine: EVENT_RULER, ...RULER },
  'report-queries': {
    engine: 'Trino, the engine of Amazon Athena, and sqlglot',
    unit: 'results of queries',
    cases: sum(/^(\d+) results of \d+ queries/gm),
    controls: sum(/(\d+) controls noticed/g),
  },
  'samples': {
    engine: 'jsii-rosetta (the TypeScript compiler)',
    unit: 'samples',
    cases: sum(/^all (\d+) samples compile/gm),
    controls: NO_CONTROL,
  },
  'service-model': {
    engine: BOTOCORE,
    unit: 'lists of values and partitions',
    cases: sum(/^(\d+) shapes as in the service model/gm, /^(\d+) partitions with \d+ services/gm),
    controls: lines(/a missing service is noticed/g),
  },
  'signal-rules': { engine: EVENT_RULER, ...RULER },
  'signed-certificates': {
    engine: 'Python (cryptography) and Node.js',
    unit: 'certificates from a parent outside AWS',
    cases: sum(/(\d+) texts accepted, (\d+) rejected with the expected code/g),
    controls: confirmed(2, /altered cases are noticed/),
  },
  'site': {
    engine: 'Chromium and axe',
    unit: 'pages loaded, and pages checked for accessibility',
    cases: sum(/^(\d+) pages load at 360 pixels/gm, /^axe: (\d+) pages/gm),
    controls: both(
      sum(/(\d+) faulty pages are noticed/g), confirmed(2, /a broken link and a broken anchor are noticed/),
      confirmed(2, /a button without a name and dark text are noticed/)),
  },
  'state-machines': {
    engine: `${BOTOCORE}, and ministack`,
    unit: 'calls and executions of state machines',
    cases: sum(/(\d+) calls of \d+ operations fit the service model/g, /^ministack: (\d+) executions/gm),
    controls: both(lines(/a wrong argument is noticed/g), sum(/^ministack: .*, (\d+) controls/gm)),
  },
  'templates': {
    engine: 'the templates of the last release',
    unit: 'resources compared',
    cases: sinceRelease(sum(/^(\d+) resources of \d+ examples/gm)),
    controls: NO_CONTROL,
  },
};
