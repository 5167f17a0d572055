import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { renderFigure, saveFigure } from '../../src/figures/render';
import type { Figure } from '../../src/figures/style';
import { InputError } from '../../src/runs/errors';

const figure: Figure = {
  data: [
    { type: 'scatter', x: [1, 2, 3], y: Float32Array.of(2, 1, 3), name: 'a' },
    {
      type: 'heatmap',
      z: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
  layout: { title: { text: 'Both' }, yaxis: { title: { text: 'absorption' } }, width: 400, height: 300 },
};

describe('renderFigure', () => {
  it('draws the same bytes each time', async () => {
    const first = await renderFigure(figure);
    await renderFigure({ data: [{ y: [1, 2] }], layout: {} });
    const second = await renderFigure(figure);
    assert.equal(first.svg, second.svg);
    assert.deepEqual(first.png, second.png);
    assert.match(first.svg, /absorption/);
  });

  it('draws as many pixels as it is asked for', async () => {
    const { width, height } = PNG.sync.read((await renderFigure(figure, 3)).png);
    assert.deepEqual([width, height], [1200, 900]);
  });

  it('gives the description in the house style, and leaves what it was given alone', async () => {
    const before = JSON.stringify(figure);
    const { figure: drawn } = await renderFigure(figure);
    assert.deepEqual(drawn.data[0].y, [2, 1, 3]);
    assert.ok(drawn.layout.template);
    assert.equal(JSON.stringify(figure), before);
  });

  it('keeps axis titles clear of long tick labels', async () => {
    const titleAt = async (largest: number) => {
      const layout = { yaxis: { title: { text: 'count' }, tickformat: 'd' }, margin: { l: 20 } };
      const { svg } = await renderFigure({ data: [{ y: [0, largest] }], layout });
      return Number(/class="ytitle"[^>]*rotate\(-90,(-?[\d.]+),/.exec(svg)![1]);
    };
    // the title stays inside the picture while the labels grow, so that the plot must have moved
    assert.ok((await titleAt(9)) >= 0);
    assert.ok((await titleAt(90_000_000)) >= 0);
  });

  it('refuses traces that only a browser can draw', async () => {
    for (const type of ['surface', 'scattergl', 'scatter3d', 'parcoords', 'densitymap']) {
      await assert.rejects(renderFigure({ data: [{ type }], layout: {} }), (error) => {
        assert.ok(error instanceof InputError);
        return error.message.includes(type) && error.message.includes('WebGL');
      });
    }
  });
});

describe('saveFigure', () => {
  it('writes a PNG and an SVG file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'figures-'));
    const paths = await saveFigure(join(folder, 'new'), 'both', figure);
    const { svg, png } = await renderFigure(figure);
    assert.deepEqual(paths, [join(folder, 'new/both.png'), join(folder, 'new/both.svg')]);
    assert.deepEqual(readFileSync(paths[0]), png);
    assert.equal(readFileSync(paths[1], 'utf8'), svg);
    rmSync(folder, { recursive: true });
  });
});
