/**
 * Writes a static site of all notebooks, with figures that can be zoomed, a search, and no need of a network:
 *
 *     npm run site [-- --out folder] [-- --allow-missing]
 */
import { join } from 'node:path';
import { Command } from 'commander';
import { InputError } from '../../src/runs/errors';
import { repositoryRoot } from '../../src/runs/files';
import { buildSite } from './site';

new Command('site')
  .description('writes a static site of all notebooks, which opens from a folder without a network')
  .option('--out <folder>', 'where the site is written', join(repositoryRoot, 'site'))
  .option('--allow-missing', 'links to notebooks that are not there become plain text')
  .action(async ({ out, allowMissing }: { out: string; allowMissing?: boolean }) => {
    const warn = (line: string) => console.error(line);
    const pages = await buildSite({ root: repositoryRoot, out, allowMissing, warn });
    console.log(`${join(out, 'index.html')}: ${pages.length} pages`);
  })
  .parseAsync()
  .catch((error: Error) => {
    console.error(error instanceof InputError ? error.message : error);
    process.exitCode = error instanceof InputError ? 2 : 1;
  });
