import assert from 'node:assert/strict';
import type { SpectralResult } from '../../src/evaluation/spectral-protocol';
import { bestOfSpectra, spectraWantedAndGot, spectrumOfDesigns } from '../../src/figures/spectral-designs';

const wavelengths = [500, 600];
const wanted = [0.4, 0.6];
const result = (method: string, name: string, kind: 'held out' | 'wished', errors: number[], calls = 0): SpectralResult => ({
  ...{
    method,
    target: { name, kind, values: wanted },
    candidates: [],
    errors,
    warnings: [],
    seconds: 1,
    calls: { label: calls },
  },
  simulated: errors.map((error) => wanted.map((value) => value + error)),
});
const results = ['look', 'good', 'bad', 'calls'].flatMap((method, i) => [
  result(method, 'sample 1', 'held out', [0.1, [0.04, 0.02, 0.06, 0.01][i]], method === 'calls' ? 2 : 0),
  result(method, 'flat', 'wished', [[0.2, 0.1, 0.3, 0.05][i], 0.5], method === 'calls' ? 2 : 0),
]);

describe('spectra wanted and got, drawn', () => {
  it('have a panel for each target: what was wanted, the look-up, and the nearest method without calls and with', () => {
    const { data, layout } = spectraWantedAndGot(results, wavelengths, 'look');
    assert.deepEqual(
      data.map(({ name }) => name),
      [1, 2].flatMap(() => ['wanted', 'look', 'good', 'calls']),
    );
    // wished ones come first; of two designs the nearer is drawn
    assert.deepEqual(data[1].y, [0.4 + 0.2, 0.6 + 0.2]);
    assert.deepEqual(data[5].y, [0.4 + 0.04, 0.6 + 0.04]);
    const titles = (layout.annotations as { text: string }[]).map(({ text }) => text);
    assert.match(titles[0], /^flat<br>.*off by 20 \/ 10 \/ 5\.0 %/);
    assert.match(titles[1], /^sample 1<br>.*off by 4\.0 \/ 2\.0 \/ 1\.0 %/);
  });

  it('have curves of the best of the first T for each method, held-out targets apart from wished ones', () => {
    const { data } = bestOfSpectra(results);
    assert.equal(data.length, 8);
    assert.deepEqual(data[1].y, [0.1, 0.02]);
    assert.deepEqual(data[4].y, [0.2, 0.2]);
    assert.equal(bestOfSpectra(results.filter(({ target }) => target.kind === 'wished')).data.length, 4);
  });

  it('have the nearest of the designs for one spectrum above the others', () => {
    const { data } = spectrumOfDesigns(wavelengths, wanted, [
      [0.41, 0.6],
      [0.5, 0.5],
      [0.3, 0.2],
    ]);
    assert.deepEqual(
      data.map(({ name }) => name),
      ['other designs', 'other designs', 'the nearest design', 'wanted'],
    );
    assert.deepEqual(data[2].y, [0.41, 0.6]);
    assert.equal(data.filter(({ showlegend }) => showlegend !== false).length, 3);
  });
});
