import { existsSync, readFileSync } from 'fs';
import { createRequire } from 'module';
import { performance } from 'perf_hooks';
import { Sample, Task } from './protocol';

/* One sample: creates one fleet in this process, and prints what it cost. The process has no other purpose, so that the
   CPU time of the whole process is the cost of the app with all that it loads. */

const task = JSON.parse(process.argv[2]) as Task;
const cpu = () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1e3;
};

const load = createRequire(__filename);
const { App } = load('aws-cdk-lib') as typeof import('aws-cdk-lib');
const { createResources } = load('./fleet/variants') as typeof import('./fleet/variants');
const texts = JSON.parse(readFileSync(task.texts, 'utf8'));
const app = new App({ outdir: task.outdir });
const loaded = cpu();
createResources(task.variant, task.scenario, app, task.count, texts);
const constructed = cpu();
app.synth();
const total = cpu();
const sample: Sample = {
  cpu: total,
  construct: constructed - loaded,
  synth: total - constructed,
  elapsed: performance.now(),
  memory: peakMemory(),
};
process.stdout.write(JSON.stringify(sample));

/** The largest resident set in MiB. The value of `process.resourceUsage()` includes the parent process on Linux. */
function peakMemory(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const [, ofProcess] = /VmHWM:\s+(\d+) kB/.exec(status) ?? [];
  return Number(ofProcess ?? process.resourceUsage().maxRSS) / 1024;
}
