import { InputError } from '../../runs/errors';
import { checkProblem } from './check';
import { isRecord, namingSource, parseProblem } from './parse-problem';
import type { OpticalProblem, Pattern } from './problem';
import { quoted } from './quoted';

/** One layer of a stack; a pattern of one pixel makes a uniform one. */
export interface StackLayer {
  readonly thickness: number;
  readonly pattern: Pattern;
}

/** Layers between two half-spaces, the first at the cover; all else as for one layer. Solved in double precision. */
export interface StackProblem extends Omit<OpticalProblem, 'thickness' | 'pattern' | 'precision'> {
  readonly layers: readonly StackLayer[];
}

const mostLayers = 1000;

/** Each layer as if it were alone. */
export function layerProblems({ layers, ...rest }: StackProblem): OpticalProblem[] {
  return layers.map(({ thickness, pattern }) => ({ ...rest, thickness, pattern }));
}

/** Throws InputError, naming the key of the problem, where its numbers make no sense or are beyond what can be solved. */
export function checkStack(problem: StackProblem): void {
  checkLayers(problem.layers);
  for (const one of layerProblems(problem)) checkProblem(one);
}

/**
 * A stack from JSON: the keys of a problem of one layer with, in the place of `thickness` and `image`, `layers`, from the
 * cover on: [{ "thickness": …, "image": rows of digits }] or, for a uniform layer, [{ "thickness": …, "phase": number }].
 * `precision` may be "f64" or "auto", which are the same here. Throws InputError for whatever is wrong; `source` says where
 * the JSON came from.
 */
export function parseStack(json: unknown, source: string): StackProblem {
  const { layers, ...rest }: Record<string, unknown> = isRecord(json) ? json : {};
  namingSource(source, () => {
    if (!Array.isArray(layers)) throw new InputError('layers', 'this is no list of layers', layersRemedy);
    checkLayers(layers);
    if (rest.precision === 'f32') {
      throw new InputError('precision', 'stacks are solved in double precision only', 'take "f64" or "auto" for a stack');
    }
  });
  const problems = (layers as unknown[]).map((layer, i) => {
    const where = `layer ${i + 1} of ${source}`;
    return parseProblem({ ...rest, ...namingSource(where, () => readLayer(layer)) }, where);
  });
  const { thickness: _, pattern: __, precision: ___, ...common } = problems[0];
  return { ...common, layers: problems.map(({ thickness, pattern }) => ({ thickness, pattern })) };
}

const layersRemedy = 'give [{ "thickness": …, "image": … }, …]';

function checkLayers(layers: readonly unknown[]): void {
  if (layers.length === 0) throw new InputError('layers', 'there are none', 'give one layer or more');
  if (layers.length > mostLayers) throw new InputError('layers', `there are ${layers.length}`, `give at most ${mostLayers}`);
}

/** Thickness and image of one layer, as JSON; the image of a uniform one has one pixel. */
function readLayer(layer: unknown): { thickness: unknown; image: unknown } {
  const { thickness, image, phase, ...unknown }: Record<string, unknown> = isRecord(layer) ? layer : {};
  if ((image === undefined) === (phase === undefined) || Object.keys(unknown).length > 0) {
    throw new InputError('layers', 'a layer has a thickness and either an image or a phase', 'give just these');
  }
  if (phase === undefined) return { thickness, image };
  const isPhase = typeof phase === 'number' && Number.isInteger(phase) && phase >= 0 && phase <= 9;
  if (!isPhase) throw new InputError('layers', `${quoted(phase)} is no phase`, 'give a whole number, 0 to 9');
  return { thickness, image: [String(phase)] };
}
