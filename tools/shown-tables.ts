import { join } from 'node:path';
import { readFile } from '../src/runs/files';

/**
 * A page with the tables that it shows as they are in a folder of results: each stands between two comments,
 * `<!-- tables/NAME.md -->` and `<!-- end -->`.
 */
export function fillTables(page: string, folder: string): string {
  return page.replace(/<!-- (tables\/[\w-]+\.md) -->\n[\s\S]*?<!-- end -->/g, (_, file: string) => {
    return `<!-- ${file} -->\n\n${`${readFile(join(folder, file))}`.trim()}\n\n<!-- end -->`;
  });
}
