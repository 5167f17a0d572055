import type { SiteFile } from './outputs';
import type { Page } from './site';

/** A section of a page, as the search in the browser knows it. */
export interface SearchDocument {
  id: number;
  /** Address of the section, from the site's root. */
  address: string;
  page: string;
  heading: string;
  text: string;
}

/** The sections of all pages, as a script: a page that is opened as a file may load scripts, but may not fetch. */
export function searchIndex(pages: readonly Page[]): SiteFile {
  const documents = pages
    .filter(({ kind }) => kind !== 'text')
    .flatMap(({ address, title, sections }) =>
      sections.map(({ id, heading, level, text }) => ({
        address: id && level > 1 ? `${address}#${encodeURIComponent(id)}` : address,
        page: title,
        heading: level > 1 ? heading : '',
        text,
      })),
    )
    .map((document, id): SearchDocument => ({ id, ...document }));
  return { address: 'assets/search-index.js', content: `window.siteSections = ${JSON.stringify(documents)};\n` };
}
