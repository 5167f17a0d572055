import { join } from 'node:path';
import { inspect } from 'node:util';
import { InputError } from '../runs/errors';
import { readFile, repositoryRoot } from '../runs/files';
import { displayMethod, type Representations } from './display';

/** A piece of src/ to read in a notebook. */
export class Source {
  constructor(
    private readonly file: string,
    private readonly name: string,
    readonly code: string,
  ) {}

  [inspect.custom](): string {
    return this.code;
  }

  [displayMethod](): Representations {
    const markdown = `\`${this.file}\`\n\n\`\`\`ts\n${this.code}\n\`\`\``;
    // the text names it only: what a page says stays the same when the code is mended
    return { 'text/markdown': markdown, 'text/plain': `${this.name} in ${this.file}` };
  }
}

/**
 * Shows a function, class or constant of a file of src/ with its comment: `source('src/simulation/residual.ts',
 * 'residualErrorPercentage')`.
 *
 * @throws InputError where there is no such file or no such name in it
 */
export function source(file: string, name: string): Source {
  const lines = readFile(join(repositoryRoot, file), file).toString().split('\n');
  const head = new RegExp(`^(export )?(default )?(async )?(abstract )?(function\\*?|class|const|interface|type) ${name}\\b`);
  const start = lines.findIndex((line) => head.test(line));
  if (start < 0) throw new InputError(name, `${file} does not declare it`, 'name a function, a class or a constant of the file');
  let end = endOf(lines, start);
  // a function of several signatures
  while (head.test(lines[end + 1] ?? '')) end = endOf(lines, end + 1);
  return new Source(file, name, [...commentAbove(lines, start), ...lines.slice(start, end + 1)].join('\n'));
}

function commentAbove(lines: readonly string[], start: number): string[] {
  let first = start;
  if (lines[start - 1]?.endsWith('*/')) {
    do first--;
    while (!lines[first].startsWith('/**'));
  }
  return lines.slice(first, start);
}

/** The last line of a declaration: as the code is formatted, that which closes it, or the last indented one. */
function endOf(lines: readonly string[], start: number): number {
  let end = start;
  const isInside = (line: string | undefined): boolean => line !== undefined && /^([ \t}\])]|$)/.test(line);
  while (isInside(lines[end + 1])) {
    end++;
    if (/^[}\])].*[;}]$|^}$/.test(lines[end]) && !/[({[]$/.test(lines[end])) break;
  }
  while (lines[end].trim() === '') end--;
  return end;
}
