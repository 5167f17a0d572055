import type { DatasetSettings } from '../../datasets/dataset';
import { captionOf, claimsCaption } from '../../evaluation/caption';
import type { EvaluatedSet } from '../../evaluation/claim';
import { judgeClaims } from '../../evaluation/claims';
import { learntCaption, learntRows } from '../../evaluation/learnt';
import type { DataOriginality } from '../../evaluation/novelty';
import { findPaperTable } from '../../evaluation/paper-tables';
import type { TargetResult } from '../../evaluation/protocol';
import { repeatCaption, repeatRows } from '../../evaluation/repeats';
import { summaryCaption, summaryRows } from '../../evaluation/summary';
import { type ResultRow, resultRows, toCsv, toMarkdown } from '../../evaluation/table';
import { ganMdn } from '../../inverse/gan-mdn';
import { writeFile } from '../../runs/files';
import {
  claimsFile,
  readEvaluatedSet,
  readRepeats,
  repeatsTable,
  summaryTable,
  type TableEnding,
  tableFile,
} from '../evaluations';
import { hasNetwork, learntStepNames, learntTable, readLearnt } from '../learnt-outputs';
import { evaluateStepName, noveltyDataStepName, noveltyStepName, repeatedOf, repeatStepName } from '../method-steps';
import type { Parts } from '../parts';
import type { Profile } from '../profiles';
import type { Step, StepContext } from '../step';

/** Tables 1–4 of all evaluations that are there, a table of the paper's claims, and one of what the networks have learnt. */
export function tablesStep(profile: Profile, parts: Parts): Step {
  const { datasets, protocol } = profile;
  const { methods, simulation } = parts;
  return {
    name: 'tables',
    title: `tables of ${datasets.map(({ name }) => `Data-${name}`).join(' and ')}`,
    settings: [methods.map(({ name, origin }) => [name, origin]), protocol, datasets, simulation.property, simulation.fidelities],
    code: [__filename],
    needs: [],
    uses: [
      ...datasets.flatMap(({ name }) => [
        ...methods.flatMap((method) => [evaluateStepName(method, name), noveltyStepName(method, name)]),
        noveltyDataStepName(name),
        ...repeatedOf(methods).map((method) => repeatStepName(method, name)),
      ]),
      ...learntStepNames(profile, methods),
    ],
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
      leaveTable(context, claimsFile, claims, claimsCaption(datasets.map((dataset) => subjectOf(dataset, context))));
      writeSummary(sets, context);
      writeRepeats(sets, context);
      writeLearnt(context);
      return counts;
    },
  };

  function writeSummary(sets: readonly EvaluatedSet[], context: StepContext): void {
    const caption = summaryCaption({ seed: context.seed, candidates: protocol.candidates, ...simulation.fidelities });
    leaveTable(context, summaryTable, summaryRows(sets, methods), caption);
  }

  /** How far luck goes, where something was repeated. */
  function writeRepeats(sets: readonly EvaluatedSet[], context: StepContext): void {
    const rows = repeatRows(sets.map((set) => readRepeats(context.folder, methods, set)));
    const { candidates, targets } = protocol;
    const caption = repeatCaption({ seed: context.seed, candidates, targets, label: simulation.fidelities.label });
    leaveTable(context, repeatsTable, rows, caption);
  }

  /** What the networks of GAN-MDN have learnt, unless none was measured. */
  function writeLearnt(context: StepContext): void {
    const sets = hasNetwork(methods) ? readLearnt(context.folder, datasets) : [];
    if (sets.length === 0) return;
    leaveTable(context, learntTable, learntRows(ganMdn.name, sets), learntCaption(ganMdn.name, sets, context.seed));
  }

  function subjectOf(dataset: DatasetSettings, { seed }: StepContext) {
    const { property, fidelities } = simulation;
    return { dataset, property, fidelities, candidates: protocol.candidates, seed };
  }

  /** Tables 1–4: leaves one, unless it is empty; the number of its rows. */
  function writeTable(
    { results, data }: { results: readonly TargetResult[]; data?: DataOriginality },
    dataset: DatasetSettings,
    exploration: boolean,
    context: StepContext,
  ): number {
    if (results.length === 0) return 0;
    // the paper's numbers are of a film's absorption: beside another property they would mean nothing
    const table = simulation.name === 'film' ? findPaperTable(dataset.name, exploration) : undefined;
    const rows = resultRows(results, { methods, paper: table?.rows });
    const subject = { ...subjectOf(dataset, context), exploration, originality: results, data };
    const file = (ending: TableEnding) => tableFile(dataset.name, exploration, ending);
    leaveTable(context, file, rows, captionOf({ ...subject, number: table?.number }));
    return rows.length;
  }
}

/** Leaves a table as comma-separated values, and under its caption as Markdown, unless it has no rows. */
function leaveTable(
  { leave }: StepContext,
  file: (ending: TableEnding) => string,
  rows: readonly ResultRow[],
  caption: string,
): void {
  if (rows.length === 0) return;
  writeFile(leave(file('csv')), toCsv(rows));
  writeFile(leave(file('md')), toMarkdown(rows, caption));
}
