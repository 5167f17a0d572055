// Puts what a run of the paper profile has evaluated among what is shipped, designs and tables with it, and the tables that
// docs/results.md shows into it: `npx tsx tools/ship-results.ts [RUN-FOLDER]`, data/runs/paper unless given. What the run has
// not done yet is left out.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../src/pipeline/reproduce';
import { shippedResults } from '../src/pipeline/shipped-results';
import { readFile, repositoryRoot, writeFile } from '../src/runs/files';
import { fillTables } from './shown-tables';

/** Folders of a run, and files, that are small and tell what came out. */
const kept = ['evaluations', 'novelty', 'learnt', 'tables', 'results.json', 'timing.json'];

const folder = process.argv[2] ?? runFolder('paper');
if (!existsSync(join(folder, 'evaluations'))) {
  console.error(`${folder} has no evaluations: run \`npm run reproduce -- --profile paper\` first`);
  process.exit(1);
}
rmSync(shippedResults, { recursive: true, force: true });
for (const name of kept.filter((each) => existsSync(join(folder, each)))) {
  const files = name.includes('.') ? [''] : readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((each) => each === '' || /\.\w+$/.test(each))) {
    writeFile(join(shippedResults, name, file), readFile(join(folder, name, file)));
  }
  console.log(join(shippedResults, name));
}
const page = join(repositoryRoot, 'docs/results.md');
writeFile(page, fillTables(`${readFile(page)}`, shippedResults));
