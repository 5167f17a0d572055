import assert from 'node:assert/strict';
import { type Dataset, paperDatasets } from '../../src/datasets/dataset';
import { measurePredictors } from '../../src/datasets/predictors';
import {
  microstructuresAcrossRange,
  predictorsOfProperty,
  propertyAgainstVolumeFraction,
  propertyOfDatasets,
} from '../../src/figures/datasets';
import { pilotResults } from '../../src/figures/pilot';
import { renderFigure } from '../../src/figures/render';
import { absorptionOf } from '../../src/film/property';
import { siliconFilm } from '../../src/film/settings';
import { RandomStream } from '../../src/numerics/random';

const absorption = absorptionOf(siliconFilm);
const random = RandomStream.fromSeed(1);
const range = [0.55, 0.75] as const;
const count = 300;
const microstructures = Array.from({ length: count }, () => ({
  ...{ width: 8, height: 8 },
  pixels: Uint8Array.from(random.uniforms(64), (value) => Number(value > 0.6)),
}));
const y = Float64Array.from({ length: count }, (_, i) => 0.55 + (0.2 * i) / (count - 1));
const kept: Dataset = { latentSide: 2, latents: random.uniforms(4 * count, -1, 1), microstructures, y };
const outside = { latentSide: 2, latents: random.uniforms(8, -1, 1), y: Float64Array.of(0.503, 0.81) };
const sum = (values: ArrayLike<unknown>): number => Array.from(values).reduce<number>((total, value) => total + Number(value), 0);

describe('figures of data sets', () => {
  const predictors = measurePredictors(kept);
  const sets = (['I', 'II'] as const).map((name) => ({ name, range, kept, outside }));

  it('count every sample once, kept or outside', () => {
    const { data } = propertyOfDatasets(sets, absorption);
    assert.deepEqual(
      data.map(({ name, y }) => [name, sum(y!)]),
      [1, 2].flatMap(() => [
        ['kept', count],
        ['outside the range', 2],
      ]),
    );
  });

  it('are drawn of a set that has no sample outside', () => {
    const none = { ...outside, latents: new Float32Array(0), y: new Float64Array(0) };
    const { data } = propertyOfDatasets([{ ...sets[0], outside: none }], absorption);
    assert.deepEqual(
      data.map(({ y }) => sum(y!)),
      [count, 0],
    );
  });

  it('have every sample in one cell of absorption and volume fraction, to one scale', () => {
    const { data } = propertyAgainstVolumeFraction(
      ['I', 'II'].map((name) => ({ name, samples: kept, fraction: predictors[0] })),
      absorption,
    );
    for (const { z } of data) assert.equal(sum((z as number[][]).flat()), count);
    assert.equal(data[0].zmax, data[1].zmax);
  });

  it('show both correlations of each predictor', () => {
    const { data } = predictorsOfProperty([{ name: 'I', predictors }], absorption);
    assert.deepEqual(
      data.map(({ x }) => x),
      [predictors.map(({ correlation }) => correlation), predictors.map(({ beyondVolumeFraction }) => beyondVolumeFraction)],
    );
  });

  it('show samples near seven places of the range, from its low end to its high', () => {
    const { layout } = microstructuresAcrossRange({ name: 'I', samples: kept, range }, absorption);
    const shown = (layout.annotations as { text: string }[]).map(({ text }) => Number(text));
    assert.equal(shown.length, 28);
    shown.forEach((value, i) => {
      assert.ok(Math.abs(value - (0.55 + (0.2 * (i % 7)) / 6)) < 0.0105);
    });
  });

  it('show what a pilot found, and are drawn', async () => {
    const pilots = [210, 250].flatMap((thickness) =>
      paperDatasets.map((dataset) => ({
        ...{ value: thickness, dataset, keptShare: thickness / 500 },
        y: y.slice(0, thickness),
        expected: [100, thickness, 300],
      })),
    );
    const figure = pilotResults(pilots, absorption, { name: 'thickness of the film', unit: 'nm' });
    const lines = figure.data.filter(({ mode }) => mode === 'lines+markers');
    assert.deepEqual(
      lines.map(({ y }) => y),
      [
        [0.42, 0.5],
        [0.42, 0.5],
        [100, 100],
        [100, 100],
      ],
    );
    assert.match(JSON.stringify(figure), /samples of 25,000/);
    const small = pilots.map((pilot) => ({ ...pilot, dataset: { ...pilot.dataset, samples: 4000 } }));
    assert.match(JSON.stringify(pilotResults(small, absorption, { name: 'thickness', unit: 'nm' })), /samples of 4,000/);
    const { svg } = await renderFigure(figure);
    assert.match(svg, /thickness of the film \(nm\)/);
  });
});
