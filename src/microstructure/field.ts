import type { RandomStream } from '../numerics/random';
import { InputError } from '../runs/errors';
import { gaussianField } from './gaussian-field';
import { cutAtFraction } from './level-cut';
import type { Microstructure } from './microstructure';

type Range = readonly [low: number, high: number];

/**
 * Gaussian random fields cut into two phases. The paper names three parameters: "mean, standard deviation and volume
 * fraction" (section 3.1). Read here as the mean and the standard deviation of the spatial frequency: the spectral density
 * is S(k) ∝ exp(−(|k| − mean)² / 2 spread²), and the field is cut at the exact volume fraction. Each field draws its own
 * three values from these ranges.
 */
export interface FieldSettings {
  /** Pixels along each side of the square, periodic image. */
  side: number;
  /** Mean spatial frequency, cycles per pixel: one over the distance from feature to feature. */
  frequency: Range;
  /** Standard deviation of the spatial frequency, cycles per pixel: the disorder. */
  spread: Range;
  /** Share of phase 1. */
  volumeFraction: Range;
}

/**
 * Our fields; the paper gives no values. Features of 30 to 100 pixels have interfaces smooth enough for the simulation to
 * converge. Volume fractions span 0.2: a pixel of the paper's generator depends on at most 3 × 3 latents, so the means of its
 * images over many more cannot differ much more than that.
 */
export const smoothFields: FieldSettings = {
  side: 128,
  frequency: [0.01, 0.03],
  spread: [0.006, 0.014],
  volumeFraction: [0.25, 0.45],
};

/** One microstructure cut from a Gaussian random field, drawn from `random`. */
export function randomField(settings: FieldSettings, random: RandomStream): Microstructure {
  const { side } = settings;
  const frequency = random.uniform(...settings.frequency);
  const spread = random.uniform(...settings.spread);
  const volumeFraction = random.uniform(...settings.volumeFraction);
  return cutAtFraction(gaussianField(side, { frequency, spread }, random), side, volumeFraction);
}

/** `count` fields, each from its own stream, so that the n-th is the same whatever the count. */
export function randomFields(settings: FieldSettings, count: number, random: RandomStream): Microstructure[] {
  checkFieldSettings(settings);
  return Array.from({ length: count }, (_, i) => randomField(settings, random.derive(i)));
}

export function checkFieldSettings(settings: FieldSettings): void {
  const { side, frequency, spread, volumeFraction } = settings;
  if (!Number.isInteger(side) || side < 8)
    throw new InputError('fields.side', `${side} pixels`, 'give a whole number of at least 8');
  const check = (name: string, [low, high]: Range, least: number, most: number): void => {
    if (!(low >= least && high >= low && high <= most))
      throw new InputError(`fields.${name}`, `the range ${low} … ${high}`, `give ${least} <= low <= high <= ${most}`);
  };
  check('frequency', frequency, 0, 0.5);
  check('spread', spread, 1e-4, 0.5);
  check('volumeFraction', volumeFraction, 0, 1);
}
