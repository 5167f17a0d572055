import assert from 'node:assert/strict';
import {
  expectedImprovement,
  lowerConfidenceBound,
  probabilityOfImprovement,
  targetImprovement,
} from '../../src/gaussian-process/acquisition';
import { predict } from '../../src/gaussian-process/prediction';
import { GaussianProcess } from '../../src/gaussian-process/regression';
import { bestPoints } from '../../src/gaussian-process/screening';
import { RandomStream } from '../../src/numerics/random';

describe('screening', () => {
  // more values than the rough prediction knows of: it knows the left half, and hopes for much on the right
  const random = RandomStream.fromSeed(6).derive('screening');
  const count = 600;
  const known = Float64Array.from({ length: 2 * count }, (_, i) =>
    i % 2 === 1 ? random.uniform(-1, 1) : random.uniform(i < 512 ? -1 : 0, i < 512 ? 0 : 1),
  );
  const values = Float64Array.from({ length: count }, (_, i) => Math.abs(known[2 * i] + 0.6) + Math.abs(known[2 * i + 1] - 0.5));
  const { model } = new GaussianProcess({ constant: 2, lengths: [0.5, 0.5], noise: 1e-3 }, known, values);
  const points = Float64Array.from({ length: 2 * 1500 }, () => random.uniform(-1, 1));
  const { means, deviations } = predict(model, points);
  const least = Math.min(...values);
  const functions = {
    EI: expectedImprovement(least),
    LCB: lowerConfidenceBound(),
    PI: probabilityOfImprovement(least),
    'PI of some means that are below': probabilityOfImprovement(least + 0.2),
    'the improvement towards a target': targetImprovement(0.9, 0.01),
  };

  for (const [name, acquisition] of Object.entries(functions)) {
    it(`finds the best of all points exactly, by ${name}`, () => {
      const best = bestPoints(model, points, [acquisition], 5)[0];
      const all = means.map((mean, i) => acquisition.evaluate(mean, deviations[i]).value);
      assert.equal(new Set(best).size, 5);
      best.forEach((i, place) => {
        assert.ok(Math.abs(all[i] - all.slice().sort()[place]) < 1e-12);
      });
    });
  }

  it('predicts far fewer points exactly than there are', () => {
    let calls = 0;
    const counted = {
      ...functions.LCB,
      evaluate: (mean: number, deviation: number) => {
        calls++;
        return functions.LCB.evaluate(mean, deviation);
      },
    };
    bestPoints(model, points, [counted], 5);
    assert.ok(calls < 750, `${calls}`);
  });
});
