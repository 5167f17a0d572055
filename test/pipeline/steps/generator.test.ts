import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureProgress } from '../../../src/gan/progress';
import { readShippedCard } from '../../../src/gan/shipped';
import { snapshotSteps } from '../../../src/gan/snapshots';
import { randomFields } from '../../../src/microstructure/field';
import { RandomStream } from '../../../src/numerics/random';
import { readGanProgress } from '../../../src/pipeline/outputs';
import { findProfile, type Profile } from '../../../src/pipeline/profiles';
import { runSteps } from '../../../src/pipeline/run-steps';
import { fieldsStep } from '../../../src/pipeline/steps/fields';
import { generatorStep } from '../../../src/pipeline/steps/generator';
import { generatorQualityStep } from '../../../src/pipeline/steps/generator-quality';
import type { Progress, RunControl } from '../../../src/runs/control';
import { Interrupted } from '../../../src/runs/errors';

const sketch = findProfile('sketch');
const tiny: Profile = {
  ...sketch,
  fields: { ...sketch.fields, count: 8 },
  gan: { ...sketch.gan, steps: 3, batch: 2, checkpointEvery: 2 },
};
const seed = 5;

describe('steps of the generator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'generator-'));
  after(() => rmSync(folder, { recursive: true }));

  async function runTiny(name: string, run: RunControl = {}) {
    const steps = [fieldsStep(tiny), generatorStep(tiny), generatorQualityStep(tiny)];
    return runSteps(steps, join(folder, name), { seed, run });
  }

  it('train it and measure it, each for itself: measures follow from what the training left, and its stream', async () => {
    const [, training, quality] = await runTiny('run');
    const place = join(folder, 'run');
    assert.deepEqual(Object.keys(training.results as object), ['steps', 'sha256']);
    assert.deepEqual(Object.keys(quality.results as object), ['meanVolumeFraction', 'meanInterfaceDensity']);
    const random = RandomStream.fromSeed(seed).derive('generator');
    const heldOut = randomFields(tiny.fields.settings, 8, random.derive('held-out fields'));
    const expected = await measureProgress(join(place, 'generator-snapshots'), snapshotSteps(tiny.gan), heldOut, random);
    assert.deepEqual(readGanProgress(place), expected);

    rmSync(join(place, 'generator-progress.json'));
    const again = await runTiny('run');
    assert.deepEqual(
      again.map(({ unchanged }) => unchanged),
      [true, true, false],
    );
    assert.deepEqual(again[2].outputs, quality.outputs);
  });

  it('leave the same files after an interruption, and nothing of the training before its end', async () => {
    const controller = new AbortController();
    const onProgress = ({ label, done }: Progress) => label === 'training the GAN' && done === 2 && controller.abort();
    await assert.rejects(runTiny('interrupted', { signal: controller.signal, onProgress }), Interrupted);
    assert.ok(!readdirSync(join(folder, 'interrupted')).includes('generator-snapshots'));
    const [whole, resumed] = [await runTiny('run'), await runTiny('interrupted')];
    assert.equal(Object.keys(whole[1].outputs).length, 4);
    assert.deepEqual(
      resumed.map(({ outputs }) => outputs),
      whole.map(({ outputs }) => outputs),
    );
  });
});

describe('the shipped generator', () => {
  const paper = findProfile('paper');
  const take = async (profile: Profile, seed: number) => {
    const folder = mkdtempSync(join(tmpdir(), 'generator-'));
    const left: string[] = [];
    const results = await generatorStep(profile).shipped!.take({
      ...{ folder, scratch: folder, seed, random: RandomStream.fromSeed(seed), run: {}, say: () => undefined },
      leave(file) {
        left.push(file);
        return join(folder, file);
      },
    });
    rmSync(folder, { recursive: true });
    return { results, left };
  };

  it('is taken in the place of training with the settings and the seed of its card, and with no others', async () => {
    const { results, left } = await take(paper, 1);
    assert.deepEqual(results, { steps: paper.gan.steps, sha256: readShippedCard()!.weightsSha256 });
    assert.deepEqual(left, ['generator-snapshots/step-001002.weights', 'generator.weights', 'generator-history.json']);
    const others: [Profile, number][] = [
      [paper, 2],
      [{ ...paper, gan: { ...paper.gan, batch: 31 } }, 1],
      [{ ...paper, fields: { ...paper.fields, count: 10 } }, 1],
    ];
    for (const [profile, seed] of others) assert.deepEqual(await take(profile, seed), { results: undefined, left: [] });
  });
});
