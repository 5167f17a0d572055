import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../../src/figures/style';
import { ganMdn, ganMdnInside, methods, tabledOf } from '../../src/inverse/index';
import type { Method } from '../../src/inverse/method';
import { randomLatent } from '../../src/inverse/random-latent';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { readEvaluations } from '../../src/pipeline/evaluations';
import type { Parts } from '../../src/pipeline/parts';
import { findProfile, type Profile } from '../../src/pipeline/profiles';
import { reproduce } from '../../src/pipeline/reproduce';
import { pipelineSteps } from '../../src/pipeline/steps';
import { volume } from './volume';

const sketch = findProfile('sketch');
const tiny: Profile = {
  ...sketch,
  fields: { ...sketch.fields, count: 12 },
  gan: { ...sketch.gan, steps: 2, batch: 4 },
  film: { ...sketch.film, harmonics: 5 },
  datasets: [{ name: 'small', latentSide: 1, samples: 20, range: [0, 1], trainingShare: 0.7 }],
  methods: {
    mdn: { epochs: 2, batch: 8 },
    direct: { epochs: 1, batch: 8, components: 2 },
    optimisation: { initial: 6, iterations: 4, refits: [8], candidates: 100 },
    flow: { hidden: [8], steps: 4, batch: 8 },
    surrogate: { widths: [4, 6], hidden: 4, epochs: 1, batch: 8 },
    ranking: { candidates: 10 },
    robustness: { candidates: 10 },
    adjoint: { starts: 1, steps: 2 },
  },
  protocol: { targets: [0.4, 0.6], candidates: 3 },
};

/** A method of one's own: half of all pixels, whatever is asked for. */
const stripes: Method = {
  name: 'stripes',
  origin: 'check',
  summary: 'half of all pixels, whatever is asked for',
  settings: { stripes: { width: 4 } },
  open: ({ dataset }, settings) => ({
    name: 'stripes',
    async design(_target, count) {
      const side = 32 * dataset.latentSide;
      const { width } = (settings as typeof stripes.settings & { stripes: { width: number } }).stripes;
      const pixels = Uint8Array.from({ length: side ** 2 }, (_, i) => Math.floor((i % side) / width) % 2);
      return {
        candidates: Array.from({ length: count }, () => ({ microstructure: { width: side, height: side, pixels } })),
        warnings: [],
      };
    },
  }),
};

async function run(parts: Partial<Parts>) {
  const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));
  const place = { folder, figures: join(folder, 'pictures') };
  const { missing } = await reproduce(tiny, { seed: 1, run: {}, parts, place });
  assert.deepEqual(missing, []);
  const figure = (name: string): Figure => JSON.parse(readFileSync(join(folder, `figures/${name}.json`), 'utf8'));
  return { folder, figure, table: readFileSync(join(folder, 'tables/data-small.csv'), 'utf8').trim().split('\n') };
}

describe('a plug-in', () => {
  it('that is a method has its rows in the tables and its points in the figures', async () => {
    const { table, figure } = await run({ methods: [randomLatent, stripes] });
    assert.equal(table.filter((row) => row.startsWith('stripes,')).length, 2);
    assert.equal(table.length, 1 + 2 * 2);
    const { data, layout } = figure('data-small-targets');
    assert.deepEqual(
      (layout.annotations as { text: string }[]).map(({ text }) => text),
      ['random latent', 'stripes'],
    );
    const points = data.filter(({ name }) => name === 'design');
    assert.deepEqual(
      points.map(({ y }) => y!.length),
      [6, 6],
    );
  });

  it('that is a method which another’s training serves needs no training of its own, and designs with that one’s network', async () => {
    const { folder, table } = await run({ methods: [ganMdnInside] });
    assert.equal(table.filter((row) => row.startsWith('GAN-MDN inside,')).length, 2);
    assert.deepEqual(readdirSync(join(folder, 'models')).sort(), ['gan-mdn-small-history.json', 'gan-mdn-small.weights']);
    const steps = (given: Method[]) => pipelineSteps(tiny, { folder, figures: folder }, { methods: given });
    const training = (given: Method[]) => steps(given).filter(({ name }) => name.startsWith('train-'));
    for (const given of [[ganMdnInside], [ganMdn, ganMdnInside], [ganMdnInside, ganMdn]]) {
      assert.deepEqual(
        training(given).map(({ name }) => name),
        ['train-gan-mdn-small'],
      );
    }
    const evaluation = steps([ganMdnInside]).find(({ name }) => name === 'evaluate-gan-mdn-inside-small');
    assert.ok(evaluation!.needs.includes('train-gan-mdn-small'));
  });

  it('that is a property of one component is built, learned, designed for, and named in tables and figures', async () => {
    const { folder, table, figure } = await run({ simulation: volume });
    assert.equal(table.length, 1 + tabledOf(methods).length * 2);
    const results = readEvaluations(folder, [randomLatent], 'small');
    for (const { simulated, target, best, residuals } of results) {
      assert.equal(simulated.length, 3);
      assert.ok(Math.abs((100 * Math.abs(volumeFraction(best.microstructure) - target)) / target - residuals.minimum) < 1e-9);
    }
    assert.match(
      JSON.stringify(figure('data-small-volume-fraction').layout),
      /Volume fraction of all samples drawn for Data-small/,
    );
    // the axes of the lowest panels have titles
    const axes = figure('data-small-targets').layout as Record<string, { title: { text: string } }>;
    assert.equal(axes[`xaxis${tabledOf(methods).length}`].title.text, 'target volume fraction');
  });
});
