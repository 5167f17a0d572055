import { inspect } from 'node:util';
import { displayMethod, type Representations } from './display';

/** Rows as objects of the same keys, which name the columns. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** What is used of a data frame of danfojs. */
export interface DataFrameLike {
  columns: string[];
  index: (string | number)[];
  values: unknown;
}

export interface TableOptions {
  caption?: string;
  /** Significant digits of a column's largest number; the others get as many decimals. */
  digits?: number;
}

/** A table that shows itself as HTML in a notebook and as Markdown in text. */
export class Table {
  constructor(
    private readonly heads: readonly string[],
    private readonly lines: readonly (readonly string[])[],
    private readonly isRight: readonly boolean[],
    private readonly caption?: string,
  ) {}

  html(): string {
    const align = (column: number) => (this.isRight[column] ? ' style="text-align:right"' : ' style="text-align:left"');
    const row = (cells: readonly string[], tag: string) =>
      `<tr>${cells.map((cell, column) => `<${tag}${align(column)}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
    const caption = this.caption ? `<caption>${escapeHtml(this.caption)}</caption>` : '';
    const body = this.lines.map((line) => row(line, 'td')).join('');
    return `<table>${caption}<thead>${row(this.heads, 'th')}</thead><tbody>${body}</tbody></table>`;
  }

  markdown(): string {
    const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
    const rule = `|${this.isRight.map((right) => (right ? '--:' : ':--')).join('|')}|`;
    return [...(this.caption ? [this.caption, ''] : []), row(this.heads), rule, ...this.lines.map(row)].join('\n');
  }

  /** What a front end prints that does not know how values show themselves, such as tslab's own kernel. */
  [inspect.custom](): string {
    return this.markdown();
  }

  [displayMethod](): Representations {
    return { 'text/html': this.html(), 'text/plain': this.markdown() };
  }
}

/** A table of rows, or of a danfojs data frame. */
export function table(content: Rows | DataFrameLike, { caption, digits = 4 }: TableOptions = {}): Table {
  const { columns, index, rows } = asColumns(content);
  const values = columns.map((_, column) => rows.map((row) => row[column]));
  const texts = values.map((column) => columnTexts(column, digits));
  const lines = rows.map((_, i) => [...(index ? [String(index[i])] : []), ...texts.map((column) => column[i])]);
  const isRight = values.map((column) => column.some((value) => typeof value === 'number'));
  return index ? new Table(['', ...columns], lines, [false, ...isRight], caption) : new Table(columns, lines, isRight, caption);
}

function asColumns(content: Rows | DataFrameLike): { columns: string[]; index?: (string | number)[]; rows: unknown[][] } {
  if ('columns' in content) {
    return { columns: content.columns, index: content.index, rows: content.values as unknown[][] };
  }
  const objects = content as Rows;
  const columns = Object.keys(objects[0] ?? {});
  return { columns, rows: objects.map((row) => columns.map((column) => row[column])) };
}

/** A column's numbers with the same number of decimals, so that they can be read down. */
function columnTexts(values: readonly unknown[], digits: number): string[] {
  const sizes = values.filter((value): value is number => Number.isFinite(value)).map(Math.abs);
  const largest = Math.max(0, ...sizes);
  const isWhole = sizes.every(Number.isInteger);
  const decimals = isWhole || largest === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(largest)));
  return values.map((value) => {
    if (value === null || value === undefined) return '';
    if (typeof value !== 'number') return String(value);
    if (!Number.isFinite(value)) return '–';
    return decimals > digits + 3 ? value.toExponential(digits - 1) : value.toFixed(decimals);
  });
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}
