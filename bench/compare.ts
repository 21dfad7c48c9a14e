import { join, resolve } from 'path';
import { VARIANTS, Variant } from './fleet/variants';
import { measureFleet } from './fleet-cost';
import { compileProgram } from './program';

/* Compares the library in lib/ with hand-written code, and with another compiled version of the library, in one
   interleaved run. For development: `npm run compile && npx ts-node --transpile-only bench/compare.ts
   [--count=100] [--rounds=5] [--library=lib] [--variants=library,l2-nested] [--other=FOLDER] [--validates]`. */

const options = Object.fromEntries(process.argv.slice(2).map((one) => one.replace(/^--/, '').split('=') as [string, string?]));
const { count = '100', rounds = '5', other, variants } = options;
const { ratios, costs } = measureFleet({
  count: Number(count),
  rounds: Number(rounds),
  validates: 'validates' in options,
  variants: variants ? variants.split(',') as Variant[] : VARIANTS,
  program: compileProgram('program', resolve(options.library ?? join(__dirname, '..', 'lib'))),
  other: other === undefined ? undefined : compileProgram('other-program', resolve(other)),
});
for (const [name, { cpu, construct, synth, memory, bytes }] of Object.entries(costs)) {
  process.stdout.write(`${name}: ${[cpu, construct, synth].map((value) => `${value.toFixed(0)} ms`).join(', ')}, ${memory.toFixed(0)} MiB, ${bytes} bytes\n`);
}
for (const [name, { cpu, construct, synth, memory }] of Object.entries(ratios)) {
  process.stdout.write(`library / ${name}: CPU ${cpu.toFixed(3)}, construct ${construct.toFixed(3)}, synth ${synth.toFixed(3)}, memory ${memory.toFixed(3)}\n`);
}
