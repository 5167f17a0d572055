// Trains the GAN for 8 epochs with all that steadies it, and again without each: `npm run bench:gan-ablation [NAME …]`.
// Interrupted, it goes on where it stopped. Weights, histories and measures go to data/runs/ablation/, figures of all that are
// done to figures/generator-ablation*; of these it says how they join at their edges, where images are repeated.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mean } from 'simple-statistics';
import { ablationBars, ablationSamples, type Variant } from '../../src/figures/gan-ablation';
import { figuresFolder, saveFigure } from '../../src/figures/render';
import { Generator } from '../../src/gan/generator';
import { pixelsPerLatent } from '../../src/gan/latents';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { measureGenerator, type QualityNumbers } from '../../src/gan/quality';
import { type GanSettings, longGan, textureShares } from '../../src/gan/settings';
import { trainGan } from '../../src/gan/train';
import { loadWeights, saveWeights } from '../../src/learning/weights';
import { interfaceDensity, seamDensity } from '../../src/microstructure/descriptors';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';
import { makeFolder, readFile, repositoryRoot, writeFile } from '../../src/runs/files';

const folder = join(repositoryRoot, 'data/runs/ablation');
const batchesPerEpoch = 167;
const epochs = 8;
const whole: GanSettings = { ...longGan, texture: textureShares, steps: epochs * batchesPerEpoch };
const variants: Record<string, GanSettings> = {
  'all of it': whole,
  'no smoothing of real images': { ...whole, smoothing: 0 },
  'same padding': { ...whole, padding: 'same' },
  'no style loss': { ...whole, texture: { ...textureShares, style: 0, smallStyle: 0 } },
  'no style loss of small latents': { ...whole, texture: { ...textureShares, smallStyle: 0 } },
  'no collapse loss': { ...whole, texture: { ...textureShares, collapse: 0 } },
  'no noise': { ...whole, noise: { first: 0, last: 0 } },
  'no averaging': { ...whole, averaging: 0 },
  'no label smoothing': { ...whole, realLabel: 1 },
};
const heldOut = 300;
/** Images of each variant in the figure, of the same latents. */
const shown = 8;
const latentSides = [4, 3, 2];
const placeOf = (name: string): string => join(folder, name.replaceAll(' ', '-'));

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !(name in variants));
  if (unknown) throw new Error(`there is no '${unknown}'; choose from ${Object.keys(variants).join(', ')}`);
  // the fields and the streams of `npm run reproduce -- --profile paper`
  const root = RandomStream.fromSeed(1);
  const fields = randomFields(smoothFields, 5000, root.derive('fields'));
  const random = RandomStream.fromSeed(7);
  const others = randomFields(smoothFields, heldOut, random.derive('held-out fields'));
  const latents = random.derive('samples').uniforms(heldOut * latentSides[0] ** 2, -1, 1);
  for (const name of asked.length > 0 ? asked : Object.keys(variants)) {
    const place = placeOf(name);
    const results = join(place, 'quality.json');
    if (existsSync(results)) continue;
    makeFolder(place);
    const start = performance.now();
    const onProgress = ({ done, total, note }: { done: number; total: number; note?: string }) =>
      done % 100 === 0 && console.log(`${name}: ${done}/${total} ${note}`);
    const folders = { checkpoint: place };
    const { generator, history } = await trainGan(fields, variants[name], root.derive('generator'), { onProgress }, folders);
    saveWeights(join(place, 'generator.weights'), generator.weights());
    writeFile(join(place, 'generator-history.json'), JSON.stringify(history));
    const qualities = measureGenerator(generator, others, random.derive('quality'));
    const seams = latentSides.map((side) => {
      const images = generateMicrostructures(generator, latents.subarray(0, heldOut * side ** 2), side);
      return { side: pixelsPerLatent * side, ratio: mean(images.map(seamDensity)) / mean(images.map(interfaceDensity)) };
    });
    const seconds = (performance.now() - start) / 1000;
    writeFile(results, JSON.stringify({ name, settings: variants[name], seconds, qualities, seams }, null, 2));
    generator.dispose();
  }
  await drawFigures(latents.subarray(0, shown * latentSides[0] ** 2));
}

/** What is known of a variant once it is trained. */
interface Measured {
  qualities: QualityNumbers[];
  /** Interfaces across the edges of images, by how many times those inside: about 1 where the images go on periodically. */
  seams: { side: number; ratio: number }[];
}

async function drawFigures(latents: Float32Array): Promise<void> {
  const done: Variant[] = [];
  for (const name of Object.keys(variants)) {
    const results = join(placeOf(name), 'quality.json');
    if (!existsSync(results)) continue;
    const { qualities, seams } = JSON.parse(readFile(results).toString()) as Measured;
    const generator = await Generator.fromWeights(loadWeights(join(placeOf(name), 'generator.weights')).weights);
    done.push({ name, qualities, samples: generateMicrostructures(generator, latents, latentSides[0]) });
    const ratios = seams.map(({ side, ratio }) => `${ratio.toFixed(2)} at ${side} px`);
    console.log(`${name}: interfaces across the edges, times those inside: ${ratios.join(', ')}`);
    generator.dispose();
  }
  const title = `The GAN after ${epochs} epochs, with all that steadies it and without each`;
  await saveFigure(figuresFolder, 'generator-ablation', ablationBars(done, `${title} (the arrow: the good side)`));
  await saveFigure(figuresFolder, 'generator-ablation-samples', ablationSamples(done, `${title}: the same latents`));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
