import assert from 'node:assert/strict';
import { firstNew, type HedgedEvaluation, hedgedOptimisation } from '../../src/gaussian-process/hedged';
import { isKnown } from '../../src/gaussian-process/optimisation';
import type { Evaluation, Objective } from '../../src/gaussian-process/surrogate';
import { nearestEvaluation, type TargetedEvaluation, targetedOptimisation } from '../../src/gaussian-process/targeted';
import { RandomStream } from '../../src/numerics/random';
import { Interrupted } from '../../src/runs/errors';

const dimensions = 4;
const settings = { dimensions, initial: 40, iterations: 40, candidates: 1000, starts: 3, refits: [50, 60], restarts: 1 };

/** An objective of one point, evaluated for many. */
const forAll =
  (one: (point: Float64Array) => number): Objective =>
  async (points) =>
    Float64Array.from({ length: points.length / dimensions }, (_, i) =>
      one(points.subarray(i * dimensions, (i + 1) * dimensions)),
    );

/** Least, 1, at the given place, of which one coordinate is out of the cube: there 1.04 at the bound. */
const place = [0.3, -0.5, 1.2, 0.1];
const bowl = forAll((point) => point.reduce((sum, x, d) => sum + (1 + 0.5 * d) * (x - place[d]) ** 2, 1) + 0);
const leastOfBowl = 1 + 2 * 0.2 ** 2;
/** From −2.4 to 2.4 or so. */
const waves = forAll((point) => point.reduce((sum, x, d) => sum + Math.sin(2 * x + d), 0.3 * point[0] * point[1]));
const targets = [-2, -0.5, 0.9, 2];
const targeted = { ...settings, iterations: 80, targets, tolerance: 1e-4 };
const random = () => RandomStream.fromSeed(11).derive('optimisation');
const asJson = (evaluations: readonly Evaluation[]) => JSON.parse(JSON.stringify(evaluations));

function assertAllNew(evaluations: readonly Evaluation[]): void {
  evaluations.forEach((evaluation, i) => {
    assert.ok(!isKnown(evaluation.point, evaluations.slice(0, i)));
    assert.ok(evaluation.point.every((x) => x >= -1 && x <= 1));
  });
}

describe('hedged optimisation', () => {
  let whole: HedgedEvaluation[];
  before(async () => {
    whole = await hedgedOptimisation(bowl, settings, random());
  });

  it('finds the least of a bowl whose bottom is cut off by a bound', () => {
    const best = whole.reduce((least, evaluation) => (evaluation.value < least.value ? evaluation : least));
    const ofInitial = Math.min(...whole.slice(0, settings.initial).map(({ value }) => value));
    assert.ok(ofInitial > leastOfBowl + 0.1);
    assert.ok(best.value < leastOfBowl + 2e-3, `${best.value}`);
    assert.ok(best.point.every((x, d) => Math.abs(x - Math.min(1, place[d])) < 0.05));
  });

  it('evaluates no point twice and says whose proposal each was', () => {
    assert.equal(whole.length, 80);
    assertAllNew(whole);
    whole.forEach(({ point, choice }, i) => {
      assert.equal(choice === undefined, i < settings.initial);
      if (!choice || choice.arm === 'random') return;
      assert.deepEqual(point, choice.proposals[['EI', 'LCB', 'PI'].indexOf(choice.arm)]);
    });
  });

  it('lets every arm lose what the next model predicts at its proposal: at the evaluated one, its value', () => {
    const choices = whole.slice(settings.initial).map(({ choice, value }) => ({ ...choice!, value }));
    assert.deepEqual(choices[0].gains, [0, 0, 0]);
    for (let i = 0; i + 1 < choices.length; i++) {
      const lost = choices[i].gains.map((gain, arm) => gain - choices[i + 1].gains[arm]);
      // no arm's proposal is predicted to be much better than the least that there is
      assert.ok(lost.every((each) => each > leastOfBowl - 0.3));
      const arm = ['EI', 'LCB', 'PI'].indexOf(choices[i].arm);
      if (arm >= 0) assert.ok(Math.abs(lost[arm] - choices[i].value) < 0.05, `${lost[arm]} ${choices[i].value}`);
    }
  });

  it('fits the kernel at the sizes it was told, and keeps it between', () => {
    const sizes = whole.slice(settings.initial).map(({ choice }) => choice!.fit.size);
    assert.deepEqual(
      sizes,
      sizes.map((_, i) => (i < 10 ? 40 : i < 20 ? 50 : 60)),
    );
  });

  it('does the same with the same seed, and goes on from any part of its history bit for bit', async () => {
    for (const known of [0, 13, 40, 41, 55, 79]) {
      const again = await hedgedOptimisation(bowl, settings, random(), undefined, asJson(whole.slice(0, known)));
      assert.deepEqual(again, whole, `from ${known}`);
    }
    const other = await hedgedOptimisation(bowl, { ...settings, iterations: 1 }, RandomStream.fromSeed(12));
    assert.notDeepEqual(other[0].point, whole[0].point);
  });

  it('reports every evaluation, the last one too', async () => {
    const done: number[] = [];
    const onProgress = (progress: { done: number; total: number }) => {
      assert.equal(progress.total, 43);
      done.push(progress.done);
    };
    const run = { onProgress };
    const found = await hedgedOptimisation(bowl, { ...settings, iterations: 3 }, random(), run);
    assert.deepEqual(done, [40, 41, 42, 43]);
    await hedgedOptimisation(bowl, { ...settings, iterations: 3 }, random(), run, found);
    assert.deepEqual(done.slice(4), [43]);
  });

  it('keeps what it has when it is stopped', async () => {
    const stop = new AbortController();
    const onProgress = ({ done }: { done: number }) => {
      if (done === 44) stop.abort();
    };
    let kept: HedgedEvaluation[] = [];
    const keep = (evaluations: readonly HedgedEvaluation[]) => {
      kept = [...evaluations];
    };
    await assert.rejects(
      hedgedOptimisation(bowl, settings, random(), { signal: stop.signal, onProgress }, [], keep),
      Interrupted,
    );
    assert.deepEqual(kept, whole.slice(0, 44));
  });

  it('refuses an objective that has no value', async () => {
    await assert.rejects(
      hedgedOptimisation(
        forAll(() => Number.NaN),
        settings,
        random(),
      ),
      RangeError,
    );
  });

  it('goes on where a proposal has been evaluated before', async () => {
    // on a slope some arms want the same corner again, once it is known
    const slope = forAll((point) => point.reduce((sum, x) => sum + x, 0));
    const found = await hedgedOptimisation(slope, { ...settings, iterations: 12 }, random());
    assertAllNew(found);
    assert.equal(Math.min(...found.map(({ value }) => value)), -4);
    const isOld = (point: number[], i: number) => isKnown(point, found.slice(0, i));
    assert.ok(found.some(({ choice }, i) => choice?.proposals.some((proposal) => isOld(proposal, i))));
  });

  it('takes the proposal of the first arm that has a new one where the drawn one has none', () => {
    const known = [0, 1, 2].map((x) => ({ point: [x, 0.5], value: x }));
    const [old, fresh] = [
      [1, 0.5],
      [1, 0.5001],
    ];
    assert.equal(firstNew(2, [fresh, fresh, fresh], known), 2);
    assert.equal(firstNew(2, [fresh, fresh, old], known), 0);
    assert.equal(firstNew(0, [old, old, fresh], known), 2);
    assert.equal(firstNew(1, [old, [1 + 1e-7, 0.5], old], known), undefined);
  });
});

describe('targeted optimisation', () => {
  let whole: TargetedEvaluation[];
  before(async () => {
    whole = await targetedOptimisation(waves, targeted, random());
  });

  it('meets all targets with the evaluations that they share, and then ends', () => {
    for (const target of targets) {
      const distance = (evaluations: Evaluation[]) =>
        Math.abs(evaluations[nearestEvaluation(target, evaluations)].value - target);
      assert.ok(distance(whole.slice(0, settings.initial)) > targeted.tolerance);
      assert.ok(distance(whole) <= targeted.tolerance, `${target}: ${distance(whole)}`);
    }
    assert.ok(whole.length < settings.initial + targeted.iterations);
  });

  it('evaluates no point twice, for the targets that are not met in turn', () => {
    assertAllNew(whole);
    let last = -1;
    for (let i = settings.initial; i < whole.length; i++) {
      const before = whole.slice(0, i);
      const isMissed = (target: number) =>
        Math.abs(before[nearestEvaluation(target, before)].value - target) > targeted.tolerance;
      const turns = targets.map((_, k) => (last + 1 + k) % targets.length);
      last = turns.find((turn) => isMissed(targets[turn]))!;
      assert.equal(whole[i].choice!.target, targets[last]);
    }
  });

  it('does the same with the same seed, and goes on from any part of its history bit for bit', async () => {
    for (const known of [0, 13, 40, 41, 43, whole.length - 1]) {
      const again = await targetedOptimisation(waves, targeted, random(), undefined, asJson(whole.slice(0, known)));
      assert.deepEqual(again, whole, `from ${known}`);
    }
  });

  it('makes no more evaluations than it may, and goes for targets that are out of reach all the same', async () => {
    const unreachable = { ...targeted, iterations: 10, targets: [-2, 9, 0.9], tolerance: 0 };
    const found = await targetedOptimisation(waves, unreachable, random());
    assert.equal(found.length, 50);
    const greatest = (evaluations: Evaluation[]) => Math.max(...evaluations.map(({ value }) => value));
    assert.ok(greatest(found) > greatest(found.slice(0, 40)));
  });

  it('draws a point where the one it wants has been evaluated before', async () => {
    // the nearest to a target below all values is a corner of the slope
    const slope = forAll((point) => point.reduce((sum, x) => sum + x, 0));
    const found = await targetedOptimisation(slope, { ...targeted, iterations: 8, targets: [-9] }, random());
    assert.deepEqual(found.filter(({ value }) => value === -4).length, 1);
    assertAllNew(found);
  });
});
