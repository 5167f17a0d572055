import { relative } from 'node:path';
import { Command } from 'commander';
import { measureAccuracy } from '../../datasets/accuracy';
import { countSamples } from '../../datasets/dataset';
import { countBins } from '../../datasets/pilot';
import { datasetFiles } from '../../datasets/shipped';
import { absorptionOf } from '../../film/property';
import { FilmSimulator } from '../../film/simulator';
import { RandomStream } from '../../numerics/random';
import { readFile, sha256, writeFile } from '../../runs/files';
import { countComponents, type Property } from '../../simulation/property';
import { prepareFolder, say } from '../options';
import { interruptibleRun, TerminalProgress } from '../terminal';
import { readTiming } from './build-clock';
import { type BuiltFiles, openBuilt } from './built';
import { describeValues, filmOf } from './files';
import { datasetOption, folderOption } from './options';

/** Finer simulations that a card compares with: N, and how many numbers of their samples' property. */
const finer = [
  { harmonics: 441, count: 200 },
  { harmonics: 621, count: 20 },
];
const accuracySeed = 1;

export function cardCommand(): Command {
  return new Command('card')
    .description('Describe a built data set: settings, distribution, accuracy against finer simulations, what it took to build.')
    .addOption(datasetOption().makeOptionMandatory())
    .addOption(folderOption())
    .action(async ({ dataset, folder }: { dataset: string; folder: string }) => {
      const files = datasetFiles(dataset, folder);
      const built = await openBuilt(dataset, folder);
      prepareFolder('--folder', folder);
      const progress = new TerminalProgress();
      const accuracy = await compareWithFiner(built, files.full, progress);
      const { kept, outside, provenance, imagesHash } = built;
      const { dataset: settings, simulation, generator, seed } = provenance;
      const timing = readTiming(files.timing);
      const property = absorptionOf(filmOf(provenance, files.full));
      const card = {
        files: Object.fromEntries([files.light, files.outside].map((path) => [relative(folder, path), sha256(readFile(path))])),
        ...{ dataset: settings, [simulation.name]: simulation.settings, generator, seed },
        samples: countSamples(kept),
        outsideTheRange: countSamples(outside),
        ...describeProperty(built, property),
        imagesSha256: imagesHash,
        accuracy,
        built: timing && { ...timing, imagesPerSecond: Math.round((10 * timing.simulations) / timing.seconds) / 10 },
      };
      writeFile(files.card, `${JSON.stringify(card, null, 2)}\n`);
      say(files.card);
    });
}

/** How the property is distributed: of one number with all that was drawn, of several each by itself. */
function describeProperty({ kept, outside, provenance }: BuiltFiles, { name, components }: Property): object {
  if (components && components.length > 1) {
    const numbers = components.map((component, k) => {
      return [component, describeValues(kept.y.filter((_, i) => i % components.length === k))] as const;
    });
    return { [name]: Object.fromEntries(numbers) };
  }
  return {
    [name]: describeValues(kept.y),
    [`${name}OfAllDrawn`]: describeValues(Float64Array.of(...kept.y, ...outside.y)),
    samplesPerBin: countBins(kept.y, provenance.dataset.range),
  };
}

async function compareWithFiner({ kept, provenance }: BuiltFiles, path: string, progress: TerminalProgress) {
  const run = interruptibleRun(progress);
  const results = [];
  for (const { harmonics, count } of finer) {
    const simulator = new FilmSimulator({ ...filmOf(provenance, path), harmonics });
    const random = RandomStream.fromSeed(accuracySeed).derive('accuracy');
    const samples = Math.ceil(count / countComponents(simulator.property));
    results.push({ harmonics, ...(await measureAccuracy(kept, simulator, samples, random, run)) });
    await simulator.close();
  }
  progress.end();
  return results;
}
