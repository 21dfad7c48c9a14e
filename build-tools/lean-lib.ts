import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

/*
 * What the package ships instead of the output of jsii: JavaScript without comments and source maps, which loads each
 * module of the library on first use. The declarations are not changed.
 */

const SUFFIX = '.js';

/** Changes all JavaScript of a folder that jsii wrote. */
export function makeLean(lib: string): void {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(SUFFIX));
  for (const file of files) {
    const path = join(lib, file);
    writeFileSync(path, withLazyModules(withoutComments(readFileSync(path, 'utf8'))));
  }
  const index = join(lib, 'index.js');
  writeFileSync(index, lazyIndex(readFileSync(index, 'utf8'), (module) => readFileSync(moduleOf(lib, module), 'utf8')));
}

/** Returns Markdown in which the links to files of the repository, and its pictures, work on any site. */
export function withAbsoluteLinks(markdown: string, repository: string): string {
  return markdown
    .replace(/\]\((?!https?:|#|mailto:)([^)\s]+)\)/g, `](${repository}/blob/main/$1)`)
    .replace(/\b(src|srcset)="(?!https?:)([^"]+)"/g, `$1="${repository}/raw/main/$2"`);
}

/** Returns JavaScript without its comments and without its source map. */
export function withoutComments(javaScript: string): string {
  return ts.transpileModule(javaScript, {
    // The input is a CommonJS script, so that the compiler keeps its statements.
    compilerOptions: {
      target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, removeComments: true, allowJs: true,
    },
    fileName: 'module.js',
  }).outputText.replace(/^\/\/# sourceMappingURL=.*\n?/gm, '');
}

/**
 * Returns JavaScript in which a variable for another module of the library is a function that loads the module.
 *
 * A class whose base class is in another module still loads that module at once.
 */
export function withLazyModules(javaScript: string): string {
  const source = ts.createSourceFile('module.js', javaScript, ts.ScriptTarget.ES2022, true);
  const edits: { start: number; end: number; text: string }[] = [];
  const variables = new Set<string>();
  for (const statement of source.statements) {
    const [, name, module] = /^const (\w+) = require\("(\.[^"]*)"\);$/.exec(statement.getText()) ?? [];
    if (name === undefined) { continue; }
    variables.add(name);
    edits.push({
      start: statement.getStart(),
      end: statement.end,
      text: `let ${name}_loaded;\nconst ${name} = () => ${name}_loaded ??= require("${module}");`,
    });
  }
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && variables.has(node.text) && !ts.isVariableDeclaration(node.parent)) {
      // The compiler writes a variable only where it reads a property of the module.
      if (!ts.isPropertyAccessExpression(node.parent) || node.parent.expression !== node) {
        throw new Error(`${node.parent.getText()}: has the output of the compiler changed?`);
      }
      edits.push({ start: node.end, end: node.end, text: '()' });
    }
    // Without the parentheses, `new module().Name()` creates a module.
    if (ts.isNewExpression(node) && variables.has(leftmost(node.expression))) {
      const { expression } = node;
      const [start, { end }] = [expression.getStart(), expression];
      edits.push({ start, end: start, text: '(' }, { start: end, end, text: ')' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  edits.sort((one, other) => other.start - one.start);
  return edits.reduce((all, { start, end, text }) => all.slice(0, start) + text + all.slice(end), javaScript);
}

/**
 * Returns a barrel with the same exports, each of which loads its module on first use.
 *
 * The assignments of `void 0` let Node.js find the names for `import { Name }` in ECMAScript modules.
 */
export function lazyIndex(barrel: string, read: (module: string) => string): string {
  const modules = [...barrel.matchAll(/^__exportStar\(require\("(.+?)"\), exports\);$/gm)].map(([, module]) => module);
  const origins = new Map<string, string>();
  for (const module of modules) {
    for (const name of exportsOf(read(module), module)) {
      if (origins.has(name)) { throw new Error(`${module} and ${origins.get(name)} both export ${name}`); }
      origins.set(name, module);
    }
  }
  if (origins.size === 0) { throw new Error('the entry point exports nothing: has the output of the compiler changed?'); }
  const names = [...origins.keys()].sort();
  return `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
${names.map((name) => `exports.${name} = void 0;`).join('\n')}
function lazily(name, load) {
    const define = (descriptor) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, ...descriptor });
    define({
        get: () => {
            const value = load()[name];
            define({ value });
            return value;
        },
    });
}
${names.map((name) => `lazily("${name}", () => require("${origins.get(name)}"));`).join('\n')}
`;
}

function leftmost(expression: ts.Expression): string {
  return ts.isPropertyAccessExpression(expression) ? leftmost(expression.expression) : expression.getText();
}

function exportsOf(javaScript: string, module: string): string[] {
  if (/^__exportStar\(/m.test(javaScript)) {
    throw new Error(`${module} exports another module, which the entry point can't follow`);
  }
  const names = [...javaScript.matchAll(/\bexports\.(\w+) = |\bObject\.defineProperty\(exports, "(\w+)"/g)]
    .map(([, assigned, defined]) => assigned ?? defined);
  return [...new Set(names)].filter((name) => name !== '__esModule');
}

function moduleOf(lib: string, module: string): string {
  const path = join(lib, `${module}${SUFFIX}`);
  if (!existsSync(path)) { throw new Error(`${path} does not exist: has the output of the compiler changed?`); }
  return path;
}
