import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Bar, judgeQuality, measureGenerator } from '../../src/gan/quality';
import { loadShippedGenerator, shippedGeneratorFile } from '../../src/gan/shipped';
import { hashWeights } from '../../src/learning/weights';
import { randomFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';
import { findProfile } from '../../src/pipeline/profiles';
import { InputError } from '../../src/runs/errors';
import { sha256 } from '../../src/runs/files';

describe('the shipped generator', () => {
  const card = JSON.parse(readFileSync(join(dirname(shippedGeneratorFile), 'card.json'), 'utf8'));

  it('says what to run where it is not there', async () => {
    await assert.rejects(
      loadShippedGenerator('no-such.weights'),
      (error) => error instanceof InputError && /--profile paper.*generator-card/.test(error.remedy),
    );
  });

  it('is the file of its card, trained by the paper profile, and meets every bar there', async () => {
    const generator = await loadShippedGenerator();
    assert.equal(sha256(readFileSync(shippedGeneratorFile)), card.fileSha256);
    assert.equal(hashWeights(generator.weights()), card.weightsSha256);
    generator.dispose();
    const { gan, fields } = findProfile('paper');
    assert.deepEqual([card.gan, card.fields], JSON.parse(JSON.stringify([gan, fields])));
    const bars = (card.bars as { bars: Bar[] }[]).flatMap((of) => of.bars);
    assert.equal(bars.length, 18);
    for (const { name, isMet } of bars) assert.ok(isMet, name);
  });

  it('makes microstructures that measure like fields it has never seen', async () => {
    const random = RandomStream.fromSeed(31);
    const fields = randomFields(findProfile('paper').fields.settings, 120, random.derive('fields'));
    const generator = await loadShippedGenerator();
    for (const quality of measureGenerator(generator, fields, random.derive('quality'))) {
      // samples of 120 are some hundredths apart themselves
      for (const { name, value, limit, isUpper } of judgeQuality(quality)) {
        assert.ok(isUpper ? value <= 1.5 * limit : value >= limit / 1.1, `${quality.side} px: ${name} ${value}`);
      }
    }
    generator.dispose();
  });
});
