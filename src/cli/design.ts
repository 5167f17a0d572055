import { Command } from 'commander';
import { methods, robust, slugOf, spectralMethods, surrogateRanked } from '../inverse/index';
import type { Origin } from '../inverse/method';
import { InputError } from '../runs/errors';
import { readLayouts, readRepeat } from './design-files';
import { designNumber } from './design-number';
import type { DesignOptions } from './design-options';
import { designSpectrum } from './design-spectrum';
import { addRunOptions, readTarget, wholeNumber } from './options';

/** Whose idea a method is, for people to read. */
const origins: Record<Origin, string> = {
  paper: 'the paper’s',
  baseline: 'the paper’s baseline',
  check: 'a check',
  ours: 'ours',
};

export function designCommand(): Command {
  const command = new Command('design')
    .description('Propose microstructures for a target property with a trained method, and simulate each.')
    .option('--target <value>', 'absorption asked for, between 0 and 1', readTarget)
    .option('--spectrum <file.csv>', 'instead: absorption at several wavelengths; then profile spectra, Data-S')
    .option('--count <number>', 'how many candidates', wholeNumber('--count', 1), 30)
    .option('--dataset <name>', 'I (96 × 96 pixels) or II (64 × 64)', 'II')
    .option(
      '--method <name>',
      `how candidates are proposed; ${slugOf(surrogateRanked)}, the best without a simulation, unless given`,
    )
    .option('--calls <number>', 'simulations for each candidate, by methods that take a budget', wholeNumber('--calls', 1))
    .option('--robust', `candidates that survive errors of making: --method ${slugOf(robust)}`)
    .requiredOption('--out <folder>', 'where the images, candidates.csv and the contact sheet go')
    .option('--draw <number>', 'draws other candidates', wholeNumber('--draw', 0), 1)
    .option('--layout <kinds>', 'outlines for other programs beside the images: svg, gds (GDSII) or svg,gds', readLayouts)
    .option('--repeat <columns,rows>', 'periods side by side in a GDSII file', readRepeat);
  return addRunOptions(command, 'paper')
    .option('--json', 'print one JSON object instead of text')
    .option('--show', 'open the contact sheet in the browser (its page loads plotly from the web)')
    .addHelpText('after', designHelp)
    .action(runDesign);
}

const designHelp = `
Methods:
${methods.map((method) => `  ${slugOf(method).padEnd(26)}${method.summary} (${origins[method.origin]})`).join('\n')}
For spectra, the first is taken unless one is named:
${spectralMethods.map((method) => `  ${slugOf(method).padEnd(26)}${method.summary}`).join('\n')}
The models of the profile paper with seed 1 come with the repository; those of other runs are trained by \`reproduce\`.`;

async function runDesign(given: DesignOptions & { spectrum?: string }, command: Command): Promise<void> {
  const { spectrum, ...options } = given;
  if ((options.target === undefined) === (spectrum === undefined))
    throw new InputError('--target', 'designs are for a target or for a spectrum', 'give one of --target and --spectrum');
  const isDefault = (name: string): boolean => command.getOptionValueSource(name) === 'default';
  if (spectrum !== undefined) return designSpectrum(spectrum, options, isDefault);
  if (options.robust && options.method !== undefined)
    throw new InputError('--robust', 'it names a method, as --method does', 'give one of the two');
  const method = options.method ?? (options.robust ? robust : surrogateRanked).name;
  return designNumber({ ...options, method, target: options.target! });
}
