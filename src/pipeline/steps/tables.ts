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
import { resultRows, toCsv, toMarkdown } from '../../evaluation/table';
import { ganMdn } from '../../inverse/gan-mdn';
import { writeFile } from '../../runs/files';
import { claimsFile, readEvaluatedSet, readRepeats, repeatsTable, summaryTable, tableFile } from '../evaluations';
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
      writeFile(context.leave(claimsFile('csv')), toCsv(claims));
      const caption = claimsCaption(datasets.map((dataset) => subjectOf(dataset, context)));
      writeFile(context.leave(claimsFile('md')), toMarkdown(claims, caption));
      writeSummary(sets, context);
      writeRepeats(context);
      writeLearnt(context);
      return counts;
    },
  };

  function writeSummary(sets: readonly EvaluatedSet[], { leave, seed }: StepContext): void {
    const rows = summaryRows(sets, methods);
    if (rows.length === 0) return;
    writeFile(leave(summaryTable('csv')), toCsv(rows));
    const caption = summaryCaption({ seed, candidates: protocol.candidates, ...simulation.fidelities });
    writeFile(leave(summaryTable('md')), toMarkdown(rows, caption));
  }

  /** How far luck goes, where something was repeated. */
  function writeRepeats({ folder, leave, seed }: StepContext): void {
    const rows = repeatRows(datasets.map(({ name }) => readRepeats(folder, methods, name, protocol)));
    if (rows.length === 0) return;
    const { candidates, targets } = protocol;
    writeFile(leave(repeatsTable('csv')), toCsv(rows));
    const caption = repeatCaption({ seed, candidates, targets, label: simulation.fidelities.label });
    writeFile(leave(repeatsTable('md')), toMarkdown(rows, caption));
  }

  /** What the networks of GAN-MDN have learnt, unless none was measured. */
  function writeLearnt({ folder, leave, seed }: StepContext): void {
    const sets = hasNetwork(methods) ? readLearnt(folder, datasets) : [];
    if (sets.length === 0) return;
    const rows = learntRows(ganMdn.name, sets);
    writeFile(leave(learntTable('csv')), toCsv(rows));
    writeFile(leave(learntTable('md')), toMarkdown(rows, learntCaption(ganMdn.name, sets, seed)));
  }

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
