import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate } from '../../src/evaluation/protocol';
import { budgeted } from '../../src/inverse/budgeted';
import { Neighbours } from '../../src/inverse/choose-apart';
import type { Method, OpenContext, TrainingData } from '../../src/inverse/method';
import { refined } from '../../src/inverse/refined';
import { surrogateRanked } from '../../src/inverse/surrogate-ranked';
import { admissibleFlips } from '../../src/microstructure/flips';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import { Interrupted } from '../../src/runs/errors';
import { residualErrorPercentage } from '../../src/simulation/residual';
import type { PropertySimulator } from '../../src/simulation/simulator';
import { shareData, tinyNetworks } from './share-data';

const count = 4;
const settings = {
  ...tinyNetworks,
  ranking: { candidates: 60, apart: 0.02 },
  budget: { ...budgeted.settings.budget, rounds: 2, candidates: 120, apart: 0 },
  refinement: { ...refined.settings.refinement, candidates: 60, apart: 0 },
};

/** A pixel's part of the property: more in the middle of the image. */
const weightOf = (i: number, width: number): number =>
  1 - 0.4 * Math.cos((2 * Math.PI * (i % width)) / width) * Math.cos((2 * Math.PI * Math.floor(i / width)) / width);
function weighted({ pixels, width }: Microstructure): number {
  return pixels.reduce((sum, pixel, i) => sum + pixel * weightOf(i, width), 0) / pixels.length;
}
const converged = (image: Microstructure): number => 0.99 * weighted(image) + 0.012;

/** A weighted share of phase 1; its fine value is a little off, and its slopes are half of what flips really change. */
function weightedSimulator(
  options: { fine?: boolean; stopAfter?: number; controller?: AbortController } = {},
): PropertySimulator {
  const { fine = true, stopAfter = Infinity, controller } = options;
  const calls: Record<string, number> = { label: 0, ...(fine && { fine: 0 }) };
  const spend = (name: string, number: number): void => {
    calls[name] = (calls[name] ?? 0) + number;
    if (Object.values(calls).reduce((a, b) => a + b, 0) >= stopAfter) controller?.abort();
  };
  return {
    property: { name: 'weighted share', symbol: 'w', range: [0, 1] },
    fidelities: { label: 'weights', ...(fine && { fine: 'exact' }) },
    calls,
    async simulate(batch, _run, fidelity = 'label') {
      spend(fidelity, batch.length);
      return Float64Array.from(batch, fidelity === 'fine' ? converged : weighted);
    },
    async gradient(batch) {
      spend('label gradient', 2 * batch.length);
      const slopes = batch.flatMap(({ pixels, width }) => Array.from(pixels, (_, i) => weightOf(i, width) / pixels.length / 2));
      return {
        values: Float64Array.from(batch, weighted),
        slopes: Float64Array.from(slopes),
        wallSlopes: Float64Array.from(slopes),
      };
    },
    close: async () => {},
  };
}

describe('methods that take a budget of calls', () => {
  let data: TrainingData;
  let context: Omit<OpenContext, 'simulator'>;
  let target: number;
  before(async () => {
    data = await shareData();
    const { weights } = await surrogateRanked.train!(data, settings, RandomStream.fromSeed(3));
    const { dataset, property, generator, samples } = data;
    context = { dataset, property, generator, weights, samples: async () => samples, random: RandomStream.fromSeed(4) };
    target = Array.from(data.samples.y).sort()[Math.floor(data.samples.y.length / 3)];
  });
  after(() => data.generator.dispose());

  const run = async (
    method: Method,
    simulator: PropertySimulator,
    changes: object = {},
    scratch?: string,
    signal?: AbortSignal,
  ) => {
    const model = await method.open({ ...context, simulator }, { ...settings, ...changes });
    const protocol = { targets: [target], candidates: count };
    const [{ seconds: _, ...result }] = await evaluate([model], protocol, simulator, RandomStream.fromSeed(5), {
      scratch,
      signal,
    });
    return result;
  };
  const errors = (values: readonly number[]) => values.map((value) => residualErrorPercentage(value, target));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  const apart = { budget: { ...settings.budget, apart: 0.02 } };
  it('budgeted spends its calls, the last at the fine fidelity, and its designs are nearer by that than those of no call', async () => {
    const { calls, fine, warnings, candidates } = await run(budgeted as Method, weightedSimulator(), apart);
    assert.deepEqual(calls, { label: 24, fine: 16 });
    assert.deepEqual(warnings, []);
    const ranked = await run(surrogateRanked, weightedSimulator());
    assert.ok(mean(errors(fine!.simulated)) < 0.2 * mean(errors(ranked.fine!.simulated)), `${errors(fine!.simulated)}`);
    const neighbours = new Neighbours(
      candidates.map(({ microstructure }) => microstructure),
      0.02,
    );
    candidates.forEach((_, i) => {
      for (let j = 0; j < i; j++) assert.ok(!neighbours.areClose(i, j));
    });
  });

  it('budgeted spends all on labels where it is told to, or where there is nothing finer', async () => {
    const told = await run(budgeted as Method, weightedSimulator(), { budget: { ...settings.budget, fineShare: 0 } });
    assert.deepEqual(told.calls, { label: 40, fine: 0 });
    const none = await run(budgeted as Method, weightedSimulator({ fine: false }));
    assert.deepEqual(none.calls, { label: 40 });
    assert.deepEqual(none.simulated, told.simulated);
    assert.ok(mean(errors(none.simulated)) < mean(errors(told.fine!.simulated)));
    const one = await run(budgeted as Method, weightedSimulator(), { budget: { ...settings.budget, calls: 1 } });
    assert.deepEqual(one.calls, { label: 0, fine: 4 });
  });

  it('refined meets the target pixel by pixel within its calls, by the fine fidelity where there is one', async () => {
    const { calls, fine, warnings, candidates } = await run(refined as Method, weightedSimulator());
    assert.deepEqual(warnings, []);
    assert.ok(Math.max(...errors(fine!.simulated)) <= 0.01, `${errors(fine!.simulated)}`);
    const spent = Object.values(calls).reduce((sum, each) => sum + each, 0);
    assert.ok(spent <= 12 * count && calls['label gradient'] >= 2 * count && calls.label === 0, JSON.stringify(calls));
    for (const { microstructure } of candidates) assert.ok(admissibleFlips(microstructure).length > 0);
    const labels = await run(refined as Method, weightedSimulator({ fine: false }));
    assert.ok(Math.max(...errors(labels.simulated)) <= 0.01, `${errors(labels.simulated)}`);
    assert.equal(labels.calls.fine, undefined);
  });

  it('refined does without steps of the latent, and says how many designs its calls do not bring there', async () => {
    const flipped = await run(refined as Method, weightedSimulator(), { refinement: { ...settings.refinement, latentSteps: 0 } });
    assert.equal(flipped.calls['label gradient'], 2 * count);
    assert.ok(Math.max(...errors(flipped.fine!.simulated)) <= 0.01);
    const few = { refinement: { ...settings.refinement, calls: 4, within: 1e-9 } };
    assert.match(
      (await run(refined as Method, weightedSimulator(), few)).warnings.join(),
      /of 4 designs are not within 1e-9 % .* after 4 calls/,
    );
  });

  for (const method of [budgeted, refined] as Method[]) {
    it(`${method.name} goes on where it was stopped, and ends with the same`, async () => {
      const whole = await run(method, weightedSimulator());
      for (const stopAfter of [1, 30]) {
        const scratch = mkdtempSync(join(tmpdir(), 'microdesign-'));
        const controller = new AbortController();
        const stopped = run(method, weightedSimulator({ stopAfter, controller }), {}, scratch, controller.signal);
        await assert.rejects(stopped, Interrupted);
        assert.deepEqual(await run(method, weightedSimulator(), {}, scratch), whole, `stopped after ${stopAfter} calls`);
      }
    });

    it(`${method.name} says what it lacks or cannot do`, async () => {
      await assert.rejects(async () => method.open(context, settings), /is opened with a simulator/);
      const model = await method.open({ ...context, simulator: weightedSimulator() }, settings);
      await assert.rejects(model.design([0.4, 0.5], 2, RandomStream.fromSeed(1)), /^InputError: target: .* takes one number/);
      const { warnings } = await model.design(0.2, 2, RandomStream.fromSeed(1));
      assert.match(warnings[0], /^the target 0.2 lies outside/);
    });
  }

  it('refined needs a gradient', async () => {
    const { gradient: _, ...simulator } = weightedSimulator();
    await assert.rejects(
      async () => refined.open({ ...context, simulator }, settings),
      /^InputError: simulator: refined needs its gradient/,
    );
  });

  it('refuse settings out of range, by name', () => {
    const refuse = (method: Method, group: 'budget' | 'refinement', change: object, message: RegExp) =>
      assert.throws(() => method.check!({ ...settings, [group]: { ...settings[group], ...change } }), message);
    refuse(budgeted as Method, 'budget', { calls: 0 }, /^InputError: budget.calls: 0; give a whole number of at least 1$/);
    refuse(budgeted as Method, 'budget', { fineShare: 2 }, /^InputError: budget.fineShare: 2; give a share from 0 to 1$/);
    refuse(budgeted as Method, 'budget', { apart: 1 }, /^InputError: budget.apart: 1;/);
    refuse(refined as Method, 'refinement', { calls: 3 }, /^InputError: refinement.calls: 3; give a whole number of at least 4$/);
    refuse(refined as Method, 'refinement', { within: 0 }, /^InputError: refinement.within: 0; give a number above 0$/);
  });
});
