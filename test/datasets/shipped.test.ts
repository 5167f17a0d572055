import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { checkSamples } from '../../src/datasets/check';
import { readSamples } from '../../src/datasets/file';
import { countBins } from '../../src/datasets/pilot';
import { datasetFiles, datasetsFolder } from '../../src/datasets/shipped';
import type { FilmSettings } from '../../src/film/settings';
import { FilmSimulator } from '../../src/film/simulator';
import { loadShippedGenerator } from '../../src/gan/shipped';
import { hashWeights } from '../../src/learning/weights';
import { RandomStream } from '../../src/numerics/random';
import { sha256 } from '../../src/runs/files';

for (const name of ['I', 'II'] as const) {
  describe(`Data-${name} as shipped`, () => {
    const files = datasetFiles(name, datasetsFolder);
    const card = JSON.parse(readFileSync(files.card, 'utf8'));

    it('is what its card says: 25,000 samples in the range, at least 50 in each 0.02 of absorption', async () => {
      const { y, latentSide, latents, imagesHash, provenance } = await readSamples(files.light);
      const outside = await readSamples(files.outside);
      assert.equal(y.length, 25_000);
      assert.equal(latentSide, name === 'I' ? 3 : 2);
      assert.ok(latents.every((z) => Math.abs(z) <= 1));
      assert.ok(y.every((value) => value >= 0.55 && value <= 0.75) && outside.y.every((value) => value < 0.55 || value > 0.75));
      const bins = countBins(y, [0.55, 0.75]);
      assert.ok(bins.length === 10 && bins.every((count) => count >= 50), `${bins}`);
      assert.deepEqual(card.samplesPerBin, bins);
      assert.equal(card.outsideTheRange, outside.y.length);
      assert.equal(card.imagesSha256, imagesHash);
      const { dataset, simulation, generator, seed } = provenance!;
      assert.deepEqual([card.dataset, card.film, card.generator, card.seed], [dataset, simulation.settings, generator, seed]);
      assert.equal(simulation.name, 'film');
      for (const path of [files.light, files.outside]) {
        assert.equal(card.files[basename(path)], sha256(readFileSync(path)));
      }
    });

    it('comes again from its latents: images bit for bit, absorptions to 2e-5', async () => {
      const stored = await readSamples(files.light);
      const generator = await loadShippedGenerator();
      assert.equal(hashWeights(generator.weights()), stored.provenance!.generator);
      const simulator = new FilmSimulator(stored.provenance!.simulation.settings as FilmSettings, { workers: 1 });
      const counts = { images: 60, simulated: 6 };
      const found = await checkSamples(stored, generator, simulator, counts, RandomStream.fromSeed(17));
      assert.deepEqual([found.images, found.differingImages, found.simulated], [60, 0, 6]);
      assert.ok(found.largestDifference <= 2e-5, `${found.largestDifference}`);
      generator.dispose();
      await simulator.close();
    });
  });
}
