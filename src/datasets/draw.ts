import type { Generator } from '../gan/generator';
import { generateMicrostructures } from '../gan/microstructures';
import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import { InputError } from '../runs/errors';
import { countComponents, type Property } from '../simulation/property';
import type { PropertySimulator } from '../simulation/simulator';
import { type DatasetSettings, type DrawnSamples, joinParts } from './dataset';

/**
 * Samples in a part. Each part draws from a random stream of its own until it is full, so what a data set holds does not
 * depend on how its parts are shared out.
 */
export const partSize = 100;

export const countParts = ({ samples }: DatasetSettings): number => Math.ceil(samples / partSize);

/** A part that has drawn so many samples without keeping one in a hundred of them will not be full for long. */
const patience = 1000;

/** A part under way. */
interface Part {
  number: number;
  size: number;
  random: RandomStream;
  kept: Sample[];
  outside: Sample[];
}

interface Sample {
  latent: Float32Array;
  microstructure: Microstructure;
  /** One number for each component of the property. */
  y: Float64Array;
}

/**
 * Draws the parts of those numbers (0 … `countParts` − 1): latents from U(−1, 1), their microstructures, simulated, until
 * each part has its samples within the range. Every round draws, for all parts together, as many as are still missing.
 * Throws InputError where the property almost never lies within the range.
 */
export async function drawParts(
  generator: Generator,
  simulator: PropertySimulator,
  settings: DatasetSettings,
  random: RandomStream,
  numbers: readonly number[],
  run?: RunControl,
): Promise<DrawnSamples> {
  const { latentSide, samples, range } = settings;
  const components = countComponents(simulator.property);
  const parts = numbers.map((number): Part => {
    const size = Math.min(partSize, samples - number * partSize);
    return { number, size, random: random.derive('part', number), kept: [], outside: [] };
  });
  const countKept = (): number => parts.reduce((sum, { kept }) => sum + kept.length, 0);
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  let shown = 0;
  for (let done = 0; done < total; done = countKept()) {
    const owners = parts.flatMap((part) => new Array<Part>(part.size - part.kept.length).fill(part));
    const latents = owners.map((part) => part.random.uniforms(latentSide ** 2, -1, 1));
    const microstructures = generateMicrostructures(generator, Float32Array.from(latents.flatMap((z) => [...z])), latentSide);
    // of those in this round about as many will be kept as of all before; of the first, half
    const drawn = parts.reduce((sum, { kept, outside }) => sum + kept.length + outside.length, 0);
    const share = drawn === 0 ? 0.5 : done / drawn;
    const found = await simulator.simulate(microstructures, {
      signal: run?.signal,
      onProgress: (progress) => {
        shown = Math.max(shown, Math.floor(done + share * progress.done));
        run?.onProgress?.({ ...progress, done: shown, total });
      },
    });
    owners.forEach(({ kept, outside }, i) => {
      const y = found.subarray(i * components, (i + 1) * components);
      const isWithin = y.every((value) => value >= range[0] && value <= range[1]);
      (isWithin ? kept : outside).push({ latent: latents[i], microstructure: microstructures[i], y });
    });
    parts.forEach((part) => {
      checkHope(part, settings, simulator.property);
    });
  }
  return joinParts(
    parts.map(({ kept, outside }) => ({ kept: listSamples(kept, latentSide), outside: listSamples(outside, latentSide) })),
    latentSide,
  );
}

function checkHope({ kept, outside }: Part, { name, range: [low, high] }: DatasetSettings, property: Property): void {
  const drawn = kept.length + outside.length;
  if (drawn < patience || kept.length >= drawn / 100) return;
  throw new InputError(
    `datasets.${name}.range`,
    `only ${kept.length} of ${drawn} samples have a ${property.name} from ${low} to ${high}`,
    'choose a range that the material reaches, or another material',
  );
}

const listSamples = (samples: readonly Sample[], latentSide: number) => ({
  latentSide,
  latents: Float32Array.from(samples.flatMap(({ latent }) => [...latent])),
  y: Float64Array.from(samples.flatMap(({ y }) => [...y])),
  microstructures: samples.map(({ microstructure }) => microstructure),
});
