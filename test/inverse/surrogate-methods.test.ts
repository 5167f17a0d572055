import assert from 'node:assert/strict';
import { mean } from 'simple-statistics';
import { takeRows } from '../../src/datasets/dataset';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { exploring } from '../../src/inverse/exploring';
import { ganMdn } from '../../src/inverse/gan-mdn';
import type { Method, OpenContext, TrainingData } from '../../src/inverse/method';
import type { Candidate } from '../../src/inverse/model';
import { neuralAdjoint } from '../../src/inverse/neural-adjoint';
import { randomLatent } from '../../src/inverse/random-latent';
import { robust } from '../../src/inverse/robust';
import { doubtAbove } from '../../src/inverse/surrogate-choice';
import { surrogateRanked } from '../../src/inverse/surrogate-ranked';
import { partOf } from '../../src/inverse/weight-parts';
import { hashWeights, type NamedWeights } from '../../src/learning/weights';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { dilate, erode } from '../../src/microstructure/morphology';
import { RandomStream } from '../../src/numerics/random';
import { Interrupted } from '../../src/runs/errors';
import type { PropertySimulator } from '../../src/simulation/simulator';
import { tiny } from '../surrogate/samples';
import { sampleCount, shareData, tinyNetworks } from './share-data';

const count = sampleCount;
const latentSide = 2;
const settings = {
  ...tinyNetworks,
  ranking: { candidates: 100, apart: 0.02 },
  robustness: { candidates: 100, within: 4, calls: 0, apart: 0.02 },
  adjoint: { ...neuralAdjoint.settings.adjoint, starts: 2, steps: 12, apart: 0.02 },
  exploration: {
    ...exploring.settings.exploration,
    ...{ rounds: 3, simulations: 8, candidates: 200, apart: 0.01 },
  },
};

describe('methods with a surrogate', () => {
  let data: TrainingData;
  let weights: NamedWeights;
  let context: OpenContext;
  let target: number;
  before(async () => {
    data = await shareData();
    const trained = await surrogateRanked.train!(data, settings, RandomStream.fromSeed(3));
    weights = trained.weights;
    const { dataset, property, generator, samples } = data;
    context = { dataset, property, generator, weights, samples: async () => samples, random: RandomStream.fromSeed(4) };
    target = Array.from(data.samples.y).sort()[count / 4];
  });
  after(() => data.generator.dispose());

  const design = async (method: Method, wanted = target, designs = 8, signal?: AbortSignal) =>
    (await method.open(context, settings)).design(wanted, designs, RandomStream.fromSeed(5), { signal });
  const countingSimulator = (): PropertySimulator => {
    const calls = { label: 0 };
    return {
      ...{ property: data.property, fidelities: { label: 'exact' }, calls, close: async () => {} },
      async simulate(batch) {
        calls.label += batch.length;
        return Float64Array.from(batch, volumeFraction);
      },
    };
  };
  const meanError = (candidates: readonly Candidate[]): number =>
    candidates.reduce((sum, { microstructure }) => sum + Math.abs(volumeFraction(microstructure) - target), 0) /
    candidates.length;

  it('leave the network of GAN-MDN as GAN-MDN trains it, and how the surrogate went', async () => {
    const alone = await ganMdn.train!(data, settings, RandomStream.fromSeed(3));
    assert.equal(hashWeights(partOf(weights, 'mdn')), hashWeights(alone.weights));
    const { history, results } = await surrogateRanked.train!(data, settings, RandomStream.fromSeed(3));
    assert.deepEqual(
      Object.values(history.curves).map(({ length }) => length),
      [12, 12],
    );
    assert.equal(results.sha256, hashWeights(weights));
    assert.ok((results.surrogate as { r2: number }).r2 > 0.5, JSON.stringify(results.surrogate));
  });

  for (const method of [surrogateRanked, neuralAdjoint] as Method[]) {
    it(`${method.name} comes nearer to the target than chance, with latents inside, and its designs are apart`, async () => {
      const { candidates, warnings, expectedRep } = await design(method);
      assert.equal(warnings.length, Number(expectedRep! > doubtAbove), `${warnings}`);
      if (method === (surrogateRanked as Method)) assert.ok(expectedRep! < doubtAbove, `${expectedRep}`);
      assert.equal(candidates.length, 8);
      const blind = await design(randomLatent);
      assert.ok(meanError(candidates) < 0.4 * meanError(blind.candidates), `${meanError(candidates)}`);
      for (const { latent, microstructure } of candidates) {
        assert.ok(latent!.every((value) => Math.abs(value) <= 1));
        const [same] = generateMicrostructures(data.generator, takeRows(latent!, latentSide ** 2, Uint32Array.of(0)), latentSide);
        assert.deepEqual(microstructure, same);
      }
      assert.deepEqual((await design(method)).candidates, candidates);
    });

    it(`${method.name} warns of a target outside the data, takes one number, and stops at an abort signal`, async () => {
      const { warnings, expectedRep } = await design(method, 0.01, 2);
      assert.match(warnings[0], /^the target 0.01 lies outside the volume fraction/);
      assert.match(warnings.join('\n'), /^the target seems out of reach: .* miss it by [\d.]+ % on average$/m);
      assert.ok(expectedRep! > doubtAbove);
      const model = await method.open(context, settings);
      await assert.rejects(model.design([0.5, 0.6], 2, RandomStream.fromSeed(1)), /^InputError: target: .* takes one number/);
      await assert.rejects(design(method, target, 2, AbortSignal.abort()), Interrupted);
    });
  }

  it('robust GAN-MDN takes designs that change less than the others where walls move by a pixel', async () => {
    const change = (candidates: readonly Candidate[]): number =>
      mean(
        candidates.map(({ microstructure }) => volumeFraction(dilate(microstructure)) - volumeFraction(erode(microstructure))),
      );
    const { candidates, warnings } = await design(robust as Method);
    assert.deepEqual(warnings, []);
    assert.ok(meanError(candidates) < 0.06 * target, `${meanError(candidates)}`);
    assert.ok(change(candidates) < change((await design(surrogateRanked as Method)).candidates));
    const narrow = await robust.open(context, { robustness: { ...settings.robustness, within: 1e-6 } });
    const few = await narrow.design(target, 2, RandomStream.fromSeed(5));
    assert.equal(few.candidates.length, 2);
    assert.match(few.warnings.join(), /only [01] of 100 candidates are expected within 0.000001 % of the target/);
  });

  it('robust GAN-MDN with calls takes, of those that it simulates, what is expected to miss the target least once made', async () => {
    const simulator = countingSimulator();
    const miss = (candidates: readonly Candidate[]): number =>
      mean(
        candidates.map(({ microstructure }) => {
          const y = volumeFraction(microstructure);
          const changes = [erode, dilate].map((change) => volumeFraction(change(microstructure)) - y);
          return Math.hypot(y - target, ...changes.map((change) => change / Math.SQRT2));
        }),
      );
    const open = { ...context, simulator };
    const [with0, with7] = [0, 7].map((calls) => robust.open(open, { robustness: { ...settings.robustness, calls } }));
    const [plain, tried] = await Promise.all(
      [with0, with7].map(async (model) => (await (await model).design(target, 4, RandomStream.fromSeed(5))).candidates),
    );
    assert.equal(simulator.calls.label, 2 * 3 * 4);
    assert.ok(miss(tried) < miss(plain), `${miss(tried)} ${miss(plain)}`);
    await assert.rejects(
      async () => robust.open(context, { robustness: { ...settings.robustness, calls: 3 } }),
      /opened with a simulator/,
    );
  });

  it('exploring leaves the range of the data, and counts its simulations', async () => {
    const simulator = countingSimulator();
    const most = Math.max(...data.samples.y);
    const beyond = most + 0.02;
    const open = { ...context, simulator };
    const rounds: string[][] = [];
    const simulate: PropertySimulator['simulate'] = (batch) => {
      rounds.push(batch.map(({ pixels }) => pixels.join('')));
      return simulator.simulate(batch);
    };
    const model = await exploring.open({ ...context, simulator: { ...simulator, simulate } }, settings);
    const { candidates, warnings } = await model.design(beyond, 4, RandomStream.fromSeed(5));
    rounds.forEach((round, i) => {
      const before = new Set(rounds.slice(0, i).flat());
      assert.ok(!round.some((image) => before.has(image)), 'no image is simulated in two rounds');
    });
    assert.equal(simulator.calls.label, settings.exploration.rounds * settings.exploration.simulations);
    const found = candidates.map(({ microstructure }) => volumeFraction(microstructure));
    assert.ok(Math.abs(found[0] - beyond) < 0.5 * (beyond - most), `${found} for ${beyond}, of ${most}`);
    assert.equal(candidates.length, 4);
    assert.match(warnings.join(), /^the target [\d.]+ lies outside the volume fraction of the training data[^,]*$/);
    const again = await (await exploring.open(open, settings)).design(beyond, 4, RandomStream.fromSeed(5));
    assert.deepEqual(again.candidates, candidates);
    await assert.rejects(async () => exploring.open(context, settings), /opened with a simulator/);
  });

  it('refuse settings out of range, by name', () => {
    const { ranking, adjoint, exploration, robustness } = settings;
    const refused = (method: Method, change: object, message: RegExp) =>
      assert.throws(() => method.check!({ ...settings, ...change }), message);
    refused(surrogateRanked as Method, { ranking: { ...ranking, candidates: 0 } }, /^InputError: ranking.candidates: 0; give a/);
    refused(surrogateRanked as Method, { ranking: { ...ranking, apart: 1 } }, /^InputError: ranking.apart: 1; give a share/);
    refused(surrogateRanked as Method, { surrogate: { ...tiny, batch: 0 } }, /^InputError: surrogate.batch: 0;/);
    refused(robust as Method, { robustness: { ...robustness, within: 0 } }, /^InputError: robustness.within: 0;/);
    refused(
      robust as Method,
      { robustness: { ...robustness, calls: 2 } },
      /^InputError: robustness.calls: 2; .* at least 3, or 0$/,
    );
    refused(exploring as Method, { exploration: { ...exploration, rounds: 0 } }, /^InputError: exploration.rounds: 0;/);
    refused(exploring as Method, { exploration: { ...exploration, spread: 0 } }, /^InputError: exploration.spread: 0;/);
    refused(neuralAdjoint as Method, { adjoint: { ...adjoint, steps: 0.5 } }, /^InputError: adjoint.steps: 0.5;/);
    refused(neuralAdjoint as Method, { adjoint: { ...adjoint, sharpness: 0 } }, /^InputError: adjoint.sharpness: 0;/);
  });
});
