import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../src/evaluation/protocol';
import { residualErrorPercentage, summariseResiduals } from '../../src/evaluation/residual';
import { resultRows, toCsv, toMarkdown } from '../../src/evaluation/table';
import type { InverseModel } from '../../src/inverse/model';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { RandomStream } from '../../src/numerics/random';
import type { PropertySimulator } from '../../src/simulation/simulator';

/** A simulator whose property is the share of phase 1, and 0.1 more at its fine fidelity, where it has one. */
function fractionSimulator(fine?: string): PropertySimulator {
  const calls: Record<string, number> = { label: 0, fine: 0 };
  return {
    property: { name: 'share', symbol: 'f', range: [0, 1] },
    fidelities: { label: 'exact', ...(fine && { fine }) },
    calls,
    async simulate(batch, _run, fidelity = 'label') {
      calls[fidelity] += batch.length;
      return Float64Array.from(batch, (microstructure) => volumeFraction(microstructure) + (fidelity === 'fine' ? 0.1 : 0));
    },
    async close() {},
  };
}

/** Proposes images of 100 pixels whose share of phase 1 is near the target. */
const nearby: InverseModel = {
  name: 'nearby',
  async design(target, count, random) {
    const candidates = Array.from({ length: count }, () => {
      const ones = Math.round(100 * (target as number)) + random.integer(5) - 2;
      return { microstructure: { width: 10, height: 10, pixels: Uint8Array.from({ length: 100 }, (_, i) => Number(i < ones)) } };
    });
    return { candidates, warnings: [] };
  },
};

describe('residual error percentage', () => {
  it('is Eq. 5 of the paper', () => {
    assert.equal(residualErrorPercentage(0.66, 0.6).toFixed(10), '10.0000000000');
    assert.equal(residualErrorPercentage(0.54, 0.6).toFixed(10), '10.0000000000');
    assert.deepEqual(summariseResiduals([0.5, 0.5], 0.5), { minimum: 0, mean: 0, deviation: 0 });
  });

  it('has a minimum below its mean, and shifts of the deviation alone where all shift', () => {
    const values = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.1, max: 1, noNaN: true }), (simulated, target) => {
        const { minimum, mean, deviation } = summariseResiduals(simulated, target);
        assert.ok(minimum >= 0 && minimum <= mean + 1e-9 && deviation >= 0);
        const scaled = summariseResiduals(
          simulated.map((value) => value * 2),
          target * 2,
        );
        assert.ok(Math.abs(scaled.mean - mean) < 1e-9 && Math.abs(scaled.deviation - deviation) < 1e-9);
      }),
    );
  });
});

describe('protocol', () => {
  const protocol = { targets: [0.4, 0.5], candidates: 8 };

  it('simulates every candidate and finds the best one', async () => {
    const simulator = fractionSimulator();
    const results = await evaluate([nearby], protocol, simulator, RandomStream.fromSeed(1));
    assert.deepEqual(simulator.calls, { label: 16, fine: 0 });
    assert.deepEqual(
      results.map(({ target }) => target),
      [0.4, 0.5],
    );
    for (const { target, simulated, residuals, best } of results) {
      assert.equal(simulated.length, 8);
      assert.ok(simulated.every((value) => Math.abs(value - target) < 0.021));
      assert.ok(Math.abs(residualErrorPercentage(volumeFraction(best.microstructure), target) - residuals.minimum) < 1e-12);
    }
  });

  it('keeps all candidates in order, the best among them, and how different they are', async () => {
    const results = await evaluate([nearby], protocol, fractionSimulator(), RandomStream.fromSeed(1));
    for (const { candidates, simulated, best, diversity } of results) {
      assert.deepEqual(
        candidates.map(({ microstructure }) => volumeFraction(microstructure)),
        simulated,
      );
      assert.ok(candidates.includes(best));
      // the images are nested, so that two differ by the difference of their volume fractions
      const pairs = simulated.flatMap((a, i) => simulated.slice(i + 1).map((b) => Math.abs(a - b)));
      assert.ok(Math.abs(diversity! - pairs.reduce((sum, each) => sum + each, 0) / pairs.length) < 1e-12);
    }
  });

  it('counts what a search simulates, by fidelity, and not what checks its one design', async () => {
    const simulator = fractionSimulator('finer');
    const searching: InverseModel = {
      name: 'searching',
      async design(target, _count, random) {
        const { candidates } = await nearby.design(target, 5, random);
        const tried = await simulator.simulate(candidates.map(({ microstructure }) => microstructure));
        await simulator.simulate([candidates[0].microstructure], undefined, 'fine');
        const history = Array.from(tried, (property, i) => ({ iteration: i + 1, property }));
        return { candidates: candidates.slice(0, 1), history, warnings: [] };
      },
    };
    const results = await evaluate([searching, nearby], protocol, simulator, RandomStream.fromSeed(1));
    assert.deepEqual(
      results.map(({ calls }) => calls),
      [
        { label: 5, fine: 1 },
        { label: 5, fine: 1 },
        { label: 0, fine: 0 },
        { label: 0, fine: 0 },
      ],
    );
    assert.equal(results[0].history!.length, 5);
    assert.equal(results[0].diversity, undefined);
    assert.equal(results[2].history, undefined);
  });

  it('explores after the targets within the range, which come out as they would alone', async () => {
    const run = (exploration?: number[]) =>
      evaluate([nearby], { ...protocol, exploration }, fractionSimulator(), RandomStream.fromSeed(1));
    const [alone, both] = [await run(), await run([0.3])];
    assert.deepEqual(
      both.map(({ target }) => target),
      [0.4, 0.5, 0.3],
    );
    assert.deepEqual(
      both.slice(0, 2).map(({ simulated }) => simulated),
      alone.map(({ simulated }) => simulated),
    );
  });

  it('draws the same for a seed whatever else is evaluated, and others for another seed', async () => {
    const simulated = async (seed: number, targets: number[]): Promise<number[]> => {
      const results = await evaluate([nearby], { ...protocol, targets }, fractionSimulator(), RandomStream.fromSeed(seed));
      return results.find(({ target }) => target === 0.5)!.simulated;
    };
    assert.deepEqual(await simulated(1, [0.4, 0.5]), await simulated(1, [0.5]));
    assert.notDeepEqual(await simulated(1, [0.5]), await simulated(2, [0.5]));
  });

  it('draws otherwise for each target and each model', async () => {
    const drawn: number[] = [];
    const drawing = (name: string): InverseModel => ({
      name,
      async design(target, count, random) {
        drawn.push(random.uniform());
        return nearby.design(target, count, random);
      },
    });
    await evaluate([drawing('one'), drawing('other')], protocol, fractionSimulator(), RandomStream.fromSeed(1));
    assert.equal(new Set(drawn).size, 4);
  });

  it('simulates the same candidates again at the fine fidelity, and both are in the table', async () => {
    const simulator = fractionSimulator('N = 121');
    const results = await evaluate([nearby], protocol, simulator, RandomStream.fromSeed(1));
    assert.deepEqual(simulator.calls, { label: 16, fine: 16 });
    for (const { simulated, fine } of results) {
      fine!.simulated.forEach((value, i) => {
        assert.ok(Math.abs(value - simulated[i] - 0.1) < 1e-12);
      });
    }
    const [row] = resultRows(results);
    assert.deepEqual(Object.keys(row), [
      'method',
      'target',
      'min REP %',
      'mean REP %',
      'sd REP %',
      'min REP % (N = 121)',
      'mean REP % (N = 121)',
      'sd REP % (N = 121)',
      'diversity',
      'simulator calls',
      'seconds',
    ]);
    const lines = toCsv(resultRows(results)).trim().split('\n');
    assert.equal(lines.length, 3);
    assert.equal(lines[0], Object.keys(row).join(','));
    assert.deepEqual(lines[1].split(',').slice(0, 3), ['nearby', '0.4', String(row['min REP %'])]);
    const markdown = toMarkdown(resultRows(results)).trim().split('\n');
    assert.equal(markdown.length, 4);
    assert.match(markdown[1], /^\| :-- \| --: \|/);
  });
});
