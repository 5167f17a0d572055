import assert from 'node:assert/strict';
import { block, transpose, zeros } from '../../../src/numerics/matrix';
import { multiply } from '../../../src/numerics/product';
import { illuminatedLayer } from '../../../src/optics/fields/illuminated';
import { fieldsInside, joinColumns } from '../../../src/optics/fields/layer-fields';
import { respondAdjoint } from '../../../src/optics/solver/boundary';
import { largestDifference, randomMatrix } from '../../numerics/matrices';
import { patternOf, problemWith } from '../problems';

/** Column of plane i, part j and source k of fields of two sources. */
const columnOf = (parts: number, i: number, j: number, k: number) => (i * parts + j) * 2 + k;

describe('fields inside a layer', () => {
  it('of a film without contrast are a wave exp(ikz), with H = nE', () => {
    const index = [1.3, 0] as const;
    const problem = problemWith({
      cover: index,
      substrate: index,
      phases: [index],
      pattern: patternOf(['0']),
      // So thin that the layer is one part.
      thickness: 120,
    });
    const { layer, levels, faces, orders } = illuminatedLayer(problem);
    const heights = [-1, -0.3, 0, 0.8];
    const { u, v, parts } = fieldsInside(layer, levels, faces, heights, false);
    assert.equal(parts, 1);
    heights.forEach((height, i) => {
      const phase = (2 * Math.PI * 1.3 * 60 * (1 + height)) / 600;
      // p: Ex = 1 and Hy = n.
      const at = orders.zeroth * u.columns + columnOf(1, i, 0, 1);
      assert.ok(Math.hypot(u.re[at] - Math.cos(phase), u.im[at] - Math.sin(phase)) < 1e-11);
      assert.ok(Math.hypot(v.re[at] - 1.3 * Math.cos(phase), v.im[at] - 1.3 * Math.sin(phase)) < 1e-11);
    });
  });

  it('meet the faces and, from part to part, each other', () => {
    const { layer, levels, faces } = illuminatedLayer(problemWith({ thickness: 2500, theta: 20, phi: 50 }));
    const { u, v, parts } = fieldsInside(layer, levels, faces, [-1, 1], false);
    assert.ok(parts >= 2);
    const column = (of: typeof u, i: number, j: number) => block(of, 0, columnOf(parts, i, j, 0), of.rows, 2);
    assert.ok(largestDifference(column(u, 0, 0), faces.top) < 1e-9);
    assert.ok(largestDifference(column(u, 1, parts - 1), faces.bottom) < 1e-9);
    for (let part = 1; part < parts; part++) {
      for (const field of [u, v]) assert.ok(largestDifference(column(field, 1, part - 1), column(field, 0, part)) < 1e-8);
    }
  });

  it('of the adjoint layer make uᵀṽ + vᵀũ the same at all depths', () => {
    // u' = iPv, v' = iQu, and ũ' = iPᵀṽ, ṽ' = iQᵀũ: the derivative of ṽᵀu − ũᵀv vanishes.
    const { layer, levels, faces, boundary } = illuminatedLayer(problemWith({ thickness: 500 }));
    const [above, below] = ['above', 'below'].map((name) => randomMatrix(faces.top.rows, 2, name));
    const adjointFaces = respondAdjoint(boundary, above, below);
    const heights = [-1, -0.5, 0.1, 1];
    const there = fieldsInside(layer, levels, faces, heights, false);
    const back = fieldsInside(layer, levels, adjointFaces, heights, true);
    const invariants = Array.from({ length: heights.length * there.parts }, (_, i) => {
      const pick = (matrix: typeof above) => block(matrix, 0, 2 * i, matrix.rows, 2);
      const plus = multiply(transpose(pick(back.v)), pick(there.u));
      const minus = multiply(transpose(pick(back.u)), pick(there.v));
      const difference = zeros(2, 2);
      difference.re.set(plus.re.map((value, j) => value - minus.re[j]));
      difference.im.set(plus.im.map((value, j) => value - minus.im[j]));
      return difference;
    });
    for (const one of invariants) assert.ok(largestDifference(one, invariants[0]) < 1e-8);
  });
});

describe('joined columns', () => {
  it('stand side by side', () => {
    const [a, b] = [randomMatrix(3, 2, 'a'), randomMatrix(3, 1, 'b')];
    const joined = joinColumns([a, b]);
    assert.equal(joined.columns, 3);
    assert.equal(largestDifference(block(joined, 0, 0, 3, 2), a) + largestDifference(block(joined, 0, 2, 3, 1), b), 0);
  });
});
