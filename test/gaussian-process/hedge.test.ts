import assert from 'node:assert/strict';
import { armProbabilities, arms, drawArm, updateGains } from '../../src/gaussian-process/hedge';
import trace from './references/hedge.json';

describe('hedge of the arms', () => {
  it("follows scikit-optimize's gp_hedge step by step: gains, probabilities, choices", () => {
    let gains = [0, 0, 0];
    for (const step of trace) {
      gains = updateGains(gains, step.means);
      const probabilities = armProbabilities(gains);
      for (let i = 0; i < 3; i++) {
        assert.ok(Math.abs(gains[i] - step.gains[i]) < 1e-12);
        assert.ok(Math.abs(probabilities[i] - step.probabilities[i]) < 1e-12);
      }
      assert.equal(arms[drawArm(probabilities, step.uniform)], step.arm);
    }
    assert.equal(new Set(trace.map(({ arm }) => arm)).size, 3);
  });

  it('draws the arm of least predicted means alone once they are units apart, and any while they are hundredths apart', () => {
    const apart = (scale: number) => armProbabilities(updateGains([0, 0, 0], [10 * scale, 40 * scale, 12 * scale]));
    assert.ok(apart(1)[0] > 0.87 && apart(10)[0] > 0.999999);
    assert.ok(apart(0.01).every((probability) => probability > 0.25));
  });

  it('draws each arm from its own part of 0 … 1', () => {
    const drawn = [0, 0.19, 0.21, 0.69, 0.71, 0.999999].map((uniform) => drawArm([0.2, 0.5, 0.3], uniform));
    assert.deepEqual(drawn, [0, 0, 1, 1, 2, 2]);
  });
});
