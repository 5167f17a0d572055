import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { mean, quantileSorted, standardDeviation } from 'simple-statistics';
import { checkSamples, expandSamples } from '../../datasets/check';
import { countSamples, type DatasetSettings } from '../../datasets/dataset';
import { readDataset, readSamples, type StoredSamples, writeDataset } from '../../datasets/file';
import { countBins } from '../../datasets/pilot';
import type { Provenance } from '../../datasets/provenance';
import { absorptionOf } from '../../film/property';
import { type FilmSettings, siliconFilm } from '../../film/settings';
import { FilmSimulator } from '../../film/simulator';
import { pixelsPerLatent } from '../../gan/latents';
import { countBackendDifferences } from '../../gan/microstructures';
import { selectBackend } from '../../learning/backend';
import { hashWeights } from '../../learning/weights';
import { RandomStream } from '../../numerics/random';
import { InputError } from '../../runs/errors';
import { prepareFolder, say, wholeNumber } from '../options';
import { interruptibleRun, TerminalProgress } from '../terminal';
import { generatorOption, openGenerator, workersOption } from './options';

/** Differences in y up to this are those of single precision (`auto`). */
const tolerance = 2e-5;

export function infoCommand(): Command {
  return new Command('info')
    .description('Say what a data file holds and what it was built from.')
    .argument('<file.h5>', 'a data set of ours, or as the paper’s authors published it')
    .option('--json', 'print one JSON object instead of text')
    .action(async (path: string, { json }: { json?: boolean }) => {
      const stored = await readSamples(resolve(path), 'file');
      const facts = describeSamples(stored);
      if (json) process.stdout.write(`${JSON.stringify(facts)}\n`);
      else for (const [name, value] of Object.entries(facts)) say(`${name.padEnd(14)}${format(value)}`);
    });
}

export function checkCommand(): Command {
  return new Command('check')
    .description('Generate a random sample of x from z, and of y from x, and report the largest differences.')
    .argument('<file.h5>', 'a data set of ours, light or full')
    .addOption(generatorOption())
    .addOption(workersOption())
    .addOption(new Option('--images <count>', 'images to generate').argParser(wholeNumber('--images', 1)).default(1000))
    .addOption(new Option('--simulated <count>', 'of them to simulate').argParser(wholeNumber('--simulated', 0)).default(40))
    .addOption(new Option('--seed <number>', 'which samples').argParser(wholeNumber('--seed', 0)).default(1))
    .action(async (path: string, options: CheckOptions) => {
      const stored = await readSamples(resolve(path), 'file');
      const { provenance } = stored;
      if (!provenance) throw new InputError('file', `${path} does not say what it was built from`, 'give a data set of ours');
      const generator = await openGenerator(options.generator);
      checkGenerator(stored, hashWeights(generator.weights()), path);
      const simulator = new FilmSimulator(filmOf(provenance, path), { workers: options.workers });
      const progress = new TerminalProgress();
      try {
        const random = RandomStream.fromSeed(options.seed).derive('check');
        const found = await checkSamples(stored, generator, simulator, options, random, interruptibleRun(progress));
        progress.end();
        const pixels = found.differingPixels === undefined ? '' : ` (${found.differingPixels} pixels)`;
        say(`x: ${found.differingImages} of ${found.images} images differ from those that z gives${pixels}`);
        say(`y: the largest difference of ${found.simulated} simulated again is ${found.largestDifference.toExponential(1)}`);
        const { name: backend } = await selectBackend();
        if (backend !== 'wasm') {
          const { latentSide, latents } = stored;
          const first = latents.slice(0, Math.min(options.images * latentSide ** 2, latents.length));
          const differing = countBackendDifferences(generator, first, latentSide);
          say(
            `the backend ${backend} would have ${differing} pixels of the first ${first.length / latentSide ** 2} images otherwise`,
          );
        }
        if (found.differingImages > 0 || found.largestDifference > tolerance) process.exitCode = 1;
      } finally {
        generator.dispose();
        await simulator.close();
      }
    });
}

interface CheckOptions {
  generator?: string;
  workers?: number;
  images: number;
  simulated: number;
  seed: number;
}

export function expandCommand(): Command {
  return new Command('expand')
    .description('Make the full file of a light one: x is generated from z, exactly.')
    .argument('<light.h5>', 'a data set without images')
    .argument('<full.h5>', 'the file to write')
    .addOption(generatorOption())
    .action(async (light: string, full: string, options: { generator?: string }) => {
      const target = newFile(full);
      const stored = await readSamples(resolve(light), 'light.h5');
      if (!stored.imagesHash) {
        const problem = `${light} has no images and no hash of them: its samples lie outside the range`;
        throw new InputError('light.h5', problem, 'give the light file of a data set, such as data-II-light.h5');
      }
      const generator = await openGenerator(options.generator);
      checkGenerator(stored, hashWeights(generator.weights()), light);
      prepareFolder('full.h5', dirname(target));
      await writeDataset(target, expandSamples(stored, generator, 'light.h5'), stored.provenance);
      generator.dispose();
      say(`${target}: ${countSamples(stored)} samples`);
    });
}

export function importCommand(): Command {
  return new Command('import')
    .description('Read a data file as the paper’s authors published it, and write it as one of ours.')
    .argument('<file.hdf5>', 'holds z (n × s × s), x (n × 32s × 32s) and y (n)')
    .argument('<data.h5>', 'the file to write')
    .action(async (path: string, written: string) => {
      const target = newFile(written);
      const dataset = await readDataset(resolve(path), 'file.hdf5', absorptionOf(siliconFilm));
      prepareFolder('data.h5', dirname(target));
      await writeDataset(target, dataset);
      say(`${target}: ${countSamples(dataset)} samples`);
    });
}

function newFile(path: string): string {
  const target = resolve(path);
  if (existsSync(target)) throw new InputError('data.h5', `${path} is there already`, 'name a new file, or remove it');
  return target;
}

function checkGenerator({ provenance }: StoredSamples, hash: string, path: string): void {
  if (provenance && provenance.generator !== hash) {
    const problem = `${path} was made by another generator (${provenance.generator.slice(0, 12)}…, not ${hash.slice(0, 12)}…)`;
    throw new InputError('--generator', problem, 'give the weights of that one');
  }
}

export function describeSamples(stored: StoredSamples) {
  const { latentSide, y, microstructures, imagesHash, provenance } = stored;
  const count = countSamples(stored);
  const range = provenance?.dataset.range;
  return {
    samples: count,
    ...(y.length > count && { 'numbers of y': y.length / count }),
    z: `${latentSide} × ${latentSide}`,
    x: microstructures ? `${pixelsPerLatent * latentSide} × ${pixelsPerLatent * latentSide}` : 'left out (follows from z)',
    ...(count > 0 && describeRange(y)),
    ...(range &&
      (isWithin(y, range)
        ? { 'per tenth of range': countBins(y, range) }
        : { [`outside ${range.join(' … ')}`]: countOutside(y, range) })),
    ...(imagesHash && { 'SHA-256 of x': imagesHash }),
    ...(provenance && {
      generator: provenance.generator,
      seed: provenance.seed,
      [provenance.simulation.name]: provenance.simulation.settings,
      dataset: provenance.dataset,
    }),
  };
}

function describeRange(y: Float64Array) {
  const { mean: average, sd, from, to } = describeValues(y);
  return { 'y from … to': [from, to], 'y mean, sd': [average, sd] };
}

/** Mean, standard deviation, extremes and the range of the middle 99 % of values. */
export function describeValues(values: Float64Array) {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    mean: mean(sorted),
    sd: standardDeviation(sorted),
    from: sorted[0],
    to: sorted[sorted.length - 1],
    middle99: [quantileSorted(sorted, 0.005), quantileSorted(sorted, 0.995)],
  };
}

type Range = DatasetSettings['range'];
const isWithin = (y: Float64Array, [low, high]: Range): boolean => y.some((value) => value >= low && value <= high);
const countOutside = (y: Float64Array, [low, high]: Range): string =>
  `${y.filter((value) => value < low).length} below, ${y.filter((value) => value > high).length} above`;

/** The settings of the film that a file was simulated with. */
export function filmOf({ simulation }: Provenance, path: string): FilmSettings {
  if (simulation.name === 'film') return simulation.settings as FilmSettings;
  throw new InputError('file', `${path} was simulated by '${simulation.name}', not as a film`, 'give a data set of films');
}

function format(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => (Number.isInteger(each) ? each : Number(each).toFixed(4))).join('  ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
