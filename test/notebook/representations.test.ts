import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { scatter } from '../../src/figures/scatter';
import { representationsOf } from '../../src/notebook/representations';

const image = (side: number, pixel = 1) => ({ width: side, height: side, pixels: new Uint8Array(side ** 2).fill(pixel, 1) });

describe('representationsOf', () => {
  it('draws a microstructure, with its size and share in words', async () => {
    const { data, metadata } = (await representationsOf(image(10)))!;
    assert.equal(data['text/plain'], 'a microstructure of 10 × 10 pixels, 99 % of it phase 1');
    const { width, data: pixels } = PNG.sync.read(Buffer.from(data['image/png'] as string, 'base64'));
    assert.equal(width, 2 * (metadata['image/png'] as { width: number }).width);
    const greyAt = (x: number, y: number) => pixels[4 * (y * width + x)];
    assert.ok(greyAt(10, 10) < 60 && greyAt(width - 10, width - 10) > 230, 'phase 0 is dark, phase 1 light');
  });

  it('draws several on one sheet, transparent between them, and says which sizes differ', async () => {
    const { data } = (await representationsOf([image(100), image(100)]))!;
    const { width, data: pixels } = PNG.sync.read(Buffer.from(data['image/png'] as string, 'base64'));
    const opacities = Array.from({ length: width }, (_, x) => pixels[4 * (10 * width + x) + 3]);
    assert.deepEqual([opacities[0], opacities[width / 2], opacities[width - 1]], [255, 0, 255]);
    await assert.rejects(representationsOf([image(8), image(9)]), /differ in size \(8 × 8 and 9 × 9 pixels\)/);
  });

  it('draws figures on a light card, for front ends with plotly and without, and knows no other value', async () => {
    const figure = scatter([1, 2], [3, 4], { x: 'x', y: 'y' });
    const { data } = (await representationsOf(figure, 'name'))!;
    const plotly = data['application/vnd.plotly.v1+json'] as { layout: { paper_bgcolor: string } };
    assert.ok(Number.parseInt(plotly.layout.paper_bgcolor.slice(1), 16) > 0xe0e0e0);
    assert.equal(data['text/plain'], 'figure name');
    assert.ok((data['image/png'] as string).length > 1000);
    for (const [xanchor, isOnCard] of [['left', true] as const, ['right', false] as const]) {
      const shown = (await representationsOf({ ...figure, layout: { ...figure.layout, legend: { x: 1, xanchor } } }))!;
      const { legend } = (shown.data['application/vnd.plotly.v1+json'] as { layout: { legend: { bgcolor?: string } } }).layout;
      assert.equal(legend.bgcolor === plotly.layout.paper_bgcolor, isOnCard, `a legend to the ${xanchor} of an edge`);
    }
    const drawn = (await representationsOf({ figure: () => figure }))!;
    assert.deepEqual(drawn.data['application/vnd.plotly.v1+json'], plotly);
    for (const other of [
      undefined,
      1,
      [],
      {},
      [1],
      { width: 2, height: 2, pixels: new Uint8Array(3) },
      { data: [], layout: {}, more: 1 },
    ]) {
      assert.equal(await representationsOf(other), undefined);
    }
  });
});
