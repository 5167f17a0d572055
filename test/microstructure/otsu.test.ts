import assert from 'node:assert/strict';
import fc from 'fast-check';
import { binarise, otsuThreshold } from '../../src/microstructure/otsu';

/** The definition: the variance between the two classes of a cut, for grey values told apart by 256 bins. */
function varianceBetween(grey: readonly number[], threshold: number): number {
  const low = Math.min(...grey);
  const width = (Math.max(...grey) - low) / 256;
  const centres = grey.map((value) => low + (Math.min(255, Math.floor((value - low) / width)) + 0.5) * width);
  const classes = [centres.filter((centre) => centre <= threshold), centres.filter((centre) => centre > threshold)];
  if (classes.some((members) => members.length === 0)) return 0;
  const [a, b] = classes.map((members) => members.reduce((sum, centre) => sum + centre, 0) / members.length);
  return classes[0].length * classes[1].length * (a - b) ** 2;
}

describe('Otsu threshold', () => {
  it('is a cut of greatest variance between classes', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 60 }), (grey) => {
        const [low, high] = [Math.min(...grey), Math.max(...grey)];
        fc.pre(high - low > 1e-3);
        const centres = Array.from({ length: 256 }, (_, bin) => low + ((bin + 0.5) * (high - low)) / 256);
        const best = Math.max(...centres.map((centre) => varianceBetween(grey, centre)));
        // several cuts may be equally good, up to rounding
        assert.ok(varianceBetween(grey, otsuThreshold(grey)) >= best * (1 - 1e-9));
      }),
      { numRuns: 200 },
    );
  });

  it('is the lowest of several equally good cuts, and leaves what is exactly on it in phase 0', () => {
    // between two heaps every bin is as good: the centre of the first of 256 is taken
    const centre = 0.5 / 256;
    assert.equal(otsuThreshold([0, 0, 1, 1]), centre);
    assert.equal(otsuThreshold([0, centre, 1, 1]), centre);
    assert.deepEqual([...binarise([0, centre, 1, 1], 2, 2).pixels], [0, 0, 1, 1]);
  });

  it('parts two heaps of grey, and leaves an image of one grey in phase 0', () => {
    assert.deepEqual([...binarise([-0.9, 0.8, -1, 0.7], 2, 2).pixels], [0, 1, 0, 1]);
    assert.deepEqual([...binarise([0.3, 0.3], 2, 1).pixels], [0, 0]);
  });
});
