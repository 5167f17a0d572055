import assert from 'node:assert/strict';
import { measureAccuracy } from '../../src/datasets/accuracy';
import { countBins, runPilot } from '../../src/datasets/pilot';
import { measurePredictors } from '../../src/datasets/predictors';
import { Generator } from '../../src/gan/generator';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { RandomStream } from '../../src/numerics/random';
import { small, volumeSimulator } from './sources';

describe('measures of data sets', () => {
  let generator: Generator;
  before(async () => {
    generator = await Generator.create(RandomStream.fromSeed(1));
  });
  after(() => generator.dispose());

  const draw = (count: number) => {
    const latents = RandomStream.fromSeed(4).uniforms(count * 4, -1, 1);
    const microstructures = generateMicrostructures(generator, latents, 2);
    return { latentSide: 2, latents, microstructures, y: Float64Array.from(microstructures, volumeFraction) };
  };

  it('count the samples of each bin, a border to the upper bin and the last to the last', () => {
    assert.deepEqual(
      countBins(Float64Array.of(0.55, 0.5699, 0.57, 0.61, 0.75, 0.7501, 0.5499), [0.55, 0.75]),
      [2, 1, 0, 1, 0, 0, 0, 0, 0, 1],
    );
  });

  it('have a pilot that tells what share the film keeps, and what each bin will hold', async () => {
    const pilot = await runPilot(generator, volumeSimulator(), small, 200, RandomStream.fromSeed(5));
    const kept = pilot.y.filter((y) => y >= 0.4 && y <= 0.6).length;
    assert.equal(pilot.keptShare, kept / 200);
    const expected = pilot.expected.reduce((sum, count) => sum + count, 0);
    assert.ok(Math.abs(expected - small.samples) < 1e-9);
    const again = await runPilot(generator, volumeSimulator(), { ...small, range: [2, 3] }, 200, RandomStream.fromSeed(5));
    assert.deepEqual(again.y, pilot.y);
    assert.equal(again.keptShare, 0);
    assert.ok(again.expected.every((count) => count === 0));
  });

  it('compare with a finer simulation: bias, spread, largest difference', async () => {
    const dataset = draw(30);
    const finer = volumeSimulator();
    const { simulate } = finer;
    let i = 0;
    finer.simulate = async (batch) => (await simulate(batch)).map((y) => y - 0.01 + (i++ % 2 ? 0.002 : -0.002));
    const found = await measureAccuracy(dataset, finer, 20, RandomStream.fromSeed(6));
    assert.equal(found.samples, 20);
    for (const [value, expected] of [
      [found.bias, 0.01],
      [found.spread, 0.002],
      [found.largest, 0.012],
    ]) {
      assert.ok(Math.abs(value - expected) < 1e-12, `${value}`);
    }
  });

  it('find what predicts the absorption, and what it predicts beyond the volume fraction', () => {
    const dataset = draw(80);
    const noise = RandomStream.fromSeed(7).normals(80);
    const noisy = { ...dataset, y: dataset.y.map((y, i) => 0.4 + 0.3 * y + 0.001 * noise[i]) };
    const predictors = measurePredictors(noisy);
    const [fraction, ...others] = predictors;
    assert.equal(fraction.name, 'volume fraction');
    assert.ok(fraction.correlation > 0.99 && fraction.beyondVolumeFraction === 0);
    assert.equal(others.length, 6);
    for (const { values, correlation, beyondVolumeFraction } of others) {
      assert.equal(values.length, 80);
      assert.ok(Math.abs(correlation) < 1 && Math.abs(beyondVolumeFraction) < 0.4);
    }
    // an absorption that is the interface density and nothing else is told by it beyond the volume fraction
    const density = others[0].values;
    const byDensity = measurePredictors({ ...dataset, y: density.map((value) => 0.5 + value) });
    assert.ok(Math.abs(byDensity[1].correlation - 1) < 1e-9 && Math.abs(byDensity[1].beyondVolumeFraction - 1) < 1e-9);
  });
});
