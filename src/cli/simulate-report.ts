import type { Simulation } from './simulate-problem';

/** R, T and A, of a stack also what each layer absorbs, as a table for people. */
export function simulationTable({ s, p, unpolarised, layers = [], ...how }: Simulation): string {
  const columns = (values: readonly (string | number)[]): string =>
    values.map((value) => (typeof value === 'number' ? value.toFixed(8) : value).padStart(11)).join('  ');
  const rows = [
    ['', 'R', 'T', 'A', ...layers.map((_, i) => `A, layer ${i + 1}`)],
    ['s', s.R, s.T, s.A, ...layers.map((layer) => layer.s)],
    ['p', p.R, p.T, p.A, ...layers.map((layer) => layer.p)],
    ['mean', unpolarised.R, unpolarised.T, unpolarised.A, ...layers.map((layer) => (layer.s + layer.p) / 2)],
  ] as [string, ...(string | number)[]][];
  const lines = rows.map(([name, ...values]) => `${name.padEnd(4)}  ${columns(values)}`);
  return `${lines.join('\n')}\n${how.harmonics} harmonics, rule ${how.rule}, ${how.precision}${describeError(how.error)}\n`;
}

/** What is said of an error of truncation. */
export const describeError = (error: number | undefined): string =>
  error === undefined ? '' : `; half the harmonics change R, T and A by up to ${error.toExponential(1)}`;

/**
 * The same as one line of JSON, with the diffraction orders that propagate: m, n, the side, their efficiencies for s and p
 * light, and their complex amplitudes (`JonesMatrix`) as [re, im].
 */
export function simulationJson({ s, p, unpolarised, orders, layers, ...how }: Simulation): string {
  const { harmonics, rule, precision, error } = how;
  const sides = orders.flatMap((order) => [
    ...(order.propagates.cover ? [{ side: 'reflected', part: 'R' as const, half: 'cover' as const, order }] : []),
    ...(order.propagates.substrate ? [{ side: 'transmitted', part: 'T' as const, half: 'substrate' as const, order }] : []),
  ]);
  const listed = sides.map(({ side, part, half, order }) => {
    return { m: order.m, n: order.n, side, s: order.s[part], p: order.p[part], amplitudes: order.amplitudes[half] };
  });
  return `${JSON.stringify({ s, p, mean: unpolarised, harmonics, rule, precision, error, layers, orders: listed })}\n`;
}
