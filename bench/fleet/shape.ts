/* The shape of the fleet that all variants of the benchmark create. */

/** Each CA has four resources, and a stack can have 500. */
export const CAS_OF_STACK = 99;

/** The policy of one audit report bucket has room for the ARNs of this number of CAs. */
export const CAS_OF_BUCKET = 2 * CAS_OF_STACK;

/** The inline policies of one role have room for the statements of this number of CAs. */
export const CAS_OF_ROLE = 9;

/** The number of CAs in one event pattern. */
export const CAS_OF_RULE = 15;

export const ENVIRONMENT = { account: '111122223333', region: 'us-east-1' };

/** Splits a list into parts of at most this size. */
export function partsOf<T>(list: readonly T[], size: number): T[][] {
  const starts = Array.from({ length: Math.ceil(list.length / size) }, (_, index) => index * size);
  return starts.map((start) => list.slice(start, start + size));
}

/** The numbers of the CAs by bucket, and by stack of each bucket. */
export function stacksByBucket(count: number): number[][][] {
  const numbers = Array.from({ length: count }, (_, index) => index);
  return partsOf(numbers, CAS_OF_BUCKET).map((part) => partsOf(part, CAS_OF_STACK));
}

/** The ARNs of imported CAs. */
export function importedArns(count: number): string[] {
  const { account, region } = ENVIRONMENT;
  return Array.from({ length: count }, (_, index) =>
    `arn:aws:acm-pca:${region}:${account}:certificate-authority/${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`);
}

/** A short name, so that the policy of a bucket has room for the ARNs of all its CAs. */
export const BUCKET_NAME_PREFIX = 'pca';

/** What a rule matches and the message that it sends. Hand-written code would contain them as text. */
export interface RuleText {
  readonly id: string;
  readonly description?: string;
  readonly eventPattern: object;
  readonly message: string;
  /** Whether the rule matches read-only calls. */
  readonly matchesReads: boolean;
}

/** A signal with an alarm on a query. */
export interface AlarmText {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly expression: string;
}

/** The texts of hand-written code. */
export interface Texts {
  readonly signalRules: RuleText[];
  readonly signalAlarms: AlarmText[];
  readonly created: RuleText;
  readonly issuanceFailed: RuleText;
  readonly deadLetterAlarm: readonly [before: string, after: string];
}
