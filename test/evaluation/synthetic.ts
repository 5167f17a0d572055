import { nearestCandidate, type TargetResult } from '../../src/evaluation/protocol';
import { summariseResiduals } from '../../src/evaluation/residual';
import type { Candidate } from '../../src/inverse/model';

/** What is said of a method's designs for a target: by how many percent each lies above it, and perhaps more. */
export interface Offsets extends Partial<Pick<TargetResult, 'calls' | 'history' | 'candidates' | 'novelty' | 'diversity'>> {
  /** Of each design, in percent of the target; negative below it. */
  offsets: readonly number[];
  /** The same by the fine simulation. */
  fine?: readonly number[];
}

/** A grey-free image of 4 pixels, each design its own. */
export const tinyCandidate = (i: number): Candidate => ({
  microstructure: { width: 2, height: 2, pixels: Uint8Array.of(i & 1, (i >> 1) & 1, (i >> 2) & 1, (i >> 3) & 1) },
});

/** A result whose designs lie so many percent off their target. */
export function syntheticResult(method: string, target: number, { offsets, fine, ...more }: Offsets): TargetResult {
  const valuesOf = (percent: readonly number[]) => percent.map((each) => target * (1 + each / 100));
  const simulated = valuesOf(offsets);
  const candidates = more.candidates ?? offsets.map((_, i) => tinyCandidate(i));
  return {
    ...{ method, target, candidates, simulated, residuals: summariseResiduals(simulated, target) },
    ...(fine && {
      fine: { fidelity: 'N = 441', simulated: valuesOf(fine), residuals: summariseResiduals(valuesOf(fine), target) },
    }),
    best: nearestCandidate(candidates, simulated, target),
    ...{ calls: { label: 0 }, warnings: [], seconds: 0.01 },
    ...more,
  };
}

export const paperTargets = [0.55, 0.6, 0.65, 0.7, 0.75];
