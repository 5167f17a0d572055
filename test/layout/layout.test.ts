import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeGdsii, encodeSvg, type Loop, outlineOf, type Rectangle, rectanglesOf } from '../../src/layout/index';
import { fromRows, type Microstructure } from '../../src/microstructure/microstructure';

const ring = fromRows(['00000', '01110', '01010', '01110', '00001']);
/** Pictures of up to 9 × 9 pixels with specks, holes and corners that touch. */
const pictures = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([width, height]) =>
    fc
      .array(fc.constantFrom(0, 1), { minLength: width * height, maxLength: width * height })
      .map((pixels): Microstructure => ({ width, height, pixels: Uint8Array.from(pixels) })),
  );

/** Twice the area in a loop, positive where it runs clockwise with y downwards. */
const doubleArea = (loop: Loop): number =>
  loop.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = loop[(i + 1) % loop.length];
    return sum + x * nextY - nextX * y;
  }, 0);

/** The picture that rectangles fill, each pixel with the number of them that cover it. */
function fill(rectangles: readonly Rectangle[], { width, height }: Microstructure): Uint8Array {
  const covered = new Uint8Array(width * height);
  for (const { x, y, width: columns, height: rows } of rectangles) {
    for (let j = y; j < y + rows; j++) for (let i = x; i < x + columns; i++) covered[(height - 1 - j) * width + i]++;
  }
  return covered;
}

describe('rectangles of a microstructure', () => {
  it('cover phase 1 once, and nothing else', () => {
    fc.assert(fc.property(pictures, (picture) => assert.deepEqual(fill(rectanglesOf(picture), picture), picture.pixels)));
  });

  it('are one where phase 1 is one', () => {
    assert.deepEqual(rectanglesOf(fromRows(['000', '011', '011'])), [{ x: 1, y: 0, width: 2, height: 2 }]);
  });
});

describe('the outline of a microstructure', () => {
  it('goes around phase 1 clockwise and around its holes the other way, corners that touch apart', () => {
    const square = (x: number, y: number, side: number): Loop => [
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ];
    const [outer, hole, speck] = outlineOf(ring);
    assert.deepEqual(outer, square(1, 1, 3));
    assert.deepEqual([doubleArea(hole), hole.length], [-2, 4]);
    assert.deepEqual(speck, square(4, 4, 1));
  });

  it('has the area of phase 1', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const area = outlineOf(picture).reduce((sum, loop) => sum + doubleArea(loop) / 2, 0);
        assert.equal(
          area,
          picture.pixels.reduce((sum, phase) => sum + phase, 0),
        );
      }),
    );
  });

  it('is the path of an SVG picture in nanometres', () => {
    const svg = encodeSvg(fromRows(['10', '00']), { pixel: 50 });
    assert.match(svg, /width="0.0001mm" height="0.0001mm" viewBox="0 0 2 2"/);
    assert.match(svg, /d="M1 0L1 1L0 1L0 0Z"/);
  });
});

describe('a GDSII file', () => {
  /** The records of a file: kind and data. */
  function read(file: Buffer): { kind: number; data: Buffer }[] {
    const found = [];
    for (let at = 0; at < file.length; at += file.readUInt16BE(at)) {
      found.push({ kind: file.readUInt16BE(at + 2), data: file.subarray(at + 4, at + file.readUInt16BE(at)) });
    }
    return found;
  }
  const dataOf = (file: Buffer, wanted: number): Buffer[] =>
    read(file)
      .filter(({ kind }) => kind === wanted)
      .map(({ data }) => data);
  const numbers = (data: Buffer): number[] => Array.from({ length: data.length / 4 }, (_, i) => data.readInt32BE(4 * i));

  it('has the units of the manual: a thousandth of a user unit, a nanometre', () => {
    const [units] = dataOf(encodeGdsii(ring, { pixel: 20 }), 0x0305);
    assert.equal(units.toString('hex'), '3e4189374bc6a7f03944b82fa09b5a54');
  });

  it('has a rectangle for each of the picture, in nanometres from its lower left corner', () => {
    const file = encodeGdsii(fromRows(['10', '00']), { pixel: 20, layer: 7, datatype: 3 });
    assert.deepEqual(numbers(dataOf(file, 0x1003)[0]), [0, 20, 20, 20, 20, 40, 0, 40, 0, 20]);
    assert.deepEqual([dataOf(file, 0x0d02)[0].readUInt16BE(), dataOf(file, 0x0e02)[0].readUInt16BE()], [7, 3]);
    assert.equal(dataOf(encodeGdsii(ring, { pixel: 20 }), 0x1003).length, rectanglesOf(ring).length + 1);
  });

  it('repeats the period, and is whole: it ends with its last record', () => {
    const file = encodeGdsii(ring, { pixel: 12.5, repeat: [4, 3] });
    assert.deepEqual(numbers(dataOf(file, 0x1003).at(-1)!), [0, 0, 4 * 5 * 12500, 0, 0, 3 * 5 * 12500]);
    assert.deepEqual(file.subarray(-4), Buffer.from([0, 4, 4, 0]));
  });

  it('is refused for layers, pixels and periods that it cannot hold', () => {
    assert.throws(() => encodeGdsii(ring, { pixel: 20, layer: 256 }), /^InputError: layer: 256 is no number of a layer; give/);
    assert.throws(() => encodeGdsii(ring, { pixel: 0 }), /pixel: 0 nm is no side/);
    assert.throws(() => encodeGdsii(ring, { pixel: 20, repeat: [0, 1] }), /repeat: 0 × 1 periods/);
    assert.throws(() => encodeGdsii(ring, { pixel: 20000, repeat: [32767, 1] }), /wider than a layout file can say/);
  });
});
