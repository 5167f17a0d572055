/**
 * Diffractive splitters that others published (folder anchors/diffractive_splitter of the reference folder):
 * npx tsx bench/optics/anchors/splitters.ts [N …]
 *
 * Prints, of s light, the sum of the 7 × 7 transmitted orders about the zeroth, the zeroth, and the error of uniformity,
 * (largest − least)/(largest + least), by both rules for each number of harmonics (797 where none is given: fewer do not do
 * for the uniformity). About twenty minutes on a free machine; what is done is kept.
 */
import { anchorsOf, markdown, timed, transmitted } from './problems';

interface Published {
  /** Of LightTrans. */
  readonly total?: number;
  readonly zeroth?: number;
  /** Of the leaderboard of invrs-io, by fmmax. */
  readonly total_efficiency?: number;
  readonly zeroth_order_efficiency?: number;
  readonly uniformity_error?: number;
}

const rules = ['li', 'vector'] as const;
const given = process.argv.slice(2).map(Number);
const harmonics = given.length > 0 ? given : [797];
const side = [-3, -2, -1, 0, 1, 2, 3];
const cells = (...values: (number | undefined)[]) => values.map((value) => value?.toFixed(4) ?? '').join(' / ');

const rows = anchorsOf<Published>('diffractive_splitter').map(({ name, problem, published }) => {
  const columns = rules.flatMap((rule) =>
    harmonics.map((circular) => {
      const solution = timed({ ...problem, rule, truncation: { circular } });
      const shares = side.flatMap((m) => side.map((n) => transmitted(solution, 's', m, n)));
      const [least, most] = [Math.min(...shares), Math.max(...shares)];
      const total = shares.reduce((sum, share) => sum + share, 0);
      return cells(total, transmitted(solution, 's', 0, 0), (most - least) / (most + least));
    }),
  );
  const { total, zeroth, total_efficiency, zeroth_order_efficiency, uniformity_error } = published;
  const row = [name, cells(total ?? total_efficiency, zeroth ?? zeroth_order_efficiency, uniformity_error), ...columns];
  console.error(row.join('  '));
  return row;
});
const label = { li: 'Li', vector: 'vector' };
const header = rules.flatMap((rule) => harmonics.map((count) => `${label[rule]} ${count}`));
console.log('Each cell: total / zeroth / error of uniformity.\n');
console.log(markdown(['splitter', 'published', ...header], rows));
