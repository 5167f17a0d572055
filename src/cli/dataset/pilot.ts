import { Command, Option } from 'commander';
import { type Pilot, runPilot } from '../../datasets/pilot';
import { pilotResults } from '../../figures/pilot';
import { saveFigure } from '../../figures/render';
import { FilmSimulator } from '../../film/simulator';
import { RandomStream } from '../../numerics/random';
import { findProfile } from '../../pipeline/profiles';
import { repositoryRoot } from '../../runs/files';
import { prepareFolder, wholeNumber } from '../options';
import { interruptibleRun, TerminalProgress } from '../terminal';
import { generatorOption, openGenerator, profileOption, seedOption } from './options';

interface PilotOptions {
  profile: string;
  generator?: string;
  seed: number;
  samples: number;
  figures: string;
}

/** Plane waves of a pilot: its answers are wanted to a percent. */
const harmonics = 121;
/** Thicknesses (nm) compared with the film's own, by a fifth of the samples. */
const thicknesses = [-40, -20, 20, 40];

export function pilotCommand(): Command {
  return new Command('pilot')
    .description('Simulate some random microstructures of each data set, to see whether the film fills the range of absorption.')
    .addOption(profileOption())
    .addOption(generatorOption())
    .addOption(seedOption())
    .addOption(new Option('--samples <count>', 'for each data set').argParser(wholeNumber('--samples', 50)).default(2000))
    .addOption(new Option('--figures <path>', 'where the figure goes').default(`${repositoryRoot}/figures`, 'figures'))
    .action(async (options: PilotOptions) => {
      const { film, datasets } = findProfile(options.profile);
      const folder = prepareFolder('--figures', options.figures);
      const generator = await openGenerator(options.generator);
      const progress = new TerminalProgress();
      const run = interruptibleRun(progress);
      const pilots: Pilot[] = [];
      for (const change of [0, ...thicknesses]) {
        const simulator = new FilmSimulator({ ...film, thickness: film.thickness + change, harmonics });
        for (const dataset of datasets) {
          const count = change === 0 ? options.samples : Math.ceil(options.samples / 5);
          const random = RandomStream.fromSeed(options.seed).derive('pilot', dataset.name);
          const pilot = await runPilot(generator, simulator, dataset, count, random, run);
          progress.end();
          process.stdout.write(`${describePilot(pilot)}\n`);
          pilots.push(pilot);
        }
        await simulator.close();
      }
      generator.dispose();
      await saveFigure(folder, 'data-pilot', pilotResults(pilots));
      process.stdout.write(`figure: ${folder}/data-pilot.png\n`);
    });
}

function describePilot({ film, dataset, absorptions, keptShare, expected }: Pilot): string {
  const [low, high] = dataset.range;
  const kept = `${(100 * keptShare).toFixed(1)} % from ${low} to ${high}`;
  const bins = `of ${dataset.samples} kept, at least ${Math.round(Math.min(...expected))} in each 0.02`;
  return `Data-${dataset.name}, ${film.thickness} nm: ${absorptions.length} samples, ${kept}; ${bins}`;
}
