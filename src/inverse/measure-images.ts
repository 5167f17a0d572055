import type { Microstructure } from '../microstructure/microstructure';
import type { RunControl } from '../runs/control';
import { callsOfGradient, type PropertySimulator } from '../simulation/simulator';

/** An image, and whether its gradient is asked for. */
export interface AskedImage {
  microstructure: Microstructure;
  withGradient: boolean;
}

/** What simulations say of an image. */
export interface Measured {
  /** The P numbers of its property. */
  values: Float64Array;
  /** By number and pixel, as the wall beside the pixel moves, where the gradient was asked for. */
  slopes?: Float32Array;
}

/** Whether values are at another fidelity than gradients, which then gives no value. */
export const hasFine = ({ fidelities }: PropertySimulator): boolean => fidelities.fine !== undefined;

/**
 * The properties of images, and the slopes of some. Gradients are of the label; values are fine where there is something finer,
 * else a gradient gives its value too.
 *
 * @param tell is told how many calls have been made
 */
export async function measureImages(
  asked: readonly AskedImage[],
  simulator: PropertySimulator,
  signal?: AbortSignal,
  tell?: (calls: number) => void,
): Promise<Measured[]> {
  const isFine = hasFine(simulator);
  const images = (some: readonly AskedImage[]) => some.map(({ microstructure }) => microstructure);
  const graded = asked.filter(({ withGradient }) => withGradient);
  const ofGradients: RunControl['onProgress'] = ({ done }) => tell?.(callsOfGradient * done);
  const ofValues: RunControl['onProgress'] = ({ done }) => tell?.(callsOfGradient * graded.length + done);
  const gradients =
    graded.length > 0 ? await simulator.gradient!(images(graded), { signal, onProgress: ofGradients }) : undefined;
  const valued = isFine ? asked : asked.filter(({ withGradient }) => !withGradient);
  const values =
    valued.length > 0
      ? await simulator.simulate(images(valued), { signal, onProgress: ofValues }, isFine ? 'fine' : 'label')
      : new Float64Array();
  return asked.map((each) => {
    const [gradedAt, valuedAt] = [graded.indexOf(each), valued.indexOf(each)];
    return {
      values: valuedAt >= 0 ? partOf(values, valuedAt, valued.length) : partOf(gradients!.values, gradedAt, graded.length),
      ...(gradedAt >= 0 && { slopes: Float32Array.from(partOf(gradients!.wallSlopes, gradedAt, graded.length)) }),
    };
  });
}

/** One of so many parts of equal length. */
const partOf = (values: Float64Array, i: number, parts: number): Float64Array =>
  values.subarray((i * values.length) / parts, ((i + 1) * values.length) / parts);
