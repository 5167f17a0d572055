import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readShippedSamples } from '../../src/datasets/shipped';
import { readShippedCard } from '../../src/gan/shipped';
import { ganMdn, pcaMdn } from '../../src/inverse/index';
import { hashWeights, loadWeights } from '../../src/learning/weights';
import { RandomStream } from '../../src/numerics/random';
import { settingsOf } from '../../src/pipeline/method-steps';
import { partsOf } from '../../src/pipeline/parts';
import { findProfile } from '../../src/pipeline/profiles';
import { applySettings } from '../../src/pipeline/settings';
import { type ModelCard, modelFiles, openShippedModel } from '../../src/pipeline/shipped-models';
import { sha256 } from '../../src/runs/files';

const paper = findProfile('paper');

describe('shipped models', () => {
  for (const dataset of paper.datasets) {
    for (const method of [ganMdn, pcaMdn]) {
      it(`of Data-${dataset.name}, ${method.name}, are what their card says, trained on what is shipped by the paper profile`, async () => {
        const files = modelFiles(method, dataset.name);
        const card = JSON.parse(readFileSync(files.card, 'utf8')) as ModelCard;
        const { weights } = loadWeights(files.weights);
        assert.equal(sha256(readFileSync(files.weights)), card.fileSha256);
        assert.equal(hashWeights(weights), card.weightsSha256);
        const { light } = (await readShippedSamples(dataset.name))!;
        const { simulation, generator, seed } = light.provenance!;
        assert.deepEqual([card.dataset, card.simulation, card.generator, card.seed], [dataset, simulation, generator, seed]);
        assert.deepEqual(card.settings, settingsOf(paper, method));
        assert.equal(card.generator, readShippedCard()!.weightsSha256);
      });
    }

    it(`of Data-${dataset.name} design for a target, and are not taken for other settings or another seed`, async () => {
      const opened = (await openShippedModel(paper, partsOf(paper), ganMdn, dataset, 1))!;
      const random = RandomStream.fromSeed(1);
      const context = { dataset, property: partsOf(paper).simulation.property, random, ...opened };
      const model = await ganMdn.open(context, { mdn: ganMdn.settings.mdn });
      const { candidates } = await model.design(0.65, 4, random);
      assert.deepEqual(
        candidates.map(({ microstructure }) => microstructure.width),
        new Array(4).fill(32 * dataset.latentSide),
      );
      opened.generator.dispose();
      for (const change of ['film.thickness=300', 'mdn.components=20', `datasets.${dataset.name}.samples=100`]) {
        const other = applySettings(paper, [change]);
        const set = other.datasets.find(({ name }) => name === dataset.name)!;
        assert.equal(await openShippedModel(other, partsOf(other), ganMdn, set, 1), undefined, change);
      }
      assert.equal(await openShippedModel(paper, partsOf(paper), ganMdn, dataset, 2), undefined);
    });
  }
});
