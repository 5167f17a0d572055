import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { imageSide } from '../../gan/discriminator';
import { pixelsPerLatent } from '../../gan/latents';
import { generateMicrostructures } from '../../gan/microstructures';
import { measureProgress } from '../../gan/progress';
import { snapshotFile, snapshotSteps } from '../../gan/snapshots';
import { randomFields } from '../../microstructure/field';
import { RandomStream } from '../../numerics/random';
import { writeFile } from '../../runs/files';
import { describeImages, generatorProgressFile, loadGenerator, snapshotsFolder } from '../outputs';
import type { Profile } from '../profiles';
import type { Step } from '../step';

/** The training's step, whose stream is drawn from here too, by other names. */
const training = 'generator';
const samplesToDescribe = 100;
const latentSide = imageSide / pixelsPerLatent;
/** Fields to measure the generator against; no more than there were to learn from. */
const mostHeldOut = 100;

/** How good the generator is, and was at every snapshot of its training, against fields that it was not trained on. */
export function generatorQualityStep({ gan, fields }: Profile): Step {
  return {
    name: 'generator-quality',
    title: 'measuring the generator at every snapshot of its training',
    settings: { fields, steps: snapshotSteps(gan) },
    code: [__filename],
    needs: [training],
    async run({ folder, leave, seed, run }) {
      const random = RandomStream.fromSeed(seed).derive(training);
      const heldOut = randomFields(fields.settings, Math.min(mostHeldOut, fields.count), random.derive('held-out fields'));
      const snapshots = join(folder, snapshotsFolder);
      // of a generator that was taken from what is shipped there is the last alone
      const steps = snapshotSteps(gan).filter((step) => existsSync(join(snapshots, snapshotFile(step))));
      const progress = await measureProgress(snapshots, steps, heldOut, random, run);
      writeFile(leave(generatorProgressFile), JSON.stringify(progress));
      const generator = await loadGenerator(folder);
      const latents = random.derive('samples').uniforms(samplesToDescribe * latentSide ** 2, -1, 1);
      const samples = generateMicrostructures(generator, latents, latentSide);
      generator.dispose();
      return describeImages(samples);
    },
  };
}
