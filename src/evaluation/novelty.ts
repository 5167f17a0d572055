import type { Microstructure } from '../microstructure/microstructure';
import type { RunControl } from '../runs/control';
import type { TargetResult } from './protocol';

/** How far each image is from the nearest one of a library, all of one size: 0 for an image of the library. */
export type NoveltyMeasure = (
  images: readonly Microstructure[],
  library: readonly Microstructure[],
  run?: RunControl,
) => ArrayLike<number> | Promise<ArrayLike<number>>;

/**
 * The results with the novelty of every candidate: its distance from the nearest training sample. All candidates are measured
 * in one call, so that what a measure works out of the library is worked out once.
 */
export async function withNovelty(
  results: readonly TargetResult[],
  library: readonly Microstructure[],
  measure: NoveltyMeasure,
  run?: RunControl,
): Promise<TargetResult[]> {
  const images = results.flatMap(({ candidates }) => candidates.map(({ microstructure }) => microstructure));
  const distances = Array.from(await measure(images, library, run));
  let from = 0;
  return results.map((result) => {
    const novelty = distances.slice(from, from + result.candidates.length);
    from += result.candidates.length;
    return { ...result, novelty };
  });
}
