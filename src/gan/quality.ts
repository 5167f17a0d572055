import { cropAtRandom } from '../microstructure/crop';
import {
  countChords,
  countSpecks,
  interfaceDensity,
  interfaceLength,
  meanPixelDifference,
  twoPointCorrelation,
  volumeFraction,
} from '../microstructure/descriptors';
import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import { imageSide } from './discriminator';
import type { Generator } from './generator';
import { pixelsPerLatent } from './latents';
import { cutInPhases } from './microstructures';

/** A mean over the generated images, and over the real ones they are held against. */
export interface Pair {
  generated: number;
  real: number;
}

/** How far generated microstructures are from real ones of the same size, in numbers. */
export interface QualityNumbers {
  /** Pixels along a side. */
  side: number;
  volumeFraction: Pair;
  /** Wasserstein-1 distance of the distributions of volume fractions. */
  volumeFractionDistance: number;
  /** Largest difference of the mean two-point correlations. */
  twoPointDistance: number;
  /** Interface edges per pixel. */
  interfaceDensity: Pair;
  /** Mean chord lengths (pixels) of phase 1 and of phase 0, chords cut off by the border left out. */
  chordLength: Pair;
  chordLengthOfPhase0: Pair;
  /** Mean share of pixels in which two of them differ. */
  diversity: Pair;
  /** Pixels unlike all their neighbours, per interface edge. */
  specks: Pair;
  /** Pixels between −0.5 and 0.5 before Otsu's threshold, per interface edge. */
  greyPixels: number;
}

export interface TextureQuality extends QualityNumbers {
  /** Mean two-point correlations S₂(r), r = 0, 1, … pixels. */
  twoPoint: { generated: Float64Array; real: Float64Array };
}

/**
 * Measures grey images (count × side × side, −1 … 1), each cut at its own Otsu threshold, against real microstructures of
 * the same side. At least two of each.
 */
export function measureQuality(grey: Float32Array, side: number, real: readonly Microstructure[]): TextureQuality {
  const generated = cutInPhases(grey, side);
  const both = <T>(measure: (images: readonly Microstructure[]) => T) => ({ generated: measure(generated), real: measure(real) });
  const meanOf = (measure: (image: Microstructure) => number) => both((images) => sum(images.map(measure)) / images.length);
  const perEdge = (images: readonly Microstructure[], count: number) => count / sum(images.map(interfaceLength));
  const fractions = both((images) => images.map(volumeFraction));
  const twoPoint = both((images) => meanCurve(images.map((image) => twoPointCorrelation(image))));
  const betweenPhases = grey.reduce((count, value) => count + Number(Math.abs(value) < 0.5), 0);
  return {
    side,
    volumeFraction: meanOf(volumeFraction),
    volumeFractionDistance: wasserstein(fractions.generated, fractions.real),
    twoPoint,
    twoPointDistance: Math.max(...twoPoint.generated.map((value, r) => Math.abs(value - twoPoint.real[r]))),
    interfaceDensity: meanOf(interfaceDensity),
    chordLength: both((images) => meanChord(images, 1)),
    chordLengthOfPhase0: both((images) => meanChord(images, 0)),
    diversity: both(meanPixelDifference),
    specks: both((images) => perEdge(images, sum(images.map(countSpecks)))),
    greyPixels: perEdge(generated, betweenPhases),
  };
}

/**
 * Measures a generator at each side of latent: `count` random latents against as many random crops of the fields, which
 * should be none that it was trained on.
 */
export function measureGenerator(
  generator: Generator,
  fields: readonly Microstructure[],
  random: RandomStream,
  latentSides: readonly number[] = [4, 3, 2],
  count = fields.length,
): TextureQuality[] {
  return latentSides.map((latentSide) => {
    const latents = random.derive('latents', latentSide).uniforms(count * latentSide ** 2, -1, 1);
    const places = random.derive('crops', latentSide);
    const side = pixelsPerLatent * latentSide;
    const real = Array.from({ length: count }, (_, i) => cropAtRandom(fields[i % fields.length], side, places));
    return measureQuality(generator.generate(latents, count, latentSide), side, real);
  });
}

/** One of the conditions that a generator is held to. */
export interface Bar {
  name: string;
  value: number;
  /** `value` is to be at most this, or at least. */
  limit: number;
  isUpper: boolean;
  isMet: boolean;
}

/**
 * The conditions at which generated microstructures pass for real ones. `slack` widens each (2: twice the distance), by
 * default for sizes other than that of training.
 */
export function judgeQuality(quality: QualityNumbers, slack = quality.side === imageSide ? 1 : 2): Bar[] {
  const ratio = ({ generated, real }: Pair) => generated / real;
  const atMost = (name: string, value: number, limit: number): Bar => ({
    ...{ name, value, limit, isUpper: true, isMet: value <= limit },
  });
  const least = 1 - 0.1 * slack;
  const diversity = ratio(quality.diversity);
  return [
    atMost('volume fraction, Wasserstein-1', quality.volumeFractionDistance, 0.02 * slack),
    atMost('two-point curve, largest difference', quality.twoPointDistance, 0.02 * slack),
    atMost('interface density, relative difference', Math.abs(ratio(quality.interfaceDensity) - 1), 0.15 * slack),
    { name: 'diversity, ratio', value: diversity, limit: least, isUpper: false, isMet: diversity >= least },
    atMost('grey pixels per interface edge', quality.greyPixels, 0.8 * slack),
    atMost('specks per interface edge', quality.specks.generated, 0.01 * slack),
  ];
}

function meanChord(images: readonly Microstructure[], phase: number): number {
  const counts = images.map((image) => countChords(image, phase));
  const lengths = counts.map((ofImage) => ofImage.reduce((total, count, length) => total + count * length, 0));
  return sum(lengths) / sum(counts.map((ofImage) => ofImage.reduce((total, count) => total + count, 0)));
}

function meanCurve(curves: readonly Float64Array[]): Float64Array {
  return curves[0].map((_, r) => sum(curves.map((curve) => curve[r])) / curves.length);
}

/** The area between the two distribution functions: how far probability must be moved to make one of the other. */
function wasserstein(a: readonly number[], b: readonly number[]): number {
  const steps = [...a.map((value) => ({ value, step: 1 / a.length })), ...b.map((value) => ({ value, step: -1 / b.length }))];
  steps.sort((left, right) => left.value - right.value);
  let difference = 0;
  return steps.reduce((area, { value, step }, i) => {
    const grown = i === 0 ? 0 : area + Math.abs(difference) * (value - steps[i - 1].value);
    difference += step;
    return grown;
  }, 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
