import assert from 'node:assert/strict';
import { bestOfFirst } from '../../src/evaluation/best-of';
import {
  type RepeatedDesigns,
  type RepeatedSet,
  repeatCaption,
  repeatedMethods,
  repeatRows,
  spreadOfBest,
  spreadOfRep,
} from '../../src/evaluation/repeats';

/** Two designs for each of two targets, so many percent above them. */
function designsOf(method: string, repetition: number, offsets: readonly [number, number]): RepeatedDesigns[] {
  return [0.5, 0.6].map((target) => ({
    ...{ method, repetition, target },
    simulated: offsets.map((percent) => target * (1 + percent / 100)),
  }));
}

const set: RepeatedSet = {
  dataset: 'I',
  designs: [
    ...designsOf('GAN-MDN', 1, [4, 2]),
    ...designsOf('random training sample', 1, [8, 4]),
    ...designsOf('nearest training samples', 1, [0, 0]),
    ...designsOf('random training sample', 2, [6, 6]),
    // the order of the repetitions does not matter
    ...designsOf('GAN-MDN', 3, [-8, 4]),
    ...designsOf('GAN-MDN', 2, [2, 4]),
  ],
};
const near = (value: number, expected: number) => assert.ok(Math.abs(value - expected) < 1e-9, `${value} for ${expected}`);

describe('repetitions', () => {
  it('have a mean and a spread, divided by the number of repetitions less one', () => {
    const { meanRep, minRep, repetitions } = spreadOfRep(set, 'GAN-MDN');
    assert.equal(repetitions, 3);
    near(meanRep.mean, 4); // 3, 3, 6
    near(meanRep.deviation, Math.sqrt(3));
    near(minRep.mean, 8 / 3); // 2, 2, 4
  });

  it('are of methods that were repeated, which a look-up is not', () => {
    assert.deepEqual(repeatedMethods(set), ['GAN-MDN', 'random training sample']);
    const [own, drawn] = repeatRows([set]);
    assert.deepEqual(own, {
      ...{ 'data set': 'Data-I', method: 'GAN-MDN', repetitions: 3 },
      ...{ 'mean REP %': 4, '± (mean)': 1.73, 'min REP %': 2.67, '± (min)': 1.15 },
      'over a random sample': 0.667,
    });
    assert.equal(drawn['over a random sample'], 1);
    assert.deepEqual(repeatRows([{ dataset: 'I', designs: set.designs.filter(({ repetition }) => repetition === 1) }]), []);
  });

  it('give the curve of the best of the first designs, in the mean that of each', () => {
    const curve = spreadOfBest(set, 'GAN-MDN');
    assert.equal(curve.length, 2);
    near(curve[0].mean, (4 + 2 + 8) / 3);
    near(curve[1].mean, (2 + 2 + 4) / 3);
    const alone = spreadOfBest({ ...set, designs: designsOf('a', 1, [3, 1]) }, 'a', 1);
    assert.deepEqual(alone, [{ mean: bestOfFirst(designsOf('a', 1, [3, 1]))[0], deviation: 0 }]);
  });

  it('say in a caption what was repeated, by which simulation, and what REP is', () => {
    const caption = repeatCaption({ seed: 3, candidates: 30, targets: [0.55, 0.6], label: 'N = 225' });
    for (const part of [/seed 3/, /30 designs/, /0\.55, 0\.6/, /N = 225/, /REP = /, /standard deviation/])
      assert.match(caption, part);
  });
});
