import assert from 'node:assert/strict';
import type { InverseModel } from '../../src/inverse/model';
import { designFor } from '../../src/notebook/design';
import type { PropertySimulator } from '../../src/simulation/simulator';

/** Proposes images of some phase-1 pixels, at random; their property is the share of those pixels. */
const model: InverseModel = {
  name: 'guess',
  async design(_target, count, random) {
    const candidates = Array.from({ length: count }, () => {
      const filled = random.integer(16);
      return { microstructure: { width: 4, height: 4, pixels: Uint8Array.from({ length: 16 }, (_, i) => Number(i < filled)) } };
    });
    return { candidates, warnings: ['it guesses'] };
  },
};
const simulator: PropertySimulator = {
  property: { name: 'share', symbol: 's', unit: 'kg', range: [0, 1] },
  fidelities: { label: 'exact' },
  calls: {},
  simulate: async (batch) => Float64Array.from(batch, ({ pixels }) => pixels.reduce((sum, pixel) => sum + pixel, 0) / 16),
  close: async () => undefined,
};

describe('designFor', () => {
  const run = {};

  it('gives each candidate its property, and the residuals and the nearest of them', async () => {
    const design = await designFor({ model, simulator }, 0.5, { count: 20, run });
    assert.equal(design.images.length, 20);
    design.images.forEach(({ pixels }, i) => {
      assert.equal(design.simulated[i], pixels.reduce((sum, pixel) => sum + pixel, 0) / 16);
    });
    const distances = design.simulated.map((value) => Math.abs(value - 0.5));
    const least = Math.min(...distances);
    assert.equal(design.best, design.candidates[distances.indexOf(least)]);
    assert.ok(Math.abs(design.residuals.minimum - (least / 0.5) * 100) < 1e-12);
    assert.deepEqual(design.row, {
      ...{ method: 'guess', 'min REP %': design.residuals.minimum },
      ...{ 'mean REP %': design.residuals.mean, 'sd REP %': design.residuals.deviation },
    });
    assert.deepEqual(design.warnings, ['it guesses']);
  });

  it('draws the same candidates when the cell is run again, and others for another target', async () => {
    const simulated = async (target: number) => (await designFor({ model, simulator }, target, { run })).simulated;
    assert.deepEqual(await simulated(0.5), await simulated(0.5));
    assert.notDeepEqual(await simulated(0.5), await simulated(0.6));
  });

  it('writes the property and its unit under each image', async () => {
    const design = await designFor({ model, simulator }, 0.5, { count: 2, run });
    const { title, annotations } = design.figure().layout as {
      title: { text: string };
      annotations: { text: string }[];
    } & object;
    assert.equal(title.text, 'Guess for share 0.5 kg');
    assert.deepEqual(
      annotations.map(({ text }) => text),
      design.simulated.map((value) => `s = ${value.toFixed(3)} kg`),
    );
  });
});
