import assert from 'node:assert/strict';
import { chooseStarts } from '../../src/inverse/refinement-starts';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import { randomImage } from '../surrogate/samples';

const side = 48;
const stripes = (period: number): Microstructure => ({
  width: side,
  height: side,
  pixels: Uint8Array.from({ length: side ** 2 }, (_, i) => Number(i % period < period / 2)),
});
const rough = [1, 2, 3].map((seed) => randomImage(side, RandomStream.fromSeed(seed)));
const startsOf = (images: Microstructure[], count: number, apart: number): number[] =>
  chooseStarts(
    images.map((microstructure) => ({ microstructure })),
    count,
    apart,
  ).map(({ microstructure }) => images.indexOf(microstructure));

describe('where refining starts', () => {
  it('passes over films whose walls have no steps, while there are others', () => {
    const images = [stripes(12), rough[0], stripes(8), rough[1]];
    assert.deepEqual(startsOf(images, 2, 0.1), [1, 3]);
    assert.deepEqual(startsOf(images, 3, 0.1), [1, 3, 0]);
  });

  it('takes the best of those that are close', () => {
    const nearly = { ...rough[0], pixels: rough[0].pixels.map((pixel, i) => (i < 30 ? 1 - pixel : pixel)) };
    assert.deepEqual(startsOf([rough[0], nearly, rough[1], rough[2]], 3, 0.1), [0, 2, 3]);
  });
});
