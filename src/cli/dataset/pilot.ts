import { Command, Option } from 'commander';
import { runPilot } from '../../datasets/pilot';
import { pilotResults, type VariedPilot } from '../../figures/pilot';
import { saveFigure } from '../../figures/render';
import { absorptionOf } from '../../film/property';
import { filmSimulation } from '../../film/simulation';
import { RandomStream } from '../../numerics/random';
import { repositoryRoot } from '../../runs/files';
import { addRunOptions, prepareFolder, type RunOptions, readProfile, say, wholeNumber } from '../options';
import { interruptibleRun, TerminalProgress } from '../terminal';
import { generatorOption, openGenerator } from './options';

interface PilotOptions extends RunOptions {
  generator?: string;
  samples: number;
  figures: string;
}

/** Plane waves of a pilot: its answers are wanted to a percent. */
const harmonics = 121;
/** Thicknesses (nm) compared with the film's own, by a fifth of the samples. */
const thicknesses = [-40, -20, 20, 40];

export function pilotCommand(): Command {
  const command = new Command('pilot')
    .description('Simulate some random microstructures of each data set, to see whether the film fills the range of absorption.')
    .addOption(generatorOption());
  return addRunOptions(command, 'paper')
    .addOption(new Option('--samples <count>', 'for each data set').argParser(wholeNumber('--samples', 50)).default(2000))
    .addOption(new Option('--figures <path>', 'where the figure goes').default(`${repositoryRoot}/figures`, 'figures'))
    .action(async (options: PilotOptions) => {
      const { film, datasets } = readProfile(options);
      const generator = await openGenerator(options.generator);
      const folder = prepareFolder('--figures', options.figures);
      const progress = new TerminalProgress();
      const run = interruptibleRun(progress);
      const pilots: VariedPilot[] = [];
      for (const change of [0, ...thicknesses]) {
        const thickness = film.thickness + change;
        const simulator = filmSimulation({ ...film, thickness, harmonics }).open();
        for (const dataset of datasets) {
          const count = change === 0 ? options.samples : Math.ceil(options.samples / 5);
          const random = RandomStream.fromSeed(options.seed).derive('pilot', dataset.name);
          const pilot = { ...(await runPilot(generator, simulator, dataset, count, random, run)), value: thickness };
          progress.end();
          say(describePilot(pilot));
          pilots.push(pilot);
        }
        await simulator.close();
      }
      generator.dispose();
      const varied = { name: 'thickness of the film', unit: 'nm' };
      await saveFigure(folder, 'data-pilot', pilotResults(pilots, absorptionOf(film), varied));
      say(`figure: ${folder}/data-pilot.png`);
    });
}

function describePilot({ value, dataset, y, keptShare, expected }: VariedPilot): string {
  const [low, high] = dataset.range;
  const kept = `${(100 * keptShare).toFixed(1)} % from ${low} to ${high}`;
  const bins = `of ${dataset.samples} kept, at least ${Math.round(Math.min(...expected))} in each tenth of them`;
  return `Data-${dataset.name}, ${value} nm: ${y.length} samples, ${kept}; ${bins}`;
}
