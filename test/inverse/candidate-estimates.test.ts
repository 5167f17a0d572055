import assert from 'node:assert/strict';
import { DifferenceModel, meanDistance, meanImprovement } from '../../src/inverse/candidate-estimates';
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

describe('mean improvement', () => {
  it('is the mean of max(0, bound − |x|) over a normal distribution', () => {
    for (const [mean, deviation, bound] of [
      [0, 1, 0.5],
      [0.7, 0.4, 1],
      [-2, 0.5, 1.5],
      [0.3, 0, 1],
      [0.3, 0, 0.2],
      [0.01, 0.02, 5],
    ]) {
      let sum = 0;
      const steps = 4000;
      for (let i = 0; i < steps; i++) {
        const z = -8 + (16 * (i + 0.5)) / steps;
        const gained = Math.max(0, bound - Math.abs(mean + deviation * z));
        sum += ((16 / steps) * gained * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
      }
      assert.ok(Math.abs(meanImprovement(mean, deviation, bound) - sum) < 1e-5, `${mean}, ${deviation}, ${bound}`);
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
    const model = new DifferenceModel(2, RandomStream.fromSeed(2));
    assert.deepEqual(model.improve(latents, worse, new Map()), worse);
    const few = model.improve(latents, worse, known(5));
    const mean = Array.from({ length: 5 }, (_, i) => offset(i)).reduce((sum, value) => sum + value / 5, 0);
    const alone = Array.from({ length: count }, (_, i) => i).filter((i) =>
      [0, 1, 2, 3, 4].every((j) => Math.hypot(latents[2 * i] - latents[2 * j], latents[2 * i + 1] - latents[2 * j + 1]) > 0.4),
    );
    assert.ok(alone.length > 10);
    for (const i of alone) assert.ok(Math.abs(few.means[i] - worse.means[i] - mean) < 1e-9);
    const more = model.improve(latents, worse, known(60));
    assert.ok(rms(more.means, 60) < 0.1 * rms(worse.means, 60), `${rms(more.means, 60)} of ${rms(worse.means, 60)}`);
  });

  it('keeps what is known, and says how sure it is of the rest', () => {
    const noisy = Float64Array.from(truth, (value) => value + 0.01 * random.normals(1)[0]);
    const model = new DifferenceModel(2, RandomStream.fromSeed(2));
    const { means, deviations } = model.improve(
      latents,
      { means: truth, deviations: new Float64Array(count) },
      new Map(Array.from({ length: 80 }, (_, i) => [i, noisy[i]])),
    );
    for (let i = 0; i < 80; i++) assert.deepEqual([means[i], deviations[i]], [noisy[i], 0]);
    for (let i = 80; i < count; i++) assert.ok(deviations[i] > 0.001 && deviations[i] < 0.02, `${deviations[i]}`);
    const middle = [...deviations.slice(80)].sort((a, b) => a - b)[20];
    assert.ok(middle > 0.005, `${middle}`);
  });

  it('takes over at a near neighbour what it cannot explain of a known one, and is the surer, the nearer it is', () => {
    // errors that no function of the latent explains, each shared by a candidate and three more near it
    const step = [0, 0.002, 0.02, 0.5];
    const errors = random.normals(40);
    const places = Float64Array.from(errors, () => random.uniform(-1, 1));
    const near = Float64Array.from(step.flatMap((by) => [...places.map((place) => place + by)]));
    const model = new DifferenceModel(1, RandomStream.fromSeed(2));
    const worse = { means: new Float64Array(near.length), deviations: new Float64Array(near.length) };
    const { means, deviations } = model.improve(near, worse, new Map(Array.from(errors, (error, i) => [i, 0.5 + error])));
    const missOf = (group: number): number =>
      Math.sqrt(errors.reduce((sum, error, i) => sum + (means[40 * group + i] - 0.5 - error) ** 2, 0) / 40);
    const unsureOf = (group: number): number => deviations.slice(40 * group, 40 * group + 40).reduce((a, b) => a + b, 0) / 40;
    assert.ok(missOf(1) < missOf(2) && missOf(2) < 0.8 * missOf(3), `${[1, 2, 3].map(missOf)}`);
    assert.ok(unsureOf(1) < unsureOf(2) && unsureOf(2) < unsureOf(3), `${[1, 2, 3].map(unsureOf)}`);
  });
});
