import { writeFileSync } from 'fs';
import { api, machines } from './machines';
import { Api, ApiError, Execution, execute } from '../../test/support/state-machines';

/*
 * Writes executions of all state machines as JSON, to the file that is named on the command line: the definition, the
 * input, the answers of AWS, and the end of the execution. verify/state-machines/run_executions.py repeats them.
 */

/** An API call, and its answer or error. */
interface Answer {
  readonly operation: string;
  readonly args: unknown;
  readonly answer?: unknown;
  readonly error?: string;
}

/** The errors that a definition names, and one that it does not. */
function errorsIn(definition: unknown): string[] {
  const named = [...JSON.stringify(definition).matchAll(/"ErrorEquals":\[([^\]]*)\]/g)]
    .flatMap(([, list]) => JSON.parse(`[${list}]`) as string[]).filter((error) => !error.startsWith('States.'));
  return [...new Set([...named, 'Other.AccessDeniedException'])].sort();
}

/** An API whose calls of one operation fail: a number of times. */
function failing(operation: string, error: string, times: number): Api {
  let count = 0;
  return (called, args) => {
    if (called === operation && count++ < times) { throw new ApiError(error); }
    return api(called, args);
  };
}

/** Other answers of AWS. Those in a list come once, in order. */
const ANSWERS: Record<string, Record<string, unknown>> = {
  'a late report': { 'acmpca:describeCertificateAuthorityAuditReport': [{ AuditReportStatus: 'CREATING' }, { AuditReportStatus: 'CREATING' }] },
  'a late query': { 'athena:getQueryExecution': [{ QueryExecution: { Status: { State: 'QUEUED' } } }, { QueryExecution: { Status: { State: 'RUNNING' } } }] },
  'a failed report': { 'acmpca:describeCertificateAuthorityAuditReport': { AuditReportStatus: 'FAILED' } },
  'a deleted CA': { 'acmpca:describeCertificateAuthority': { CertificateAuthority: { Arn: 'arn', Status: 'DELETED' } } },
  'an expired CA': { 'acmpca:describeCertificateAuthority': { CertificateAuthority: { Arn: 'arn', Status: 'EXPIRED', NotAfter: '2026-01-01T00:00:00Z' } } },
  'a failed query': { 'athena:getQueryExecution': { QueryExecution: { Status: { State: 'FAILED' } } } },
  'no object': { 's3:listObjectsV2': {} },
};

async function main(): Promise<void> {
  const executions: object[] = [];
  for (const { name, definition, input: given } of machines()) {
    // The JSONata of ministack does not read a date without a time, which the reference implementation does.
    const input = name === 'Ezca' ? { ...given as object, createdOn: '2026-11-01T00:00:00.000Z' } : given;
    const run = async (title: string, answers: Api): Promise<Execution> => {
      const recorded: Answer[] = [];
      const end = await execute(definition, input, (operation, args) => {
        try {
          const answer = answers(operation, args);
          recorded.push({ operation, args, answer });
          return answer;
        } catch (error) {
          recorded.push({ operation, args, error: (error as ApiError).code });
          throw error;
        }
      });
      executions.push({ name: `${name}: ${title}`, definition, input, answers: recorded, end });
      return end;
    };
    const { calls } = await run('success', api);
    const operations = [...new Set(calls.map(([operation]) => operation))];
    for (const operation of operations) {
      for (const error of errorsIn(definition)) {
        await run(`${operation} fails once with ${error}`, failing(operation, error, 1));
        await run(`${operation} always fails with ${error}`, failing(operation, error, Infinity));
      }
    }
    for (const [title, answers] of Object.entries(ANSWERS)) {
      if (Object.keys(answers).some((operation) => operations.includes(operation))) {
        const lists = new Map(Object.entries(answers).map(([operation, answer]) => [operation, [answer].flat()]));
        await run(title, (operation, args) => {
          const list = lists.get(operation) ?? [];
          return (Array.isArray(answers[operation]) ? list.shift() : list[0]) ?? api(operation, args);
        });
      }
    }
  }
  writeFileSync(process.argv[2], JSON.stringify(executions));
  console.log(`${executions.length} executions`);
}

void main();
