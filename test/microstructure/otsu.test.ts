import assert from 'node:assert/strict';
import fc from 'fast-check';
import { binarise, otsuThreshold } from '../../src/microstructure/otsu';

/** The definition: the cut between bins with the greatest variance between classes, tried one by one. */
function bestCut(grey: number[]): number {
  const low = Math.min(...grey);
  const width = (Math.max(...grey) - low) / 256;
  const centre = (bin: number): number => low + (bin + 0.5) * width;
  const bins = grey.map((value) => Math.min(255, Math.floor((value - low) / width)));
  let best = { variance: -1, cut: 0 };
  for (let cut = 0; cut < 255; cut++) {
    const classes = [bins.filter((bin) => bin <= cut), bins.filter((bin) => bin > cut)];
    if (classes.some((members) => members.length === 0)) continue;
    const [a, b] = classes.map((members) => members.reduce((sum, bin) => sum + centre(bin), 0) / members.length);
    const variance = classes[0].length * classes[1].length * (a - b) ** 2;
    if (variance > best.variance * (1 + 1e-12)) best = { variance, cut };
  }
  return centre(best.cut);
}

describe('Otsu threshold', () => {
  it('is the cut of greatest variance between classes', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 60 }), (grey) => {
        fc.pre(Math.max(...grey) - Math.min(...grey) > 1e-3);
        const above = (threshold: number): number => grey.filter((value) => value > threshold).length;
        // between two filled bins every cut is equally good: what counts is how the pixels are parted
        assert.equal(above(otsuThreshold(grey)), above(bestCut(grey)));
      }),
      { numRuns: 200 },
    );
  });

  it('parts two heaps of grey, and leaves an image of one grey in phase 0', () => {
    assert.deepEqual([...binarise([-0.9, 0.8, -1, 0.7], 2, 2).pixels], [0, 1, 0, 1]);
    assert.deepEqual([...binarise([0.3, 0.3], 2, 1).pixels], [0, 0]);
  });
});
