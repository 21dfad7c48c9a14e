import * as ts from 'typescript';

/* What jsii accepts in silence and then loses, or turns into something else, in other languages. */

interface Docs {
  readonly summary?: string;
  readonly default?: string;
}

interface Typed {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly collection?: { readonly elementtype: Typed };
  readonly union?: { readonly types: Typed[] };
  readonly intersection?: { readonly types: Typed[] };
}

interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly optional?: boolean;
  readonly type?: Typed;
  readonly returns?: { readonly type: Typed };
  readonly parameters?: Member[];
}

interface AssemblyType {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'enum' | 'interface';
  readonly datatype?: boolean;
  readonly docs?: Docs;
  readonly interfaces?: string[];
  readonly initializer?: Member;
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly members?: Member[];
}

/** The part of a `.jsii` file that the rules read. */
export interface Assembly {
  readonly types: Record<string, AssemblyType>;
}

/** A value (of which a sentence may tell more), or `- ` and a sentence. */
const DEFAULT_FORM = /^(- \S.*|(true|false|\d+|'[^']*'|[A-Z]\w*(\.\w+)+(\([^)]*\))?)( - \S.*)?)$/s;

/** What is wrong with the public API, as its assembly has it. */
export function assemblyFindings(assembly: Assembly): string[] {
  return Object.values(assembly.types).flatMap((type) => [
    ...(type.docs?.summary ? [] : [`${type.name} has no docs`]),
    ...interfaceFindings(type),
    ...(type.properties ?? []).flatMap((property) => propertyFindings(type, property)),
    ...(type.members ?? []).filter(({ docs }) => !docs?.summary).map(({ name }) => `${type.name}.${name} has no docs`),
    ...[...(type.methods ?? []), ...(type.initializer ? [{ ...type.initializer, name: 'constructor' }] : [])]
      .flatMap((method) => methodFindings(type, method)),
  ]);
}

function interfaceFindings(type: AssemblyType): string[] {
  const namedAsBehavior = type.kind === 'interface' && /^I[A-Z]/.test(type.name);
  const isData = !type.methods?.length && !type.interfaces?.length;
  return namedAsBehavior && isData ? [`${type.name} is an I-prefixed interface of pure data`] : [];
}

function propertyFindings(type: AssemblyType, property: Member): string[] {
  const path = `${type.name}.${property.name}`;
  return [
    ...(property.docs?.summary ? [] : [`${path} has no docs`]),
    ...(property.optional && !property.docs?.default ? [`${path} is optional and has no @default`] : []),
    ...(property.docs?.default && !DEFAULT_FORM.test(property.docs.default)
      ? [`${path} has a @default that is neither a value nor a sentence after a hyphen`] : []),
    ...(property.name === 'props' && type.kind === 'class' ? [`${path} is public`] : []),
    ...typeFindings(path, property.type),
  ];
}

function methodFindings(type: AssemblyType, method: Member): string[] {
  const path = `${type.name}.${method.name}`;
  const isConstructor = method.name === 'constructor';
  return [
    ...(method.docs?.summary || (isConstructor && method.parameters?.length) ? [] : [`${path} has no docs`]),
    ...typeFindings(path, method.returns?.type),
    ...(method.parameters ?? []).flatMap((parameter) => [
      ...(/^_*\d/.test(parameter.name) || parameter.name.startsWith('__') ? [`${path} destructures a parameter`] : []),
      ...(parameter.docs?.summary ? [] : [`${path}(${parameter.name}) has no docs`]),
      ...typeFindings(`${path}(${parameter.name})`, parameter.type),
    ]),
  ];
}

function typeFindings(path: string, type: Typed | undefined): string[] {
  if (!type) { return []; }
  return [
    ...(type.union ? [`${path} is a union type`] : []),
    ...(type.fqn && /\.Cfn[A-Z][^.]*(\.|$)/.test(type.fqn) ? [`${path} shows ${type.fqn}`] : []),
    ...typeFindings(path, type.collection?.elementtype),
    ...(type.union?.types ?? []).flatMap((member) => typeFindings(path, member)),
  ];
}

/** What is wrong with a file that is exported, as only its source tells. */
export function sourceFindings(fileName: string, source: string): string[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ES2022, true);
  return file.statements.flatMap((statement) => [
    ...exportFindings(fileName, statement),
    ...(ts.isClassDeclaration(statement) ? classFindings(statement) : []),
  ]);
}

function exportFindings(fileName: string, statement: ts.Statement): string[] {
  const modifiers = (ts.canHaveModifiers(statement) && ts.getModifiers(statement)) || [];
  const exported = ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)
    || modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!exported) { return []; }
  const visible = [ts.isClassDeclaration, ts.isInterfaceDeclaration, ts.isEnumDeclaration].some((is) => is(statement));
  const invisible = !visible || modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  return invisible ? [`${fileName} exports what jsii does not see: ${statement.getText().split('\n')[0]}`] : [];
}

/** Whether a method of a class ends in `return this`, whatever type it claims. */
function returnsThis({ body }: ts.MethodDeclaration): boolean {
  return body?.statements.some((statement) =>
    ts.isReturnStatement(statement) && statement.expression?.kind === ts.SyntaxKind.ThisKeyword) ?? false;
}

function isAbstract({ modifiers }: ts.MethodDeclaration): boolean {
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) ?? false;
}

function classFindings(declaration: ts.ClassDeclaration): string[] {
  const className = declaration.name?.text;
  const methods = declaration.members.filter(ts.isMethodDeclaration);
  const constructors = declaration.members.filter(ts.isConstructorDeclaration);
  return [
    ...methods.filter((method) => method.type?.kind === ts.SyntaxKind.ThisType || returnsThis(method))
      .map((method) => `${className}.${method.name.getText()} returns this`),
    ...methods.filter((method) => !method.body && !isAbstract(method))
      .map((method) => `${className}.${method.name.getText()} is overloaded`),
    ...(constructors.length > 1 ? [`${className}.constructor is overloaded`] : []),
  ];
}
