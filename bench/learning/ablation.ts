// Trains the GAN for 4 epochs with all that steadies it, and again without each: `npm run bench:gan-ablation [NAME …]`.
// Interrupted, it goes on where it stopped. Weights, histories and measures go to data/runs/ablation/.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { measureGenerator } from '../../src/gan/quality';
import { type GanSettings, paperGan, paperTexture } from '../../src/gan/settings';
import { trainGan } from '../../src/gan/train';
import { saveWeights } from '../../src/learning/weights';
import { paperFields, randomFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';
import { makeFolder, repositoryRoot, writeFile } from '../../src/runs/files';

const folder = join(repositoryRoot, 'data/runs/ablation');
const batchesPerEpoch = 167;
const epochs = 4;
const whole: GanSettings = { ...paperGan, texture: paperTexture, steps: epochs * batchesPerEpoch };
const variants: Record<string, GanSettings> = {
  'all of it': whole,
  'same padding': { ...whole, padding: 'same' },
  'no style loss': { ...whole, texture: { ...paperTexture, style: 0, smallStyle: 0 } },
  'no style loss of small latents': { ...whole, texture: { ...paperTexture, smallStyle: 0 } },
  'no collapse loss': { ...whole, texture: { ...paperTexture, collapse: 0 } },
  'no noise': { ...whole, noise: { first: 0, last: 0 } },
  'no averaging': { ...whole, averaging: 0 },
  'no label smoothing': { ...whole, realLabel: 1 },
};
const heldOut = 300;

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !(name in variants));
  if (unknown) throw new Error(`there is no '${unknown}'; choose from ${Object.keys(variants).join(', ')}`);
  // the fields and the streams of `npm run reproduce -- --profile paper`
  const root = RandomStream.fromSeed(1);
  const fields = randomFields(paperFields, 5000, root.derive('fields'));
  const random = RandomStream.fromSeed(7);
  const others = randomFields(paperFields, heldOut, random.derive('held-out fields'));
  for (const name of asked.length > 0 ? asked : Object.keys(variants)) {
    const place = join(folder, name.replaceAll(' ', '-'));
    const results = join(place, 'quality.json');
    if (existsSync(results)) continue;
    makeFolder(place);
    const start = performance.now();
    const onProgress = ({ done, total, note }: { done: number; total: number; note?: string }) =>
      done % 100 === 0 && console.log(`${name}: ${done}/${total} ${note}`);
    const { generator, history } = await trainGan(fields, variants[name], root.derive('generator'), { onProgress }, place);
    saveWeights(join(place, 'generator.weights'), generator.weights());
    writeFile(join(place, 'generator-history.json'), JSON.stringify(history));
    const qualities = measureGenerator(generator, others, random.derive('quality'));
    const seconds = (performance.now() - start) / 1000;
    writeFile(results, JSON.stringify({ name, settings: variants[name], seconds, qualities }, null, 2));
    generator.dispose();
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
