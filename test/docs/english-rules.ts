import { maskCode, Prose } from './prose';

/* The phrases that are never right in this project, and the form of published summaries. Words that also have good
   uses, such as "tell", "may", and "further", are left to the reviewer. */

/** A phrase to avoid, what to write instead, and an example of both. */
export interface PhraseRule {
  readonly phrase: RegExp;
  readonly instead: string;
  readonly refused: string;
  readonly accepted: string;
}

export const PHRASE_RULES: readonly PhraseRule[] = [
  { phrase: /\bnobody\b/gi, instead: 'no principal can, no notification is sent, not tested', refused: 'Nobody can read it.', accepted: 'No principal can read it.' },
  { phrase: /\bsomebody\b/gi, instead: 'a caller, a user', refused: 'Somebody called it.', accepted: 'A caller was denied.' },
  { phrase: /\banybody\b/gi, instead: 'any principal', refused: 'Anybody can read it.', accepted: 'Any principal can read it.' },
  { phrase: /\beverybody\b/gi, instead: 'public, all clients, any principal', refused: 'CRLs for everybody.', accepted: 'Public CRLs.' },
  { phrase: /\bwhoever\b/gi, instead: 'the caller, the requester', refused: 'Whoever holds the key.', accepted: 'The holder of the key.' },
  { phrase: /\bwhom\b/gi, instead: 'the noun again', refused: 'The readers whom it names.', accepted: 'The readers that it names.' },
  { phrase: /\banew\b/gi, instead: 'again', refused: 'Write it anew.', accepted: 'Write it again, with a new key.' },
  { phrase: /\bmend(s|ed|ing)?\b/gi, instead: 'correct', refused: 'Mend the policy.', accepted: 'We recommend that you correct the policy.' },
  { phrase: /\bspoil(s|t|ed)?\b/gi, instead: 'changed, altered', refused: 'A spoilt pattern.', accepted: 'A changed pattern.' },
  { phrase: /\bwoken\b/gi, instead: 'notified, paged', refused: 'You are woken.', accepted: 'You are notified.' },
  { phrase: /\b(brought|bring|brings|bringing)\s+along\b/gi, instead: 'existing', refused: 'A bucket that you brought\nalong.', accepted: 'An existing bucket.' },
  { phrase: /\bthere\s+already\b/gi, instead: 'existing', refused: 'It is there already.', accepted: 'There is already a trail.' },
  { phrase: /\bmade\s+elsewhere\b/gi, instead: 'existing, imported', refused: 'A trail that was made elsewhere.', accepted: 'A trail that was created outside the app.' },
  { phrase: /\b(to|can|could|must)\s+be\s+had\b/gi, instead: 'is available at, is published to', refused: 'Where it can be had.', accepted: 'The bucket had no policy.' },
  { phrase: /\bin\s+silence\b/gi, instead: 'silently, without an error', refused: 'It drops it in silence.', accepted: 'It drops it silently.' },
  { phrase: /\bsee\s+to\s+it\b/gi, instead: 'make sure that', refused: 'See to it that it is private.', accepted: 'Make sure that it is private.' },
  { phrase: /\bwhat\s+becomes\s+of\b/gi, instead: 'the removal policy of', refused: 'What becomes of the bucket.', accepted: 'The removal policy of the bucket.' },
  { phrase: /\b(go|goes|going)\s+with\s+(the|its|their)\s+stack\b/gi, instead: 'is deleted with the stack', refused: 'The trail goes with its stack.', accepted: 'The trail is deleted with the stack.' },
  { phrase: /\b(leave|leaves|left)\s+the\s+stack\b/gi, instead: 'is removed from the stack', refused: 'When it leaves the stack.', accepted: 'When it is removed from the stack.' },
  { phrase: /\bof\s+(yours|ours)\b/gi, instead: 'your, that you own, of this library', refused: 'A rule of yours.', accepted: 'Your rule.' },
  { phrase: /\bfor\s+life\b/gi, instead: 'can\'t be updated', refused: 'The subject is for life.', accepted: 'Rules for lifecycle events.' },
  { phrase: /\bfor\s+want\s+of\b/gi, instead: 'without', refused: 'Lost for want of a route.', accepted: 'Lost without a route.' },
  { phrase: /\bwho\s+called\b/gi, instead: 'the caller', refused: 'Find out who called.', accepted: 'Identify the caller.' },
];

/** The phrases in prose, each with its line. */
export function phraseFindings({ line, text }: Prose): { line: number; message: string }[] {
  return PHRASE_RULES.flatMap(({ phrase, instead }) => [...text.matchAll(phrase)].map((match) => ({
    line: line + text.slice(0, match.index).split('\n').length - 1,
    message: `"${match[0].replace(/\s+/g, ' ')}": write ${instead}`,
  })));
}

/** The longest summary, in words. */
const SUMMARY_WORDS = 20;

/** The findings in a published summary, which jsii cuts at the first `.`, `!`, `?`, or `;`, even in a code span. */
export function summaryFindings(summary: string): string[] {
  const prose = maskCode(summary);
  const words = prose.split(/\s+/).filter((word) => /[\w\u25a1]/.test(word)).length;
  return [
    ...(prose.includes(';') ? ['has a semicolon'] : []),
    ...(prose.includes(':') ? ['has a colon'] : []),
    ...(prose.includes('`') ? ['is cut in a code span'] : []),
    ...(words > SUMMARY_WORDS ? [`has ${words} words, more than ${SUMMARY_WORDS}`] : []),
  ];
}

interface Documented {
  readonly name?: string;
  readonly docs?: { readonly summary?: string };
  readonly locationInModule?: { readonly filename: string; readonly line: number };
  readonly parameters?: Documented[];
}

interface DocumentedType extends Documented {
  readonly name: string;
  readonly initializer?: Documented;
  readonly properties?: Documented[];
  readonly methods?: Documented[];
  readonly members?: Documented[];
}

/** The part of a `.jsii` file that has the summaries. */
export interface DocumentedAssembly {
  readonly types: Record<string, DocumentedType>;
}

/** A published summary, and where it is in the sources. */
export interface Summary {
  readonly path: string;
  readonly line: number;
  readonly name: string;
  readonly text: string;
}

/** All summaries of an assembly: of types, members, and parameters. */
export function summariesOf({ types }: DocumentedAssembly): Summary[] {
  return Object.values(types).flatMap((type) => {
    const { initializer, properties = [], methods = [], members = [] } = type;
    const callables = [...(initializer ? [{ ...initializer, name: 'constructor' }] : []), ...methods];
    const of = (owner: Documented, name: string, ownPlace = owner.locationInModule): Summary[] => {
      const place = ownPlace ?? type.locationInModule;
      const text = owner.docs?.summary;
      return text === undefined ? [] : [{ path: place?.filename ?? '', line: place?.line ?? 0, name, text }];
    };
    return [
      ...of(type, type.name),
      ...[...properties, ...callables, ...members].flatMap((member) => of(member, `${type.name}.${member.name}`)),
      ...callables.flatMap((callable) => (callable.parameters ?? []).flatMap((parameter) =>
        of(parameter, `${type.name}.${callable.name}(${parameter.name})`, callable.locationInModule))),
    ];
  });
}
