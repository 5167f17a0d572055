import { inFrame } from '../../numerics/arena';
import { transpose } from '../../numerics/matrix';
import { checkProblem } from '../problem/check';
import type { OpticalProblem } from '../problem/problem';
import { pixelValues } from './convolution';
import { type ComplexVector, fourierCoefficients } from './fourier';
import { selectOrders } from './orders';
import { permittivity } from './permittivity';

/**
 * The permittivity of a problem's pattern as the Fourier series of its N orders draws it, in the middles of equal boxes that
 * fill the cell: what so many waves can tell of the pattern. Element (row, column) lies at row · columns + column. Throws
 * InputError where the problem makes no sense.
 */
export function truncatedPermittivity(
  problem: OpticalProblem,
  [columns, rows]: readonly [columns: number, rows: number],
): ComplexVector {
  checkProblem(problem);
  const { width, height, values } = problem.pattern;
  const { m, n, reach } = selectOrders(problem.truncation, problem.period);
  const [acrossX, acrossY] = [turns(columns, reach[0]), turns(rows, reach[1])];
  const [re, im] = [new Float64Array(rows * columns), new Float64Array(rows * columns)];
  inFrame(() => {
    const pixels = pixelValues(values, height, width, problem.phases.map(permittivity));
    // along y first, then, transposed, along x: coefficient (m, n) is row m + reach, column n + reach
    const series = fourierCoefficients(transpose(fourierCoefficients(pixels, reach[1])), reach[0]);
    m.forEach((mx, order) => {
      const at = (mx + reach[0]) * series.stride + n[order] + reach[1];
      for (let i = 0; i < re.length; i++) {
        const [x, y] = [acrossX(mx, i % columns), acrossY(n[order], Math.floor(i / columns))];
        const [cosine, sine] = [x[0] * y[0] - x[1] * y[1], x[0] * y[1] + x[1] * y[0]];
        re[i] += series.re[at] * cosine - series.im[at] * sine;
        im[i] += series.re[at] * sine + series.im[at] * cosine;
      }
    });
  });
  return { re, im };
}

/** exp(2πi m (p + ½)/count) of box p, for |m| up to `reach`. */
function turns(count: number, reach: number): (m: number, p: number) => readonly [cosine: number, sine: number] {
  const table = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Array.from({ length: count }, (_, p): [number, number] => {
      const angle = (2 * Math.PI * (i - reach) * (p + 0.5)) / count;
      return [Math.cos(angle), Math.sin(angle)];
    }),
  );
  return (m, p) => table[m + reach][p];
}
