import { writeFileSync } from 'fs';
import { api, machines } from './machines';
import { execute } from '../../test/support/state-machines';

/* Writes every API call of the synthesized state machines as JSON, to the file that is named on the command line. */

process.env.CDK_VALIDATION = 'false';

async function main(): Promise<void> {
  const runs = await Promise.all(machines().map(({ definition, input }) => execute(definition, input, api)));
  writeFileSync(process.argv[2], JSON.stringify(runs.flatMap(({ calls }) => calls)));
}

void main();
