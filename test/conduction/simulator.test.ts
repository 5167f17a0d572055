import assert from 'node:assert/strict';
import { effectiveConductivity } from '../../src/conduction/conductivity';
import { tenfold } from '../../src/conduction/settings';
import { conduction } from '../../src/conduction/simulation';
import { determinant } from '../../src/conduction/tensor';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';
import type { Progress } from '../../src/runs/control';
import { draw } from './images';

const images = randomFields({ ...smoothFields, side: 32 }, 5, RandomStream.fromSeed(1));

describe('conduction simulator', () => {
  it('gives each image one number, in order, counts it, and reports progress', async () => {
    const simulator = conduction().open();
    const progress: Progress[] = [];
    const found = await simulator.simulate(images, { onProgress: (step) => progress.push(step) });
    const expected = images.map((image) => effectiveConductivity(image, tenfold).value);
    assert.deepEqual(
      [...found],
      expected.map((tensor) => Math.sqrt(determinant(tensor))),
    );
    assert.deepEqual(simulator.calls, { label: 5, fine: 0 });
    assert.deepEqual(
      progress.map(({ done, total }) => [done, total]),
      [1, 2, 3, 4, 5].map((done) => [done, 5]),
    );
    const alongX = await conduction({ ...tenfold, direction: 'x' })
      .open()
      .simulate(images);
    assert.deepEqual(
      [...alongX],
      expected.map(({ xx }) => xx),
    );
  });

  it('has a fine fidelity of more cells, where it is given', async () => {
    const simulator = conduction({ ...tenfold, fineCells: 3 }).open();
    const [found] = await simulator.simulate(images.slice(0, 1), undefined, 'fine');
    const { value } = effectiveConductivity(images[0], { ...tenfold, cells: 3 });
    assert.equal(found, Math.sqrt(determinant(value)));
    assert.deepEqual(simulator.calls, { label: 0, fine: 1 });
    assert.deepEqual(simulator.fidelities, { label: '1 × 1 cells a pixel', fine: '3 × 3 cells a pixel' });
    const without = conduction({ ...tenfold, fineCells: undefined }).open();
    assert.deepEqual(Object.keys(without.fidelities), ['label']);
    await assert.rejects(without.simulate(images, undefined, 'fine'), /has no 'fine'; choose from label/);
  });

  it('stays within the range of its property where there is one phase alone', async () => {
    const plain = [0, 1].map((phase) => draw(7, 7, () => phase));
    for (const phases of [
      [0.1, 0.7],
      [1 / 3, 1e-3],
    ] as const) {
      const { property, open } = conduction({ ...tenfold, phases });
      assert.deepEqual(property.range, [Math.min(...phases), Math.max(...phases)]);
      const found = await open().simulate(plain);
      found.forEach((value, i) => {
        assert.ok(value >= property.range[0] && value <= property.range[1]);
        assert.ok(Math.abs(value / phases[i] - 1) < 1e-12);
      });
    }
  });

  it('stops at the abort signal', async () => {
    const controller = new AbortController();
    const simulator = conduction().open();
    const stopped = simulator.simulate(images, { signal: controller.signal, onProgress: () => controller.abort() });
    await assert.rejects(stopped, /interrupted/);
    assert.equal(simulator.calls.label, 1);
  });

  it('refuses settings that cannot be simulated, in one line', () => {
    const wrong = (changes: object, message: RegExp) =>
      assert.throws(() => conduction({ ...tenfold, ...changes }), { name: 'InputError', message });
    wrong({ phases: [0, 1] }, /^conduction\.phases: 0 is no conductivity; give numbers above 0/);
    wrong({ phases: [1, Infinity] }, /^conduction\.phases: Infinity/);
    wrong({ direction: 'y' }, /^conduction\.direction: there is no 'y'; choose from all, x$/);
    wrong({ cells: 1.5 }, /^conduction\.cells: 1.5/);
    wrong({ fineCells: 0 }, /^conduction\.fineCells: 0/);
  });
});
