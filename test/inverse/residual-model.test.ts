import assert from 'node:assert/strict';
import { ResidualModel } from '../../src/inverse/residual-model';
import { RandomStream } from '../../src/numerics/random';

const random = RandomStream.fromSeed(7);
const latents = random.uniforms(2 * 12, -1, 1);
/** Two errors that change slowly with a latent. */
const errorsAt = ([a, b]: ArrayLike<number> & Iterable<number>): number[] => [0.02 * Math.sin(2 * a) + 0.01 * b, -0.03 * a * b];
const placeOf = (i: number): Float32Array => latents.subarray(2 * i, 2 * i + 2);
const errors = Array.from({ length: 12 }, (_, i) => errorsAt(placeOf(i))).flat();
const model = new ResidualModel(latents, 2, Float64Array.from(errors), { length: 0.8, noise: 1e-4 });

describe('a model of a surrogate’s errors', () => {
  it('knows those that it was given, and is sure of them', () => {
    for (let i = 0; i < 12; i++) {
      const { added, share } = model.at(placeOf(i));
      assert.ok(Math.abs(added[0] - errors[2 * i]) < 1e-3 && Math.abs(added[1] - errors[2 * i + 1]) < 1e-3, `${added}`);
      assert.ok(share < 1e-3, `${share}`);
    }
  });

  it('tells of one error by the kernel and the noise, in closed form', () => {
    const alone = new ResidualModel(Float32Array.of(0.25, -0.5), 2, Float64Array.of(0.02), { length: 0.5, noise: 0.25 });
    for (const distance of [0, 0.3, 1]) {
      const { added, share } = alone.at(Float32Array.of(0.25 + distance, -0.5));
      const kernel = Math.exp(-(distance ** 2) / (2 * 0.5 ** 2));
      assert.ok(Math.abs(added[0] - (0.02 * kernel) / 1.25) < 1e-7, `${added} at ${distance}`);
      assert.ok(Math.abs(share - (1 - kernel ** 2 / 1.25)) < 1e-6, `${share} at ${distance}`);
    }
  });

  it('says nothing far away, with the variance of all errors', () => {
    const { added, share } = model.at(Float32Array.of(20, -20));
    assert.ok(added.every((value) => Math.abs(value) < 1e-12));
    assert.ok(Math.abs(share - 1) < 1e-6);
    const second = errors.filter((_, i) => i % 2 === 1);
    const variance = second.reduce((sum, error) => sum + error ** 2, 0) / 12;
    assert.ok(Math.abs(model.variances[1] - variance) < 1e-12);
  });

  it('is nearer to errors in between than none would be', () => {
    let [with_, without] = [0, 0];
    for (let i = 0; i < 50; i++) {
      const place = random.uniforms(2, -0.8, 0.8);
      const [first, second] = errorsAt(place);
      const { added } = model.at(place);
      with_ += Math.abs(added[0] - first) + Math.abs(added[1] - second);
      without += Math.abs(first) + Math.abs(second);
    }
    assert.ok(with_ < 0.3 * without, `${with_} of ${without}`);
  });
});
