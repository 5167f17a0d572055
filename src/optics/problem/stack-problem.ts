import { InputError } from '../../runs/errors';
import { checkProblem, type OpticalProblem, type Pattern, parseProblem } from './problem';

/** One layer of a stack; a pattern of one pixel makes a uniform one. */
export interface StackLayer {
  readonly thickness: number;
  readonly pattern: Pattern;
}

/** Layers between two half-spaces, the first at the cover; all else as for one layer. */
export interface StackProblem extends Omit<OpticalProblem, 'thickness' | 'pattern' | 'precision'> {
  readonly layers: readonly StackLayer[];
}

/** Each layer as if it were alone. */
export function layerProblems({ layers, ...rest }: StackProblem): OpticalProblem[] {
  return layers.map(({ thickness, pattern }) => ({ ...rest, thickness, pattern }));
}

/** Throws InputError, naming the key of the problem, where its numbers make no sense together. */
export function checkStack(problem: StackProblem): void {
  if (problem.layers.length === 0) throw new InputError('layers', 'there are none', 'give one layer or more');
  for (const one of layerProblems(problem)) checkProblem(one);
}

/**
 * A stack from JSON: the keys of a problem of one layer with, in the place of `thickness` and `image`, `layers`, from the
 * cover on: [{ "thickness": …, "image": rows of digits }] or, for a uniform layer, [{ "thickness": …, "phase": number }].
 * Throws InputError for whatever is wrong; `source` says where the JSON came from.
 */
export function parseStack(json: unknown, source: string): StackProblem {
  const { layers, ...rest } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  if (!Array.isArray(layers) || layers.length === 0) {
    throw new InputError('layers', `there is no list of layers (in ${source})`, 'give [{ "thickness": …, "image": … }, …]');
  }
  const problems = layers.map((layer, i) => {
    const { thickness, image, phase, ...unknown } = (layer ?? {}) as Record<string, unknown>;
    const where = `layer ${i + 1} of ${source}`;
    if ((image === undefined) === (phase === undefined) || Object.keys(unknown).length > 0) {
      throw new InputError('layers', `a layer has a thickness and either an image or a phase (${where})`, 'give just these');
    }
    return parseProblem({ ...rest, thickness, image: image ?? [String(phase)] }, where);
  });
  const { thickness: _, pattern: __, precision: ___, ...common } = problems[0];
  return { ...common, layers: problems.map(({ thickness, pattern }) => ({ thickness, pattern })) };
}
