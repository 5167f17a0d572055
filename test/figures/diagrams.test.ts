import assert from 'node:assert/strict';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { paperDatasets } from '../../src/datasets/dataset';
import { mdnArchitecture } from '../../src/figures/mdn-architecture';
import { methodFlowchart } from '../../src/figures/method-flowchart';
import { fontFiles } from '../../src/figures/plotly';
import { renderFigure } from '../../src/figures/render';
import { type Figure, fontFamily } from '../../src/figures/style';
import { inputsOf } from '../../src/mdn/trunk';

const sizes = {
  ...{ fields: 5000, datasets: paperDatasets, components: 40 },
  ...{ property: { name: 'absorption' }, fidelities: { label: 'N = 225' } },
};
const figures: Record<string, Figure> = { flowchart: methodFlowchart(sizes), architecture: mdnArchitecture(sizes) };

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Shape {
  path: string;
  fillcolor?: string;
  line: { color: string; dash?: string; width: number };
}
const shapesOf = ({ layout }: Figure) => layout.shapes as Shape[];
const isLine = ({ fillcolor }: Shape): boolean => fillcolor === undefined;
/** Boxes have an outline, heads of arrows have none. */
const isBox = ({ fillcolor, line }: Shape): boolean => fillcolor !== undefined && line.width > 0;

const boundsOf = ({ path }: Shape): Box => {
  const points = [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map((match) => [Number(match[1]), Number(match[2])]);
  const [x, y] = [points.map(([value]) => value), points.map(([, value]) => value)];
  return { left: Math.min(...x), right: Math.max(...x), top: Math.min(...y), bottom: Math.max(...y) };
};

interface Words {
  x: number;
  y: number;
  text: string;
  xanchor: 'left' | 'center' | 'right';
  font: { size: number };
}
const wordsOf = ({ layout }: Figure) => layout.annotations as Words[];

for (const file of fontFiles) GlobalFonts.registerFromPath(file, fontFamily);
const context = createCanvas(8, 8).getContext('2d');

/** Where words come to stand, measured with the font that draws them. */
function boundsOfWords({ x, y, text, xanchor, font }: Words): Box {
  const lines = text.split('<br>').map((line) => {
    context.font = `${line.includes('<b>') ? 'bold ' : ''}${font.size}px "${fontFamily}"`;
    return context.measureText(line.replace(/<[^>]*>/g, '')).width;
  });
  const [width, height] = [Math.max(...lines), 1.3 * font.size * lines.length];
  const left = x - width * { left: 0, center: 0.5, right: 1 }[xanchor];
  return { left, right: left + width, top: y - height / 2, bottom: y + height / 2 };
}

const overlaps = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const holds = (outer: Box, inner: Box): boolean =>
  outer.left <= inner.left && inner.right <= outer.right && outer.top <= inner.top && inner.bottom <= outer.bottom;

for (const [name, figure] of Object.entries(figures)) {
  describe(`the ${name}`, () => {
    const boxes = shapesOf(figure).filter(isBox).map(boundsOf);
    const words = wordsOf(figure).map((each) => ({ ...each, bounds: boundsOfWords(each) }));
    const page = { left: 0, top: 0, right: figure.layout.width!, bottom: figure.layout.height! };

    it('has words only inside their boxes, or clear of all boxes, of each other and of the page’s edge', () => {
      for (const { text, bounds } of words) {
        assert.ok(holds(page, bounds), `'${text}' leaves the page`);
        for (const box of boxes) assert.ok(holds(box, bounds) || !overlaps(box, bounds), `'${text}' crosses a box`);
        const others = words.filter((other) => other.text !== text && overlaps(other.bounds, bounds));
        assert.deepEqual(
          others.map((other) => other.text),
          [],
          `'${text}' crosses other words`,
        );
      }
    });

    it('has boxes that do not overlap, and arrows that stay on the page and end at one', () => {
      boxes.forEach((box, i) => {
        assert.ok(holds(page, box) && boxes.slice(i + 1).every((other) => !overlaps(box, other)));
      });
      const heads = shapesOf(figure).filter((shape) => !isLine(shape) && !isBox(shape));
      assert.ok(heads.length > 0);
      const touches = ({ left, right, top, bottom }: Box): boolean =>
        boxes.some((box) => overlaps({ left: left - 1, right: right + 1, top: top - 1, bottom: bottom + 1 }, box));
      // those of the legend lie below all boxes
      const lowest = Math.max(...boxes.map(({ bottom }) => bottom)) + 20;
      for (const head of heads.map(boundsOf)) assert.ok(holds(page, head) && (head.top > lowest || touches(head)));
    });

    it('tells its lines apart by their dashes too, not by colour alone', () => {
      const dashOf = new Map<string, Set<string>>();
      for (const { line } of shapesOf(figure).filter(isLine)) {
        dashOf.set(line.color, (dashOf.get(line.color) ?? new Set()).add(line.dash ?? 'solid'));
      }
      for (const [color, dashes] of dashOf) assert.equal(dashes.size, 1, color);
    });

    it('is drawn', async () => {
      const { svg } = await renderFigure(figure, 1);
      for (const part of ['absorption', 'dense 16', 'generator'].filter((each) => JSON.stringify(figure).includes(each))) {
        assert.ok(svg.includes(part), part);
      }
    });
  });
}

describe('the flowchart', () => {
  it('has a dash of its own for each of its four paths', () => {
    const lines = shapesOf(figures.flowchart).filter(isLine);
    const pairs = new Set(lines.map(({ line }) => `${line.color} ${line.dash}`));
    assert.equal(pairs.size, 4);
    assert.equal(new Set(lines.map(({ line }) => line.dash)).size, 4);
  });

  it('names the sizes of the run', () => {
    const texts = wordsOf(figures.flowchart).map(({ text }) => text);
    for (const part of [
      '5,000 random fields',
      '3 × 3 or 2 × 2',
      '96 × 96 or 64 × 64',
      '40',
      '0.55 … 0.75',
      'Data-II: 25,000 pairs',
    ]) {
      assert.ok(
        texts.some((text) => text.includes(part)),
        part,
      );
    }
    const small = methodFlowchart({ ...sizes, fields: 12, components: 3, datasets: paperDatasets.slice(1) });
    assert.match(JSON.stringify(small), /12 random fields.*mixture of 3/);
    assert.doesNotMatch(JSON.stringify(small), /Data-I:|96 × 96/);
  });
});

describe('the architecture', () => {
  it('says for each layer how many numbers it reads, as its weights have them', () => {
    const reads = wordsOf(figures.architecture).flatMap(({ text }) => /^reads (\d+)$/.exec(text)?.[1] ?? []);
    assert.deepEqual(reads.map(Number), [0, 1, 2, 3].map(inputsOf));
  });

  it('has an arrow past other layers for each layer that reads an earlier one: six', () => {
    const curves = shapesOf(figures.architecture).filter(({ path }) => path.includes('C '));
    assert.equal(curves.length, 6);
    assert.equal(new Set(curves.map(({ path }) => path.split(' ').pop())).size, 6);
  });

  it('counts the outputs by Eq. 4: 760 and 360 in the paper', () => {
    const text = JSON.stringify(figures.architecture);
    assert.match(text, /40 \(1 \+ 2 · 9\) = 760 outputs/);
    assert.match(text, /40 \(1 \+ 2 · 4\) = 360 outputs/);
    assert.match(JSON.stringify(mdnArchitecture({ ...sizes, components: 7 })), /7 \(1 \+ 2 · 9\) = 133 outputs/);
  });
});
