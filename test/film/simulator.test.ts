import assert from 'node:assert/strict';
import { filmProblem, siliconFilm } from '../../src/film/settings';
import { FilmSimulator } from '../../src/film/simulator';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';
import { solve } from '../../src/optics/solver/solve';
import type { Progress } from '../../src/runs/control';

const film = { ...siliconFilm, harmonics: 9 };
const images = randomFields({ ...smoothFields, side: 64 }, 11, RandomStream.fromSeed(1));

describe('film simulator', () => {
  it('gives each image the absorption of its diffraction problem, in order, on any number of threads', async () => {
    const solutions = images.map((image) => solve(filmProblem(image, film)));
    const expected = solutions.map(({ unpolarised }) => unpolarised.A);
    const redone = solutions.filter((solution) => solution.redone).length;
    for (const workers of [1, 2]) {
      const simulator = new FilmSimulator(film, { workers });
      const progress: Progress[] = [];
      const found = await simulator.simulate(images, { onProgress: (step) => progress.push(step) });
      await simulator.close();
      assert.deepEqual([...found], expected);
      assert.deepEqual(simulator.calls, { label: images.length });
      assert.equal(simulator.redone, redone);
      assert.deepEqual({ done: progress.at(-1)!.done, total: progress.at(-1)!.total }, { done: 11, total: 11 });
    }
  });

  it('stops at the abort signal', async () => {
    const simulator = new FilmSimulator(film, { workers: 1 });
    const controller = new AbortController();
    const stopped = simulator.simulate(images, { signal: controller.signal, onProgress: () => controller.abort() });
    await assert.rejects(stopped, /interrupted/);
    await simulator.close();
  });

  it('makes the period of the image’s size: 512 and 768 nm for the paper’s two', () => {
    assert.deepEqual(filmProblem(images[0], film).period, [512, 512]);
    assert.deepEqual(filmProblem({ width: 96, height: 96, pixels: new Uint8Array(9216) }, film).period, [768, 768]);
  });
});
