/**
 * 1-D gratings that others published with gradients (folder anchors/metagrating_1d of the reference folder):
 * npx tsx bench/optics/anchors/gratings.ts
 *
 * Prints T of the order (+1, 0) of p light for the published truncations and for more orders, and the largest difference of
 * its derivatives with respect to the index of each pixel. On stripes the vector rule is Li's; once for each problem that is
 * checked. Less than a minute.
 */
import { efficiencyGradient } from '../../../src/optics/gradient/gradient';
import { anchorsOf, markdown, timed, transmitted } from './problems';

interface Published {
  /** By the highest order kept. */
  readonly fmmax_by_nn?: Record<string, number>;
  readonly fmmax_nn40?: number;
  readonly d_efficiency_d_n_per_pixel_nn40?: { readonly autodiff: readonly number[] };
}

const published = 40;
const reaches = [published, 80, 160];
const digits = (value: number) => value.toFixed(5);
const largest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

const rows = anchorsOf<Published>('metagrating_1d').map(({ name, problem, published: given }) => {
  const kept = (reach: number) => ({ ...problem, truncation: { rectangular: [reach, 0] as const } });
  const values = reaches.map((reach) => transmitted(timed({ ...kept(reach), rule: 'li' }), 'p', 1, 0));
  const byVector = transmitted(timed({ ...kept(published), rule: 'vector' }), 'p', 1, 0);
  const { fmmax_by_nn: byReach, fmmax_nn40: single, d_efficiency_d_n_per_pixel_nn40: derivatives } = given;
  const [before, converged] = values.slice(-2);
  const row = [
    name,
    digits(byReach?.[published] ?? single ?? Number.NaN),
    byReach ? digits(byReach['80']) : '',
    ...values.map(digits),
    `${digits(converged)} ± ${digits(Math.abs(converged - before))}`,
    Math.abs(byVector - values[0]).toExponential(0),
  ];
  if (!derivatives) return [...row, '', ''];
  const { re } = efficiencyGradient(kept(published), { side: 'transmitted', m: 1, n: 0 }, 'p');
  const { values: pixels } = problem.pattern;
  // δε = 2 n δn where nothing absorbs
  const off = derivatives.autodiff.map((expected, i) => 2 * problem.phases[pixels[i]][0] * re[i] - expected);
  return [...row, digits(largest(derivatives.autodiff)), digits(largest(off))];
});
const header = ['grating', 'fmmax ±40', 'fmmax ±80', ...reaches.map((reach) => `Li ±${reach}`), 'converged'];
console.log(markdown([...header, 'vector − Li', 'largest dT/dn', 'ours − fmmax'], rows));
