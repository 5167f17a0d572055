import assert from 'node:assert/strict';
import { lines, scatter } from '../../src/figures/scatter';
import { InputError } from '../../src/runs/errors';

const labels = { x: 'thickness (nm)', y: 'absorption' };

describe('scatter and lines', () => {
  it('draw one series without a legend, several with their names, colours and symbols', () => {
    const one = scatter([1, 2], Float64Array.of(3, 4), labels);
    assert.deepEqual([one.data.length, one.layout.showlegend, one.data[0].y], [1, false, [3, 4]]);
    const two = lines([1, 2], { Li: [3, 4], Laurent: [5, 6] }, labels);
    assert.deepEqual(
      two.data.map(({ name, y, mode }) => [name, y, mode]),
      [
        ['Li', [3, 4], 'lines+markers'],
        ['Laurent', [5, 6], 'lines+markers'],
      ],
    );
    const [li, laurent] = two.data.map(({ marker }) => marker as { color: string; symbol: string });
    assert.ok(two.layout.showlegend && li.color !== laurent.color && li.symbol !== laurent.symbol);
  });

  it('draw the diagonal over the range of all numbers, and axes of powers of ten', () => {
    const { data, layout } = scatter([1, 20], [3, 400], { ...labels, diagonal: true, logarithmic: 'y' });
    assert.deepEqual(data[0].x, [1, 400]);
    assert.deepEqual([(layout.xaxis as { type?: string }).type, (layout.yaxis as { type?: string }).type], [undefined, 'log']);
  });

  it('number a logarithmic axis at powers of ten, and between them where it spans few', () => {
    const axisOf = (y: number[]) =>
      scatter([1, 2, 3], y, { ...labels, logarithmic: 'y' }).layout.yaxis as Record<string, unknown>;
    const [wide, narrow] = [axisOf([0.002, Number.NaN, 40]), axisOf([3, 4, 7])];
    assert.deepEqual([wide.dtick, narrow.dtick], [1, 'D2']);
    // 5 is among the numbers, and no point lies on the frame
    const [low, high] = (narrow.range as number[]).map((power) => 10 ** power);
    assert.ok(low < 3 && low > 2 && high > 7 && high < 10);
    assert.throws(() => axisOf([0.1, 0, 1]), /^InputError: absorption: it has 0 on a logarithmic axis; give numbers above 0/);
  });

  it('name the series that has another length than x', () => {
    assert.throws(
      () => lines([1, 2, 3], { Li: [1, 2, 3], Laurent: [1] }, labels),
      (error) => {
        return error instanceof InputError && /^Laurent: it has 1 numbers, x has 3/.test(error.message);
      },
    );
  });
});
