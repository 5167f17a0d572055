import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { showInBrowser } from '../figures/browser';
import type { Figure } from '../figures/style';
import { findProfile, type Profile, profiles } from '../pipeline/profiles';
import { figuresFolder, type Reproduction, reproduce } from '../pipeline/reproduce';
import { pipelineSteps } from '../pipeline/steps';
import { tableFile } from '../pipeline/steps/evaluation';
import { wholeNumber } from './options';
import { interruptibleRun, TerminalProgress } from './terminal';

interface ReproduceOptions {
  profile: string;
  seed: number;
  only?: string[];
  fresh?: boolean;
  json?: boolean;
  show?: boolean;
}

export function reproduceCommand(): Command {
  return new Command('reproduce')
    .description('Run the whole chain: random fields, GAN, data set, mixture density network, designs, table and figures.')
    .option('--profile <name>', `how large: ${profiles.map(({ name }) => name).join(', ')}`, 'quick')
    .option('--seed <number>', 'everything random follows from it', wholeNumber('--seed', 0), 1)
    .option('--only <step...>', 'run only these steps; what they read must be there')
    .option('--fresh', 'run every step again, though neither settings nor code nor inputs have changed')
    .option('--json', 'print one JSON object with the paths and results at the end, nothing else on standard output')
    .option('--show', 'open the figures in the browser (its page loads plotly from the web)')
    .addHelpText('after', reproduceHelp)
    .action(async (options: ReproduceOptions) => {
      const profile = findProfile(options.profile);
      const progress = new TerminalProgress();
      const say = (line: string): void => {
        progress.end();
        (options.json ? process.stderr : process.stdout).write(`${line}\n`);
      };
      const outcome = await reproduce(profile, {
        seed: options.seed,
        only: options.only,
        fresh: options.fresh,
        run: interruptibleRun(progress),
        onStep: (event, step, record) => {
          if (event === 'start') say(`${step.name}: ${step.title}`);
          if (event === 'unchanged')
            say(`${step.name}: nothing has changed since it was done (${record!.seconds.toFixed(1)} s then)`);
          if (event === 'done') say(`${step.name}: done in ${record!.seconds.toFixed(1)} s`);
        },
      });
      report(outcome, profile, say);
      if (options.json) process.stdout.write(`${JSON.stringify(outcome.results ?? { missing: outcome.missing })}\n`);
      if (options.show) await showFigures(outcome.folder);
    });
}

const reproduceHelp = `
Profiles:
${profiles.map(({ name, purpose }) => `  ${name.padEnd(8)}${purpose}`).join('\n')}
Steps, in order: ${pipelineSteps(findProfile('paper'), '', '')
  .map(({ name }) => name)
  .join(', ')}.
Results go to data/runs/<profile>/ (results.json, timing.json, tables/) and figures/<profile>/. An interrupted run goes on
where it stopped when the same command is given again.`;

function report({ name, folder, outcomes, missing, results }: Reproduction, profile: Profile, say: (line: string) => void): void {
  const shown = (path: string): string => relative(process.cwd(), path);
  for (const dataset of profile.datasets) {
    const table = join(folder, tableFile(dataset.name, 'md'));
    if (!missing.includes(`evaluation-${dataset.name}`)) say(`\nData-${dataset.name}\n\n${readFileSync(table, 'utf8')}`);
  }
  say(`files:   ${shown(folder)}`);
  if (!missing.includes('figures')) say(`figures: ${shown(figuresFolder(name))}`);
  if (results) say(`results: ${shown(results.path)} (sha256 ${results.sha256})`);
  else say(`results.json waits for ${missing.join(', ')}`);
  say(`${(outcomes.reduce((sum, { seconds }) => sum + seconds, 0) / 60).toFixed(1)} minutes of work in all`);
}

/** Opens every figure of the run, each in a page of its own. */
async function showFigures(folder: string): Promise<void> {
  const descriptions = join(folder, 'figures');
  for (const file of existsSync(descriptions) ? readdirSync(descriptions).sort() : []) {
    await showInBrowser(JSON.parse(readFileSync(join(descriptions, file), 'utf8')) as Figure);
  }
}
