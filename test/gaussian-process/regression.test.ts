import assert from 'node:assert/strict';
import { fitKernel } from '../../src/gaussian-process/fit';
import { type Kernel, toLogarithms } from '../../src/gaussian-process/kernel';
import { logMarginalLikelihood } from '../../src/gaussian-process/likelihood';
import { predict, predictWithGradients } from '../../src/gaussian-process/prediction';
import { GaussianProcess, normalise } from '../../src/gaussian-process/regression';
import { RandomStream } from '../../src/numerics/random';
import reference from './references/regression.json';

const points = Float64Array.from(reference.points.flat());
const values = Float64Array.from(reference.values);
const asked = Float64Array.from(reference.asked.flat());
const kernel: Kernel = reference.kernel;
const process = new GaussianProcess(kernel, points, values);
const { deviation, normalised } = normalise(values);

const largest = (numbers: Iterable<number>) => Math.max(...Array.from(numbers, Math.abs));

describe('Gaussian process regression', () => {
  it("predicts scikit-learn's means and variances to 1e-12", () => {
    const { means, deviations } = predict(process.model, asked);
    assert.ok(largest(means.map((mean, i) => mean - reference.means[i])) < 1e-12);
    // scikit-learn's are those of values, whose noise is among them
    const variances = deviations.map((one) => one ** 2 + kernel.noise * deviation ** 2);
    assert.ok(largest(variances.map((variance, i) => variance - reference.deviations[i] ** 2)) < 1e-12);
  });

  it("has scikit-learn's log marginal likelihood and gradient to 1e-9", () => {
    const { value, gradient } = logMarginalLikelihood(points, normalised, toLogarithms(kernel));
    assert.ok(Math.abs(value - reference.likelihood) < 1e-9);
    assert.ok(largest(gradient.map((g, i) => g - reference.gradient[i])) < 1e-9);
  });

  it("fits a kernel that is at least as likely as scikit-learn's of 21 starts", () => {
    const start: Kernel = { constant: 1, lengths: [2, 2, 2, 2], noise: 1 };
    const fitted = fitKernel(points, values, start, RandomStream.fromSeed(1).derive('fit'));
    const { value } = logMarginalLikelihood(points, normalised, toLogarithms(fitted));
    assert.ok(value > reference.greatestLikelihood - 1e-6, `${value} ${reference.greatestLikelihood}`);
    // where scikit-learn has its greatest likelihood, ours is the same
    const there = logMarginalLikelihood(points, normalised, Float64Array.from(reference.logarithmsThere));
    assert.ok(Math.abs(there.value - reference.greatestLikelihood) < 1e-7);
  });

  it('predicts the same whether points came one at a time or all at once', () => {
    const { length } = kernel.lengths;
    const grown = new GaussianProcess(kernel, points.subarray(0, 5 * length), values.subarray(0, 5));
    for (let i = 5; i < values.length; i++) grown.append(points.subarray(i * length, (i + 1) * length), values[i]);
    assert.equal(grown.size, values.length);
    const [one, other] = [predict(grown.model, asked), predict(process.model, asked)];
    assert.ok(largest(one.means.map((mean, i) => mean - other.means[i])) < 1e-13);
    assert.ok(largest(one.deviations.map((each, i) => each - other.deviations[i])) < 1e-13);
  });

  it('has gradients that are the slopes of its predictions', () => {
    const { meanGradients, deviationGradients } = predictWithGradients(process.model, asked);
    const step = 1e-5;
    const slopes = (which: 'means' | 'deviations', d: number) => {
      const at = (by: number) =>
        predict(
          process.model,
          asked.map((x, i) => (i % 4 === d ? x + by : x)),
        )[which];
      const [above, below] = [at(step), at(-step)];
      return above.map((value, i) => (value - below[i]) / (2 * step));
    };
    for (let d = 0; d < 4; d++) {
      const own = (all: Float64Array) => all.filter((_, i) => i % 4 === d);
      // the first point asked is one of the values: there the deviation has its least, nearly a kink
      const difference = (all: Float64Array, which: 'means' | 'deviations') =>
        largest(slopes(which, d).map((slope, i) => (i === 0 ? 0 : slope - own(all)[i])));
      assert.ok(difference(meanGradients, 'means') < 1e-8);
      assert.ok(difference(deviationGradients, 'deviations') < 1e-8);
    }
  });

  it('knows the values where they are and nothing far away from them', () => {
    const sure = new GaussianProcess({ ...kernel, noise: 0 }, points, values);
    const known = predict(sure.model, points);
    assert.ok(largest(known.means.map((mean, i) => mean - values[i])) < 1e-8);
    assert.ok(largest(known.deviations) < 1e-4 * deviation);
    const { means, deviations } = predict(sure.model, Float64Array.of(1e4, 1e4, 1e4, 1e4));
    assert.ok(Math.abs(means[0] - normalise(values).mean) < 1e-12);
    assert.ok(Math.abs(deviations[0] - deviation * Math.sqrt(kernel.constant)) < 1e-12);
  });

  it('is never surer of a point for knowing fewer values', () => {
    const all = predict(process.model, asked);
    let surer = all.deviations;
    for (const known of [29, 20, 8, 1]) {
      const fewer = predict(process.model, asked, known);
      assert.deepEqual(fewer.means, all.means);
      assert.ok(fewer.deviations.every((each, i) => each >= surer[i]));
      assert.ok(fewer.deviations.some((each, i) => each > surer[i]));
      surer = fewer.deviations;
    }
  });

  it('refuses coordinates that are not points of the kernel', () => {
    assert.throws(() => new GaussianProcess(kernel, points.subarray(1), values), RangeError);
  });
});

describe('log marginal likelihood', () => {
  it('has the gradient that its differences show, at any kernel', () => {
    const random = RandomStream.fromSeed(3).derive('kernels');
    for (let trial = 0; trial < 5; trial++) {
      const place = Float64Array.from({ length: 6 }, (_, i) =>
        random.uniform(...(i < 5 ? ([-1.5, 2] as const) : ([-8, 0] as const))),
      );
      const { gradient } = logMarginalLikelihood(points, normalised, place);
      gradient.forEach((slope, i) => {
        const at = (by: number) =>
          logMarginalLikelihood(
            points,
            normalised,
            place.map((x, k) => (k === i ? x + by : x)),
          ).value;
        const difference = (at(1e-5) - at(-1e-5)) / 2e-5;
        assert.ok(Math.abs(difference - slope) < 1e-5 * Math.max(1, Math.abs(slope)), `${difference} ${slope}`);
      });
    }
  });
});
