import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { residualErrorPercentage } from '../../src/evaluation/residual';
import { designsAndSamples, resample } from '../../src/figures/paper-designs';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { random, sets, targets, titlesOf } from './drawn-results';

describe('designs and samples of both data sets (Figure 3)', () => {
  const samplesOf = (side: number) =>
    randomFields({ ...smoothFields, side }, 6, random.derive('samples', side)).map((microstructure, i) => {
      return { microstructure, y: 0.6 + 0.01 * i };
    });
  const shown = sets.map((each, i) => ({ ...each, samples: samplesOf([96, 64][i]) }));
  const figure = designsAndSamples(shown, ['PCA-MDN', 'GAN-MDN'], targets, { symbol: 'A' });

  it('has rows (a) to (f) as the paper has, each design with its own REP', () => {
    const titles = titlesOf(figure);
    const rows = ['random samples', 'PCA-MDN', 'GAN-MDN'];
    const wanted = ['I', 'II'].flatMap((name) => rows.map((row) => `Data-${name}, ${row}`));
    assert.deepEqual(
      titles.filter((title) => /^\([a-f]\) /.test(title)),
      wanted.map((title, i) => `(${'abcdef'[i]}) ${title}`),
    );
    const residuals = titles.flatMap((title) => /REP ([\d.]+) %$/.exec(title)?.[1] ?? []);
    const expected = sets.flatMap(({ results }) =>
      ['PCA-MDN', 'GAN-MDN'].flatMap((method) => results.filter((result) => result.method === method)),
    );
    assert.deepEqual(
      residuals,
      expected.map((result) => result.residuals.minimum.toFixed(2)),
    );
  });

  it('shows in each place the image that belongs there, pixel for pixel', () => {
    const [{ source }] = figure.layout.images as { source: string }[];
    const { data, width } = PNG.sync.read(Buffer.from(source.split(',')[1], 'base64'));
    const best = sets.map(({ results }) => results.find(({ method, target }) => method === 'GAN-MDN' && target === 0.65)!.best);
    best.forEach(({ microstructure: image }, i) => {
      // rows (c) and (f), the third column; tiles of 192 pixels are 204 apart, and 224 with what stands below them; two to one
      const [left, top] = [2 * 2 * 204 + 2, 2 * (2 + 3 * i) * 224 + 2];
      const step = 384 / image.width;
      for (let y = 0; y < image.height; y += 5) {
        for (let x = 0; x < image.width; x += 5) {
          const at = 4 * ((top + Math.floor((y + 0.5) * step)) * width + left + Math.floor((x + 0.5) * step));
          assert.equal(data[at] > 128, image.pixels[y * image.width + x] === 1);
        }
      }
    });
  });

  it('gives beside each REP that of the same design by the fine simulation', () => {
    const again = { fidelity: 'N = 441', simulated: sets[0].results[0].simulated.map((y) => y * 1.01) };
    const results = sets[0].results.filter(({ method }) => method === 'GAN-MDN').map((result) => ({ ...result, fine: again }));
    const titles = titlesOf(designsAndSamples([{ ...shown[0], results }], ['GAN-MDN'], targets, { symbol: 'A' }));
    const { target, simulated } = results[0];
    const residuals = simulated.map((y) => residualErrorPercentage(y, target));
    const nearest = residuals.indexOf(Math.min(...residuals));
    const wanted = `REP ${residuals[nearest].toFixed(2)} (${residualErrorPercentage(again.simulated[nearest], target).toFixed(2)}) %`;
    assert.ok(
      titles.some((title) => title.endsWith(wanted)),
      wanted,
    );
  });

  it('leaves out rows of methods without designs', () => {
    const figure = designsAndSamples(shown.slice(1), ['none', 'GAN-MDN'], targets, { symbol: 'A' });
    const rows = titlesOf(figure).filter((title) => title.startsWith('('));
    assert.deepEqual(rows, ['(a) Data-II, random samples', '(b) Data-II, GAN-MDN']);
  });

  it('brings images to a common side without changing what they are', () => {
    for (const { microstructure } of [samplesOf(96)[0], samplesOf(64)[0]]) {
      const larger = resample(microstructure, 192);
      assert.equal(volumeFraction(larger), volumeFraction(microstructure));
      assert.deepEqual(resample(larger, microstructure.width), microstructure);
    }
  });
});
