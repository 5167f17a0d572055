import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'mocha';
import { repositoryRoot } from '../src/runs/files';
import { skip } from './skip';

/** Published files of others; absent where nobody has put them. */
export const referenceFolder = process.env.MICRODESIGN_REFERENCE ?? join(repositoryRoot, '../shared/reference');

/**
 * The path of a published reference file, such as `published/weights.pickle`; where it is absent the calling test is
 * skipped. MICRODESIGN_REFERENCE names another folder that holds them.
 */
export function referenceFile(test: Context, name: string): string {
  const path = join(referenceFolder, name);
  if (!existsSync(path)) skip(test, `no ${name}; set MICRODESIGN_REFERENCE to a folder that has it`);
  return path;
}
