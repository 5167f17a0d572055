// Puts a trained generator among what is shipped: weights, card and figures.
// `tsx bench/learning/generator-card.ts RUN-FOLDER MINUTES [CHANGES]`: the folder holds generator.weights and
// generator-history.json, as a run of the experiment leaves them; MINUTES is how long it was trained; CHANGES (JSON) is what
// its settings had other than the paper profile's.
import { cpus } from 'node:os';
import { join } from 'node:path';
import { findProfile } from '../../src/experiment/profiles';
import { readGanHistory } from '../../src/experiment/steps/generator-step';
import { contactSheet } from '../../src/figures/microstructures';
import { figuresFolder, saveFigure } from '../../src/figures/render';
import { Generator } from '../../src/gan/generator';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { cropAtRandom, judgeQuality, measureGenerator, type TextureQuality } from '../../src/gan/quality';
import { hashWeights, loadWeights, saveWeights } from '../../src/learning/weights';
import { paperFields, randomFields } from '../../src/microstructure/field';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import { readFile, repositoryRoot, sha256, writeFile } from '../../src/runs/files';

const target = join(repositoryRoot, 'data/generator');
const heldOut = 500;
const shown = 25;
const columns = 5;

async function main(): Promise<void> {
  const [folder, minutes, changes = '{}'] = process.argv.slice(2);
  if (!minutes) throw new Error('give the folder of the run and the minutes it took');
  const { weights } = loadWeights(join(folder, 'generator.weights'));
  const generator = await Generator.fromWeights(weights);
  const random = RandomStream.fromSeed(7);
  const fields = randomFields(paperFields, heldOut, random.derive('held-out fields'));
  const qualities = measureGenerator(generator, fields, random.derive('quality'));
  for (const { side } of qualities) await drawSheet(generator, fields, side, random.derive('sheet', side));

  const path = join(target, 'generator.weights');
  saveWeights(path, weights);
  const { gan, fields: data } = findProfile('paper');
  const { terms } = readGanHistory(folder);
  const card = {
    file: 'generator.weights',
    fileSha256: sha256(readFile(path)),
    weightsSha256: hashWeights(weights),
    data: { ...data, seed: 1, stream: 'fields' },
    settings: { ...gan, ...JSON.parse(changes) },
    seed: 1,
    trained: { minutes: Number(minutes), machine: `${cpus()[0].model}, one core`, node: process.version, backend: 'wasm' },
    gradientNorms: terms && Object.fromEntries(Object.entries(terms).map(([term, { norms }]) => [term, norms.slice(-20)])),
    quality: qualities.map(({ twoPoint: _, ...numbers }) => numbers),
    bars: qualities.map((quality) => ({ side: quality.side, bars: barsOf(quality) })),
  };
  writeFile(join(target, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  for (const { side, bars } of card.bars) {
    console.log(side, bars.map(({ name, value, isMet }) => `${isMet ? '' : 'MISSED '}${name} ${value.toFixed(4)}`).join('; '));
  }
}

const barsOf = (quality: TextureQuality) => judgeQuality(quality, quality.side === 128 ? 1 : 2);

/** Generated microstructures on the left, fields (or parts of them) on the right. */
async function drawSheet(generator: Generator, fields: readonly Microstructure[], side: number, random: RandomStream) {
  const latentSide = side / 32;
  const generated = generateMicrostructures(generator, random.uniforms(shown * latentSide ** 2, -1, 1), latentSide);
  const real = fields.slice(0, shown).map((field) => cropAtRandom(field, side, random));
  const items = Array.from({ length: shown / columns }, (_, row) => {
    const inRow = <T>(images: readonly T[]) => images.slice(row * columns, (row + 1) * columns);
    const captioned = (images: readonly Microstructure[], title: string) =>
      inRow(images).map((microstructure) => ({ microstructure, title }));
    return [...captioned(generated, 'generated'), ...captioned(real, 'field')];
  }).flat();
  const title = `Generated microstructures and random fields, ${side} × ${side} pixels`;
  await saveFigure(figuresFolder, `generator-${side}`, contactSheet(items, { title, columns: 2 * columns }));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
