import { quantile } from 'simple-statistics';
import { meanPixelDifference } from '../microstructure/descriptors';
import { meanShiftedDifference, shiftedDifference } from '../microstructure/distance';
import type { Microstructure } from '../microstructure/microstructure';
import { type Library, novelty, prepareLibrary } from '../microstructure/novelty';
import type { RandomStream } from '../numerics/random';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { keepJson, keptJson } from '../runs/json';
import type { TargetResult } from './protocol';

/**
 * How far designs are from each other and from the data, where only their repetition counts. It is measured apart from the
 * protocol, since comparing with all samples takes far longer than designing does.
 */
export type Originality = Pick<TargetResult, 'shiftDiversity' | 'novelty'>;

/** The same of the data themselves, to judge designs by. */
export interface DataOriginality {
  /** The share of pixels in which two samples differ, the mean over all pairs. */
  diversity: number;
  /** The least such share over cyclic shifts, the mean over so many pairs drawn at random. */
  shiftDiversity: number;
  pairs: number;
  /** How far samples drawn at random are from the nearest of those not drawn, over shifts, flips and turns. */
  novelty: number[];
}

/** Median and 5th percentile of the samples' distances from the nearest other; undefined where none was measured. */
export function summariseNovelty({ novelty }: Pick<DataOriginality, 'novelty'>): { median: number; fifth: number } | undefined {
  if (novelty.length === 0) return undefined;
  return { median: quantile(novelty, 0.5), fifth: quantile(novelty, 0.05) };
}

export interface NoveltyOptions {
  /** Gives the images that each is compared with; called where there is something to compare. */
  library(): Promise<Library>;
  /** A file that keeps the distances as they are found; what lies there already is not measured again. */
  checkpoint: string;
}

export interface OriginalityOptions extends NoveltyOptions {
  /** Targets whose first `count` candidates are compared with the library. */
  targets: readonly number[];
  count: number;
}

/** The originality of each result's candidates: diversity over shifts of all of them, novelty of the first. */
export async function measureOriginality(
  results: readonly TargetResult[],
  { targets, count, ...options }: OriginalityOptions,
  run?: RunControl,
): Promise<Originality[]> {
  const images = results.map(({ candidates }) => candidates.map(({ microstructure }) => microstructure));
  const first = images.map((each, i) => (targets.includes(results[i].target) ? each.slice(0, count) : []));
  const distances = await measureNovelty(first.flat(), options, run);
  const measured: Originality[] = [];
  for (const [i, each] of images.entries()) {
    run?.onProgress?.({ label: 'comparing designs with each other', done: i, total: images.length });
    await breathe();
    throwIfInterrupted(run);
    measured.push({
      ...(each.length > 1 && { shiftDiversity: meanShiftedDifference(each) }),
      ...(first[i].length > 0 && { novelty: distances.splice(0, first[i].length) }),
    });
  }
  return measured;
}

/** Pairs of samples to find the mean difference over shifts by: its standard error is then about 0.002. */
const mostPairs = 400;

export interface DataOptions {
  /** Samples whose nearest other sample is looked for, at most; a small data set leaves half of it to look in. */
  count: number;
  checkpoint: string;
}

/** The originality of at least two samples of one size. */
export async function measureData(
  samples: readonly Microstructure[],
  { count, checkpoint }: DataOptions,
  random: RandomStream,
  run?: RunControl,
): Promise<DataOriginality> {
  const half = Math.floor(samples.length / 2);
  const inOrder = (name: string) => Array.from(random.derive(name).permutation(samples.length), (i) => samples[i]);
  const [order, others] = [inOrder('novelty'), inOrder('pairs')];
  const drawn = Math.min(count, half);
  const distances = await measureNovelty(
    order.slice(0, drawn),
    { library: () => prepareLibrary(order.slice(drawn), run), checkpoint },
    run,
  );
  const pairs = Math.min(mostPairs, half);
  let sum = 0;
  for (let i = 0; i < pairs; i++) {
    if (i % 50 === 0) {
      run?.onProgress?.({ label: 'comparing samples with each other', done: i, total: pairs });
      await breathe();
      throwIfInterrupted(run);
    }
    sum += shiftedDifference(others[2 * i], others[2 * i + 1]);
  }
  return { diversity: meanPixelDifference(samples), shiftDiversity: sum / pairs, pairs, novelty: distances };
}

/**
 * Whole correlations of an image with a library, at most: one in five library images, and 200. Designs like the data need under
 * 200 of them. Noise would need nearly all, four an image, which is hours; so its novelty is an upper limit, on designs of the direct
 * MDN at most 0.004 above the truth of 0.3 to 0.5.
 */
const mostCorrelations = (images: number): number => Math.max(200, images / 5);

/** How far each image is from the nearest one of a library. */
async function measureNovelty(
  images: readonly Microstructure[],
  { library, checkpoint }: NoveltyOptions,
  run?: RunControl,
): Promise<number[]> {
  const distances: number[] = keptJson<number[]>(checkpoint) ?? [];
  if (distances.length >= images.length) return distances;
  const prepared = await library();
  for (const image of images.slice(distances.length)) {
    run?.onProgress?.({ label: 'comparing with every sample', done: distances.length, total: images.length });
    const [{ distance }] = await novelty([image], prepared, { signal: run?.signal }, mostCorrelations(prepared.images.length));
    distances.push(distance);
    keepJson(checkpoint, distances);
  }
  return distances;
}
