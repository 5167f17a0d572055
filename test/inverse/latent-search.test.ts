import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate } from '../../src/evaluation/protocol';
import { bayesianOptimisation, paperSearch } from '../../src/inverse/bayesian-optimisation';
import type { Method, OpenContext } from '../../src/inverse/method';
import { targetedSearch } from '../../src/inverse/targeted-optimisation';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { RandomStream } from '../../src/numerics/random';
import { Interrupted } from '../../src/runs/errors';
import type { PropertySimulator } from '../../src/simulation/simulator';
import { openContext } from './context';

const effort = { initial: 8, iterations: 6, refits: [10, 13], candidates: 200, starts: 2, restarts: 1 };
const settings = { optimisation: { ...paperSearch, ...effort }, targeted: { below: 1e-6 } };
const random = RandomStream.fromSeed(1);
const targets = [0.45, 0.5];

/** The share of the light phase. It raises `stop` once it has been asked for so many microstructures. */
function shareSimulator(stop?: { at: number; controller: AbortController }): PropertySimulator {
  const calls = { label: 0 };
  return {
    property: { name: 'share', symbol: 'f', range: [0, 1] },
    fidelities: { label: 'pixels' },
    calls,
    async simulate(batch) {
      calls.label += batch.length;
      if (stop && calls.label >= stop.at) stop.controller.abort();
      return Float64Array.from(batch, volumeFraction);
    },
    close: async () => {},
  };
}

for (const method of [bayesianOptimisation, targetedSearch] as Method[]) {
  describe(method.name, () => {
    let context: OpenContext;
    before(async () => {
      context = await openContext();
    });
    after(() => context.generator.dispose());
    const run = async (simulator: PropertySimulator, scratch?: string, signal?: AbortSignal) => {
      const model = await method.open({ ...context, simulator }, settings);
      return evaluate([model], { targets, candidates: 5 }, simulator, random, { scratch, signal });
    };

    it('gives the nearest of all that it tried first, and tells what each iteration tried', async () => {
      const results = await run(shareSimulator());
      for (const { target, simulated, history } of results) {
        const distances = simulated.map((value) => Math.abs(value - target));
        assert.deepEqual(
          distances,
          [...distances].sort((a, b) => a - b),
        );
        const least = Math.min(...history!.map(({ property }) => Math.abs(property - target)));
        assert.equal(distances[0], least);
        assert.deepEqual(
          history!.map(({ iteration }) => iteration),
          history!.map((_, i) => i),
        );
      }
      const calls = results.map((result) => result.calls.label);
      if (method.name === bayesianOptimisation.name) assert.deepEqual(calls, [8 + 6, 6]);
      else assert.equal(calls[0] + calls[1], 8 + 6, 'the iterations are for all targets together');
    });

    it('goes on where it was stopped, and ends with the same', async () => {
      const strip = (results: Awaited<ReturnType<typeof run>>) => results.map(({ seconds: _, ...rest }) => rest);
      const whole = strip(await run(shareSimulator()));
      // the second target’s search of the one method begins after 19 simulations, and the other’s has none left by then
      const stops = method.name === bayesianOptimisation.name ? [4, 10, 12, 21] : [4, 10, 12];
      for (const at of stops) {
        const scratch = mkdtempSync(join(tmpdir(), 'microdesign-'));
        const controller = new AbortController();
        const stopped = run(shareSimulator({ at, controller }), scratch, controller.signal);
        await assert.rejects(stopped, Interrupted);
        assert.deepEqual(strip(await run(shareSimulator(), scratch)), whole, `stopped after ${at} simulations`);
      }
    });

    it('says what it lacks or cannot do', async () => {
      await assert.rejects(async () => method.open(context, settings), /is opened with a simulator/);
      const model = await method.open({ ...context, simulator: shareSimulator() }, settings);
      await assert.rejects(model.design([0.4, 0.5], 3, random), /InputError: target: .* takes one number/);
      const { candidates, warnings } = await model.design(0.1, 40, random.derive('far'));
      assert.equal(candidates.length, 14);
      assert.match(warnings.join(), /0.1 lies outside the share of the training data .* tried 14 latents/);
    });

    it('refuses settings out of range by name', () => {
      const check = (change: object) => method.check!({ ...settings, optimisation: { ...settings.optimisation, ...change } });
      check({});
      assert.throws(() => check({ initial: 1 }), /^InputError: optimisation.initial: 1; give a whole number of at least 2$/);
      assert.throws(() => check({ unit: 'permille' }), /^InputError: optimisation.unit: 'permille'; give percent or fraction$/);
      assert.throws(() => check({ refits: [10.5] }), /^InputError: optimisation.refits: 10.5/);
    });
  });
}

describe('targeted Bayesian optimisation', () => {
  it('makes no simulation for a target that is met by what is known', async () => {
    const context = await openContext();
    const simulator = shareSimulator();
    const model = await targetedSearch.open({ ...context, simulator }, { ...settings, targeted: { below: 100 } });
    const { history } = await model.design(0.5, 3, random);
    assert.equal(simulator.calls.label, 8);
    assert.equal(history!.length, 1);
    context.generator.dispose();
  });
});

describe('Bayesian optimisation', () => {
  it('in fractions minimises the same error in other units, and so chooses otherwise', async () => {
    const context = await openContext();
    const histories = await Promise.all(
      (['percent', 'fraction'] as const).map(async (unit) => {
        const model = await bayesianOptimisation.open(
          { ...context, simulator: shareSimulator() },
          { optimisation: { ...settings.optimisation, unit } },
        );
        return (await model.design(0.5, 3, random)).history!;
      }),
    );
    assert.deepEqual(histories[0][0], histories[1][0]);
    assert.notDeepEqual(histories[0], histories[1]);
    context.generator.dispose();
  });
});
