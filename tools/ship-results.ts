// Puts what a run has evaluated among what is shipped, and the tables that a page of docs/ shows into it:
// `npx tsx tools/ship-results.ts [PROFILE] [RUN-FOLDER]`, paper and its folder in data/runs unless given. Of the profile paper all
// designs go with it, of spectra the best by their latents, in results.json. What the run has not done yet is left out.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../src/pipeline/reproduce';
import { shippedResultsOf } from '../src/pipeline/shipped-results';
import { readFile, repositoryRoot, writeFile } from '../src/runs/files';
import { fillTables } from './shown-tables';

/** Folders of a run, and files, that are small and tell what came out; and the page that shows its tables. */
const shown: Record<string, { kept: string[]; page: string }> = {
  paper: { kept: ['evaluations', 'novelty', 'learnt', 'tables', 'results.json', 'timing.json'], page: 'docs/results.md' },
  spectra: { kept: ['tables', 'results.json', 'timing.json'], page: 'docs/spectra.md' },
};

const [profile = 'paper', folder = runFolder(profile)] = process.argv.slice(2);
const { kept, page: name } = shown[profile];
const shippedResults = shippedResultsOf(profile);
if (!existsSync(join(folder, 'evaluations'))) {
  console.error(`${folder} has no evaluations: run \`npm run reproduce -- --profile ${profile}\` first`);
  process.exit(1);
}
rmSync(shippedResults, { recursive: true, force: true });
for (const part of kept.filter((each) => existsSync(join(folder, each)))) {
  const files = part.includes('.') ? [''] : readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((each) => each === '' || /\.\w+$/.test(each))) {
    writeFile(join(shippedResults, part, file), readFile(join(folder, part, file)));
  }
  console.log(join(shippedResults, part));
}
const page = join(repositoryRoot, name);
writeFile(page, fillTables(`${readFile(page)}`, shippedResults));
