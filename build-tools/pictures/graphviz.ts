import { readFileSync } from 'fs';
import { join } from 'path';
import { transformSync } from '@swc/core';
import { ROOT } from '../synth';

/* Loads Graphviz. Its package is an ECMAScript module, which jest can't load without an experimental flag. */

/** The part of Graphviz that the tools use. */
interface Graphviz {
  layout(dot: string, format: 'svg', engine: 'dot'): string;
}

const PATH = join(ROOT, 'node_modules/@hpcc-js/wasm-graphviz/dist/index.js');

let loaded: Promise<Graphviz> | undefined;

/** Returns Graphviz, which is WebAssembly in this process. */
export function graphviz(): Promise<Graphviz> {
  return loaded ??= load();
}

function load(): Promise<Graphviz> {
  const { code } = transformSync(readFileSync(PATH, 'utf8'), {
    swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } }, module: { type: 'commonjs' },
  });
  const exported: { Graphviz?: { load(): Promise<Graphviz> } } = {};
  // Graphviz prints a message for each arrow that it can't draw. The tools compare the number of arrows.
  const silent = { ...console, log: () => undefined, warn: () => undefined, error: () => undefined };
  new Function('exports', 'require', 'console', code)(exported, require, silent);
  return exported.Graphviz!.load();
}
