import MiniSearch from 'minisearch';
import type { SearchDocument } from '../search-index';
import { loadScript, siteRoot } from './scripts';

const most = 20;
/** Characters of a section that are shown before and after the first word that was found. */
const context = { before: 50, after: 130 };

let searching: Promise<MiniSearch<SearchDocument>> | undefined;

/** The field that looks through the words of all pages; the index is loaded when it is first used. */
export function offerSearch(): void {
  const box = document.querySelector<HTMLElement>('search')!;
  const field = box.querySelector('input')!;
  const results = box.querySelector<HTMLElement>('.results')!;
  const look = async () => {
    const query = field.value.trim();
    const search = await load();
    if (query !== field.value.trim()) return;
    results.hidden = query === '';
    results.replaceChildren(...listResults(search, query));
  };
  field.addEventListener('input', look);
  field.addEventListener('focus', look);
  document.addEventListener('click', ({ target }) => {
    if (!box.contains(target as Node)) results.hidden = true;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') results.hidden = true;
    if (event.key !== '/' || document.activeElement === field) return;
    event.preventDefault();
    field.focus();
  });
  box.addEventListener('keydown', (event) => move(event, [field, ...results.querySelectorAll('a')]));
  results.addEventListener('click', () => {
    results.hidden = true;
  });
}

function load(): Promise<MiniSearch<SearchDocument>> {
  searching ??= loadScript(`${siteRoot}/assets/search-index.js`).then(() => {
    const search = new MiniSearch<SearchDocument>({
      fields: ['heading', 'page', 'text'],
      storeFields: ['address', 'page', 'heading', 'text'],
      searchOptions: {
        boost: { heading: 3, page: 2 },
        prefix: true,
        fuzzy: (term) => (term.length > 3 ? 0.25 : 0),
        combineWith: 'AND',
      },
    });
    search.addAll((window as unknown as { siteSections: SearchDocument[] }).siteSections);
    return search;
  });
  return searching;
}

/** Up and down go through the field and what was found; Enter in the field opens the first. */
function move(event: KeyboardEvent, stops: HTMLElement[]): void {
  const at = stops.indexOf(document.activeElement as HTMLElement);
  if (event.key === 'Enter' && at === 0) stops[1]?.click();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  stops[Math.min(stops.length - 1, Math.max(0, at + step))].focus();
}

function listResults(search: MiniSearch<SearchDocument>, query: string): HTMLElement[] {
  const all = search.search(query);
  const found = (all.length > 0 ? all : search.search(query, { combineWith: 'OR' })).slice(0, most);
  if (found.length === 0) return [element('p', 'Nothing found.')];
  return found.map(({ address, page, heading, text, terms }) => {
    const link = element('a', element('strong', heading || page), element('small', heading ? page : ''), excerpt(text, terms));
    link.setAttribute('href', `${siteRoot}/${address}`);
    return link;
  });
}

/** The text around the first of the found words, which are marked. */
function excerpt(text: string, terms: string[]): HTMLElement {
  const words = new RegExp(terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'gi');
  const at = Math.max(0, text.search(words));
  const from = at < context.before ? 0 : text.lastIndexOf(' ', at - context.before) + 1;
  const piece = text.slice(from, at + context.after);
  const plain = piece.split(words);
  const marked = piece.match(words) ?? [];
  const parts = plain.flatMap((between, i) => (i < marked.length ? [between, element('mark', marked[i])] : [between]));
  return element('span', from > 0 ? '… ' : '', ...parts, at + context.after < text.length ? ' …' : '');
}

function element(name: string, ...content: (string | Node)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}
