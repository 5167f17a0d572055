import assert from 'node:assert/strict';
import { takeSamples } from '../../src/datasets/dataset';
import { Generator } from '../../src/gan/generator';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { flowMatching } from '../../src/inverse/flow-matching';
import type { Method, OpenContext, TrainingData } from '../../src/inverse/method';
import type { Candidate } from '../../src/inverse/model';
import { movedSamples } from '../../src/inverse/moved-samples';
import { nearestSamples } from '../../src/inverse/nearest-samples';
import { randomLatent } from '../../src/inverse/random-latent';
import { refinedSpectra } from '../../src/inverse/refined-spectra';
import { spaceMapping } from '../../src/inverse/space-mapping';
import { surrogateRanked } from '../../src/inverse/surrogate-ranked';
import { paperMdn } from '../../src/mdn/settings';
import { interfaceDensity, volumeFraction } from '../../src/microstructure/descriptors';
import { flipPixels } from '../../src/microstructure/flips';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import { Interrupted } from '../../src/runs/errors';
import { rootMeanSquare } from '../../src/simulation/residual';
import { gradientOf, type PropertySimulator } from '../../src/simulation/simulator';
import { tiny } from '../surrogate/samples';

const latentSide = 2;
const count = 200;
const settings = {
  mdn: { ...paperMdn, components: 3, epochs: 10, batch: 20 },
  surrogate: { ...tiny, epochs: 20, learningRate: 1e-2 },
  ranking: { candidates: 60, apart: 0 },
  flow: { ...flowMatching.settings.flow, hidden: [24], steps: 800, batch: 64 },
  moves: { ...movedSamples.settings.moves, steps: 15, apart: 0 },
  mapping: { ...spaceMapping.settings.mapping, steps: 15, round: 3 },
  flips: { calls: 5, most: 40 },
};

const measure = (image: Microstructure): number[] => [volumeFraction(image), interfaceDensity(image)];

function simulator(): PropertySimulator {
  const calls = { label: 0 };
  return {
    property: { name: 'pair', symbol: 'p', range: [0, 1], components: ['fraction', 'interfaces'] },
    fidelities: { label: 'by counting' },
    calls,
    async simulate(batch) {
      calls.label += batch.length;
      return Float64Array.from(batch.flatMap(measure));
    },
    close: async () => undefined,
  };
}

/** The same with its gradient: what each pixel's flip changes. */
function simulatorWithGradient(): PropertySimulator {
  const without = simulator();
  const calls: Record<string, number> = without.calls;
  const slopesOf = (image: Microstructure): number[] => {
    const before = measure(image);
    const changes = Array.from(image.pixels, (phase, pixel) => {
      return measure(flipPixels(image, [pixel])).map((value, k) => (value - before[k]) * (phase === 0 ? 1 : -1));
    });
    return before.flatMap((_, k) => changes.map((change) => change[k]));
  };
  return {
    ...without,
    async gradient(batch) {
      calls[gradientOf('label')] = (calls[gradientOf('label')] ?? 0) + 2 * batch.length;
      const slopes = Float64Array.from(batch.flatMap(slopesOf));
      return { values: Float64Array.from(batch.flatMap(measure)), slopes, wallSlopes: slopes };
    },
  };
}

async function makeData(): Promise<TrainingData> {
  const generator = await Generator.create(RandomStream.fromSeed(1));
  const latents = RandomStream.fromSeed(2).uniforms(count * latentSide ** 2, -1, 1);
  const microstructures = generateMicrostructures(generator, latents, latentSide);
  const rows = Uint32Array.from({ length: count }, (_, i) => i);
  return {
    dataset: { name: 'test', latentSide, samples: count, range: [0, 1], trainingShare: 0.8 },
    property: simulator().property,
    samples: { latentSide, latents, y: Float64Array.from(microstructures.flatMap(measure)), microstructures },
    split: { training: rows.slice(40), validation: rows.slice(0, 40) },
    generator,
  };
}

describe('methods for a property of several numbers', () => {
  let data: TrainingData;
  let context: OpenContext;
  let targets: number[][];
  before(async () => {
    data = await makeData();
    const { weights } = await surrogateRanked.train!(data, settings, RandomStream.fromSeed(3));
    const { dataset, property, generator, samples, split } = data;
    const known = takeSamples(samples, split.training);
    context = { dataset, property, generator, weights, samples: async () => known, random: RandomStream.fromSeed(4) };
    targets = Array.from({ length: 6 }, (_, i) => Array.from(samples.y.subarray(2 * i, 2 * i + 2)));
  });
  after(() => data.generator.dispose());

  const design = async (method: Method, target: readonly number[], designs = 6, more: Partial<OpenContext> = {}) =>
    (await method.open({ ...context, ...more }, settings)).design(target, designs, RandomStream.fromSeed(5));
  const least = (candidates: readonly Candidate[], target: readonly number[]): number =>
    Math.min(...candidates.map(({ microstructure }) => rootMeanSquare(measure(microstructure), target)));
  /** The least error for each target, the mean over them. */
  const meanLeast = async (method: Method, more?: Partial<OpenContext>): Promise<number> => {
    let sum = 0;
    for (const target of targets) sum += least((await design(method, target, 6, more)).candidates, target);
    return sum / targets.length;
  };

  it('surrogate-ranked GAN-MDN and a flow come nearer than chance', async () => {
    const { weights } = await flowMatching.train!(data, settings, RandomStream.fromSeed(3));
    const blind = await meanLeast(randomLatent);
    const [ranked, flow] = [await meanLeast(surrogateRanked as Method), await meanLeast(flowMatching as Method, { weights })];
    assert.ok(ranked < 0.8 * blind && flow < blind, `${ranked} and ${flow} against ${blind}`);
  });

  it('moved samples come nearer than the look-up, without a call, and stay inside', async () => {
    const own = simulator();
    const [moved, look] = [await meanLeast(movedSamples as Method, { simulator: own }), await meanLeast(nearestSamples)];
    assert.ok(moved < look, `${moved} against ${look}`);
    assert.equal(own.calls.label, 0);
    const { candidates } = await design(movedSamples as Method, targets[0]);
    assert.ok(candidates.every(({ latent }) => latent!.every((value) => Math.abs(value) <= 1)));
    assert.deepEqual((await design(movedSamples as Method, targets[0])).candidates, candidates);
  });

  it('space mapping calls once for each candidate, gives as many as are asked for, and comes nearer still', async () => {
    const own = simulator();
    const { candidates } = await design(spaceMapping as Method, targets[0], 7, { simulator: own });
    assert.deepEqual([candidates.length, own.calls.label], [7, 7]);
    const [mapped, moved] = [
      await meanLeast(spaceMapping as Method, { simulator: own }),
      await meanLeast(movedSamples as Method),
    ];
    assert.ok(mapped < moved, `${mapped} against ${moved}`);
    // a design that was simulated is where later ones start from
    const later = await design(spaceMapping as Method, targets[1], 9, { simulator: own });
    assert.equal(new Set(later.candidates.map(({ latent }) => latent!.join())).size, 9);
  });

  it('refined spectra flip pixels of moved samples and come nearer still, with the calls that were allowed', async () => {
    const own = simulatorWithGradient();
    // farther than a few flips, which are whole pixels
    const target = targets[0].map((value, k) => value + [0.01, 0.002][k]);
    const { candidates, chosenAt } = await design(refinedSpectra as Method, target, 4, { simulator: own });
    const moved = (await design(movedSamples as Method, target, 4)).candidates;
    const errorOf = ({ microstructure }: Candidate): number => rootMeanSquare(measure(microstructure), target);
    candidates.forEach((candidate, i) => {
      assert.ok(errorOf(candidate) < 0.7 * errorOf(moved[i]), `${errorOf(candidate)} of ${errorOf(moved[i])}`);
      assert.deepEqual(candidate.latent, moved[i].latent);
    });
    assert.deepEqual([chosenAt, own.calls.label, own.calls[gradientOf('label')]], ['label', 4, 16]);
  });

  it('say how many numbers they take, need a simulator where they call it, and stop at an abort signal', async () => {
    for (const method of [movedSamples, surrogateRanked] as Method[])
      await assert.rejects(design(method, [0.5]), /^InputError: target: .* takes 2 numbers, not 1; name 2/);
    await assert.rejects(async () => spaceMapping.open(context, settings), /^InputError: simulator: .* open it with a simulator/);
    const withoutGradient = { ...context, simulator: simulator() };
    await assert.rejects(async () => refinedSpectra.open(withoutGradient, settings), /^InputError: simulator: .* `gradient`/);
    const model = await movedSamples.open(context, settings);
    const run = { signal: AbortSignal.abort() };
    await assert.rejects(model.design(targets[0], 2, RandomStream.fromSeed(1), run), Interrupted);
  });

  it('refuse settings out of range, by name', () => {
    const refused = (change: object, message: RegExp) =>
      assert.throws(() => {
        movedSamples.check!({ moves: { ...settings.moves, ...change } });
        spaceMapping.check!({ mapping: { ...settings.mapping, ...change } });
        refinedSpectra.check!({ moves: settings.moves, flips: { ...settings.flips, ...change } });
      }, message);
    refused({ starts: 0 }, /^InputError: moves.starts: 0; give a whole number/);
    refused({ steps: 1.5 }, /^InputError: moves.steps: 1.5;/);
    refused({ length: 0 }, /^InputError: moves.length: 0; give a number above 0/);
    refused({ round: 0 }, /^InputError: mapping.round: 0;/);
    refused({ calls: 3 }, /^InputError: flips.calls: 3; give a whole number of at least 4/);
    refused({ most: 0 }, /^InputError: flips.most: 0;/);
  });
});
