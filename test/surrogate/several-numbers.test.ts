import assert from 'node:assert/strict';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { RandomStream } from '../../src/numerics/random';
import type { SurrogateData } from '../../src/surrogate/data';
import { measureErrors, predictValidation } from '../../src/surrogate/measure';
import { Surrogate } from '../../src/surrogate/surrogate';
import { trainSurrogate } from '../../src/surrogate/train';
import { interfaceData, tiny } from './samples';

/** The share of interfaces of each image, and its volume fraction. */
function twoNumbers(count: number): SurrogateData {
  const data = interfaceData(count);
  const y = data.microstructures.flatMap((image, i) => [data.y[i], volumeFraction(image)]);
  return { ...data, y };
}

describe('a surrogate of several numbers', () => {
  const data = twoNumbers(240);
  const settings = { ...tiny, widths: [8, 8], epochs: 15, learningRate: 2e-2 };
  let surrogate: Surrogate;
  before(async () => {
    ({ surrogate } = await trainSurrogate(data, settings, RandomStream.fromSeed(4)));
  });
  after(() => surrogate.dispose());

  it('learns each, and is opened again from its weights', async () => {
    assert.equal(surrogate.numbers, 2);
    const predicted = await predictValidation(surrogate, data);
    assert.equal(predicted.length, 2 * 60);
    for (const k of [0, 1]) {
      const own = { y: Array.from(data.y).filter((_, i) => i % 2 === k), split: data.split };
      const { r2 } = measureErrors(
        predicted.filter((_, i) => i % 2 === k),
        own,
      );
      assert.ok(r2 > 0.85, `R² of number ${k}: ${r2}`);
    }
    const opened = await Surrogate.fromWeights(surrogate.weights());
    const some = data.microstructures.slice(0, 3);
    assert.deepEqual(opened.predict(some), surrogate.predict(some));
    // numbers of one image stand together
    assert.ok(Math.abs(surrogate.predict([some[2]])[1] - surrogate.predict(some)[5]) < 1e-6);
    opened.dispose();
  });

  it('has the gradient of a loss that differences have', () => {
    const width = 32;
    const shares = Float32Array.from(
      data.microstructures.slice(0, 2).flatMap(({ pixels }) => [...pixels]),
      (pixel) => 0.2 + 0.6 * pixel,
    );
    const target = [0.6, 0.4];
    const lossOf = (y: Float32Array, image: number): number =>
      target.reduce((sum, wanted, k) => sum + (k + 1) * (y[2 * image + k] - wanted) ** 2, 0);
    const { y, gradient } = surrogate.gradient(shares, width, 1, (own) =>
      own.map((value, k) => 2 * (k + 1) * (value - target[k])),
    );
    surrogate.predictImages(shares, width, 1).forEach((value, i) => {
      assert.ok(Math.abs(value - y[i]) < 1e-6);
    });
    const random = RandomStream.fromSeed(6);
    const direction = random.normals(shares.length);
    const step = 5e-4;
    const [above, below] = [step, -step].map((size) =>
      surrogate.predictImages(
        shares.map((share, i) => share + size * direction[i]),
        width,
        1,
      ),
    );
    for (const image of [0, 1]) {
      const part = (values: Float32Array) => values.subarray(image * width ** 2, (image + 1) * width ** 2);
      const slope = part(gradient).reduce((sum, value, k) => sum + value * part(direction)[k], 0);
      const measured = (lossOf(above, image) - lossOf(below, image)) / (2 * step);
      const size = Math.hypot(...part(gradient));
      assert.ok(size > 1e-5 && Math.abs(slope - measured) < 0.05 * size, `${slope} against ${measured}, ${size}`);
    }
  });

  it('is refused where numbers are missing or one never changes', async () => {
    const refused = (y: number[], message: RegExp) =>
      assert.rejects(trainSurrogate({ ...data, y }, tiny, RandomStream.fromSeed(1)), message);
    const y = Array.from(data.y);
    await refused(y.slice(1), /^InputError: y: 479 numbers for 240 microstructures/);
    await refused(
      y.map((value, i) => (i % 2 === 0 ? value : 0.5)),
      /^InputError: y: all 180 training samples have the property 0.5/,
    );
  });
});
