import { resultRows, toCsv, toMarkdown } from '../../evaluation/table';
import { writeFile } from '../../runs/files';
import { evaluateStepName } from '../method-steps';
import { readEvaluations, tableFile } from '../outputs';
import type { Parts } from '../parts';
import type { Profile } from '../profiles';
import type { Step } from '../step';

/** The tables of every data set, of all evaluations that are there (Tables 1 and 2). */
export function tablesStep({ datasets }: Profile, { methods }: Parts): Step {
  return {
    name: 'tables',
    title: `tables of ${datasets.map(({ name }) => `Data-${name}`).join(' and ')}`,
    settings: methods.map(({ name }) => name),
    code: [__filename],
    needs: [],
    uses: datasets.flatMap(({ name }) => methods.map((method) => evaluateStepName(method, name))),
    async run({ folder, leave }) {
      const rows = datasets.map(({ name }) => ({ name, rows: resultRows(readEvaluations(folder, methods, name)) }));
      for (const { name, rows: table } of rows.filter((dataset) => dataset.rows.length > 0)) {
        writeFile(leave(tableFile(name, 'csv')), toCsv(table));
        writeFile(leave(tableFile(name, 'md')), toMarkdown(table));
      }
      return Object.fromEntries(rows.map(({ name, rows: table }) => [name, table.length]));
    },
  };
}
