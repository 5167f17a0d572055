import { mean } from 'simple-statistics';
import { interfaceDensity } from '../microstructure/descriptors';
import { type Claim, type ClaimRule, comparison, type EvaluatedSet, ofEachSet } from './claim';
import { findPaperTable, readPaperTables } from './paper-tables';
import type { TargetResult } from './protocol';
import { isMost, type RepRow, repRows, rowsOf } from './rep-rows';
import { convergedBelow, summariseSearch } from './search';

/** The methods that claims are about, by their names. */
export const claimed = {
  proposed: 'GAN-MDN',
  pca: 'PCA-MDN',
  direct: 'direct MDN',
  optimisation: 'Bayesian optimisation',
  randomSample: 'random training sample',
  lookUp: 'nearest training samples',
} as const;

const { proposed, pca, direct, optimisation, randomSample, lookUp } = claimed;

/** REP that the paper calls very close: "much less than 1 %". */
const closePercent = 1;
/** Mean REPs of two data sets are alike if neither is more than so many times the other. */
const alikeWithin = 1.25;

/** What the paper claims of its method (sections 3.3 and 3.4), and what we ask besides. */
export const claimRules: readonly ClaimRule[] = [
  comparison({
    claim: `${proposed} has the least min REP for most targets`,
    ...{ method: proposed, others: [pca, direct, optimisation], quantity: 'minimum' },
  }),
  comparison({
    claim: `${proposed} has the least mean REP for most targets`,
    ...{ method: proposed, others: [pca, direct], quantity: 'mean' },
  }),
  {
    claim: 'the direct MDN drifts to low values of the property',
    paper: () => ['I', 'II'].map(paperDrift).join('; '),
    judge: ofEachSet(({ within }) => judgeDrift(rowsOf(within, direct))),
  },
  comparison({
    claim: 'PCA loses information that the GAN keeps, so that its min REP is greater',
    ...{ method: proposed, others: [pca], quantity: 'minimum', remark: compareInterfaces },
  }),
  comparison({
    claim: 'training through z is easier than straight to images: less mean REP than the direct MDN',
    ...{ method: proposed, others: [direct], quantity: 'mean' },
  }),
  {
    claim: `optimisation fails at the ends of the range: no REP below ${convergedBelow} % at the lowest and the highest target`,
    paper: () =>
      'Data-I: no convergence at 0.55, 0.7, 0.75; Data-II: none at 0.6, 0.7, 0.75, and 15.51 % at 0.55 is called convergence',
    judge: ofEachSet(({ within }) => judgeEnds(rowsOf(within, optimisation))),
  },
  {
    claim: `one pass is enough: a design within ${closePercent} % at most targets, without a simulation to propose it`,
    paper: () => 'min REP “much less than 1 %” in about 10 s, where optimisation takes 3.2 … 18.8 h',
    judge: ofEachSet(({ within }) => judgeOnePass(within)),
  },
  {
    claim: `${proposed} does alike on both data sets: mean REPs within a factor of ${alikeWithin}`,
    paper: () => describeMeans(meanReps(readPaperTables().filter(({ exploration }) => !exploration))),
    judge: judgeLikeness,
  },
  comparison({
    claim: `${proposed} is best outside the range of the data: least min REP at most targets`,
    ...{ method: proposed, others: [pca, direct], quantity: 'minimum', part: 'exploration' },
  }),
  comparison({
    claim: `${proposed} beats a sample drawn at random from the data in mean REP`,
    ...{ method: proposed, others: [randomSample], quantity: 'mean' },
  }),
  comparison({
    claim: `${proposed} beats a look-up of the nearest samples in mean REP`,
    ...{ method: proposed, others: [lookUp], quantity: 'mean' },
  }),
];

/** Every claim, and whether it holds by the evaluations that are there. */
export function judgeClaims(sets: readonly EvaluatedSet[], rules: readonly ClaimRule[] = claimRules): Claim[] {
  return rules.map(({ claim, paper, judge }) => {
    const finding = judge(sets);
    if (!finding) return { claim, paper: paper(), ours: '', holds: 'not measured' };
    return { claim, paper: paper(), ours: finding.ours, holds: finding.holds ? 'yes' : 'no' };
  });
}

const percent = (value: number): string => `${value.toPrecision(3)} %`;

function paperDrift(dataset: string): string {
  const rows = rowsOf(findPaperTable(dataset, false)?.rows ?? [], direct);
  const [lowest, highest] = [rows[0], rows[rows.length - 1]];
  return `Data-${dataset}: mean REP ${lowest.mean} % at ${lowest.target}, ${highest.mean} % at ${highest.target}`;
}

/** Drift: designs lie below their targets by more than half of the mean REP, so that most of that is to one side. */
function judgeDrift(rows: readonly TargetResult[]) {
  if (rows.length === 0) return undefined;
  const offset = mean(rows.map(({ simulated, target }) => (100 * (mean(simulated) - target)) / target));
  const rep = mean(rows.map(({ residuals }) => residuals.mean));
  const side = offset < 0 ? 'below' : 'above';
  return {
    ours: `designs lie ${percent(Math.abs(offset))} ${side} their targets in the mean (mean REP ${percent(rep)})`,
    holds: offset < -rep / 2,
  };
}

function compareInterfaces(results: readonly TargetResult[]): string {
  const density = (method: string): string => {
    const images = rowsOf(results, method).flatMap(({ candidates }) => candidates.map(({ microstructure }) => microstructure));
    return mean(images.map(interfaceDensity)).toFixed(3);
  };
  return `interface edges per pixel ${density(pca)} of ${pca}, ${density(proposed)} of ${proposed}`;
}

/** By what the search saw; the fine residual is that of what it then proposes. */
function judgeEnds(rows: readonly TargetResult[]) {
  if (rows.length < 2) return undefined;
  const found = rows.map(({ target, residuals, history, fine }) => {
    const least = history?.length ? summariseSearch(history, target).minimum : residuals.minimum;
    const also = fine ? ` (${fine.fidelity}: ${percent(fine.residuals.minimum)})` : '';
    return { words: `${percent(least)}${also} at ${target}`, failed: least >= convergedBelow };
  });
  return {
    ours: found.map(({ words }) => words).join(', '),
    holds: found[0].failed && found[found.length - 1].failed,
  };
}

function judgeOnePass(within: readonly TargetResult[]) {
  const rows = rowsOf(within, proposed);
  if (rows.length === 0) return undefined;
  const close = (fidelity: 'label' | 'fine') => {
    const least = repRows(rows, fidelity).map(({ minimum }) => minimum ?? Infinity);
    return { count: least.filter((value) => value < closePercent).length, of: least.length };
  };
  const [label, fine] = [close('label'), close('fine')];
  const calls = (results: readonly TargetResult[]) => Math.max(...results.map((each) => each.calls.label ?? 0));
  const searches = rowsOf(within, optimisation);
  const also = fine.of > 0 ? ` (${rows[0].fine?.fidelity}: ${fine.count} of ${fine.of})` : '';
  const beside = searches.length > 0 ? `, where optimisation makes ${calls(searches)}` : '';
  return {
    ours: `${label.count} of ${label.of}${also} targets, ${calls(rows)} simulations to propose${beside}`,
    holds: calls(rows) === 0 && isMost(label) && (fine.of === 0 || isMost(fine)),
  };
}

/** The mean over targets of the mean REP of the proposed method, of the sets that have any. */
function meanReps(sets: readonly { dataset: string; rows: readonly Pick<RepRow, 'method' | 'target' | 'mean'>[] }[]) {
  return sets.flatMap(({ dataset, rows }) => {
    const values = rowsOf(rows, proposed).flatMap((row) => row.mean ?? []);
    return values.length > 0 ? [{ dataset, mean: mean(values) }] : [];
  });
}

const describeMeans = (means: ReturnType<typeof meanReps>): string =>
  means.map((each) => `Data-${each.dataset}: ${percent(each.mean)}`).join('; ');

function judgeLikeness(sets: readonly EvaluatedSet[]) {
  const means = meanReps(sets.map(({ dataset, within }) => ({ dataset, rows: repRows(within, 'label') })));
  if (means.length < 2) return undefined;
  const values = means.map((each) => each.mean);
  return { ours: describeMeans(means), holds: Math.max(...values) <= alikeWithin * Math.min(...values) };
}
