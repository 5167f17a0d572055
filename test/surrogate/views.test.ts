import assert from 'node:assert/strict';
import { symmetricPairs } from '../../src/microstructure/distance';
import { RandomStream } from '../../src/numerics/random';
import { addViewGradient, averageView, findCrest, turns, type View } from '../../src/surrogate/views';
import { randomImage } from './samples';

const random = RandomStream.fromSeed(3);
const width = 12;
const image = randomImage(width, random);

function see(pixels: ArrayLike<number>, view: View, side = width): Float32Array {
  const seen = new Float32Array(side ** 2);
  averageView(pixels, width, view, side, seen, 0);
  return seen;
}

describe('views of an image', () => {
  it('at the full side are the image itself shifted, flipped and turned, −1 and 1', () => {
    const straight = see(image.pixels, { turn: 0, x: 3, y: 7 });
    straight.forEach((value, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      assert.equal(value, 2 * image.pixels[((y + 7) % width) * width + ((x + 3) % width)] - 1);
    });
    // one view of each turn, moved so that the corner of the view is a corner of the image
    const corners = Array.from({ length: turns }, (_, turn) =>
      see(image.pixels, { turn, x: turn & 1 ? width - 1 : 0, y: turn & 2 ? width - 1 : 0 }).join(),
    );
    const symmetric = symmetricPairs(image)
      .flat()
      .map(({ pixels }) => Array.from(pixels, (pixel) => 2 * pixel - 1).join());
    assert.deepEqual(corners.sort(), symmetric.sort());
    assert.equal(new Set(corners).size, turns);
  });

  it('are averaged over squares of pixels', () => {
    const [fine, coarse] = [width, 4].map((side) => see(image.pixels, { turn: 5, x: 2, y: 9 }, side));
    coarse.forEach((value, i) => {
      const [x, y] = [3 * (i % 4), 3 * Math.floor(i / 4)];
      let sum = 0;
      for (let dy = 0; dy < 3; dy++) for (let dx = 0; dx < 3; dx++) sum += fine[(y + dy) * width + x + dx];
      assert.ok(Math.abs(value - sum / 9) < 1e-6);
    });
  });

  it('have a gradient that is the transpose of averaging', () => {
    for (let turn = 0; turn < turns; turn++) {
      const view = { turn, x: random.integer(width), y: random.integer(width) };
      const [shares, ofView] = [random.uniforms(width ** 2), random.normals(16)];
      const ofImage = new Float32Array(width ** 2);
      addViewGradient(ofView, 0, 4, view, ofImage, width);
      const seen = see(shares, view, 4);
      const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
      const constant = ofView.reduce((sum, value) => sum - value, 0);
      assert.ok(Math.abs(dot(seen, ofView) - (dot(shares, ofImage) + constant)) < 1e-4);
    }
  });

  it('begin at a crest that moves with the image', () => {
    const { x, y } = findCrest(image.pixels, width);
    const shifted = see(image.pixels, { turn: 0, x: width - 5, y: 2 });
    assert.deepEqual(findCrest(shifted, width), { x: (x + 5) % width, y: (y + width - 2) % width });
    const wave = Float64Array.from({ length: width ** 2 }, (_, i) => {
      const [column, row] = [i % width, Math.floor(i / width)];
      return Math.cos((2 * Math.PI * (column - 4)) / width) + Math.cos((2 * Math.PI * (row - 11)) / width);
    });
    assert.deepEqual(findCrest(wave, width), { x: 4, y: 11 });
  });
});
