import assert from 'node:assert/strict';
import type { Layout } from '../../src/figures/style';
import { withHoverText } from '../../src/notebook/hover';

const axes = { xaxis: { title: { text: 'thickness (nm)' } }, yaxis: { title: { text: 'absorption' } } };
const templates = (trace: object, layout: Layout = axes) =>
  withHoverText({ data: [{ type: 'scatter', ...trace }], layout }).data.map(({ hovertemplate }) => hovertemplate);

describe('withHoverText', () => {
  it('names quantities and units as the axes do, with digits for a hundredth of the range', () => {
    assert.deepEqual(templates({ name: 'Li', x: [100, 350.5], y: [0.51, 0.7301234] }), [
      '<b>Li</b><br>thickness: %{x:.0f} nm<br>absorption: %{y:.3f}<extra></extra>',
    ]);
    assert.match(String(templates({ x: [0.001, 0.0013], y: [1, 2] })), /%\{x:\.6f\} nm<br>absorption: %\{y:d\}/);
  });

  it('gives logarithmic axes significant digits, and words none', () => {
    const layout = { ...axes, yaxis: { ...axes.yaxis, type: 'log' } };
    assert.match(
      String(templates({ x: ['a', 'b'], y: [1e-5, 0.5] }, layout)),
      /thickness: %\{x\} nm<br>absorption: %\{y:\.3~g\}/,
    );
  });

  it('takes the words of a neighbour where a panel has none', () => {
    const layout = { ...axes, xaxis2: { title: { text: '' } }, yaxis2: {} };
    assert.match(String(templates({ xaxis: 'x2', yaxis: 'y2', x: [1], y: [2] }, layout)), /thickness: .* nm<br>absorption/);
  });

  it('leaves what has words of its own, or is to have none', () => {
    assert.deepEqual(templates({ hovertemplate: 'mine', x: [1], y: [2] }), ['mine']);
    assert.deepEqual(templates({ hoverinfo: 'skip', x: [1], y: [2] }), [undefined]);
  });
});
