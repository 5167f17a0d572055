import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TargetResult } from '../../src/evaluation/protocol';
import { summariseResiduals } from '../../src/evaluation/residual';
import { fromStored, toStored } from '../../src/pipeline/stored-results';
import { InputError } from '../../src/runs/errors';

const through = (result: TargetResult): TargetResult => fromStored(JSON.parse(JSON.stringify(toStored(result))), 'file');

describe('stored results', () => {
  const pixels = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 15, maxLength: 15 });
  const latent = fc.option(fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 4, maxLength: 4 }));
  const candidate = fc.record({ pixels, latent, simulated: fc.double({ min: 0.01, max: 1, noNaN: true }) });

  it('come back with every pixel and latent, and with the best candidate among them', () => {
    fc.assert(
      fc.property(fc.array(candidate, { minLength: 1, maxLength: 6 }), (drawn) => {
        const candidates = drawn.map((each) => ({
          microstructure: { width: 5, height: 3, pixels: Uint8Array.from(each.pixels) },
          ...(each.latent && { latent: Float32Array.from(each.latent) }),
        }));
        const simulated = drawn.map((each) => each.simulated);
        const distances = simulated.map((value) => Math.abs(value - 0.5));
        const nearest = distances.indexOf(Math.min(...distances));
        const result: TargetResult = {
          ...{ method: 'any', target: 0.5, candidates, simulated, residuals: summariseResiduals(simulated, 0.5) },
          ...{ best: candidates[nearest], calls: { label: 3 }, warnings: ['one'], seconds: 0.25 },
          history: [{ iteration: 1, property: 0.4 }],
        };
        const read = through(result);
        // JSON knows no negative zero
        const plain = (latents: readonly (Float32Array | undefined)[]) =>
          latents.map((each) => each && Array.from(each, (v) => v + 0));
        assert.deepEqual(plain(read.candidates.map((each) => each.latent)), plain(candidates.map((each) => each.latent)));
        assert.deepEqual(
          read.candidates.map(({ microstructure }) => microstructure),
          candidates.map(({ microstructure }) => microstructure),
        );
        assert.equal(read.best, read.candidates[nearest]);
        const { candidates: _, best: __, ...rest } = read;
        const { candidates: ___, best: ____, ...given } = result;
        assert.deepEqual(rest, given);
      }),
    );
  });

  it('take a bit for a pixel', () => {
    const image = { width: 64, height: 64, pixels: new Uint8Array(4096) };
    const result = { candidates: [{ microstructure: image }] } as unknown as TargetResult;
    assert.equal(toStored(result).candidates.pixels[0].length, Math.ceil(512 / 3) * 4);
  });

  it('are refused in one line where an earlier version left them', () => {
    assert.throws(
      () => fromStored({ method: 'any', best: {} } as never, 'evaluations/any.json'),
      (error) => error instanceof InputError && /evaluations\/any\.json.*earlier version.*reproduce/.test(error.message),
    );
  });
});
