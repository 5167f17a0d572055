import assert from 'node:assert/strict';
import { planeOfMeans, project } from '../../src/figures/latent-plane';
import { learntLikelihoods } from '../../src/figures/learnt';
import { mixtureComponents, type TargetMixture } from '../../src/figures/mixture-components';
import { renderFigure } from '../../src/figures/render';
import type { Figure, Trace } from '../../src/figures/style';
import { RandomStream } from '../../src/numerics/random';

const random = RandomStream.fromSeed(22);
const targets = [0.55, 0.6, 0.65, 0.7, 0.75];
const components = 6;

function shownOf(size: number): TargetMixture[] {
  return targets.map((target, t) => {
    const weights = Array.from({ length: components }, (_, k) => 1 + ((k + t) % components));
    const total = weights.reduce((a, b) => a + b);
    return {
      target,
      within: 0.004,
      mixture: {
        mixing: Float32Array.from(weights, (weight) => weight / total),
        means: random.uniforms(components * size, -1, 1),
        standardDeviations: random.uniforms(components * size, 0.1, 0.4),
      },
      latents: Array.from({ length: 7 }, () => random.uniforms(size, -1, 1)),
    };
  });
}

const set = (name: string, latentSide: number, losses: [number, number, number, number]) => {
  const [network, shuffled, kernelDensity, uniform] = losses;
  return {
    dataset: { name, latentSide, samples: 100, trainingShare: 0.7 },
    losses: { network, shuffled, kernelDensity, uniform },
  };
};
const sets = [set('I', 3, [7.1, 7.3, 7.5, 6.2]), set('II', 2, [2.5, 2.9, 2.8, 2.7])];

const named = ({ data }: Figure, name: string): Trace[] => data.filter((trace) => trace.name === name);
const numbers = (values: unknown): number[] => Array.from(values as number[]);
const titlesOf = ({ layout }: Figure): string[] => (layout.annotations as { text: string }[]).map(({ text }) => text);

describe('components of a mixture, drawn', () => {
  const shown = shownOf(4);
  const figure = mixtureComponents('II', { symbol: 'A' }, shown)!;
  const plane = planeOfMeans(shown.map(({ mixture }) => mixture));

  it('have a panel for each target, all in the same plane, with its samples and every component', () => {
    assert.deepEqual(titlesOf(figure), [
      ...targets.map((target) => `target A = ${target.toFixed(2)}, samples within 0.004`),
      'shares of the 2 × 2 latents in the axes',
    ]);
    const dots = named(figure, 'samples near the target');
    const marks = named(figure, 'its mean, area by weight');
    const lines = named(figure, 'component, 1 σ');
    shown.forEach(({ mixture, latents }, i) => {
      const panel = i === 0 ? 'x' : `x${i + 1}`;
      assert.deepEqual([dots[i].xaxis, marks[i].xaxis], [panel, panel]);
      assert.deepEqual(
        numbers(dots[i].x).map((x, k) => [x, numbers(dots[i].y)[k]]),
        latents.map((latent) => project(plane, latent)),
      );
      const first = project(plane, mixture.means.subarray(0, 4));
      assert.deepEqual([numbers(marks[i].x)[0], numbers(marks[i].y)[0]], first);
      assert.equal(lines.filter(({ xaxis }) => xaxis === panel).length, components);
    });
  });

  it('are the larger and the denser the greater their mixing coefficient, by one measure for all targets', () => {
    const heaviest = Math.max(...shown.flatMap(({ mixture }) => [...mixture.mixing]));
    const lines = named(figure, 'component, 1 σ');
    const densities = lines.map(({ opacity }) => opacity as number);
    const expected = shown.flatMap(({ mixture }) => [...mixture.mixing].map((weight) => weight / heaviest));
    assert.deepEqual(densities.sort(), expected.sort());
    named(figure, 'its mean, area by weight').forEach(({ marker }, i) => {
      const { size } = marker as { size: number[] };
      const { mixing } = shown[i].mixture;
      for (let k = 1; k < components; k++) {
        assert.ok(Math.abs((size[k] / size[0]) ** 2 - mixing[k] / mixing[0]) < 1e-6);
      }
    });
  });

  it('say in the last panel what the two axes are, row by row as the latents lie in the image', () => {
    const maps = figure.data.filter(({ type }) => type === 'heatmap');
    assert.deepEqual(
      maps.map(({ z }) => (z as number[][]).flat()),
      plane.axes,
    );
    const { yaxis6 } = figure.layout as unknown as Record<string, { range: number[] }>;
    assert.ok(yaxis6.range[0] > yaxis6.range[1], 'the first row is on top');
  });

  it('show the whole box in every panel', () => {
    for (const { x, y } of named(figure, 'edge of the box [−1, 1]<sup>4</sup>')) {
      const { range } = (figure.layout as Record<string, { range: number[] }>).xaxis;
      for (const value of [...numbers(x), ...numbers(y)]) assert.ok(Math.abs(value) < range[1]);
    }
  });

  it('are not drawn for latents of one number, nor without a target', () => {
    assert.equal(mixtureComponents('small', { symbol: 'A' }, shownOf(1)), undefined);
    assert.equal(mixtureComponents('small', { symbol: 'A' }, []), undefined);
  });

  it('have their legend in one line above the panels', async () => {
    const { svg } = await renderFigure(mixtureComponents('I', { symbol: 'A' }, shownOf(9))!, 1);
    const legend = svg.slice(svg.indexOf('class="legend"'));
    const rows = new Set([...legend.matchAll(/class="traces"[^>]*translate\([\d.]+,([\d.]+)\)/g)].map((match) => match[1]));
    assert.equal(rows.size, 1, [...rows].join());
  });
});

describe('figures of what was learnt', () => {
  it('are wide enough for their titles where there is one target or one data set', () => {
    const [first] = sets;
    for (const { layout } of [
      mixtureComponents('I', { symbol: 'A' }, shownOf(4).slice(0, 1))!,
      learntLikelihoods('A', [first]),
    ]) {
      const { text } = layout.title as { text: string };
      // letters of 14 pixels are 8.5 wide in the mean
      assert.ok(8.5 * text.length < layout.width!, text);
    }
  });
});

describe('likelihoods of what was learnt', () => {
  const figure = learntLikelihoods('GAN-MDN', sets);

  it('are bars from that of the uniform density, up where they are greater, with their own values beside them', () => {
    const bars = figure.data.map(({ x }) => numbers(x).map((value) => Number(value.toFixed(6)) + 0));
    assert.deepEqual(bars, [
      [-0.9, -1.1, -1.3, 0],
      [0.2, -0.2, -0.1, 0],
    ]);
    assert.deepEqual(figure.data[1].text, ['−2.500', '−2.900', '−2.800', '−2.700']);
    assert.deepEqual(titlesOf(figure), ['Data-I, 9 latents: y gains 0.20 nats', 'Data-II, 4 latents: y gains 0.40 nats']);
  });

  it('have room for all bars and one axis for all data sets', () => {
    const layout = figure.layout as unknown as Record<string, { range: number[] }>;
    assert.deepEqual(layout.xaxis.range, layout.xaxis2.range);
    assert.ok(layout.xaxis.range[0] < -1.3 && layout.xaxis.range[1] > 0.2);
  });
});
