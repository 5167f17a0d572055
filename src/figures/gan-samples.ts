import { type ProgressEntry, readSamples } from '../gan/progress';
import type { Microstructure } from '../microstructure/microstructure';
import { contactSheet } from './microstructures';
import type { Figure } from './style';

/** What a generator in training made of the same latents (rows) after more and more steps (columns, evenly on a log scale). */
export function trainingFilmstrip(
  progress: readonly ProgressEntry[],
  { title = 'The same latents as the generator learns', columns = 8 } = {},
): Figure {
  const chosen = chooseEntries(progress, columns);
  const samples = chosen.map(readSamples);
  const items = samples[0].flatMap((_, row) => samples.map((images) => ({ microstructure: images[row] })));
  return contactSheet(items, {
    ...{ title, columns: chosen.length, columnTitles: chosen.map(({ step }) => `step ${step}`) },
    rowTitles: samples[0].map((_, row) => `latent ${row + 1}`),
  });
}

/** Rows of microstructures at even distances on the way from one latent to another; the columns say how far. */
export function interpolationSheet(rows: readonly { title: string; images: readonly Microstructure[] }[], title: string): Figure {
  const count = rows[0].images.length;
  return contactSheet(
    rows.flatMap(({ images }) => images.map((microstructure) => ({ microstructure }))),
    {
      ...{ title, columns: count, rowTitles: rows.map((row) => row.title) },
      columnTitles: rows[0].images.map((_, i) => (i / (count - 1)).toFixed(2)),
    },
  );
}

/** The first, the last, and those nearest to even distances of the logarithm of the step between them. */
function chooseEntries(progress: readonly ProgressEntry[], count: number): ProgressEntry[] {
  if (progress.length <= count) return [...progress];
  const [first, last] = [progress[0].step, progress[progress.length - 1].step];
  const chosen = new Set<ProgressEntry>();
  for (let i = 0; i < count; i++) {
    const wanted = first * (last / first) ** (i / (count - 1));
    const distance = ({ step }: ProgressEntry) => Math.abs(Math.log(step / wanted));
    const left = progress.filter((entry) => !chosen.has(entry));
    chosen.add(left.reduce((nearest, entry) => (distance(entry) < distance(nearest) ? entry : nearest)));
  }
  return [...chosen].sort((a, b) => a.step - b.step);
}
