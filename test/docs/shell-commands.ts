/* The commands in the `sh` blocks of pages. */

/** A command, without the redirection of its output. */
export interface ShellCommand {
  readonly page: string;
  readonly line: number;
  readonly words: string[];
}

/** A block of commands, and the line on which it starts. */
export interface ShellBlock {
  readonly line: number;
  readonly text: string;
}

/** The `sh` blocks of a page, without their indentation. */
export function shellBlocksOf(text: string): ShellBlock[] {
  return [...text.matchAll(/^( *)```sh\n([^]*?)^\1```$/gm)].map(({ index, 1: indent, 2: block }) => ({
    line: text.slice(0, index).split('\n').length + 1,
    text: block.replace(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

/** The commands of a page. A pipe, `&&`, and the end of a line separate commands. */
export function shellCommandsOf(page: string, text: string): ShellCommand[] {
  return shellBlocksOf(text).flatMap((block) => {
    let line = block.line;
    return block.text.replace(/\\\n/g, (match) => match.replace('\n', '\0')).split('\n').flatMap((statement) => {
      const start = line;
      line += statement.split('\0').length;
      return splitStatement(statement.replace(/\\\0/g, ' ')).map((words) => ({ page, line: start, words }));
    });
  });
}

/** The commands of a statement, each as a list of words without quotation marks. */
export function splitStatement(statement: string): string[][] {
  const commands: string[][] = [[]];
  for (const [token] of statement.matchAll(/#.*$|&&|\||>|(?:"(?:\\.|[^"\\])*"|'[^']*'|[^\s"'|>#]|(?<=\S)#)+/g)) {
    const command = commands[commands.length - 1];
    if (token.startsWith('#')) { break; }
    if (token === '&&' || token === '|') { commands.push([]); } else { command.push(token.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, '$1$2')); }
  }
  return commands.map((words) => words.includes('>') ? words.slice(0, words.indexOf('>')) : words).filter((words) => words.length > 0);
}
