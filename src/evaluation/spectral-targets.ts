import { countNumbers, type Samples } from '../datasets/dataset';

/** A property of several numbers that designs are asked for, such as a spectrum of absorption. */
export interface SpectralTarget {
  /** As tables and figures have it. */
  name: string;
  /** Whether some sample, which nothing learnt from, has exactly this, or nobody has it. */
  kind: 'held out' | 'wished';
  /** One number for each of the property's. */
  values: readonly number[];
}

/** The properties of samples that nothing learnt from: the first of those that validate. */
export function heldOutTargets(samples: Samples, validation: Uint32Array, count: number): SpectralTarget[] {
  const numbers = countNumbers(samples);
  return Array.from(validation.subarray(0, count), (row) => ({
    name: `sample ${row}`,
    kind: 'held out' as const,
    values: Array.from(samples.y.subarray(row * numbers, (row + 1) * numbers)),
  }));
}

/** Absorption where a film is to absorb and where it is to pass light. */
const [absorbing, passing] = [0.9, 0.3];

/** What somebody may wish of a film's absorption, at a wavelength in nm. */
const wishes: Record<string, (wavelength: number, level: number) => number> = {
  /** A grey film. */
  'flat at 0.6': () => 0.6,
  /** An edge filter, half way at its edge. */
  'step at 600 nm': (wavelength) => (absorbing + passing) / 2 + (Math.sign(600 - wavelength) * (absorbing - passing)) / 2,
  /** A filter that lets a band pass. */
  'pass band 600 to 700 nm': (wavelength) => (wavelength >= 600 && wavelength <= 700 ? passing : absorbing),
  /** All light absorbed: what comes nearest has the highest absorption. */
  'highest mean': () => 1,
  /** No change with wavelength, at the level that films have on the mean: what comes nearest has the lowest ripple. */
  'lowest ripple': (_, level) => level,
};

/** Spectra that no film has, at these wavelengths (nm); `samples` say at what level films absorb. */
export function wishedTargets(wavelengths: readonly number[], { y }: Pick<Samples, 'y'>): SpectralTarget[] {
  const level = y.reduce((sum, value) => sum + value, 0) / y.length;
  return Object.entries(wishes).map(([name, wish]) => ({
    ...{ name, kind: 'wished' },
    values: wavelengths.map((wavelength) => wish(wavelength, level)),
  }));
}
