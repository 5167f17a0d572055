import { packPixels, unpackPixels } from '../microstructure/microstructure';
import { InputError } from '../runs/errors';
import { readHdf5, writeHdf5 } from '../runs/hdf5';
import type { Dataset } from './dataset';

/** Writes z (n × s × s), x (n × 32s × 32s, 0 or 1) and y (n), the arrays of the paper's published data files. */
export async function writeDataset(
  path: string,
  dataset: Dataset,
  attributes: Record<string, string | number> = {},
): Promise<void> {
  const { latentSide, latents, microstructures, absorptions, outside } = dataset;
  const count = absorptions.length;
  const side = 32 * latentSide;
  await writeHdf5(path, {
    arrays: {
      z: { shape: [count, latentSide, latentSide], data: latents },
      x: { shape: [count, side, side], data: packPixels(microstructures) },
      y: { shape: [count], data: absorptions },
      ...(outside.length > 0 && { outside: { shape: [outside.length], data: outside } }),
    },
    attributes,
  });
}

/** Reads what `writeDataset` wrote, or a file as the paper's authors published it. */
export async function readDataset(path: string, argument = path): Promise<Dataset> {
  const { z, x, y, outside } = (await readHdf5(path, argument)).arrays;
  const shapes = `z ${z?.shape} x ${x?.shape} y ${y?.shape}`;
  const [count, latentSide] = z?.shape ?? [];
  const side = 32 * latentSide;
  if (shapes !== `z ${[count, latentSide, latentSide]} x ${[count, side, side]} y ${[count]}`) {
    throw new InputError(argument, `${path} holds ${shapes}`, 'give z (n × s × s), x (n × 32s × 32s) and y (n)');
  }
  const bad = y.data.findIndex((value) => !(value >= 0 && value <= 1));
  if (bad >= 0) throw new InputError(argument, `${path} has y[${bad}] = ${y.data[bad]}`, 'give absorptions from 0 to 1');
  return {
    latentSide,
    latents: Float32Array.from(z.data),
    microstructures: unpackPixels(x.data, side, side),
    absorptions: Float64Array.from(y.data),
    outside: Float64Array.from(outside?.data ?? []),
  };
}
