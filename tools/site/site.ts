import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { InputError } from '../../src/runs/errors';
import { readFile, writeFile } from '../../src/runs/files';
import { siteAssets } from './assets';
import { type Body, finishBody } from './body';
import { framePage, indexPage } from './frame';
import { deadLink, type LinkOptions, Links } from './links';
import type { SiteFile } from './outputs';
import { searchIndex } from './search-index';
import { addressOf, type Kind, readSource } from './sources';

/** A page of the site; paths are those of the repository, addresses those of the site, both from its root. */
export interface Page extends Body {
  path: string;
  kind: Kind;
  address: string;
  files: SiteFile[];
}

export interface SiteOptions extends LinkOptions {
  /** Folder of the repository. */
  root: string;
  /** Folder that the site is written to; what a former build wrote there goes. */
  out: string;
}

/** Tells a site from a folder of something else, which is not to be taken away. */
const marker = '.microdesign-site';

/**
 * Writes all notebooks, the README, the pages of docs/ and whatever they link to as pages that need no network.
 *
 * @returns the pages
 * @throws InputError for a dead link, a formula that cannot be read, or a folder that holds something else; then nothing is written
 */
export async function buildSite({ root, out, ...options }: SiteOptions): Promise<Page[]> {
  requireOwnFolder(out);
  const { pages, files } = collectPages(root, new Links(root, options));
  files.push(...(await siteAssets()), searchIndex(pages), indexPage(pages));
  for (const page of pages) files.push(...page.files, framePage(page, pages));
  const partial = join(dirname(resolve(out)), `site.partial-${process.pid}`);
  try {
    for (const { address, content } of files) writeFile(join(partial, address), content, out);
    writeFile(join(partial, marker), '', out);
    rmSync(out, { recursive: true, force: true });
    renameSync(partial, out);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return pages;
}

function requireOwnFolder(out: string): void {
  if (!existsSync(out) || readdirSync(out).length === 0 || existsSync(join(out, marker))) return;
  throw new InputError(
    out,
    'holds something that is no site',
    'name a folder that is new, empty, or was written by this command',
  );
}

/** The pages to begin with, and all that they lead to. */
function collectPages(root: string, links: Links): { pages: Page[]; files: SiteFile[] } {
  const pages: Page[] = [];
  const files: SiteFile[] = [];
  for (const path of firstPages(root)) links.found.add(path);
  // the set grows while it is gone through
  for (const path of links.found) {
    const kind = links.kindOf(path);
    if (kind === 'bytes') files.push({ address: path, content: readFile(join(root, path)) });
    else pages.push(readPage(root, path, kind, links));
  }
  for (const { page, link, target, id } of links.anchors) {
    const isThere = pages.some(({ path, html }) => path === target && html.includes(` id="${id}"`));
    if (!isThere) throw deadLink(page, link, 'names a heading that is not there');
  }
  return { pages, files };
}

function firstPages(root: string): string[] {
  const inFolder = (folder: string, extension: string) => {
    const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [];
    return names.filter((name) => name.endsWith(extension)).map((name) => `${folder}/${name}`);
  };
  const readme = existsSync(join(root, 'README.md')) ? ['README.md'] : [];
  return [...inFolder('notebooks', '.ipynb'), ...readme, ...inFolder('docs', '.md')];
}

function readPage(root: string, path: string, kind: Kind, links: Links): Page {
  const address = addressOf(path, kind);
  const { html, files } = readSource(path, join(root, path), kind);
  const own = new Set(files.map((file) => posix.relative(posix.dirname(address), file.address)));
  const body = finishBody(html, (link, use) => (own.has(link) ? link : links.follow(path, link, use)));
  if (body.badFormulas.length > 0) throw new InputError(path, body.badFormulas[0].replace(/\s+/g, ' '), 'mend the formula');
  return { ...body, path, kind, address, files };
}
