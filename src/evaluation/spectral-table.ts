import { mean, standardDeviation } from 'simple-statistics';
import type { Method } from '../inverse/method';
import { bestOf, bestOfFirstSpectra, type SpectralResult } from './spectral-protocol';
import type { ResultRow } from './table';

/** Designs after which the table looks at the best. */
const looks = [1, 10, 30];

/** The best design of a method for a target by a finer simulation. */
export interface FineSpectrum {
  method: string;
  /** The target's name. */
  target: string;
  simulated: number[];
  error: number;
}

/**
 * A row for each method: the root mean square error over the property's numbers of the best of the first T designs, the mean
 * over held-out targets; the same of all designs by the fine simulation; the share of it that it is of the look-up's; that of
 * the best design for each wished target; calls and seconds.
 */
export function spectralRows(
  results: readonly SpectralResult[],
  methods: readonly Pick<Method, 'name' | 'origin'>[],
  lookUp: string,
  fine: readonly FineSpectrum[] = [],
): ResultRow[] {
  const heldOutOf = (method: string) => results.filter((each) => each.method === method && each.target.kind === 'held out');
  const bestMean = (method: string): number => mean(heldOutOf(method).map(({ errors }) => Math.min(...errors)));
  return methods.flatMap(({ name, origin }) => {
    const own = results.filter(({ method }) => method === name);
    if (own.length === 0) return [];
    const curve = bestOfFirstSpectra(heldOutOf(name));
    const heldOut = new Set(heldOutOf(name).map(({ target }) => target.name));
    const finer = fine.filter(({ method, target }) => method === name && heldOut.has(target)).map(({ error }) => error);
    const wished = own.filter(({ target }) => target.kind === 'wished');
    return [
      {
        ...{ method: name, origin },
        ...Object.fromEntries(looks.filter((T) => T <= curve.length).map((T) => [`T = ${T}`, inPercent(curve[T - 1])])),
        ...(fine.length > 0 && { converged: finer.length > 0 ? inPercent(mean(finer)) : null }),
        ...(curve.length > 0 && heldOutOf(lookUp).length > 0 && { 'of look-up': ratio(bestMean(name) / bestMean(lookUp)) }),
        ...Object.fromEntries(wished.map(({ target, errors }) => [target.name, inPercent(Math.min(...errors))])),
        ...levels(own),
        'calls per target': Number(mean(own.map(({ calls }) => Object.values(calls).reduce((a, b) => a + b, 0))).toFixed(1)),
        'seconds per target': Number(mean(own.map(({ seconds }) => seconds)).toFixed(2)),
      },
    ];
  });
}

/** Says of that table what its numbers are. */
export function spectralCaption(subject: {
  seed: number;
  candidates: number;
  heldOut: number;
  property: string;
  label: string;
  fine?: string;
}): string {
  const { seed, candidates, heldOut, property, label, fine } = subject;
  return [
    `Several numbers of ${property} as the target; seed ${seed}; ${candidates} designs for each target, simulated as the data were (${label}).`,
    `Errors are root mean squares over the numbers, times 100. T = …: the best of the first T designs, the mean over ${heldOut}`,
    'properties of samples that nothing learnt from.',
    ...(fine ? [`Converged: the best of all designs, simulated again (${fine}).`] : []),
    '“Of look-up”: that of all designs divided by that of the nearest training samples. Then, for each spectrum that no sample has,',
    'the best of all designs; “its mean” and “its ripple” (standard deviation over the numbers) are those of that design. Calls are simulations while proposing; each design is simulated once besides to see what it is.',
  ].join(' ');
}

/** How a method compares with the look-up. */
export interface SpectralVerdict {
  method: string;
  /** Of the errors of the best designs, the means over held-out targets: the method's over the look-up's. */
  ratio: number;
  /** Held-out targets at which the method's best design is nearer. */
  nearer: number;
  /** Wished targets at which it is, by name. */
  wishedNearer: string[];
  wished: number;
}

/** The same for every method but the look-up. */
export function compareWithLookUp(results: readonly SpectralResult[], lookUp: string): SpectralVerdict[] {
  const least = (method: string, target: string): number =>
    Math.min(...results.filter((each) => each.method === method && each.target.name === target).flatMap(({ errors }) => errors));
  const names = (kind: string) => [
    ...new Set(results.filter(({ target }) => target.kind === kind).map(({ target }) => target.name)),
  ];
  const others = [...new Set(results.map(({ method }) => method))].filter((method) => method !== lookUp);
  return others.map((method) => {
    const isNearer = (target: string): boolean => least(method, target) < least(lookUp, target);
    const heldOut = names('held out');
    const sum = (of: string): number => heldOut.reduce((total, target) => total + least(of, target), 0);
    return {
      method,
      ratio: sum(method) / sum(lookUp),
      nearer: heldOut.filter(isNearer).length,
      wishedNearer: names('wished').filter(isNearer),
      wished: names('wished').length,
    };
  });
}

/** Where something was wished highest or lowest, that of the design nearest to it: a mean, or a ripple (standard deviation), over the numbers. */
function levels(results: readonly SpectralResult[]): ResultRow {
  const of = (wish: string, measure: (values: number[]) => number): ResultRow => {
    const result = results.find(({ target }) => target.name === wish);
    return result ? { [wish.replace(/^\w+/, 'its')]: inPercent(measure(result.simulated[bestOf(result)])) } : {};
  };
  return { ...of('highest mean', mean), ...of('lowest ripple', standardDeviation) };
}

const inPercent = (value: number): number => Number((100 * value).toPrecision(3));
const ratio = (value: number): number => Number(value.toFixed(3));
