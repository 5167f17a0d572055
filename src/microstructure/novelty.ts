import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { ShiftedPair, symmetricPairs } from './distance';
import { CorrelationBound, LowSpectra, magnitudeBound, type Resolution } from './low-spectrum';
import type { Microstructure } from './microstructure';

/** The library image that is nearest to an image. */
export interface Nearest {
  /** The share of pixels in which both differ at their best shift, flip and turn: the image's novelty. */
  distance: number;
  /** Its number in the library. */
  index: number;
}

/** Images that others are compared with, prepared for it. */
export interface Library {
  readonly images: readonly Microstructure[];
  readonly spectra: LowSpectra;
}

/** Resolutions of the bounds, from coarse to fine. Images of less than 17 pixels have fewer waves. */
const resolutions: readonly Resolution[] = [
  { limit: 6, grid: 16 },
  { limit: 8, grid: 32 },
];
/** Steps between two looks at whether the run is to end. */
const stride = 1000;

/** Prepares a library of images of one size, at least one, for any number of comparisons. Throws RangeError where sizes differ. */
export async function prepareLibrary(images: readonly Microstructure[], run?: RunControl): Promise<Library> {
  checkSizes(images, images[0]);
  const limit = Math.max(...resolutions.map((resolution) => resolution.limit));
  const most = Math.floor((Math.min(images[0].width, images[0].height) - 1) / 2);
  const spectra = new LowSpectra(images, Math.min(limit, most));
  for (let first = 0; first < images.length; first += stride) {
    run?.onProgress?.({ label: 'preparing the library', done: first, total: images.length });
    await breathe();
    throwIfInterrupted(run);
    spectra.transform(first, Math.min(first + stride, images.length));
  }
  return { images, spectra };
}

/**
 * For each image the nearest one of a library of the same size, over all cyclic shifts, flips and quarter turns, exactly.
 *
 * Whole correlations are computed for few pairs only: bounds from the long waves alone, which get tighter from one resolution
 * to the next, discard all pairs that cannot be nearer than the nearest one known. They discard hardly any for an image of
 * short waves, such as noise, which is about as far from all of the library: `most` ends its search after so many whole
 * correlations, those of the least bounds first; what is found is then an upper limit. Throws RangeError where sizes differ.
 */
export async function novelty(
  images: readonly Microstructure[],
  library: Library,
  run?: RunControl,
  most = Infinity,
): Promise<Nearest[]> {
  checkSizes(images, library.images[0]);
  const found: Nearest[] = [];
  for (const image of images) {
    run?.onProgress?.({ label: 'comparing with the library', done: found.length, total: images.length });
    found.push(await findNearest(image, library, run, most));
  }
  return found;
}

function checkSizes(images: readonly Microstructure[], { width, height }: Microstructure): void {
  for (const image of images) {
    if (image.width !== width || image.height !== height) {
      throw new RangeError(`novelty: ${image.width} x ${image.height} pixels among ${width} x ${height}`);
    }
  }
}

/** The nearest library image of one image, as far as `most` whole correlations tell. */
async function findNearest(
  image: Microstructure,
  { images, spectra }: Library,
  run: RunControl | undefined,
  most: number,
): Promise<Nearest> {
  const pairs = symmetricPairs(image);
  const own = new LowSpectra(pairs.flat(), spectra.limit).transform();
  const shifted = pairs.map((pair) => new ShiftedPair(...pair));
  const nearest: Nearest = { distance: Infinity, index: -1 };
  // a candidate is a library image and a pair: number of the image × pairs + number of the pair
  const compare = (candidate: number): void => {
    const index = Math.floor(candidate / pairs.length);
    const distance = shifted[candidate % pairs.length].differenceFrom(images[index]);
    if (distance < nearest.distance) Object.assign(nearest, { distance, index });
  };
  const bounds = [
    (index: number, pair: number) => magnitudeBound(spectra, index, own, 2 * pair),
    ...resolutions.map(({ limit, grid }) => {
      const correlation = new CorrelationBound(spectra, own, { limit: Math.min(limit, spectra.limit), grid });
      return (index: number, pair: number) => correlation.evaluate(index, 2 * pair);
    }),
  ];
  let candidates = Array.from({ length: images.length * pairs.length }, (_, candidate) => ({ candidate, bound: 0 }));
  for (const bound of bounds) {
    for (let first = 0; first < candidates.length; first += stride) {
      await breathe();
      throwIfInterrupted(run);
      for (const one of candidates.slice(first, first + stride)) {
        one.bound = Math.max(one.bound, bound(Math.floor(one.candidate / pairs.length), one.candidate % pairs.length));
      }
    }
    candidates.sort((a, b) => a.bound - b.bound);
    if (candidates.length === 0) break;
    compare(candidates[0].candidate);
    candidates = candidates.filter((one) => one.bound < nearest.distance);
  }
  for (const [done, { candidate, bound }] of candidates.entries()) {
    if (bound >= nearest.distance || done >= most) break;
    if (done % 50 === 0) await breathe();
    throwIfInterrupted(run);
    compare(candidate);
  }
  return nearest;
}
