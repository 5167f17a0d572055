import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { Command, Option } from 'commander';
import { measureAccuracy } from '../../datasets/accuracy';
import type { Dataset, DatasetSettings, Samples } from '../../datasets/dataset';
import { readSamples } from '../../datasets/file';
import { countBins } from '../../datasets/pilot';
import { measurePredictors } from '../../datasets/predictors';
import type { Provenance } from '../../datasets/provenance';
import {
  absorptionAgainstVolumeFraction,
  absorptionOfDatasets,
  microstructuresAcrossAbsorption,
  predictorsOfAbsorption,
} from '../../figures/datasets';
import { saveFigure } from '../../figures/render';
import type { Figure } from '../../figures/style';
import { FilmSimulator } from '../../film/simulator';
import { RandomStream } from '../../numerics/random';
import { InputError } from '../../runs/errors';
import { readFile, repositoryRoot, sha256, writeFile } from '../../runs/files';
import { prepareFolder } from '../options';
import { interruptibleRun, TerminalProgress } from '../terminal';
import { readTiming } from './build-clock';
import { describeAbsorptions } from './files';
import { datasetFiles, datasetOption, datasetsFolder, folderOption } from './options';

type Name = DatasetSettings['name'];

/** Finer simulations that a card compares with: plane waves, and how many samples. */
const finer = [
  { harmonics: 441, count: 200 },
  { harmonics: 621, count: 20 },
];
const accuracySeed = 1;

/** A built data set as it lies in a folder. */
interface BuiltFiles {
  kept: Dataset;
  outside: Samples;
  provenance: Provenance;
  imagesHash: string;
}

export function cardCommand(): Command {
  return new Command('card')
    .description('Describe a built data set: settings, distribution, accuracy against finer simulations, what it took to build.')
    .addOption(datasetOption())
    .addOption(folderOption())
    .action(async ({ dataset, folder }: { dataset: Name; folder: string }) => {
      const files = datasetFiles(dataset, prepareFolder('--folder', folder));
      const built = await openBuilt(dataset, folder);
      const progress = new TerminalProgress();
      const accuracy = await compareWithFiner(built, progress);
      const { kept, outside, provenance, imagesHash } = built;
      const timing = readTiming(files.timing);
      const card = {
        files: Object.fromEntries([files.light, files.outside].map((path) => [relative(folder, path), sha256(readFile(path))])),
        ...provenance,
        samples: kept.absorptions.length,
        outsideTheRange: outside.absorptions.length,
        absorption: describeAbsorptions(kept.absorptions),
        absorptionOfAllDrawn: describeAbsorptions(Float64Array.of(...kept.absorptions, ...outside.absorptions)),
        samplesPerBin: countBins(kept.absorptions, provenance.dataset.range),
        imagesSha256: imagesHash,
        accuracy,
        built: timing && { ...timing, imagesPerSecond: Math.round((10 * timing.simulations) / timing.seconds) / 10 },
      };
      writeFile(files.card, `${JSON.stringify(card, null, 2)}\n`);
      process.stdout.write(`${files.card}\n`);
    });
}

async function compareWithFiner({ kept, provenance }: BuiltFiles, progress: TerminalProgress) {
  const run = interruptibleRun(progress);
  const results = [];
  for (const { harmonics, count } of finer) {
    const simulator = new FilmSimulator({ ...provenance.film, harmonics });
    const random = RandomStream.fromSeed(accuracySeed).derive('accuracy');
    results.push(await measureAccuracy(kept, simulator, count, random, run));
    await simulator.close();
  }
  progress.end();
  return results;
}

export function figuresCommand(): Command {
  return new Command('figures')
    .description('Draw the built data sets of a folder: distribution, what tells the absorption, samples across its range.')
    .addOption(folderOption())
    .addOption(new Option('--figures <path>', 'where the figures go').default(`${repositoryRoot}/figures`, 'figures'))
    .action(async ({ folder, figures }: { folder: string; figures: string }) => {
      const target = prepareFolder('--figures', figures);
      const names = (['I', 'II'] as const).filter((name) => existsSync(datasetFiles(name, folder).full));
      if (names.length === 0) {
        const remedy = 'build one, or give a light one its images by `dataset expand`';
        throw new InputError('--folder', `there is no data set with images in ${folder}`, remedy);
      }
      const sets = await Promise.all(names.map(async (name) => ({ name, ...(await openBuilt(name, folder)) })));
      const measured = sets.map((set) => ({
        ...set,
        range: set.provenance.dataset.range,
        predictors: measurePredictors(set.kept),
      }));
      const drawn: Record<string, Figure> = {
        'data-absorption': absorptionOfDatasets(measured),
        'data-volume-fraction': absorptionAgainstVolumeFraction(
          measured.map(({ name, kept, predictors: [fraction] }) => ({ name, samples: kept, fraction })),
        ),
        'data-predictors': predictorsOfAbsorption(measured),
      };
      for (const { name, kept, range } of measured) {
        drawn[`data-${name}-samples`] = microstructuresAcrossAbsorption({ name, samples: kept, range });
      }
      for (const [name, figure] of Object.entries(drawn))
        process.stdout.write(`${(await saveFigure(target, name, figure))[0]}\n`);
    });
}

async function openBuilt(name: Name, folder = datasetsFolder): Promise<BuiltFiles> {
  const files = datasetFiles(name, folder);
  const { microstructures, provenance, imagesHash, ...samples } = await readSamples(files.full, '--folder');
  if (!microstructures || !provenance || !imagesHash) {
    throw new InputError('--folder', `${files.full} does not say what it was built from`, 'give one that `dataset build` made');
  }
  const { latentSide, latents, absorptions } = samples;
  const outside = await readSamples(files.outside, '--folder');
  return { kept: { latentSide, latents, absorptions, microstructures }, outside, provenance, imagesHash };
}
