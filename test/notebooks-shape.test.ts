import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { type Cell, readNotebook } from '../tools/notebook-file';
import { chooseNotebooks } from '../tools/notebooks';

/** What fits on a page without a scroll bar. */
const longestLine = 132;
const mostLines = 10;

/** Whether a cell checks the page against what is known otherwise. */
const isCheck = ({ source }: Cell): boolean => /^check\(\[/m.test(source);
const isCode = ({ cell_type }: Cell): boolean => cell_type === 'code';
const linesOf = ({ source }: Cell): string[] => source.split('\n');

/** The text and code below each heading. */
function sectionsOf(cells: readonly Cell[]): Map<string, string> {
  const sections = new Map<string, string>();
  let heading = '';
  for (const { source } of cells) {
    for (const line of source.split('\n')) {
      if (line.startsWith('## ')) heading = line;
      sections.set(heading, `${sections.get(heading) ?? ''}${line}\n`);
    }
  }
  return sections;
}

describe('the shape of the notebooks (CONTRIBUTING.md)', () => {
  for (const file of chooseNotebooks([])) {
    const { cells } = readNotebook(file);

    it(`${basename(file)} has a head, imports, knobs, a summary, three exercises and its cost`, () => {
      const [head, imports, knobs] = cells;
      assert.match(head.source, new RegExp(`^# ${Number(basename(file).slice(0, 2))} · `));
      for (const part of ['**Paper:**', '**You will learn**', '**You need**', '**It costs**', 'ext** |', '**→**']) {
        assert.ok(head.source.includes(part), `the head has no ${part}`);
      }
      assert.ok(isCode(imports) && linesOf(imports).length <= 5 && linesOf(imports).every((line) => line.startsWith('import ')));
      assert.match(
        knobs.source,
        /^const PROFILE: string = 'paper';[\s\S]*\nconst page = openNotebook\(\{ profile: PROFILE \}\);\npage$/,
      );
      assert.equal(cells.flatMap(({ source }) => source.match(/<details>/g) ?? []).length, 3);
      assert.ok(cells.some(({ source }) => source.includes('## Summary')) && cells.some(isCheck));
      const last = cells[cells.length - 1];
      assert.deepEqual([last.source, last.metadata.tags], ['cost()', ['varies']]);
    });

    it(`${basename(file)} has short cells of short lines; only the cell of checks may be longer`, () => {
      for (const cell of cells.filter(isCode)) {
        const lines = linesOf(cell);
        const most = isCheck(cell) ? 2 * mostLines : mostLines;
        assert.ok(lines.length <= most, `${cell.id} has ${lines.length} lines`);
        for (const line of lines) assert.ok(line.length <= longestLine, `${cell.id} has a line of ${line.length} characters`);
      }
    });

    it(`${basename(file)} lets its reader predict something in each section that computes`, () => {
      for (const [heading, text] of sectionsOf(cells)) {
        if (!/^## \d/.test(heading) || heading.includes('Do we believe it?') || !text.includes('verdict(')) continue;
        assert.ok(text.includes('**Predict:**'), heading);
      }
    });
  }
});
