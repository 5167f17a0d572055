import { posix } from 'node:path';
import { escapeHtml } from './markdown';
import type { SiteFile } from './outputs';
import type { Page } from './site';

/** Before anything is drawn, so that a chosen theme does not flash. */
const themeScript =
  "try { document.documentElement.dataset.theme = localStorage.getItem('theme') ?? ''; } catch {} document.documentElement.classList.add('scripted');";

/** A whole page: the list of pages, its body, and the ways to the pages before and after it. */
export function framePage(page: Page, pages: readonly Page[]): SiteFile {
  const list = pages.filter(({ kind }) => kind === page.kind && kind !== 'text');
  const at = list.indexOf(page);
  const steps = [
    { step: list[at - 1], rel: 'prev', arrow: '← ' },
    { step: at < 0 ? undefined : list[at + 1], rel: 'next', arrow: '' },
  ].map(({ step, rel, arrow }) =>
    step
      ? `<a rel="${rel}" href="${between(page.address, step.address)}">${arrow}${escapeHtml(step.title)}${arrow ? '' : ' →'}</a>`
      : '<span></span>',
  );
  const around = list.length > 1 ? `<nav class="around" aria-label="Previous and next">${steps.join('')}</nav>` : '';
  return wholePage(page.address, page.title, contents(page.address, pages), `<article>${page.html}</article>${around}`);
}

/** The first page: every notebook and page with what it is about. */
export function indexPage(pages: readonly Page[]): SiteFile {
  const cards = ofKind(pages, 'notebook').map((page) => {
    const picture = page.files.find(({ address }) => address.endsWith('.png'));
    const image = picture ? `<img src="${picture.address}" alt="" loading="lazy">` : '';
    return `<a class="card" href="${page.address}"><span class="thumb">${image}</span><strong>${escapeHtml(page.title)}</strong><span>${escapeHtml(page.lead)}</span></a>`;
  });
  const others = ofKind(pages, 'document').map(
    ({ address, title, lead }) => `<li><a href="${address}">${escapeHtml(title)}</a><span>${escapeHtml(lead)}</span></li>`,
  );
  const body = `<article class="index"><h1>microdesign</h1>
<p class="lead">Say how much light a material should absorb; get many microstructures that do, each proved by a physics simulation.</p>
<h2>Notebooks</h2><div class="cards">${cards.join('\n')}</div>
<h2>Pages</h2><ul class="pages">${others.join('\n')}</ul></article>`;
  return wholePage('index.html', '', contents('index.html', pages), body);
}

function wholePage(address: string, title: string, list: string, main: string): SiteFile {
  const root = posix.relative(posix.dirname(address), '.') || '.';
  const content = `<!doctype html>
<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title ? `${escapeHtml(title)} · ` : ''}microdesign</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}/assets/katex.css">
<link rel="stylesheet" href="${root}/assets/site.css">
<script>${themeScript}</script>
<script src="${root}/assets/site.js" defer></script>
</head>
<body>
<header>
<button type="button" class="menu" aria-label="List of pages" aria-expanded="false">☰</button>
<a class="home" href="${root}/index.html">microdesign</a>
<search><input type="search" placeholder="Search" aria-label="Search all pages" autocomplete="off"><div class="results" hidden></div></search>
<button type="button" class="theme" aria-label="Light or dark">◐</button>
</header>
<nav class="contents" aria-label="All pages">${list}</nav>
<main>${main}</main>
</body>
</html>
`;
  return { address, content };
}

/** All pages, and the sections of the one that is open. */
function contents(current: string, pages: readonly Page[]): string {
  const groups = [
    { name: 'Notebooks', kind: 'notebook' as const },
    { name: 'Pages', kind: 'document' as const },
  ];
  return groups
    .map(({ name, kind }) => {
      const items = ofKind(pages, kind).map(({ address, title, sections }) => {
        const link = `<a href="${between(current, address)}"${address === current ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a>`;
        const inside = address === current ? sections.filter(({ level }) => level === 2) : [];
        const parts = inside.map(({ id, heading }) => `<li><a href="#${encodeURIComponent(id)}">${escapeHtml(heading)}</a></li>`);
        return `<li>${link}${parts.length > 0 ? `<ol>${parts.join('')}</ol>` : ''}</li>`;
      });
      return items.length > 0 ? `<h2>${name}</h2><ul>${items.join('')}</ul>` : '';
    })
    .join('');
}

const ofKind = (pages: readonly Page[], kind: Page['kind']) => pages.filter((page) => page.kind === kind);

const between = (from: string, to: string) => encodeURI(posix.relative(posix.dirname(from), to));
