import { compareImages } from '../figures/gan-comparison';
import { qualityAgainstStep } from '../figures/gan-quality';
import { interpolationSheet, trainingFilmstrip } from '../figures/gan-samples';
import { ganTrainingCurves } from '../figures/gan-training';
import type { Figure } from '../figures/style';
import type { Generator } from '../gan/generator';
import { interpolateLatents } from '../gan/interpolation';
import { pixelsPerLatent } from '../gan/latents';
import type { GanHistory } from '../gan/losses';
import { generateMicrostructures } from '../gan/microstructures';
import type { ProgressEntry } from '../gan/progress';
import { cropAtRandom } from '../microstructure/crop';
import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';

/** What the figures of a generator are drawn from. */
export interface GeneratorSubject {
  generator: Generator;
  history: GanHistory;
  /** How good it was at the checkpoints of its training. */
  progress: readonly ProgressEntry[];
  /** Fields that it was not trained on. */
  fields: readonly Microstructure[];
  /** Latents and parts of the fields are drawn from this. */
  random: RandomStream;
}

/** How a generator was trained, where that is known, and what it makes, by the names of the files. */
export const generatorFigures: Record<string, (subject: GeneratorSubject) => Figure | undefined> = {
  'generator-training': ({ history }) => (history.generator.length > 0 ? ganTrainingCurves(history) : undefined),
  'generator-quality': ({ progress }) => (progress.length > 1 ? qualityAgainstStep(progress) : undefined),
  'generator-filmstrip': ({ progress }) => (progress.length > 1 ? trainingFilmstrip(progress) : undefined),
  'generator-comparison': drawComparison,
  'generator-interpolation-96': (subject) => drawInterpolation(subject, 3),
  'generator-interpolation-64': (subject) => drawInterpolation(subject, 2),
};

const comparedLatentSides = [4, 3, 2];

function drawComparison({ generator, fields, random }: GeneratorSubject): Figure {
  const compared = comparedLatentSides.map((latentSide) => {
    const latents = random.derive('comparison', latentSide).uniforms(fields.length * latentSide ** 2, -1, 1);
    const places = random.derive('crops', latentSide);
    const side = pixelsPerLatent * latentSide;
    return {
      side,
      generated: generateMicrostructures(generator, latents, latentSide),
      real: fields.map((field) => cropAtRandom(field, side, places)),
    };
  });
  return compareImages(compared);
}

const stepsBetween = 9;
const straightRows = 3;

/** Straight lines between two latents, and one that goes through a third in the middle. */
function drawInterpolation({ generator, random }: GeneratorSubject, latentSide: number): Figure {
  const latents = random.derive('interpolation', latentSide);
  const row = (title: string, anchorCount: number) => {
    const anchors = Array.from({ length: anchorCount }, () => latents.uniforms(latentSide ** 2, -1, 1));
    return { title, images: generateMicrostructures(generator, interpolateLatents(anchors, stepsBetween), latentSide) };
  };
  const rows = [...Array.from({ length: straightRows }, () => row('straight', 2)), row('through a third', 3)];
  const side = pixelsPerLatent * latentSide;
  return interpolationSheet(rows, `On the way from one latent to another, ${side} × ${side} pixels`);
}
