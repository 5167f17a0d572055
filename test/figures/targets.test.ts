import assert from 'node:assert/strict';
import { simulatedAgainstTarget } from '../../src/figures/targets';
import { absorptionOf } from '../../src/film/property';
import { siliconFilm } from '../../src/film/settings';
import { RandomStream } from '../../src/numerics/random';

const absorption = absorptionOf(siliconFilm);
const random = RandomStream.fromSeed(1);
const targets = [0.55, 0.6, 0.65];
const rows = ['GAN-MDN', 'PCA-MDN', 'nearest sample', 'random latent', 'surrogate'].flatMap((method) =>
  targets.map((target) => ({ method, target, simulated: Array.from(random.uniforms(30, 0.5, 0.7)) })),
);

describe('simulatedAgainstTarget', () => {
  const figure = simulatedAgainstTarget(rows, absorption);
  const panels = figure.data.filter((trace) => trace.name === 'design');

  it('draws every design at its absorption, near its target and near no other', () => {
    assert.equal(panels.length, 5);
    panels.forEach((panel, m) => {
      const own = rows.slice(3 * m, 3 * m + 3);
      assert.deepEqual(
        panel.y,
        own.flatMap((row) => row.simulated),
      );
      Array.from(panel.x as number[]).forEach((x, i) => {
        assert.ok(Math.abs(x - targets[Math.floor(i / 30)]) < 0.025);
      });
    });
  });

  it('is the same for the same designs', () => {
    assert.deepEqual(simulatedAgainstTarget(rows, absorption), figure);
  });

  it('has the same range on all axes', () => {
    const axes = Object.entries(figure.layout).filter(([name]) => /^[xy]axis/.test(name));
    assert.equal(axes.length, 10);
    const ranges = axes.map(([, axis]) => (axis as { range: number[] }).range);
    for (const range of ranges) assert.deepEqual(range, ranges[0]);
    const all = rows.flatMap((row) => row.simulated);
    assert.ok(ranges[0][0] < Math.min(...all) && ranges[0][1] > Math.max(...all));
  });
});
