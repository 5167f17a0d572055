import type { DataOriginality } from './novelty';
import { findPaperTable } from './paper-tables';
import type { TargetResult } from './protocol';
import { type Count, countLeast, isMost, repRows, rowsOf } from './rep-rows';

/** A claim about the methods, what the paper's tables say of it and what ours do. */
export interface Claim {
  claim: string;
  paper: string;
  ours: string;
  holds: 'yes' | 'no' | 'not measured';
}

/** The evaluations of a data set that are there. */
export interface EvaluatedSet {
  /** "I", "II", … */
  dataset: string;
  /** Targets within the range of the data, and outside it. */
  within: readonly TargetResult[];
  exploration: readonly TargetResult[];
  /** How far the samples are from each other, where that was measured. */
  data?: DataOriginality;
}

/** What evaluations say of a claim. */
export interface Finding {
  ours: string;
  holds: boolean;
}

/** A claim and how it is judged; nothing is said where a method that it is about was not evaluated. */
export interface ClaimRule {
  claim: string;
  /** What the paper's tables say, or its words. */
  paper(): string;
  judge(sets: readonly EvaluatedSet[]): Finding | undefined;
}

const notClaimed = 'not claimed, but asked';

/** A claim that is judged for each data set alone; it holds if it holds for all that say anything. */
export function ofEachSet(judge: (set: EvaluatedSet) => Finding | undefined): ClaimRule['judge'] {
  return (sets) => {
    const findings = sets.flatMap((set) => {
      const finding = judge(set);
      return finding ? [{ ...finding, ours: `Data-${set.dataset}: ${finding.ours}` }] : [];
    });
    if (findings.length === 0) return undefined;
    return { ours: findings.map(({ ours }) => ours).join('; '), holds: findings.every(({ holds }) => holds) };
  };
}

/** That a method has less REP than some others at most targets. */
interface Comparison {
  claim: string;
  method: string;
  others: readonly string[];
  quantity: 'minimum' | 'mean';
  part?: 'within' | 'exploration';
  /** More to say of a data set. */
  remark?(results: readonly TargetResult[]): string;
}

/**
 * The rule of a comparison: it holds where the method's residual is the least at most targets, by the simulation that made the
 * data and by the fine one too. Others that were not evaluated are left out, and those that were are named.
 */
export function comparison({ claim, method, others, quantity, part = 'within', remark }: Comparison): ClaimRule {
  return {
    claim,
    paper: () => paperCounts(method, others, quantity, part === 'exploration'),
    judge: ofEachSet((set) => {
      const results = set[part];
      const count = countLeast(repRows(results, 'label'), method, others, quantity);
      if (count.of === 0) return undefined;
      const fine = countLeast(repRows(results, 'fine'), method, others, quantity);
      const fidelity = results.find((result) => result.fine)?.fine?.fidelity;
      const present = others.filter((other) => rowsOf(results, other).length > 0);
      const against = present.length < others.length || others.length === 1 ? ` against ${present.join(' and ')}` : '';
      const also = fine.of > 0 ? ` (${fidelity}: ${inWords(fine)})` : '';
      return {
        ours: `${inWords(count)}${also} targets${against}${remark ? `, ${remark(results)}` : ''}`,
        holds: isMost(count) && (fine.of === 0 || isMost(fine)),
      };
    }),
  };
}

const inWords = ({ count, of }: Count): string => `${count} of ${of}`;

/** The same of the paper's own tables. */
function paperCounts(method: string, others: readonly string[], quantity: 'minimum' | 'mean', exploration: boolean): string {
  const counts = ['I', 'II'].flatMap((dataset) => {
    const count = countLeast(findPaperTable(dataset, exploration)?.rows ?? [], method, others, quantity);
    return count.of > 0 ? [`Data-${dataset}: ${inWords(count)} targets`] : [];
  });
  return counts.length > 0 ? counts.join('; ') : notClaimed;
}
