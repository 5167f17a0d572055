import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { showInBrowser } from '../figures/browser';
import type { Figure } from '../figures/style';
import { tableFile } from '../pipeline/evaluations';
import { findProfile, type Profile, profiles } from '../pipeline/profiles';
import { type Reproduction, reproduce } from '../pipeline/reproduce';
import { listSettings } from '../pipeline/settings';
import { pipelineSteps } from '../pipeline/steps';
import { spectraTable } from '../pipeline/steps/spectra';
import { readJson } from '../runs/json';
import { addRunOptions, listInLines, type RunOptions, readProfile } from './options';
import { interruptibleRun, TerminalProgress } from './terminal';

interface ReproduceOptions extends RunOptions {
  only?: string[];
  fresh?: boolean;
  rebuild?: string[];
  json?: boolean;
  show?: boolean;
}

export function reproduceCommand(): Command {
  const command = new Command('reproduce').description(
    'Run the whole chain: random fields, GAN, data sets, training, designs, tables and figures.',
  );
  return addRunOptions(command, 'quick')
    .option('--only <step...>', 'run only these steps; what they read must be there')
    .option('--fresh', 'run every step again, though neither settings nor code nor inputs have changed')
    .option('--rebuild <what...>', 'build anew what would be taken from data/: generator, datasets')
    .option('--json', 'print one JSON object with the paths and results at the end, nothing else on standard output')
    .option('--show', 'open the figures in the browser (its page loads plotly from the web)')
    .addHelpText('after', reproduceHelp)
    .action(runReproduce);
}

async function runReproduce(options: ReproduceOptions): Promise<void> {
  const profile = readProfile(options);
  const progress = new TerminalProgress();
  const say = (line: string): void => {
    progress.end();
    (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  };
  const { seed, only, fresh, rebuild } = options;
  const outcome = await reproduce(profile, {
    ...{ seed, only, fresh, rebuild },
    run: interruptibleRun(progress),
    onNote: (line, step) => say(`${step.name}: ${line}`),
    onStep(event, step, record) {
      if (event === 'start') say(`${step.name}: ${step.title}`);
      if (event === 'unchanged')
        say(`${step.name}: nothing has changed since it was done (${record!.seconds.toFixed(1)} s then)`);
      if (event === 'taken') say(`${step.name}: taken from ${step.shipped!.place}, which has these settings and this seed`);
      if (event === 'done') say(`${step.name}: done in ${record!.seconds.toFixed(1)} s`);
    },
  });
  report(outcome, profile, say);
  if (options.json) process.stdout.write(`${JSON.stringify(outcome.results ?? { missing: outcome.missing })}\n`);
  if (options.show) await showFigures(outcome.folder);
}

const reproduceHelp = `
Profiles:
${profiles.map(({ name, purpose }) => `  ${name.padEnd(8)}${purpose}`).join('\n')}
Steps of the profile quick, in order:
${listInLines(pipelineSteps(findProfile('quick'), { folder: '', figures: '' }).map(({ name }) => name))}.
Settings of the profile quick, for --set:
${listInLines(listSettings(findProfile('quick')))}.
Results go to data/runs/<profile>/ (results.json, timing.json, tables/) and figures/<profile>/; runs of other seeds and changed
settings have them in the folder's name. An interrupted run goes on where it stopped when the same command is given again.`;

/** Steps that are named where a run waits for them. */
const shownMissing = 5;

function report(
  { folder, figures, outcomes, missing, results }: Reproduction,
  profile: Profile,
  say: (line: string) => void,
): void {
  const shown = (path: string): string => relative(process.cwd(), path);
  for (const { name } of missing.includes('tables') ? [] : profile.datasets) {
    const tables = [tableFile(name, false, 'md'), tableFile(name, true, 'md'), spectraTable(name, 'md')];
    for (const table of tables.map((file) => join(folder, file))) {
      if (existsSync(table)) say(`\n${readFileSync(table, 'utf8')}`);
    }
  }
  say(`files:   ${shown(folder)}`);
  if (!missing.includes('figures')) say(`figures: ${shown(figures)}`);
  if (results) say(`results: ${shown(results.path)} (sha256 ${results.sha256})`);
  else {
    const more = missing.length > shownMissing ? ` and ${missing.length - shownMissing} more steps` : '';
    say(`results.json waits for ${missing.slice(0, shownMissing).join(', ')}${more}`);
  }
  say(`${(outcomes.reduce((sum, { seconds }) => sum + seconds, 0) / 60).toFixed(1)} minutes of work in all`);
}

/** Opens every figure of the run, each in a page of its own. */
async function showFigures(folder: string): Promise<void> {
  const descriptions = join(folder, 'figures');
  for (const file of existsSync(descriptions) ? readdirSync(descriptions).sort() : []) {
    await showInBrowser(readJson<Figure>(join(descriptions, file)));
  }
}
