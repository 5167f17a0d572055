import assert from 'node:assert/strict';
import type { Worker } from 'node:worker_threads';
import { siliconFilm } from '../../src/film/settings';
import { FilmSimulator } from '../../src/film/simulator';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';

describe('film simulator over 2000 images', () => {
  it('loses nothing to a thread that is killed in the middle', async () => {
    const film = { ...siliconFilm, harmonics: 25 };
    const images = randomFields({ ...smoothFields, side: 64 }, 2000, RandomStream.fromSeed(1));
    const undisturbed = new FilmSimulator(film);
    const expected = await undisturbed.simulate(images);
    await undisturbed.close();

    const disturbed = new FilmSimulator(film);
    const { pool } = disturbed as unknown as { pool: { threads: Worker[] } };
    let killed = 0;
    const found = await disturbed.simulate(images, {
      onProgress: ({ done }) => {
        if (done < 1000 || killed > 0) return;
        killed++;
        pool.threads[0].terminate();
      },
    });
    await disturbed.close();
    assert.equal(killed, 1);
    assert.deepEqual(found, expected);
  });
});
