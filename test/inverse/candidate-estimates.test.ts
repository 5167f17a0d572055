import assert from 'node:assert/strict';
import { DifferenceModel, meanDistance } from '../../src/inverse/candidate-estimates';
import { RandomStream } from '../../src/numerics/random';

describe('mean distance', () => {
  it('is the mean of |x| over a normal distribution', () => {
    for (const [mean, deviation] of [
      [0, 1],
      [0.7, 0.4],
      [-2, 0.5],
      [0.3, 0],
    ]) {
      let sum = 0;
      const steps = 4000;
      for (let i = 0; i < steps; i++) {
        const z = -8 + (16 * (i + 0.5)) / steps;
        sum += ((16 / steps) * Math.abs(mean + deviation * z) * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
      }
      assert.ok(Math.abs(meanDistance(mean, deviation) - sum) < 1e-5, `${mean}, ${deviation}`);
    }
  });
});

describe('model of the difference between two estimates', () => {
  const random = RandomStream.fromSeed(1);
  const count = 120;
  const latents = Float64Array.from(random.uniforms(2 * count, -1, 1));
  const truth = Float64Array.from({ length: count }, (_, i) => 0.6 + 0.1 * latents[2 * i]);
  const offset = (i: number): number => 0.02 + 0.05 * Math.sin(2 * latents[2 * i + 1]);
  const worse = { means: truth.map((value, i) => value - offset(i)), deviations: new Float64Array(count).fill(0.001) };
  const known = (some: number) => new Map(Array.from({ length: some }, (_, i) => [i, truth[i]]));
  const rms = (means: Float64Array, from: number) =>
    Math.sqrt(means.slice(from).reduce((sum, mean, i) => sum + (mean - truth[from + i]) ** 2, 0) / (count - from));

  it('changes nothing before a value is known, takes off the mean of few, and learns a function of the latent from more', () => {
    const model = new DifferenceModel(latents, 2, RandomStream.fromSeed(2));
    assert.deepEqual(model.improve(worse, new Map()), worse);
    const few = model.improve(worse, known(5));
    const mean = Array.from({ length: 5 }, (_, i) => offset(i)).reduce((sum, value) => sum + value / 5, 0);
    assert.ok(Math.abs(few.means[50] - worse.means[50] - mean) < 1e-12);
    const more = model.improve(worse, known(60));
    assert.ok(rms(more.means, 60) < 0.1 * rms(worse.means, 60), `${rms(more.means, 60)} of ${rms(worse.means, 60)}`);
  });

  it('keeps what is known, and says how sure it is of the rest', () => {
    const noisy = Float64Array.from(truth, (value) => value + 0.01 * random.normals(1)[0]);
    const model = new DifferenceModel(latents, 2, RandomStream.fromSeed(2));
    const { means, deviations } = model.improve(
      { means: truth, deviations: new Float64Array(count) },
      new Map(Array.from({ length: 80 }, (_, i) => [i, noisy[i]])),
    );
    for (let i = 0; i < 80; i++) assert.deepEqual([means[i], deviations[i]], [noisy[i], 0]);
    for (let i = 80; i < count; i++) assert.ok(deviations[i] > 0.005 && deviations[i] < 0.02, `${deviations[i]}`);
  });
});
