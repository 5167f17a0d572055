import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Generator } from '../../gan/generator';
import type { GanHistory } from '../../gan/losses';
import { generateMicrostructures } from '../../gan/microstructures';
import { trainGan } from '../../gan/train';
import { hashWeights, loadWeights, saveWeights } from '../../learning/weights';
import { randomFields } from '../../microstructure/field';
import type { Microstructure } from '../../microstructure/microstructure';
import type { RandomStream } from '../../numerics/random';
import { writeFile } from '../../runs/files';
import type { Profile } from '../profiles';
import type { Step } from '../step';
import { describeImages, readFields } from './fields';

const weightsFile = 'generator.weights';
const historyFile = 'generator-history.json';
const samplesToDescribe = 100;
/** Fields to measure the generator against while it learns; no more than there are to learn from. */
const mostHeldOut = 100;

/** The generative adversarial network, trained on the fields (sections 2.4 and 2.7). */
export function generatorStep({ gan, fields }: Profile): Step {
  return {
    name: 'generator',
    title: `training the GAN: ${gan.steps} steps of ${gan.batch} images`,
    settings: gan,
    code: ['numerics', 'microstructure', 'learning', 'gan'],
    needs: ['fields'],
    outputs: [weightsFile, historyFile],
    async run({ folder, scratch, random, run }) {
      const heldOut = drawHeldOutFields(fields, random);
      const { generator, history } = await trainGan(await readFields(folder), gan, random, run, scratch, heldOut);
      saveWeights(join(folder, weightsFile), generator.weights());
      writeFile(join(folder, historyFile), JSON.stringify(history));
      const latents = random.derive('samples').uniforms(samplesToDescribe * 16, -1, 1);
      const samples = generateMicrostructures(generator, latents, 4);
      const sha256 = hashWeights(generator.weights());
      generator.dispose();
      return { steps: gan.steps, ...describeImages(samples), sha256 };
    },
  };
}

/** Fields that the generator step's generator is not trained on; `random` is that step's stream. */
export function drawHeldOutFields({ count, settings }: Profile['fields'], random: RandomStream): Microstructure[] {
  return randomFields(settings, Math.min(mostHeldOut, count), random.derive('held-out fields'));
}

/** The generator of the generator step; the caller disposes of it. */
export function loadGenerator(folder: string): Promise<Generator> {
  return Generator.fromWeights(loadWeights(join(folder, weightsFile)).weights);
}

export function readGanHistory(folder: string): GanHistory {
  return JSON.parse(readFileSync(join(folder, historyFile), 'utf8')) as GanHistory;
}
