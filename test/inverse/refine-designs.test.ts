import assert from 'node:assert/strict';
import type { Generator } from '../../src/gan/generator';
import { FlipFactors } from '../../src/inverse/flip-changes';
import { KeptRefinement } from '../../src/inverse/kept-refinement';
import { refineDesigns } from '../../src/inverse/refine-designs';
import type { DesignState, RefinementContext } from '../../src/inverse/refined-design';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import type { PropertySimulator } from '../../src/simulation/simulator';
import { randomImage } from '../surrogate/samples';

const side = 48;
const calls = 6;
const weights = RandomStream.fromSeed(1).uniforms(side ** 2, 0.5, 1.5);
const shareOf = ({ pixels }: Microstructure): number => pixels.reduce((sum, pixel, i) => sum + pixel * weights[i], 0) / side ** 2;
const simulator: PropertySimulator = {
  property: { name: 'weighted share', symbol: 'w', range: [0, 1] },
  fidelities: { label: 'weights' },
  calls: { label: 0 },
  simulate: async (batch) => Float64Array.from(batch, shareOf),
  close: async () => {},
};
const image = randomImage(side, RandomStream.fromSeed(2));
const target = shareOf(image) + 0.004;
/** A design that has spent so many calls, and whose slopes are right by half. */
const stateOf = (number: number, spent: number, value = shareOf(image)): DesignState => ({
  ...{ number, latent: new Float32Array(1), microstructure: image, value },
  ...{ slopes: weights.map((weight) => weight / side ** 2 / 2), calls: spent, stepsLeft: 0, excluded: [], measured: [] },
});
const refine = (...designs: DesignState[]): Promise<DesignState[]> => refineWith([], designs);
const refineWith = (reserve: readonly DesignState[], designs: readonly DesignState[]): Promise<DesignState[]> => {
  const refinement: RefinementContext = {
    target,
    effort: { calls, latentSteps: 0, within: 0.01 },
    step: { generator: {} as Generator, latentSide: 1, sharpness: 10 },
    ...{ factors: new FlipFactors(), hasFine: false },
  };
  return refineDesigns(designs, reserve, refinement, simulator, new KeptRefinement('test', simulator));
};

describe('refining designs together', () => {
  it('gives calls that a design leaves to one whose own are spent', async () => {
    const [done, other] = await refine(stateOf(0, 1, target), stateOf(1, calls));
    assert.equal(done.calls, 1);
    assert.ok(other.calls > calls && done.calls + other.calls <= 2 * calls, `${other.calls}`);
    assert.ok(Math.abs(other.value! - target) < 0.1 * Math.abs(shareOf(image) - target), `${other.value} for ${target}`);
  });

  it('gives none where all are spent, keeps those of designs that go on, and gives no design more than twice its own', async () => {
    const [, spent] = await refine(stateOf(0, calls, target), stateOf(1, calls));
    assert.equal(spent.calls, calls);
    const both = await refine(stateOf(0, calls - 1), stateOf(1, calls));
    assert.equal(both[1].calls, calls);
    const impossible = { ...stateOf(2, calls, 2), slopes: stateOf(2, 0).slopes!.map(() => 1e-9) };
    const [, , last] = await refine(stateOf(0, 0, target), stateOf(1, 0, target), impossible);
    assert.ok(last.calls <= 2 * calls, `${last.calls}`);
  });

  it('begins a design anew that is far from the target when its calls are spent, where calls are left for another', async () => {
    const lost = { ...stateOf(2, calls, 2 * target), slopes: stateOf(2, 0).slopes!.map(() => 1e-9) };
    const fresh = [stateOf(3, 0), stateOf(4, 0)];
    const [, , instead] = await refineWith(fresh, [stateOf(0, 1, target), stateOf(1, 1, target), lost]);
    assert.equal(instead.number, 3);
    assert.ok(Math.abs(instead.value! - target) < Math.abs(shareOf(image) - target), `${instead.value} for ${target}`);
    assert.ok(instead.calls > calls && instead.calls <= 2 * calls, `${instead.calls}`);
    // nothing that it might flip changes anything
    const stuck = { ...lost, calls: 2, slopes: stateOf(2, 0).slopes!.map(() => 0) };
    assert.equal((await refineWith(fresh, [stateOf(0, 1, target), stateOf(1, 1, target), stuck]))[2].number, 3);
    const [, , kept] = await refineWith(fresh, [stateOf(0, calls, target), stateOf(1, 1, target), lost]);
    assert.equal(kept.number, 2);
  });
});
