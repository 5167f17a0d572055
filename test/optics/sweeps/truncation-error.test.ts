import assert from 'node:assert/strict';
import fc from 'fast-check';
import { selectOrders } from '../../../src/optics/basis/orders';
import { absorption, solve } from '../../../src/optics/solver/solve';
import { coarserTruncation, truncationError } from '../../../src/optics/sweeps/truncation-error';
import { problemWith } from '../problems';

describe('error of truncation', () => {
  it('comes from a truncation with fewer harmonics, about half as many, wherever there are fewer', () => {
    const reach = fc.integer({ min: 0, max: 12 });
    const truncations = fc.oneof(
      fc.record({ circular: fc.integer({ min: 1, max: 500 }) }),
      fc.record({ rectangular: fc.tuple(reach, reach) }),
    );
    fc.assert(
      fc.property(truncations, (truncation) => {
        const all = selectOrders(truncation, [500, 400]).harmonics;
        const coarser = coarserTruncation(truncation);
        if (all === 1) return assert.ok(!coarser || selectOrders(coarser, [500, 400]).harmonics === 1);
        const fewer = selectOrders(coarser!, [500, 400]).harmonics;
        assert.ok(fewer < all && fewer <= 0.75 * all, `${fewer} of ${all}`);
        if (all > 60) assert.ok(fewer > 0.2 * all, `${fewer} of ${all}`);
      }),
    );
  });

  it('is the largest change of R, T and A, and mostly more than the error', () => {
    const at = (circular: number) => problemWith({ truncation: { circular } });
    const [coarse, fine] = [25, 50].map((circular) => solve(at(circular)));
    const error = truncationError(fine, coarse);
    assert.ok(error >= Math.abs(fine.unpolarised.A - coarse.unpolarised.A));
    assert.ok(Math.abs(fine.unpolarised.A - absorption(at(200))) < error);
    assert.equal(truncationError(fine, fine), 0);
  });
});
