import { existsSync, realpathSync, statSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { InputError } from '../../src/runs/errors';
import { addressOf, kindOf } from './sources';

/** A link to a heading, looked at when all pages are there. */
export interface Anchor {
  page: string;
  link: string;
  target: string;
  id: string;
}

export interface LinkOptions {
  /** Links to notebooks that are not there become plain text. */
  allowMissing?: boolean;
  /** Is told each of those. */
  warn?: (line: string) => void;
}

/** Follows the links between files of a repository; paths have forward slashes and begin at its root. */
export class Links {
  /** The files that pages have named so far. */
  readonly found = new Set<string>();
  readonly anchors: Anchor[] = [];
  private readonly root: string;

  constructor(
    root: string,
    private readonly options: LinkOptions,
  ) {
    this.root = realpathSync(root);
  }

  /**
   * The address in the site that a page's link leads to, from the page; nothing where it is to be plain text.
   *
   * @throws InputError, naming page and link, where it leads nowhere
   */
  follow(page: string, link: string, kind: 'link' | 'picture'): string | undefined {
    if (/^https?:|^mailto:/.test(link) && kind === 'link') return link;
    if (/^data:image\//.test(link) && kind === 'picture') return link;
    if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(link)) throw deadLink(page, link, 'is no file of the repository');
    const [, path, id] = /^([^#]*)#?(.*)$/s.exec(decode(page, link))!;
    const target = path === '' ? page : this.locate(page, link, path);
    if (target === undefined) return undefined;
    this.found.add(target);
    if (id !== '') this.anchors.push({ page, link, target, id });
    const address = posix.relative(posix.dirname(page), addressOf(target, this.kindOf(target)));
    return path === '' ? link : encodeURI(address) + (id === '' ? '' : `#${encodeURIComponent(id)}`);
  }

  kindOf(path: string) {
    return kindOf(path, join(this.root, path));
  }

  private locate(page: string, link: string, path: string): string | undefined {
    const file = join(this.root, posix.dirname(page), path);
    if (relative(this.root, file).startsWith('..')) throw deadLink(page, link, 'lies outside the repository');
    if (!existsSync(file)) {
      if (!path.endsWith('.ipynb')) throw deadLink(page, link, 'is not there');
      if (!this.options.allowMissing) throw deadLink(page, link, 'is not there', 'mend it, or give --allow-missing');
      this.options.warn?.(`${page}: ${link} is not there; its link is plain text`);
      return undefined;
    }
    // a link of the file system (notebooks/src) gives no second page
    const found = statSync(file).isDirectory() ? join(file, 'README.md') : file;
    if (!existsSync(found)) throw deadLink(page, link, 'is a folder without a README.md', 'name a file in it');
    return relative(this.root, realpathSync(found)).split('\\').join('/');
  }
}

export function deadLink(page: string, link: string, problem: string, remedy = 'mend the link'): InputError {
  return new InputError(page, `its link ${link} ${problem}`, remedy);
}

function decode(page: string, link: string): string {
  try {
    return decodeURI(link);
  } catch {
    throw deadLink(page, link, 'is no address');
  }
}
