import assert from 'node:assert/strict';
import { bestOfCurves } from '../../src/figures/best-of-curves';
import { diversityAgainstRep } from '../../src/figures/diversity';
import { methodStyles } from '../../src/figures/method-styles';
import { renderFigure } from '../../src/figures/render';
import { repDistributions } from '../../src/figures/rep-distributions';
import { sets } from './drawn-results';

describe('figures of methods', () => {
  it('leave room for their legends, so that plotly need not move the panels', async () => {
    for (const figure of [repDistributions(sets), bestOfCurves(sets), diversityAgainstRep(sets)!]) {
      const { svg } = await renderFigure(figure, 1);
      const { width, margin } = figure.layout as { width: number; margin: { r: number } };
      const left = Number(/class="legend"[^>]*transform="translate\(([\d.]+),/.exec(svg)![1]);
      // where the panels end as planned, or the margins had to grow
      assert.ok(Math.abs(left - (width - margin.r)) < 1, `the legend begins at ${left}, not ${width - margin.r}`);
    }
  });

  it('have a look of its own for each of up to 24 methods', () => {
    const styles = [...methodStyles(Array.from({ length: 24 }, (_, i) => `method ${i}`)).values()];
    assert.equal(new Set(styles.map(({ color, dash }) => color + dash)).size, 24);
    assert.equal(new Set(styles.map(({ color, symbol }) => color + symbol)).size, 24);
  });
});
