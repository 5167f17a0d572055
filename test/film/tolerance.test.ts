import assert from 'node:assert/strict';
import { siliconFilm } from '../../src/film/settings';
import { FilmSimulator } from '../../src/film/simulator';
import { toleranceSimulation } from '../../src/film/tolerance';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { dilate, erode } from '../../src/microstructure/morphology';
import { RandomStream } from '../../src/numerics/random';
import { tolerances } from '../../src/simulation/tolerance';

const film = { ...siliconFilm, harmonics: 9 };
const images = randomFields({ ...smoothFields, side: 64 }, 2, RandomStream.fromSeed(1));

async function absorptions(settings: typeof film, batch = images): Promise<number[]> {
  const simulator = new FilmSimulator(settings, { workers: 1 });
  try {
    return [...(await simulator.simulate(batch))];
  } finally {
    await simulator.close();
  }
}

describe('the absorption of a film under errors', () => {
  it('is that of films which are made so', async () => {
    const { property, open } = toleranceSimulation(film);
    const simulator = open(1);
    const found = await simulator.simulate(images);
    await simulator.close();
    const cases = [
      await absorptions(film),
      await absorptions(film, images.map(erode)),
      await absorptions(film, images.map(dilate)),
      await absorptions({ ...film, thickness: 242.5 }),
      await absorptions({ ...film, thickness: 257.5 }),
      await absorptions({ ...film, wavelength: 582 }),
      await absorptions({ ...film, wavelength: 618 }),
    ];
    assert.equal(property.components?.length, cases.length);
    assert.deepEqual(
      [...found],
      images.flatMap((_, i) => cases.map((values) => values[i])),
    );
    assert.deepEqual(simulator.calls, { label: 2 });
  });

  it('deviates by the root mean square of what six errors change', () => {
    assert.deepEqual([...tolerances([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], 7)], [0]);
    const [one, other] = tolerances([0.5, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.9], 7);
    assert.ok(Math.abs(one - 0.1) < 1e-12);
    assert.ok(Math.abs(other - 0.3 / Math.sqrt(6)) < 1e-12);
  });
});
