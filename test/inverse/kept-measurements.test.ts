import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeptMeasurements } from '../../src/inverse/kept-measurements';
import { volumeFraction } from '../../src/microstructure/descriptors';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { callsOfGradient, gradientOf, type PropertySimulator } from '../../src/simulation/simulator';

const imageOf = (...pixels: number[]): Microstructure => ({ width: 2, height: 2, pixels: Uint8Array.from(pixels) });

/** The volume fraction, of which each pixel is a quarter. */
function fractions(): PropertySimulator {
  const calls = { label: 0, [gradientOf('label')]: 0 };
  return {
    property: { name: 'volume fraction', symbol: 'f', range: [0, 1] },
    fidelities: { label: 'exact' },
    calls,
    async simulate(batch) {
      calls.label += batch.length;
      return Float64Array.from(batch, volumeFraction);
    },
    async gradient(batch) {
      calls[gradientOf('label')] += callsOfGradient * batch.length;
      const slopes = new Float64Array(4 * batch.length).fill(0.25);
      return { values: Float64Array.from(batch, volumeFraction), slopes, wallSlopes: slopes };
    },
    close: async () => {},
  };
}

describe('kept measurements', () => {
  let scratch: string;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'kept-'));
  });
  afterEach(() => rmSync(scratch, { recursive: true }));

  it('give a run that goes on what the one that was stopped had measured, and tell what that had spent', async () => {
    const asked = [
      { microstructure: imageOf(0, 1, 0, 0), withGradient: true },
      { microstructure: imageOf(1, 1, 0, 1), withGradient: false },
    ];
    const [before, after] = [fractions(), fractions()];
    const stopped = new KeptMeasurements('name', before, { scratch });
    const first = await stopped.measure(asked);
    assert.deepEqual(first[0], { values: Float64Array.of(0.25), slopes: new Float32Array(4).fill(0.25) });
    assert.deepEqual(stopped.earlier, { seconds: 0, calls: {} });

    const kept = new KeptMeasurements('name', after, { scratch });
    assert.deepEqual(await kept.measure(asked), first);
    assert.deepEqual(after.calls, fractions().calls);
    assert.deepEqual(kept.earlier.calls, before.calls);
    assert.ok(kept.earlier.seconds > 0);
    assert.deepEqual(
      (await kept.measure(asked.slice(1))).map(({ values }) => values[0]),
      [0.75],
    );
    assert.equal(after.calls.label, 1);
    const third = new KeptMeasurements('name', fractions(), { scratch });
    assert.equal(third.earlier.calls.label, 2);
  });

  it('keep nothing without a folder', async () => {
    const simulator = fractions();
    for (const round of [1, 2]) {
      await new KeptMeasurements('name', simulator).measure([{ microstructure: imageOf(0, 1, 0, 0), withGradient: false }]);
      assert.equal(simulator.calls.label, round);
    }
  });
});
