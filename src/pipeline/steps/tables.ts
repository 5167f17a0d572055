import type { DatasetSettings } from '../../datasets/dataset';
import { captionOf, claimsCaption } from '../../evaluation/caption';
import { judgeClaims } from '../../evaluation/claims';
import type { DataOriginality } from '../../evaluation/novelty';
import { findPaperTable } from '../../evaluation/paper-tables';
import type { TargetResult } from '../../evaluation/protocol';
import { resultRows, toCsv, toMarkdown } from '../../evaluation/table';
import { writeFile } from '../../runs/files';
import { evaluateStepName, noveltyDataStepName, noveltyStepName } from '../method-steps';
import { claimsFile, readEvaluatedSet, tableFile } from '../outputs';
import type { Parts } from '../parts';
import type { Profile } from '../profiles';
import type { Step, StepContext } from '../step';

/** Tables 1–4 of all evaluations that are there, and a table of the paper's claims. */
export function tablesStep(profile: Profile, parts: Parts): Step {
  const { datasets, protocol } = profile;
  const { methods, simulation } = parts;
  return {
    name: 'tables',
    title: `tables of ${datasets.map(({ name }) => `Data-${name}`).join(' and ')}`,
    settings: [methods.map(({ name, origin }) => [name, origin]), protocol, datasets, simulation.property, simulation.fidelities],
    code: [__filename],
    needs: [],
    uses: datasets.flatMap(({ name }) => [
      ...methods.flatMap((method) => [evaluateStepName(method, name), noveltyStepName(method, name)]),
      noveltyDataStepName(name),
    ]),
    async run(context) {
      const sets = datasets.map(({ name }) => readEvaluatedSet(context.folder, methods, name, protocol));
      const counts: Record<string, number> = {};
      for (const [i, dataset] of datasets.entries()) {
        const { within, exploration, data } = sets[i];
        counts[dataset.name] = writeTable({ results: within, data }, dataset, false, context);
        const outside = writeTable({ results: exploration, data }, dataset, true, context);
        if (outside > 0) counts[`${dataset.name} exploration`] = outside;
      }
      const claims = judgeClaims(sets).map((claim) => ({ ...claim }));
      writeFile(context.leave(claimsFile('csv')), toCsv(claims));
      const caption = claimsCaption(datasets.map((dataset) => subjectOf(dataset, context)));
      writeFile(context.leave(claimsFile('md')), toMarkdown(claims, caption));
      return counts;
    },
  };

  function subjectOf(dataset: DatasetSettings, { seed }: StepContext) {
    const { property, fidelities } = simulation;
    return { dataset, property, fidelities, candidates: protocol.candidates, seed };
  }

  /** Leaves a table, unless it is empty; the number of its rows. */
  function writeTable(
    { results, data }: { results: readonly TargetResult[]; data?: DataOriginality },
    dataset: DatasetSettings,
    exploration: boolean,
    context: StepContext,
  ): number {
    if (results.length === 0) return 0;
    // the paper's numbers are of a film's absorption: beside another property they would mean nothing
    const table = simulation.name === 'film' ? findPaperTable(dataset.name, exploration) : undefined;
    const { leave } = context;
    const rows = resultRows(results, { methods, paper: table?.rows });
    const subject = { ...subjectOf(dataset, context), exploration, originality: results, data };
    const caption = captionOf({ ...subject, number: table?.number });
    writeFile(leave(tableFile(dataset.name, exploration, 'csv')), toCsv(rows));
    writeFile(leave(tableFile(dataset.name, exploration, 'md')), toMarkdown(rows, caption));
    return rows.length;
  }
}
