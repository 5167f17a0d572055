import assert from 'node:assert/strict';
import { bestOf, bestOfFirstSpectra, evaluateSpectra, type SpectralResult } from '../../src/evaluation/spectral-protocol';
import { compareWithLookUp, spectralRows } from '../../src/evaluation/spectral-table';
import { heldOutTargets, wishedTargets } from '../../src/evaluation/spectral-targets';
import type { InverseModel } from '../../src/inverse/model';
import { RandomStream } from '../../src/numerics/random';
import type { PropertySimulator } from '../../src/simulation/simulator';

const pixel = (value: number) => ({ width: 1, height: 1, pixels: Uint8Array.of(value) });

/** Gives 0.1 and 0.2 times the only pixel. */
function countingSimulator(): PropertySimulator {
  const calls = { label: 0 };
  return {
    property: { name: 'a pair', symbol: 'p', range: [0, 1], components: ['a', 'b'] },
    fidelities: { label: 'by hand' },
    calls,
    async simulate(batch) {
      calls.label += batch.length;
      return Float64Array.from(batch.flatMap(({ pixels: [value] }) => [0.1 * value, 0.2 * value]));
    },
    close: async () => undefined,
  };
}

const result = (method: string, name: string, kind: 'held out' | 'wished', errors: number[]): SpectralResult => ({
  ...{
    method,
    target: { name, kind, values: [0.3, 0.5] },
    candidates: [],
    errors,
    warnings: [],
    seconds: 1,
    calls: { label: 6 },
  },
  simulated: errors.map((error) => [0.3 + error, 0.5 - error]),
});

describe('targets of several numbers', () => {
  const samples = { latentSide: 1, latents: new Float32Array(3), y: Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6) };

  it('are those of samples that validate, by their numbers', () => {
    const [first, ...others] = heldOutTargets(samples, Uint32Array.of(2, 0), 1);
    assert.deepEqual(first, { name: 'sample 2', kind: 'held out', values: [0.5, 0.6] });
    assert.deepEqual(others, []);
  });

  it('are five that nobody has, at any wavelengths', () => {
    const wished = wishedTargets([450, 600, 650, 800], samples);
    const values = Object.fromEntries(wished.map((target) => [target.name, target.values]));
    assert.deepEqual(values['flat at 0.6'], [0.6, 0.6, 0.6, 0.6]);
    const [low, middle, high] = [values['step at 600 nm'][3], values['step at 600 nm'][1], values['step at 600 nm'][0]];
    assert.ok(low < middle && middle < high && Math.abs(middle - (low + high) / 2) < 1e-12);
    const band = values['pass band 600 to 700 nm'];
    assert.ok(band[1] === band[2] && band[0] === band[3] && band[1] < band[0]);
    assert.deepEqual(values['highest mean'], [1, 1, 1, 1]);
    assert.ok(values['lowest ripple'].every((value) => Math.abs(value - 0.35) < 1e-12));
    assert.ok(wished.every(({ kind }) => kind === 'wished') && wished.length === 5);
  });
});

describe('the protocol of targets of several numbers', () => {
  it('simulates every candidate, and counts what proposing called apart from it', async () => {
    const simulator = countingSimulator();
    const model: InverseModel = {
      name: 'tries two',
      async design(_target, count) {
        await simulator.simulate([pixel(1), pixel(2)]);
        return { candidates: Array.from({ length: count }, (_, i) => ({ microstructure: pixel(i + 1) })), warnings: ['so so'] };
      },
    };
    const targets = [{ name: 'two', kind: 'wished' as const, values: [0.2, 0.4] }];
    const [found] = await evaluateSpectra(model, targets, 3, simulator, RandomStream.fromSeed(1));
    assert.deepEqual(found.calls, { label: 2 });
    assert.deepEqual(
      found.errors.map((error) => Number(error.toFixed(6))),
      [0.158114, 0, 0.158114],
    );
    assert.equal(bestOf(found), 1);
    assert.deepEqual(found.warnings, ['so so']);
  });

  it('has the best of the first T, the mean over targets', () => {
    const curves = bestOfFirstSpectra([{ errors: [0.4, 0.2, 0.3] }, { errors: [0.2, 0.6, 0.1] }]);
    assert.deepEqual(
      curves.map((value) => Number(value.toFixed(9))),
      [0.3, 0.2, 0.15],
    );
    assert.deepEqual(bestOfFirstSpectra([]), []);
  });

  it('compares with the look-up on held-out and on wished targets', () => {
    const results = [
      result('ours', 'sample 1', 'held out', [0.03, 0.01]),
      result('ours', 'sample 2', 'held out', [0.05, 0.04]),
      result('ours', 'highest mean', 'wished', [0.2]),
      result('look', 'sample 1', 'held out', [0.02]),
      result('look', 'sample 2', 'held out', [0.03]),
      result('look', 'highest mean', 'wished', [0.1]),
    ];
    const [verdict, ...others] = compareWithLookUp(results, 'look');
    assert.deepEqual(others, []);
    assert.ok(Math.abs(verdict.ratio - 1) < 1e-12);
    assert.deepEqual([verdict.nearer, verdict.wishedNearer, verdict.wished], [1, [], 1]);
    const methods = [
      { name: 'ours', origin: 'ours' as const },
      { name: 'look', origin: 'check' as const },
      { name: 'not run', origin: 'ours' as const },
    ];
    const rows = spectralRows(results, methods, 'look', [{ method: 'ours', target: 'sample 1', simulated: [], error: 0.015 }]);
    assert.equal(rows.length, 2);
    assert.deepEqual(
      [rows[0]['T = 1'], rows[0].converged, rows[0]['of look-up'], rows[0]['highest mean'], rows[1].converged],
      [4, 1.5, 1, 20, null],
    );
    // the mean of 0.5 and 0.3, and half their difference
    assert.deepEqual([rows[0]['its mean'], rows[0]['calls per target']], [40, 6]);
  });
});
