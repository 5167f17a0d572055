import assert from 'node:assert/strict';
import { signedScale } from '../../src/figures/colours';
import { fieldsInPlane, fieldsThroughFilm, localAbsorption } from '../../src/figures/fields';
import { truncatedPattern } from '../../src/figures/permittivity';
import { renderFigure } from '../../src/figures/render';
import type { Figure } from '../../src/figures/style';
import { fieldsOnPlane } from '../../src/optics/fields/fields';
import { solve } from '../../src/optics/solver/solve';
import { problemWith } from '../optics/problems';

interface HeatMap {
  z: number[][];
  x0: number;
  dx: number;
  y0: number;
  dy: number;
  zmin: number;
  zmax: number;
}

const problem = problemWith({ truncation: { circular: 13 } });
const heatMaps = ({ data }: Figure) => data.filter(({ type }) => type === 'heatmap') as unknown as HeatMap[];

describe('fieldsInPlane', () => {
  it('draws the fields of the middle of the film, in nm', () => {
    const [electric, , realPart] = heatMaps(fieldsInPlane(problem, 'p', { columns: 16 }));
    const { E } = fieldsOnPlane(problem, 'p', { depth: 125, points: [16, 16] });
    const squared = [E.x, E.y, E.z].reduce((sum, { re, im }) => sum + re[37] ** 2 + im[37] ** 2, 0);
    assert.equal(electric.z[2][5], Number(squared.toPrecision(3)));
    assert.equal(realPart.z[2][5], Number(E.x.re[37].toPrecision(3)));
    assert.deepEqual([electric.x0, electric.dx, electric.y0, electric.dy], [16, 32, 16, 32]);
    assert.ok(electric.zmin === 0 && realPart.zmin === -realPart.zmax);
  });

  it('shows the component that the light has', () => {
    const titles = (figure: Figure) => JSON.stringify(figure.layout.annotations);
    assert.match(titles(fieldsInPlane(problem, 's', { columns: 4 })), /E<sub>y</);
    assert.match(titles(fieldsInPlane({ ...problem, phi: 90 }, 's', { columns: 4 })), /E<sub>x</);
  });

  it('refuses depths outside the film', () => {
    assert.throws(() => fieldsInPlane(problem, 'p', { depth: 300, columns: 4 }), RangeError);
  });

  it('makes a small file with one picture for each map', async () => {
    const { svg } = await renderFigure(fieldsInPlane(problem, 'p'));
    assert.equal(svg.match(/<image /g)?.length, 3);
    assert.ok(svg.length < 250_000);
  });
});

describe('fieldsThroughFilm', () => {
  it('has the faces of the film between boxes, and equal scales', () => {
    const figure = fieldsThroughFilm(problem, 'p', { columns: 20, above: 110, below: 190 });
    const [map] = heatMaps(figure);
    const start = map.y0 - map.dy / 2;
    for (const face of [0, 250]) assert.ok(Math.abs(((face - start) / map.dy) % 1) < 1e-9);
    const { xaxis, yaxis, width, height, margin } = figure.layout as unknown as {
      xaxis: { range: number[]; domain: number[] };
      yaxis: { range: number[] };
      width: number;
      height: number;
      margin: { l: number; r: number; t: number; b: number };
    };
    const nmAcross = 512 / ((width - margin.l - margin.r) * (xaxis.domain[1] - xaxis.domain[0]));
    const nmDown = (yaxis.range[0] - yaxis.range[1]) / (height - margin.t - margin.b);
    assert.ok(Math.abs(nmAcross / nmDown - 1) < 0.005);
  });
});

describe('localAbsorption', () => {
  it('has the absorption as the mean of each map and says it', () => {
    const figure = localAbsorption(problem, { columns: 20 });
    const { s, p, unpolarised } = solve(problem);
    heatMaps(figure).forEach(({ z }, i) => {
      const A = [p.A, s.A, unpolarised.A][i];
      const values = z.flat();
      assert.ok(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length - A) < 1e-3);
      assert.ok(JSON.stringify(figure.layout.annotations).includes(`A = ${A.toFixed(3)}`));
    });
  });
});

describe('signedScale', () => {
  it('darkens evenly from zero to both sides', () => {
    const brightness = signedScale.map(([, colour]) => {
      const [red, green, blue] = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16) / 255);
      return 0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2;
    });
    for (let i = 0; i < 8; i++) {
      assert.ok(brightness[i] < brightness[i + 1] && brightness[16 - i] < brightness[15 - i]);
      assert.ok(Math.abs(brightness[i] - brightness[16 - i]) < 0.06);
    }
  });
});

describe('truncatedPattern', () => {
  it('draws one map for each number of orders, all in the same colours', () => {
    const [mean, fine] = heatMaps(truncatedPattern(problem, [1, 49], { columns: 14 }));
    assert.equal(new Set(mean.z.flat()).size, 1);
    assert.ok(new Set(fine.z.flat()).size > 50);
    assert.deepEqual([mean.zmin, mean.zmax], [fine.zmin, fine.zmax]);
    assert.ok(fine.zmin < mean.z[0][0] && fine.zmax > mean.z[0][0]);
  });
});
