import { mean, sampleCorrelation } from 'simple-statistics';
import { interfaceDensity, spectralPower, volumeFraction } from '../microstructure/descriptors';
import type { Dataset } from './dataset';

/** How well a number that is read off a microstructure tells its property (of a spectrum, the mean). */
export interface Predictor {
  name: string;
  /** Its value for each sample. */
  values: Float64Array;
  /** Pearson's correlation with the property. */
  correlation: number;
  /** The same with the volume fraction's share of both taken off (partial correlation); for the volume fraction itself 0. */
  beyondVolumeFraction: number;
}

/** Rings of the diffraction pattern: their names, and between which radii (in orders) they lie. */
const rings: readonly [name: string, radii: readonly [from: number, to: number]][] = [
  ['order 1', [0.5, 1.5]],
  ['order 2', [1.5, 2.5]],
  ['order 3', [2.5, 3.5]],
  ['orders 4 and 5', [3.5, 5.5]],
  ['orders 6 to 8', [5.5, 8.5]],
];

/** What may predict the property: volume fraction, interface density, and the spectral power in rings of diffraction orders. */
export function measurePredictors({ microstructures, y }: Dataset): Predictor[] {
  const spectra = microstructures.map((image) =>
    spectralPower(
      image,
      rings.map(([, radii]) => radii),
    ),
  );
  const measured: [string, Float64Array][] = [
    ['volume fraction', Float64Array.from(microstructures, volumeFraction)],
    ['interface density', Float64Array.from(microstructures, interfaceDensity)],
    ...rings.map(([name], ring): [string, Float64Array] => [
      `power in ${name}`,
      Float64Array.from(spectra, (powers) => powers[ring]),
    ]),
  ];
  const components = y.length / microstructures.length;
  const property = Float64Array.from(microstructures, (_, i) => mean([...y.subarray(i * components, (i + 1) * components)]));
  const correlate = (a: Float64Array, b: Float64Array): number => sampleCorrelation([...a], [...b]);
  const fractions = measured[0][1];
  const withFraction = correlate(property, fractions);
  return measured.map(([name, values]) => {
    const correlation = correlate(values, property);
    const toFraction = correlate(values, fractions);
    const partial = (correlation - toFraction * withFraction) / Math.sqrt((1 - toFraction ** 2) * (1 - withFraction ** 2));
    return { name, values, correlation, beyondVolumeFraction: values === fractions ? 0 : partial };
  });
}
