import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countSamples } from '../../src/datasets/dataset';
import { movedSamples, nearestSamples, spaceMapping } from '../../src/inverse/index';
import type { Method } from '../../src/inverse/method';
import { loadDataset } from '../../src/pipeline/outputs';
import { findProfile, type Profile } from '../../src/pipeline/profiles';
import { reproduce } from '../../src/pipeline/reproduce';
import { readFineSpectra, readSpectra } from '../../src/pipeline/spectral-evaluations';
import { spectraTable } from '../../src/pipeline/steps/spectra';
import { rootMeanSquare } from '../../src/simulation/residual';

const sketch = findProfile('sketch');
const spectra = findProfile('spectra');
const tiny: Profile = {
  ...sketch,
  name: 'tiny',
  fields: { ...sketch.fields, count: 12 },
  gan: { ...sketch.gan, steps: 2, batch: 4 },
  film: { ...spectra.film, wavelength: [500, 600, 700], harmonics: 5 },
  fineHarmonics: 9,
  datasets: [{ name: 'small', latentSide: 1, samples: 40, range: [0, 1], trainingShare: 0.8 }],
  methods: {
    mdn: { epochs: 2, batch: 8 },
    surrogate: { side: 16, widths: [4, 6], hidden: 6, epochs: 2, batch: 8 },
    moves: { steps: 2, apart: 0 },
    mapping: { steps: 2, round: 2 },
  },
  protocol: { targets: [], candidates: 3, heldOut: 2 },
};

describe('the chain of a spectrum', () => {
  const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));
  const methods = [movedSamples, spaceMapping, nearestSamples] as Method[];

  it('builds, trains, designs for held-out and wished spectra, checks them, and leaves a table and figures', async () => {
    const place = { folder, figures: join(folder, 'pictures') };
    const { missing, results } = await reproduce(tiny, { seed: 1, run: {}, parts: { methods }, place });
    assert.deepEqual(missing, []);
    const found = readSpectra(folder, methods, 'small');
    assert.equal(found.length, 3 * 7);
    for (const { target, simulated, errors, candidates } of found) {
      assert.deepEqual([target.values.length, simulated.length, candidates.length], [3, 3, 3]);
      assert.ok(Math.abs(rootMeanSquare(simulated[0], target.values) - errors[0]) < 1e-12);
    }
    const calls = (method: Method) => found.filter((each) => each.method === method.name).map((each) => each.calls.label);
    assert.ok(calls(spaceMapping as Method).every((count) => count === 3));
    assert.ok(calls(movedSamples as Method).every((count) => count === 0));
    assert.equal(readFineSpectra(folder, methods, 'small').length, 3 * 7);
    const table = readFileSync(join(folder, spectraTable('small', 'md')), 'utf8');
    for (const { name } of methods) assert.match(table, new RegExp(`\\| ${name} \\|`));
    for (const name of ['spectra-small', 'spectra-small-best-of'])
      assert.ok(existsSync(join(place.figures, `${name}.png`)), name);
    const verdicts = (results!.content as { results: Record<string, { method: string }[]> }).results['spectra-small'];
    assert.deepEqual(
      verdicts.map(({ method }) => method),
      [movedSamples.name, spaceMapping.name],
    );
  });

  it('never shows a method the samples whose spectra are targets', async () => {
    const samples = await loadDataset(folder, 'small');
    const heldOut = readSpectra(folder, [nearestSamples], 'small').filter(({ target }) => target.kind === 'held out');
    assert.equal(heldOut.length, 2);
    assert.equal(countSamples(samples), 40);
    for (const { target, errors, candidates } of heldOut) {
      const row = Number(target.name.replace('sample ', ''));
      assert.deepEqual([...target.values], Array.from(samples.y.subarray(3 * row, 3 * row + 3)));
      assert.ok(errors[0] > 0);
      const own = samples.latents[row];
      assert.ok(candidates.every(({ latent }) => latent![0] !== own));
    }
  });
});
