import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { ablationBars, ablationSamples } from '../../src/figures/gan-ablation';
import { compareImages } from '../../src/figures/gan-comparison';
import { qualityAgainstStep } from '../../src/figures/gan-quality';
import { interpolationSheet, trainingFilmstrip } from '../../src/figures/gan-samples';
import { ganTrainingCurves } from '../../src/figures/gan-training';
import { renderFigure } from '../../src/figures/render';
import type { Figure, Trace } from '../../src/figures/style';
import type { ProgressEntry } from '../../src/gan/progress';
import { measureQuality, type QualityNumbers } from '../../src/gan/quality';
import { countChords, volumeFraction } from '../../src/microstructure/descriptors';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { type Microstructure, packBits } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';

const random = RandomStream.fromSeed(81);
const fieldsOf = (side: number, count: number, name: string) =>
  randomFields({ ...smoothFields, side }, count, random.derive(name, side));
const numbers = (values: unknown) => Array.from(values as number[]);
const named = ({ data }: Figure, name: string): Trace[] => data.filter((trace) => trace.name === name);
const textsOf = ({ layout }: Figure): string[] => (layout.annotations as { text: string }[]).map(({ text }) => text);

const quality: QualityNumbers[] = [128, 96, 64].map((side) => {
  const grey = Float32Array.from(fieldsOf(side, 3, 'a').flatMap(({ pixels }) => [...pixels].map((pixel) => 2 * pixel - 1)));
  return measureQuality(grey, side, fieldsOf(side, 3, 'b'));
});

/** After step n the volume fractions are n/1000 off, and specks are none. */
const entryAt = (step: number, images: readonly Microstructure[] = []): ProgressEntry => ({
  step,
  qualities: quality.map((numbersOfSize) => ({
    ...{ ...numbersOfSize, volumeFractionDistance: step / 1000, specks: { generated: 0, real: 0 } },
  })),
  samples: images.map((image) => Buffer.from(packBits(image)).toString('base64')),
});

describe('training curves of a GAN', () => {
  const steps = Array.from({ length: 200 }, (_, i) => i + 1);
  const term = { values: steps, norms: steps.map((step) => 1 / step) };
  const none = { values: [], norms: [] };

  it('draw both losses, and the norm of each term that is in use', () => {
    const terms = { adversarial: term, style: term, collapse: none, smallStyle: none };
    const figure = ganTrainingCurves({ discriminator: steps, generator: steps.map((step) => 2 * step), terms });
    assert.deepEqual(
      figure.data.filter(({ showlegend }) => showlegend).map(({ name }) => name),
      ['generator', 'discriminator', 'adversarial', 'style'],
    );
    const [raw, smooth] = named(figure, 'generator');
    assert.deepEqual(numbers(raw.x), steps);
    assert.equal(numbers(raw.y)[9], 20);
    // the mean of two steps, a hundredth of them
    assert.equal(numbers(smooth.y)[9], 19);
    assert.equal(named(figure, 'adversarial')[0].xaxis, 'x2');
    assert.equal((figure.layout.yaxis2 as { type: string }).type, 'log');
  });

  it('have one panel without texture losses', () => {
    const figure = ganTrainingCurves({ discriminator: steps, generator: steps });
    assert.equal(figure.data.length, 4);
    assert.equal(figure.layout.xaxis2, undefined);
  });
});

describe('quality against step', () => {
  it('draws each measure at each size, and its limits', async () => {
    const figure = qualityAgainstStep([entryAt(10), entryAt(20), entryAt(25)]);
    const volumeFractions = named(figure, '96 × 96 px')[0];
    assert.deepEqual(numbers(volumeFractions.x), [10, 20, 25]);
    assert.deepEqual(numbers(volumeFractions.y), [0.01, 0.02, 0.025]);
    assert.equal(named(figure, '96 × 96 px').length, 6);
    assert.deepEqual(
      named(figure, 'limit at 128 px').map(({ y }) => numbers(y)[0]),
      [0.02, 0.02, 0.15, 0.9, 0.8, 0.01],
    );
    assert.deepEqual(
      named(figure, 'limit at 96 and 64 px').map(({ y }) => numbers(y)[0]),
      [0.04, 0.04, 0.3, 0.8, 1.6, 0.02],
    );
    assert.ok(textsOf(figure).some((text) => /^diversity, ratio ↑/.test(text)));
    // each name once in the legend
    assert.equal(figure.data.filter(({ showlegend }) => showlegend).length, 5);
    const { svg } = await renderFigure(figure);
    assert.ok(!/NaN|undefined/.test(svg));
  });

  it('draws no value as low as a logarithmic axis can show it, and leaves out what is no number', () => {
    const entries = JSON.parse(JSON.stringify([entryAt(1), entryAt(2)])) as ProgressEntry[];
    (entries[1].qualities[0].specks.generated as number | null) = null;
    const specks = named(qualityAgainstStep(entries), '128 × 128 px')[5];
    assert.deepEqual(numbers(specks.y), [1e-4, null]);
  });
});

describe('sheets of a generator', () => {
  const images = fieldsOf(128, 3, 'samples');
  const pictureOf = ({ layout }: Figure) =>
    PNG.sync.read(Buffer.from((layout.images as { source: string }[])[0].source.split(',')[1], 'base64'));

  it('have a filmstrip of eight steps, the first and the last among them, the same latent in a row', () => {
    const entries = Array.from({ length: 30 }, (_, i) => entryAt(100 * (i + 1), images));
    const figure = trainingFilmstrip(entries);
    assert.deepEqual(textsOf(figure).slice(0, 3), ['latent 1', 'latent 2', 'latent 3']);
    assert.deepEqual(
      textsOf(figure).slice(3),
      [100, 200, 300, 400, 700, 1100, 1800, 3000].map((step) => `step ${step}`),
    );
    const picture = pictureOf(figure);
    const greyAt = (x: number, y: number) => picture.data[4 * (y * picture.width + x)];
    // tiles are 128 CSS pixels and 12 between them, two pixels of the picture each
    for (const row of [0, 1, 2]) {
      for (const [x, y] of [
        [5, 9],
        [64, 100],
        [127, 3],
      ]) {
        const expected = images[row].pixels[y * 128 + x] ? 0xf4 : 0x2b;
        for (const column of [0, 7]) assert.equal(greyAt(280 * column + 2 + 2 * x, 280 * row + 2 + 2 * y), expected);
      }
    }
  });

  it('have all steps where there are few', () => {
    assert.deepEqual(textsOf(trainingFilmstrip([entryAt(100, images), entryAt(150, images)])).slice(3), ['step 100', 'step 150']);
  });

  it('say how far each column is from one latent to the next', () => {
    const figure = interpolationSheet([{ title: 'straight', images: [...images, ...images].slice(0, 5) }], 'between');
    assert.deepEqual(textsOf(figure), ['straight', '0.00', '0.25', '0.50', '0.75', '1.00']);
  });
});

describe('comparison of generated images with fields', () => {
  const compared = [128, 64].map((side) => ({ side, generated: fieldsOf(side, 4, 'g'), real: fieldsOf(side, 6, 'r') }));
  const figure = compareImages(compared);

  it('has the distributions of volume fractions, whose area between is the distance that is judged', () => {
    const [fields, generated] = ['fields', 'generated'].map((name) => named(figure, name)[0]);
    assert.deepEqual(
      numbers(generated.x),
      compared[0].generated.map(volumeFraction).sort((a, b) => a - b),
    );
    assert.deepEqual(numbers(generated.y), [0.25, 0.5, 0.75, 1]);
    assert.equal(numbers(fields.y).length, 6);
  });

  it('has two-point curves that begin at the mean volume fraction, and chords that are all counted', () => {
    const [, , curve128, curve64, chords128] = named(figure, 'generated');
    const mean = compared[1].generated.reduce((sum, image) => sum + volumeFraction(image), 0) / 4;
    assert.ok(Math.abs(numbers(curve64.y)[0] - mean) < 1e-9);
    assert.equal(numbers(curve128.x).length, 65);
    const total = numbers(chords128.y).reduce((sum, share) => sum + 2 * share, 0);
    assert.ok(Math.abs(total - 100) < 1e-9);
    // the first bin holds chords of one and two pixels
    assert.equal(numbers(chords128.x)[0], 1.5);
    const counts = compared[0].generated.map((image) => countChords(image, 1));
    const share = (lengths: number[]) =>
      counts.reduce((sum, ofImage) => sum + lengths.reduce((part, length) => part + ofImage[length], 0), 0);
    const all = share(Array.from({ length: 128 }, (_, i) => i + 1));
    assert.ok(Math.abs(numbers(chords128.y)[5] - (50 * share([11, 12])) / all) < 1e-9);
  });
});

describe('ablation', () => {
  const variants = ['all of it', 'no noise'].map((name, i) => ({
    ...{ name, qualities: entryAt(10 * (i + 1)).qualities, samples: fieldsOf(64, 3, name) },
  }));

  it('has a line for each variant, the first on top, and its value at each size', () => {
    const figure = ablationBars(variants, 'without');
    const { ticktext, tickvals } = figure.layout.yaxis as { ticktext: string[]; tickvals: number[] };
    assert.deepEqual(ticktext, ['all of it', 'no noise']);
    assert.ok(tickvals[0] > tickvals[1]);
    const points = named(figure, '96 × 96 px')[0];
    assert.deepEqual(numbers(points.x), [0.01, 0.02]);
    assert.deepEqual(numbers(points.y), tickvals);
    assert.equal(numbers(named(figure, 'limit at 128 px')[0].x)[0], 0.02);
  });

  it('has a row of samples for each variant', () => {
    const figure = ablationSamples(variants, 'samples');
    assert.deepEqual(textsOf(figure), ['all of it', 'no noise']);
    assert.throws(
      () => ablationSamples([variants[0], { ...variants[1], samples: fieldsOf(32, 3, 'small') }], 'x'),
      /differ in size/,
    );
  });
});
