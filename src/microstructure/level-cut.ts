import { errorFunction, probit } from 'simple-statistics';
import { gaussLegendre } from '../numerics/quadrature';
import { InputError } from '../runs/errors';
import type { Microstructure } from './microstructure';

/** Cuts a field of `side` rows at the level that leaves just this share of its pixels above: they are phase 1. */
export function cutAtFraction(values: Float64Array, side: number, fraction: number): Microstructure {
  const level = Float64Array.from(values).sort()[Math.round(values.length * (1 - fraction))] ?? Infinity;
  const pixels = new Uint8Array(values.length).map((_, i) => Number(values[i] >= level));
  return { width: values.length / side, height: side, pixels };
}

/**
 * The level ξ, in standard deviations, above which a Gaussian field has this share of its values: 1 − Φ(ξ) = fraction.
 *
 * @throws InputError unless 0 < fraction < 1
 */
export function levelOf(fraction: number): number {
  if (!(fraction > 0 && fraction < 1)) throw new InputError('fraction', `${fraction}`, 'give a share above 0 and below 1');
  let level = -probit(fraction);
  for (let step = 0; step < 4; step++) {
    const above = (1 - errorFunction(level / Math.SQRT2)) / 2;
    level += ((above - fraction) * Math.sqrt(2 * Math.PI)) / Math.exp(-(level ** 2) / 2);
  }
  return level;
}

/**
 * Two-point correlation S₂ of phase 1 of a Gaussian field that was cut at a volume fraction f, from the correlation ρ of the
 * field: f² + (1/2π) ∫ exp(−ξ²/(1 + sin θ)) dθ from 0 to arcsin ρ (Berk 1991; Teubner 1991).
 *
 * @throws InputError unless 0 < fraction < 1
 */
export function correlationAfterCut(correlations: ArrayLike<number>, fraction: number): Float64Array {
  const level = levelOf(fraction);
  const { nodes, weights } = gaussLegendre(32);
  return Float64Array.from(correlations, (correlation) => {
    const half = Math.asin(Math.max(-1, Math.min(1, correlation))) / 2;
    const sum = nodes.reduce((total, node, i) => {
      return total + weights[i] * Math.exp(-(level ** 2) / (1 + Math.sin(half * (1 + node))));
    }, 0);
    return fraction ** 2 + (half * sum) / (2 * Math.PI);
  });
}
