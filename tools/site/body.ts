import { JSDOM } from 'jsdom';

/** A part of a page below one heading, as the search finds it. */
export interface Section {
  /** The heading's id; empty for what stands above the first. */
  id: string;
  heading: string;
  /** 1 … 6 */
  level: number;
  text: string;
}

/** The inside of a page. */
export interface Body {
  html: string;
  title: string;
  /** The first sentences that say what the page is about. */
  lead: string;
  sections: Section[];
  /** What KaTeX says of formulas that it cannot read. */
  badFormulas: string[];
}

/** The address for a link or picture of the page; nothing where the link is to be plain text. */
export type Follow = (link: string, kind: 'link' | 'picture') => string | undefined;

/** Takes scripts out of a page's HTML, names its headings, follows its links, lets wide things scroll, and lists its sections. */
export function finishBody(source: string, follow: Follow): Body {
  const page = JSDOM.fragment(source);
  removeScripts(page);
  const badFormulas = [...page.querySelectorAll('.katex-error')].map((error) => error.textContent ?? '');
  nameHeadings(page);
  followLinks(page, follow);
  for (const table of page.querySelectorAll('table')) wrap(table, 'scroll');
  const sections = sectionsOf(page);
  const paragraphs = [...page.querySelectorAll('p')].map(plainText).filter((text) => text !== '');
  return {
    html: htmlOf(page),
    title: sections.find(({ level }) => level === 1)?.heading ?? '',
    lead: paragraphs.find((text) => !text.startsWith('Paper:')) ?? '',
    sections,
    badFormulas,
  };
}

/** What an output or a page says must not run when it is read. */
function removeScripts(page: DocumentFragment): void {
  for (const element of page.querySelectorAll('script, style, iframe, object, embed, form, link, meta, base')) element.remove();
  for (const element of page.querySelectorAll('*')) {
    for (const { name } of [...element.attributes]) if (/^(on|srcset)/i.test(name)) element.removeAttribute(name);
  }
}

/** Ids as GitHub makes them, so that a link to a heading leads to it there and here. */
function nameHeadings(page: DocumentFragment): void {
  const taken = new Map<string, number>();
  for (const heading of page.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const words = plainText(heading).toLowerCase();
    const slug = words.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const before = taken.get(slug) ?? 0;
    taken.set(slug, before + 1);
    heading.id = before === 0 ? slug : `${slug}-${before}`;
  }
}

function followLinks(page: DocumentFragment, follow: Follow): void {
  for (const anchor of page.querySelectorAll('a[href]')) {
    const address = follow(anchor.getAttribute('href')!, 'link');
    if (address === undefined) anchor.replaceWith(...anchor.childNodes);
    else anchor.setAttribute('href', address);
  }
  for (const picture of page.querySelectorAll('img[src]')) {
    picture.setAttribute('src', follow(picture.getAttribute('src')!, 'picture') ?? '');
    picture.setAttribute('loading', 'lazy');
  }
}

function wrap(element: Element, name: string): void {
  const box = element.ownerDocument.createElement('div');
  box.className = name;
  element.replaceWith(box);
  box.append(element);
}

function sectionsOf(page: DocumentFragment): Section[] {
  const sections: Section[] = [];
  for (const element of page.children) {
    const level = /^H([1-3])$/.exec(element.tagName)?.[1];
    if (level) sections.push({ id: element.id, heading: plainText(element), level: Number(level), text: '' });
    else if (sections.length === 0) sections.push({ id: '', heading: '', level: 0, text: plainText(element) });
    else sections.at(-1)!.text = `${sections.at(-1)!.text} ${plainText(element)}`.trim();
  }
  return sections;
}

/** The words of an element; a formula as its TeX source. */
function plainText(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const formula of copy.querySelectorAll('.katex')) {
    formula.replaceWith(formula.querySelector('annotation')?.textContent ?? '');
  }
  for (const part of copy.querySelectorAll('td, th, li, p, br, pre, summary, caption')) part.after(' ');
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

function htmlOf(page: DocumentFragment): string {
  const box = page.ownerDocument.createElement('div');
  box.append(page.cloneNode(true));
  return box.innerHTML;
}
