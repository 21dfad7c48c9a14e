import * as ts from 'typescript';

/* Finds the prose in sources and pages: comments, string literals, and Markdown without its code. Everything else is
   masked, character by character, so that the position of a word gives its line. */

/** Stands for a character of code. Unlike a space, it never connects two words to a phrase. */
const MASK = '\u25a1';

/** A piece of prose, and the line on which it starts. */
export interface Prose {
  readonly line: number;
  readonly text: string;
}

/** The comments of a TypeScript file, and its string literals with at least two words. */
export function proseOfSource(path: string, text: string): Prose[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const comments = commentsOf(source)
    .map(({ pos, end }) => ({ line: lineOf(pos), text: maskCode(undecorated(text.slice(pos, end))) }));
  const literals = literalsOf(source)
    .map((node) => ({ line: lineOf(node.getStart(source)), text: maskCode(contentOf(node, source)) }))
    .filter((literal) => /[a-z]\S*\s+\S*[a-z]/i.test(literal.text));
  return [...comments, ...literals];
}

/** The prose of a Markdown page, without code, comments, URLs, and link targets. */
export function proseOfPage(text: string): Prose[] {
  const withoutBlocks = text
    .replace(/^( *)```[^]*?^\1```/gm, masked)
    .replace(/<!--[^]*?-->/g, masked);
  return [{ line: 1, text: maskCode(withoutBlocks.replace(/\]\([^)\s]*\)/g, (target) => `]${masked(target.slice(1))}`)) }];
}

/** Masks code spans, links of doc comments, and URLs. */
export function maskCode(text: string): string {
  return text
    .replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, masked)
    .replace(/\{@\w+[^}]*\}/g, masked)
    .replace(/\bhttps?:\/\/[^\s)>\]]+/g, masked);
}

function masked(text: string): string {
  return text.replace(/[^\n]/g, MASK);
}

/** The ranges of all comments. A comment precedes or follows a token, so each token is asked for both. */
function commentsOf(source: ts.SourceFile): ts.CommentRange[] {
  const found = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(source);
    if (children.length > 0) {
      children.forEach(visit);
      return;
    }
    const ranges = [
      ...ts.getLeadingCommentRanges(source.text, node.pos) ?? [],
      ...ts.getTrailingCommentRanges(source.text, node.end) ?? [],
    ];
    ranges.forEach((range) => found.set(range.pos, range));
  };
  visit(source);
  return [...found.values()].sort((a, b) => a.pos - b.pos);
}

/** A comment without its slashes and asterisks. */
function undecorated(comment: string): string {
  const spaces = (decoration: string) => ' '.repeat(decoration.length);
  return comment.replace(/^\/\/|^\/\*+|\*\/$/g, spaces).replace(/(?<=\n) *\*/g, spaces);
}

/** String literals and templates, and concatenations of them as a whole. */
function literalsOf(source: ts.SourceFile): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (isConcatenation(node)) {
      found.push(node);
      operandsOf(node).forEach((operand) => {
        if (!isText(operand)) { visit(operand); }
        if (ts.isTemplateExpression(operand)) { operand.templateSpans.forEach(({ expression }) => visit(expression)); }
      });
      return;
    }
    if (isText(node)) { found.push(node); }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The text of literals, with masks for expressions, and with spaces for what concatenates the literals. */
function contentOf(node: ts.Expression, source: ts.SourceFile): string {
  return operandsOf(node).map((operand, index, operands) => {
    const start = operand.getStart(source);
    const gap = source.text.slice(index === 0 ? start : operands[index - 1].end, start).replace(/[^\n]/g, ' ');
    return gap + textOf(operand, source);
  }).join('');
}

function textOf(operand: ts.Expression, source: ts.SourceFile): string {
  const raw = operand.getText(source);
  if (ts.isTemplateExpression(operand)) {
    const base = operand.getStart(source);
    const expressions = operand.templateSpans.map(({ expression }) => [expression.pos - base, expression.end - base]);
    return withoutQuotes([...raw].map((character, at) =>
      character !== '\n' && expressions.some(([start, end]) => at >= start - 2 && at <= end) ? MASK : character).join(''));
  }
  return isText(operand) ? withoutQuotes(raw) : masked(raw);
}

function withoutQuotes(literal: string): string {
  return ` ${literal.slice(1, -1)} `;
}

type Text = ts.StringLiteralLike | ts.TemplateExpression;

function isText(node: ts.Node): node is Text {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function isConcatenation(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken
    && operandsOf(node).some(isText);
}

/** The operands of a concatenation, in order; any other expression is its only operand. */
function operandsOf(node: ts.Expression): ts.Expression[] {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken
    ? [...operandsOf(node.left), ...operandsOf(node.right)] : [node];
}
