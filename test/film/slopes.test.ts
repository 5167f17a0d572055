import assert from 'node:assert/strict';
import { absorptionSlopes } from '../../src/film/absorption-slopes';
import { filmProblem, siliconFilm } from '../../src/film/settings';
import { FilmSimulator } from '../../src/film/simulator';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import type { RefractiveIndex } from '../../src/optics/problem/problem';
import { absorption } from '../../src/optics/solver/solve';
import { labelsOnly } from '../../src/simulation/simulator';
import { randomImage } from '../surrogate/samples';

const film = { ...siliconFilm, harmonics: 25, pixel: 32, precision: 'f64' as const };
const images = [1, 2, 3].map((seed) => randomImage(16, RandomStream.fromSeed(seed)));

/** The absorption with a share of phase 1 in one pixel, its permittivity in proportion. */
function withShare(image: Microstructure, pixel: number, share: number): number {
  const problem = filmProblem(image, film);
  const [from, to] = film.phases.map((index) => index as RefractiveIndex).map(([n, k]) => [n * n - k * k, 2 * n * k]);
  const [re, im] = from.map((part, i) => part + share * (to[i] - part));
  const n = Math.sqrt((Math.hypot(re, im) + re) / 2);
  const values = image.pixels.slice();
  values[pixel] = 2;
  return absorption({ ...problem, phases: [...problem.phases, [n, im / (2 * n)]], pattern: { ...problem.pattern, values } });
}

describe('slopes of a film’s absorption', () => {
  it('are what differences give, as pixels go from one phase to the other', () => {
    const image = images[0];
    const { absorption: value, slopes } = absorptionSlopes(image, film);
    assert.ok(Math.abs(value - absorption(filmProblem(image, film))) < 1e-9);
    const largest = Math.max(...slopes.map(Math.abs));
    const random = RandomStream.fromSeed(4);
    const step = 1e-3;
    for (const pixel of random.permutation(256).slice(0, 12)) {
      // one-sided, as a share below 0 or above 1 is no mixture; of third order
      const inward = image.pixels[pixel] === 0 ? step : -step;
      const at = [0, 1, 2, 3].map((k) => withShare(image, pixel, image.pixels[pixel] + k * inward));
      const slope = (-11 * at[0] + 18 * at[1] - 9 * at[2] + 2 * at[3]) / (6 * inward);
      assert.ok(Math.abs(slopes[pixel] - slope) < 1e-4 * largest, `${slopes[pixel]} is not ${slope}`);
    }
  });

  it('come from the simulator’s threads, in order, at each wavelength; a gradient counts as two calls', async () => {
    const spectral = { ...film, wavelength: [600, 650] };
    const simulator = new FilmSimulator(spectral, { workers: 2, fineHarmonics: 37 });
    const { values, slopes, wallSlopes } = await simulator.gradient(images);
    const fine = await simulator.gradient(images.slice(0, 1), undefined, 'fine');
    assert.deepEqual(simulator.calls, { label: 0, fine: 0, 'label gradient': 6, 'fine gradient': 2 });
    await assert.rejects(simulator.gradient(images, undefined, 'finest'), /^InputError: fidelity: .* no 'finest'/);
    const expected = images.flatMap((image) => [600, 650].map((wavelength) => absorptionSlopes(image, spectral, wavelength)));
    assert.deepEqual(
      [...values],
      expected.map((each) => each.absorption),
    );
    assert.deepEqual(
      [...slopes],
      expected.flatMap((each) => [...each.slopes]),
    );
    assert.deepEqual(
      [...wallSlopes],
      expected.flatMap((each) => [...each.wallSlopes]),
    );
    assert.deepEqual(fine.values[0], absorptionSlopes(images[0], { ...spectral, harmonics: 37 }, 600).absorption);
    const coarse = labelsOnly(simulator);
    assert.deepEqual((await coarse.gradient!(images, undefined, 'fine')).values, values);
    await simulator.close();
  });
});
