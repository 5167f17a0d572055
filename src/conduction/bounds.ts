type Range = readonly [low: number, high: number];

/**
 * What the effective conductivity of two phases lies between in any direction, whatever the microstructure: the harmonic and
 * the arithmetic mean (Wiener 1912). `volumeFraction` is that of phase 1.
 */
export function wienerBounds([a, b]: readonly [number, number], volumeFraction: number): Range {
  return [1 / ((1 - volumeFraction) / a + volumeFraction / b), (1 - volumeFraction) * a + volumeFraction * b];
}

/**
 * What it lies between where it is the same in all directions, in two dimensions (Hashin and Shtrikman 1962; Torquato 2002,
 * "Random Heterogeneous Materials", section 21.1).
 */
export function hashinShtrikmanBounds([a, b]: readonly [number, number], volumeFraction: number): Range {
  const mean = (1 - volumeFraction) * a + volumeFraction * b;
  const exchanged = (1 - volumeFraction) * b + volumeFraction * a;
  const bound = (reference: number) => mean - ((1 - volumeFraction) * volumeFraction * (a - b) ** 2) / (exchanged + reference);
  return [bound(Math.min(a, b)), bound(Math.max(a, b))];
}
