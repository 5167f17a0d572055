import type { Truncation } from '../problem/problem';
import type { Efficiencies } from '../solver/solve';

/** The truncation with half as many harmonics, or nothing where it keeps too few for that to tell anything. */
export function coarserTruncation(truncation: Truncation): Truncation | undefined {
  if ('circular' in truncation) {
    const circular = Math.floor(truncation.circular / 2);
    return circular >= 1 ? { circular } : undefined;
  }
  const [mx, my] = truncation.rectangular;
  if (mx === 0 && my === 0) return undefined;
  const share = mx > 0 && my > 0 ? Math.SQRT1_2 : 0.5;
  return { rectangular: [Math.floor(share * mx), Math.floor(share * my)] };
}

/**
 * About how far R, T and A are from those of all harmonics: the largest change of them, for s and p, from a solution with half as
 * many. The error of the finer one is mostly smaller.
 */
export function truncationError(fine: Record<'s' | 'p', Efficiencies>, coarse: Record<'s' | 'p', Efficiencies>): number {
  const changes = (['s', 'p'] as const).flatMap((light) =>
    (['R', 'T', 'A'] as const).map((part) => Math.abs(fine[light][part] - coarse[light][part])),
  );
  return Math.max(...changes);
}
