import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DOMWindow, JSDOM } from 'jsdom';
import { fitFigure } from '../../tools/site/browser/fit';
import { buildSite } from '../../tools/site/site';
import { SmallRepository } from './small-repository';

describe('the site', () => {
  const small = new SmallRepository();
  const { root, out } = small;
  const html = (address: string) => readFileSync(join(out, address), 'utf8');
  const page = (address: string) => new JSDOM(html(address)).window.document;
  before(() => buildSite({ root, out }));
  after(() => small.remove());

  it('has a page for each notebook, with ways to the next and the one before', () => {
    assert.equal(page('notebooks/00-first.html').querySelector('h1')?.textContent, '0 · First');
    assert.equal(page('notebooks/00-first.html').querySelector('[rel=next]')?.getAttribute('href'), '01-second.html');
    assert.equal(page('notebooks/01-second.html').querySelector('[rel=prev]')?.getAttribute('href'), '00-first.html');
    const cards = [...page('index.html').querySelectorAll('.card')].map((card) => card.getAttribute('href'));
    assert.deepEqual(cards, ['notebooks/00-first.html', 'notebooks/01-second.html']);
  });

  it('leads from page to page where notebooks and documents link to each other', () => {
    const links = [...page('notebooks/00-first.html').querySelectorAll('article a')].map((link) => link.getAttribute('href'));
    assert.deepEqual(links, ['01-second.html#what-follows', '../docs/page.html', '../src/code.ts.html']);
    assert.match(html('src/code.ts.html'), /1<\/span> &lt; <span/);
    assert.ok(existsSync(join(out, 'figures/dots.png')));
  });

  it('keeps figures as scripts beside the page, and shows their pictures first', () => {
    const place = page('notebooks/00-first.html').querySelector<HTMLElement>('figure.plot')!;
    const files = join(out, 'notebooks', place.dataset.figure!);
    const scope: { siteFigures?: Record<string, { data: unknown[] }> } = {};
    new Function('window', readFileSync(`${files}.js`, 'utf8'))(scope);
    assert.deepEqual(scope.siteFigures!['figure-1'].data, [{ type: 'scatter', x: [1, 2], y: [3, 4] }]);
    assert.ok(existsSync(`${files}.png`));
    assert.equal(place.querySelector('img')?.alt, 'figure <dots>');
  });

  it('shows text as it is, and runs nothing that an output holds', () => {
    const article = page('notebooks/00-first.html').querySelector('article')!;
    const texts = [...article.querySelectorAll('pre.output')].map((output) => output.textContent);
    assert.deepEqual(texts, ['<b>not bold</b> & so on', 'Error: <no>']);
    assert.equal(article.querySelector('.scroll td')?.textContent, 'cell');
    assert.equal(article.querySelector('script, [onclick]'), null);
  });

  it('holds formulas, fonts and all else that a page loads', () => {
    for (const file of readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'))) {
      const document = page(file);
      const loaded = [...document.querySelectorAll('script[src], img, link[href]')].map(
        (element) => element.getAttribute('src') ?? element.getAttribute('href')!,
      );
      for (const address of loaded.filter((name) => !name.startsWith('data:')))
        assert.ok(existsSync(join(out, file, '..', address)), `${file} loads ${address}`);
    }
    const fonts = [...html('assets/katex.css').matchAll(/url\(([^)]*)\)/g)].map(([, font]) => font);
    assert.ok(fonts.length > 10);
    for (const font of fonts) assert.ok(existsSync(join(out, 'assets', font)), font);
    assert.equal(page('notebooks/00-first.html').querySelectorAll('.katex').length, 2);
  });

  it('finds words of all pages in the browser, without a server', async () => {
    const { window } = await JSDOM.fromFile(join(out, 'notebooks/00-first.html'), {
      runScripts: 'dangerously',
      resources: 'usable',
      beforeParse: addMissingParts,
    });
    await new Promise((resolve) => window.addEventListener('load', resolve));
    const field = window.document.querySelector('input')!;
    field.value = 'unmistakeable';
    field.dispatchEvent(new window.Event('input'));
    while (!window.document.querySelector('.results > *')) await new Promise((resolve) => setTimeout(resolve, 10));
    const found = [...window.document.querySelectorAll<HTMLAnchorElement>('.results a')];
    assert.deepEqual(
      found.map(({ href }) => href),
      [`${pathToFileURL(join(out, 'notebooks/01-second.html'))}#what-follows`],
    );
    assert.equal(found[0].querySelector('mark')?.textContent, 'Unmistakable');
    window.close();
  });

  for (const [words, message] of [
    ['[a](../docs/lost.md)', /^notebooks\/00-first\.ipynb: its link \.\.\/docs\/lost\.md is not there; mend the link$/],
    ['[a](07-later.ipynb)', /its link 07-later\.ipynb is not there; mend it, or give --allow-missing$/],
    ['[a](../docs/page.md#lost)', /its link \.\.\/docs\/page\.md#lost names a heading that is not there/],
    ['[a](../../elsewhere.md)', /its link \.\.\/\.\.\/elsewhere\.md lies outside the repository/],
    ['[a](../figures)', /is a folder without a README\.md/],
    ['![a](https://example.org/a.png)', /its link https:\/\/example\.org\/a\.png is no file of the repository/],
    ['<a href="javascript:bad()">a</a>', /its link javascript:bad\(\) is no file/],
    ['$\\nonsense$', /KaTeX parse error: Undefined control sequence: \\nonsense.*mend the formula/],
  ] as const) {
    it(`is not built with ${words} in it, and the former one stays`, async () => {
      const before = html('notebooks/00-first.html');
      small.writeFirst(words);
      await assert.rejects(buildSite({ root, out }), { name: 'InputError', message });
      assert.equal(html('notebooks/00-first.html'), before);
      assert.deepEqual(
        readdirSync(root).filter((name) => name.startsWith('site')),
        ['site'],
      );
    });
  }

  it('has plain text for notebooks that are not there where that is allowed', async () => {
    small.writeFirst('see [7 · Later](07-later.ipynb)');
    const lines: string[] = [];
    await buildSite({ root, out, allowMissing: true, warn: (line) => lines.push(line) });
    assert.deepEqual(lines, ['notebooks/00-first.ipynb: 07-later.ipynb is not there; its link is plain text']);
    assert.match(html('notebooks/00-first.html'), /see 7 · Later\./);
  });

  it('does not take the place of a folder of something else', async () => {
    await assert.rejects(buildSite({ root, out: join(root, 'docs') }), /docs: holds something that is no site/);
    assert.ok(existsSync(join(root, 'docs/page.md')));
  });
});

describe('a figure on a narrow screen', () => {
  const layout = { width: 640, height: 400, title: { text: 'A title of quite a few words that will not fit' } };

  it('is drawn narrower if it is one plot, with its legend below', () => {
    const { layout: fitted, scale } = fitFigure({ data: [{ name: 'a' }, { name: 'b' }], layout }, 343);
    assert.deepEqual([fitted.width, scale], [343, 1]);
    assert.ok(fitted.height > 400);
    assert.deepEqual((fitted.title as { text: string }).text.split('<br>').length, 2);
    assert.equal(layout.width, 640);
  });

  it('is shown smaller if it has several panels, as long as its words can be read', () => {
    const panels = { data: [{}], layout: { ...layout, xaxis2: {} } };
    assert.equal(fitFigure(panels, 480).scale, 0.75);
    assert.equal(fitFigure(panels, 200).scale, 0.65);
    assert.equal(fitFigure(panels, 700).scale, 1);
  });
});

/** What jsdom has not and the page's script asks for. */
function addMissingParts(window: DOMWindow): void {
  Object.assign(window, {
    IntersectionObserver: class {
      observe() {}
    },
    matchMedia: () => ({ matches: false }),
  });
  window.Element.prototype.scrollIntoView = () => undefined;
}
