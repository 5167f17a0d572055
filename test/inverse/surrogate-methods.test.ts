import assert from 'node:assert/strict';
import { takeRows } from '../../src/datasets/dataset';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { ganMdn } from '../../src/inverse/gan-mdn';
import type { Method, OpenContext, TrainingData } from '../../src/inverse/method';
import type { Candidate } from '../../src/inverse/model';
import { neuralAdjoint } from '../../src/inverse/neural-adjoint';
import { randomLatent } from '../../src/inverse/random-latent';
import { surrogateRanked } from '../../src/inverse/surrogate-ranked';
import { partOf } from '../../src/inverse/weight-parts';
import { hashWeights, type NamedWeights } from '../../src/learning/weights';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { RandomStream } from '../../src/numerics/random';
import { Interrupted } from '../../src/runs/errors';
import { tiny } from '../surrogate/samples';
import { sampleCount, shareData, tinyNetworks } from './share-data';

const count = sampleCount;
const latentSide = 2;
const settings = {
  ...tinyNetworks,
  ranking: { candidates: 100, apart: 0.02 },
  adjoint: { ...neuralAdjoint.settings.adjoint, starts: 2, steps: 12, apart: 0.02 },
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
      const { candidates, warnings } = await design(method);
      assert.deepEqual(warnings, []);
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
      assert.match((await design(method, 0.2, 2)).warnings[0], /^the target 0.2 lies outside the volume fraction/);
      const model = await method.open(context, settings);
      await assert.rejects(model.design([0.5, 0.6], 2, RandomStream.fromSeed(1)), /^InputError: target: .* takes one number/);
      await assert.rejects(design(method, target, 2, AbortSignal.abort()), Interrupted);
    });
  }

  it('refuse settings out of range, by name', () => {
    const { ranking, adjoint } = settings;
    const refused = (method: Method, change: object, message: RegExp) =>
      assert.throws(() => method.check!({ ...settings, ...change }), message);
    refused(surrogateRanked as Method, { ranking: { ...ranking, candidates: 0 } }, /^InputError: ranking.candidates: 0; give a/);
    refused(surrogateRanked as Method, { ranking: { ...ranking, apart: 1 } }, /^InputError: ranking.apart: 1; give a share/);
    refused(surrogateRanked as Method, { surrogate: { ...tiny, batch: 0 } }, /^InputError: surrogate.batch: 0;/);
    refused(neuralAdjoint as Method, { adjoint: { ...adjoint, steps: 0.5 } }, /^InputError: adjoint.steps: 0.5;/);
    refused(neuralAdjoint as Method, { adjoint: { ...adjoint, sharpness: 0 } }, /^InputError: adjoint.sharpness: 0;/);
  });
});
