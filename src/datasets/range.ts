import { type DatasetSettings, type Samples, takeRows } from './dataset';

/** Samples of a property of one number, one list after the other. */
export function joinSamples(first: Samples, second: Samples): Samples {
  const latents = new Float32Array(first.latents.length + second.latents.length);
  const y = new Float64Array(first.y.length + second.y.length);
  latents.set(first.latents);
  latents.set(second.latents, first.latents.length);
  y.set(first.y);
  y.set(second.y, first.y.length);
  return { latentSide: first.latentSide, latents, y };
}

/** Samples whose property, of one number, lies within a range, its ends included, and the others. */
export function cutAtRange({ latentSide, latents, y }: Samples, [low, high]: DatasetSettings['range']) {
  const pick = (wanted: boolean): Samples => {
    const rows = Uint32Array.from([...y.keys()].filter((i) => (y[i] >= low && y[i] <= high) === wanted));
    return { latentSide, latents: takeRows(latents, latentSide ** 2, rows), y: Float64Array.from(rows, (row) => y[row]) };
  };
  return { kept: pick(true), outside: pick(false) };
}
