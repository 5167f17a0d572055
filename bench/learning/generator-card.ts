// Puts the generator of a run of the paper profile (seed 1) among what is shipped: weights, card and figures.
// `npx tsx bench/learning/generator-card.ts RUN-FOLDER`: the folder, data/runs/paper, is as the run left it.
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { contactSheet } from '../../src/figures/microstructures';
import { figuresFolder, saveFigure } from '../../src/figures/render';
import type { Figure } from '../../src/figures/style';
import type { Generator } from '../../src/gan/generator';
import { pixelsPerLatent } from '../../src/gan/latents';
import type { GanHistory } from '../../src/gan/losses';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { judgeQuality, measureGenerator } from '../../src/gan/quality';
import { shippedGeneratorFile } from '../../src/gan/shipped';
import { selectBackend } from '../../src/learning/backend';
import { hashWeights, saveWeights } from '../../src/learning/weights';
import { cropAtRandom } from '../../src/microstructure/crop';
import { randomFields } from '../../src/microstructure/field';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import { generatorFigures } from '../../src/pipeline/generator-figures';
import { loadGenerator, readGanHistory, readGanProgress } from '../../src/pipeline/outputs';
import { findProfile } from '../../src/pipeline/profiles';
import type { StepRecord } from '../../src/pipeline/step';
import { readFile, sha256, writeFile } from '../../src/runs/files';

/** Seed of the training, and of what it is measured by, which nothing was tuned by. */
const seeds = { training: 1, measuring: 2026 };
const heldOut = 1000;
const shown = 25;
const columns = 5;
/** Steps that norms of gradients are averaged over, as when the terms' weights are set. */
const averaged = 20;
const paper = findProfile('paper');

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error('give the folder of the run');
  const generator = await loadGenerator(folder);
  const { seconds, results } = readJson<StepRecord>(join(folder, 'generator.step.json'));
  const weightsSha256 = hashWeights(generator.weights());
  if ((results as { sha256: string }).sha256 !== weightsSha256) throw new Error(`${folder}: the weights are not the run’s own`);
  const history = readGanHistory(folder);
  if (history.generator.length !== paper.gan.steps) throw new Error(`${folder} is not of the paper profile as it is now`);

  const random = RandomStream.fromSeed(seeds.measuring);
  const fields = randomFields(paper.fields.settings, heldOut, random.derive('held-out fields'));
  const qualities = measureGenerator(generator, fields, random.derive('quality'));
  saveWeights(shippedGeneratorFile, generator.weights());
  const card = {
    file: 'generator.weights',
    fileSha256: sha256(readFile(shippedGeneratorFile)),
    weightsSha256,
    fields: paper.fields,
    gan: paper.gan,
    seed: seeds.training,
    training: { seconds, machine: cpus()[0].model, node: process.version, backend: (await selectBackend()).name },
    gradientNorms: findNorms(history),
    measuredWith: { seed: seeds.measuring, latents: heldOut, fields: heldOut },
    quality: qualities.map(({ twoPoint: _, ...numbers }) => numbers),
    bars: qualities.map((quality) => ({ side: quality.side, bars: judgeQuality(quality) })),
  };
  writeFile(join(dirname(shippedGeneratorFile), 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  for (const { side, bars } of card.bars) {
    console.log(side, bars.map(({ name, value, isMet }) => `${isMet ? '' : 'MISSED '}${name} ${value.toFixed(4)}`).join('; '));
  }

  for (const { side } of qualities) {
    await saveFigure(
      figuresFolder,
      `generator-samples-${side}`,
      drawSheet(generator, fields, side, random.derive('sheet', side)),
    );
  }
  const progress = readGanProgress(folder);
  for (const [name, draw] of Object.entries(generatorFigures)) {
    const figure = draw({ generator, history, progress, fields, random: random.derive('figure') });
    if (figure) await saveFigure(figuresFolder, name, figure);
  }
}

const readJson = <T>(path: string): T => JSON.parse(readFile(path).toString()) as T;

/** Norms of the gradients of the generator's terms, before weighting: when the weights were set, and at the end. */
function findNorms({ terms = {} as NonNullable<GanHistory['terms']> }: GanHistory) {
  const { setAfter = 0 } = paper.gan.texture ?? {};
  const mean = (norms: readonly number[]) => norms.reduce((sum, norm) => sum + norm, 0) / norms.length;
  const used = Object.entries(terms).filter(([, { norms }]) => norms.length > 0);
  return used.map(([term, { norms }]) => ({
    term,
    whenWeightsWereSet: mean(norms.slice(Math.max(0, setAfter - averaged), setAfter)),
    atTheEnd: mean(norms.slice(-averaged)),
  }));
}

/** Generated microstructures on the left, fields (or parts of them) on the right. */
function drawSheet(generator: Generator, fields: readonly Microstructure[], side: number, random: RandomStream): Figure {
  const latentSide = side / pixelsPerLatent;
  const generated = generateMicrostructures(generator, random.uniforms(shown * latentSide ** 2, -1, 1), latentSide);
  const real = fields.slice(0, shown).map((field) => cropAtRandom(field, side, random));
  const inRow = (images: readonly Microstructure[], row: number) => images.slice(row * columns, (row + 1) * columns);
  const rows = Array.from({ length: shown / columns }, (_, row) => [...inRow(generated, row), ...inRow(real, row)]);
  const titles = ['generated', 'field'].flatMap((title) => new Array<string>(columns).fill(title));
  return contactSheet(
    rows.flat().map((microstructure) => ({ microstructure })),
    {
      title: `Generated microstructures and random fields that were not trained on, ${side} × ${side} pixels`,
      ...{ columns: 2 * columns, columnTitles: titles },
    },
  );
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
