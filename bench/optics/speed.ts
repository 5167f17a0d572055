/**
 * Speed of the RCWA solver: images per second against the number of harmonics, on one thread and on two, the share of the
 * measured speed of matrix products that it reaches, and where the time of one image goes. Best of several runs, as other
 * work on the machine only makes runs longer. `npm run bench:optics`; with numbers of harmonics, their times on one thread alone.
 */
import { cpus } from 'node:os';
import { filmProblem, siliconFilm } from '../../src/film/settings';
import { FilmSimulator } from '../../src/film/simulator';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { inFrame, type Kernels, kernelsFor, type Precision, type Rounding, roundings } from '../../src/numerics/arena';
import { zeros } from '../../src/numerics/matrix';
import { accumulateProduct } from '../../src/numerics/product';
import { solve } from '../../src/optics/solver/solve';
import { smoothImage } from './images';

const images: Microstructure[] = [1, 2, 3, 4].map((seed) => smoothImage(64, seed));
const asked = process.argv.slice(2).map(Number);
const harmonics = asked.length > 0 ? asked : [49, 121, 225, 357];

/** Least seconds of several runs. */
function leastSeconds(runs: number, work: (run: number) => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    work(run);
    least = Math.min(least, (performance.now() - start) / 1000);
  }
  return least;
}

/** Speed of complex matrix products of that size, in 10⁹ real operations as the usual four real products count them. */
function productSpeed(size: number, precision: Precision, rounding: Rounding): number {
  return inFrame(() => {
    const [a, b, c] = [1, 2, 3].map(() => zeros(size, size, precision));
    a.re.fill(0.5);
    b.im.fill(0.25);
    return (8e-9 * size ** 3) / leastSeconds(size < 400 ? 15 : 5, () => accumulateProduct(c, a, b, 1));
  }, rounding);
}

/** Seconds of one image in each kind of kernel and in TypeScript. */
function profile(count: number, precision: Precision): Map<string, number> {
  const kernels = kernelsFor(precision) as unknown as Record<string, Kernels[keyof Kernels]>;
  const plain = { ...kernels };
  let best = new Map<string, number>([['all', Number.POSITIVE_INFINITY]]);
  for (let run = 0; run < 12; run++) {
    const seconds = new Map<string, number>();
    for (const name of Object.keys(plain)) {
      kernels[name] = (...numbers) => {
        const start = performance.now();
        plain[name](...numbers);
        seconds.set(name, (seconds.get(name) ?? 0) + (performance.now() - start) / 1000);
      };
    }
    const start = performance.now();
    solve({ ...filmProblem(images[run % images.length], { ...siliconFilm, harmonics: count }), precision });
    const all = (performance.now() - start) / 1000;
    const inKernels = [...seconds.values()].reduce((sum, value) => sum + value, 0);
    seconds.set('TypeScript', all - inKernels).set('all', all);
    if (all < best.get('all')!) best = seconds;
  }
  Object.assign(kernels, plain);
  return best;
}

async function imagesPerSecond(count: number, workers: number): Promise<number> {
  const simulator = new FilmSimulator({ ...siliconFilm, harmonics: count }, { workers });
  const batch = Array.from({ length: count < 200 ? 96 : 16 }, (_, i) => images[i % images.length]);
  try {
    await simulator.simulate(batch.slice(0, 8));
    let most = 0;
    for (let run = 0; run < 3; run++) {
      const start = performance.now();
      await simulator.simulate(batch);
      most = Math.max(most, (1000 * batch.length) / (performance.now() - start));
    }
    return most;
  } finally {
    await simulator.close();
  }
}

async function main(): Promise<void> {
  console.log(`${cpus()[0].model.trim()}, ${cpus().length} cores, Node ${process.version}\n`);
  console.log('64 x 64 images, a-Si in silica, unpolarised; "share" is of the speed of products of the same size\n');
  console.log('  N   precision   rounding   s/image   images/s   n³ complex multiply-adds   share');
  for (const count of harmonics) {
    for (const [precision, rounding] of (['f32', 'f64'] as const).flatMap((each) =>
      roundings.map((one) => [each, one] as const),
    )) {
      const film = { ...siliconFilm, harmonics: count };
      const { harmonics: kept } = solve({ ...filmProblem(images[0], film), precision, rounding });
      const seconds = leastSeconds(count < 200 ? 20 : 5, (run) => {
        solve({ ...filmProblem(images[run % images.length], film), precision, rounding });
      });
      const size = 2 * kept;
      const speed = productSpeed(size, precision, rounding);
      // Of a typical start (two fractions of degree 2, one doubling): A and A², the inverse of ε, five LU factorisations,
      // three solutions.
      const work = 1 + 1 / 6 + 5 / 3 + 3;
      const share = (8e-9 * work * size ** 3) / seconds / speed;
      const cells = [
        String(kept).padStart(4),
        precision.padStart(6),
        rounding.padStart(13),
        seconds.toFixed(4).padStart(14),
        (1 / seconds).toFixed(1).padStart(10),
        work.toFixed(1).padStart(14),
        `${(100 * share).toFixed(0)} % of ${speed.toFixed(0)} Gflop/s`.padStart(32),
      ];
      console.log(cells.join(''));
    }
  }
  if (asked.length > 0) return;
  console.log('\nWhere one image goes, N = 121, milliseconds:');
  for (const precision of ['f32', 'f64'] as const) {
    const parts = [...profile(121, precision)].sort((a, b) => b[1] - a[1]);
    console.log(`  ${precision}: ${parts.map(([name, seconds]) => `${name} ${(1000 * seconds).toFixed(2)}`).join(', ')}`);
  }
  console.log('\n  N   images/s on one worker   on two   ratio');
  for (const count of harmonics) {
    const [one, two] = [await imagesPerSecond(count, 1), await imagesPerSecond(count, 2)];
    const ratio = (two / one).toFixed(2);
    console.log(`${String(count).padStart(4)}${one.toFixed(1).padStart(15)}${two.toFixed(1).padStart(18)}${ratio.padStart(10)}`);
  }
}

void main();
