import { Stack } from 'aws-cdk-lib';
import jsonata from 'jsonata';
import { World } from './world';

/*
 * A walker of state machines (Amazon States Language with JSONata). It evaluates the expressions with the `jsonata`
 * version that Step Functions documents, and answers the API calls with functions of the test. What it does not know is
 * an error, never a guess.
 */

type Json = Record<string, unknown>;

/** A state, as far as this library uses the language. */
export interface State extends Json {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Retry?: Retrier[];
  readonly Catch?: { readonly ErrorEquals: string[]; readonly Output: unknown; readonly Next: string }[];
  readonly Choices?: { readonly Condition: string; readonly Next: string }[];
  readonly ItemProcessor?: Definition;
  readonly Resource?: string;
}

/** A retrier of a task. */
interface Retrier {
  readonly ErrorEquals: string[];
  readonly MaxAttempts?: number;
  readonly IntervalSeconds?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
}

/** A definition, or the processor of a map state. */
export interface Definition {
  readonly StartAt: string;
  readonly States: Record<string, State>;
  readonly TimeoutSeconds?: number;
}

/** An error that an API call returns. */
export class ApiError extends Error {
  constructor(public readonly code: string) {
    super(code);
  }
}

/** Answers API calls. The operation is, for example, `acmpca:describeCertificateAuthority`. */
export type Api = (operation: string, args: Json) => unknown;

/** What an execution did. */
export interface Execution {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly error?: string;
  readonly cause?: string;
  readonly output?: unknown;
  readonly calls: [operation: string, args: Json][];
  /** The seconds of each wait state and retry, in order. */
  readonly waits: number[];
  readonly transitions: number;
}

/** The names of states that are reserved for the context of an execution. */
const CONTEXT = {
  Execution: { StartTime: '2026-11-26T02:00:00.512Z', Name: 'run' }, StateMachine: { Name: 'Watch' },
};

/** The synthesized definition of the only state machine of a stack whose logical ID begins so. */
export function definitionIn(stack: Stack, beginning = ''): Definition {
  const world = World.of(stack);
  const id = world.idOf('AWS::StepFunctions::StateMachine', beginning);
  return JSON.parse(world.propertiesOf<{ DefinitionString: string }>(id).DefinitionString) as Definition;
}

/** Runs a state machine from its start to its end. */
export async function execute(definition: Definition, input: unknown, api: Api): Promise<Execution> {
  const walk = new Walk(api);
  return walk.run(definition, input, {});
}

class Walk {
  private readonly calls: Execution['calls'] = [];
  private readonly waits: number[] = [];
  private transitions = 0;

  constructor(private readonly api: Api) {}

  public async run(definition: Definition, start: unknown, variables: Json): Promise<Execution> {
    let name = definition.StartAt;
    let input = start;
    for (;;) {
      const state = definition.States[name];
      if (!state) { throw new Error(`there is no state ${name}`); }
      this.transitions++;
      if (this.transitions > 20_000) { throw new Error('the execution does not end'); }
      const step = await this.step(state, input, variables);
      if (step.error !== undefined) { return this.ended({ status: 'FAILED', error: step.error, cause: step.cause }); }
      if (step.next === undefined) { return this.ended({ status: 'SUCCEEDED', output: step.output }); }
      name = step.next;
      input = step.output;
    }
  }

  private ended(end: Pick<Execution, 'status' | 'error' | 'cause' | 'output'>): Execution {
    return { ...end, calls: this.calls, waits: this.waits, transitions: this.transitions };
  }

  private async step(state: State, input: unknown, variables: Json): Promise<Step> {
    const states: Json = { input, context: CONTEXT };
    switch (state.Type) {
      case 'Pass': case 'Succeed': break;
      case 'Wait': this.waits.push(await evaluate(state.Seconds, states, variables) as number); break;
      case 'Choice': return { next: await this.choose(state, states, variables), output: input };
      case 'Fail': return {
        error: await evaluate(state.Error, states, variables) as string,
        cause: await evaluate(state.Cause, states, variables) as string,
      };
      case 'Task': {
        const caught = await this.task(state, states, variables);
        if (caught) { return caught; }
        break;
      }
      case 'Map': states.result = await this.map(state, states, variables); break;
      default: throw new Error(`a state of type ${state.Type} is not known`);
    }
    try {
      const produced = 'result' in states ? states.result : input;
      const output = state.Output === undefined ? produced : await evaluate(state.Output, states, variables);
      const assigned = state.Assign === undefined ? {} : await evaluate(state.Assign, states, variables) as Json;
      Object.assign(variables, assigned);
      return { next: state.End || state.Type === 'Succeed' ? undefined : state.Next!, output };
    } catch (error) {
      const caught = error instanceof QueryError && await catchOf(state, 'States.QueryEvaluationError', error, states, variables);
      if (caught) { return caught; }
      throw error;
    }
  }

  /** Calls the API, with retries. An error that is caught or not retried is the next step. */
  private async task(state: State, states: Json, variables: Json): Promise<Step | undefined> {
    const operation = state.Resource!.split(':').slice(-2).join(':');
    const attempts = new Map<Retrier, number>();
    for (;;) {
      const args = await evaluate(state.Arguments, states, variables) as Json;
      this.calls.push([operation, args]);
      try {
        states.result = this.api(operation, args);
        return undefined;
      } catch (error) {
        if (!(error instanceof ApiError)) { throw error; }
        const retrier = state.Retry?.find(({ ErrorEquals }) => isEqualTo(ErrorEquals, error.code));
        const count = retrier ? attempts.get(retrier) ?? 0 : 0;
        if (retrier && count < (retrier.MaxAttempts ?? 3)) {
          attempts.set(retrier, count + 1);
          const wait = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** count;
          this.waits.push(Math.min(wait, retrier.MaxDelaySeconds ?? wait));
          continue;
        }
        const caught = await catchOf(state, error.code, error, states, variables);
        return caught ?? { error: error.code, cause: error.message };
      }
    }
  }

  private async map(state: State, states: Json, variables: Json): Promise<unknown[]> {
    const items = await evaluate(state.Items, states, variables);
    if (!Array.isArray(items)) { throw new Error('Items is not an array'); }
    const results: unknown[] = [];
    for (const item of items) {
      const end = await this.run(state.ItemProcessor!, item, { ...variables });
      if (end.status === 'FAILED') { throw new Error(`an item failed: ${end.error}`); }
      results.push(end.output);
    }
    return results;
  }

  private async choose(state: State, states: Json, variables: Json): Promise<string> {
    for (const { Condition, Next } of state.Choices!) {
      const verdict = await evaluate(Condition, states, variables);
      if (typeof verdict !== 'boolean') { throw new Error(`a condition is not a Boolean: ${Condition}`); }
      if (verdict) { return Next; }
    }
    return state.Default as string;
  }
}

/** The next state with its input, or the error that ended the execution. */
interface Step {
  readonly next?: string;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** The step after an error that a state catches. */
async function catchOf(
  state: State, code: string, error: Error, states: Json, variables: Json,
): Promise<Step | undefined> {
  const catcher = state.Catch?.find(({ ErrorEquals }) => isEqualTo(ErrorEquals, code));
  if (!catcher) { return undefined; }
  const errorOutput = { Error: code, Cause: error.message };
  return { next: catcher.Next, output: await evaluate(catcher.Output, { ...states, errorOutput }, variables) };
}

/** An expression that has no result, or that cannot be evaluated. */
class QueryError extends Error {}

function isEqualTo(names: string[], code: string): boolean {
  return names.some((name) => name === code || name === 'States.ALL' || name === 'States.TaskFailed');
}

/** Evaluates all expressions in a value. As in Step Functions, an expression without a result is an error. */
async function evaluate(value: unknown, states: Json, variables: Json): Promise<unknown> {
  if (Array.isArray(value)) { return Promise.all(value.map((item) => evaluate(item, states, variables))); }
  if (typeof value === 'object' && value !== null) {
    const entries = await Promise.all(Object.entries(value)
      .map(async ([key, item]): Promise<[string, unknown]> => [key, await evaluate(item, states, variables)]));
    return Object.fromEntries(entries);
  }
  const expression = typeof value === 'string' ? /^\{%([^]*)%\}$/.exec(value)?.[1] : undefined;
  if (expression === undefined) { return value; }
  let result: unknown;
  try {
    result = await jsonata(expression.trim()).evaluate(undefined, { states, ...variables });
  } catch (error) {
    throw new QueryError(`${(error as { code?: string }).code}: ${expression}`);
  }
  if (result === undefined) { throw new QueryError(`no result: ${expression}`); }
  return JSON.parse(JSON.stringify(result));
}
