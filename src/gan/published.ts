import { Parser } from 'pickleparser';
import type { NamedWeights } from '../learning/weights';
import { InputError } from '../runs/errors';
import { readFile } from '../runs/files';

/** The state of a pickled numpy array: version, shape, type, order, bytes. */
type ArrayState = [version: number, shape: number[], type: unknown, isFortran: boolean, bytes: string];

/** Stands for an object of any class that a pickle names, and keeps its state. */
class PickledObject {
  state?: ArrayState;
  __setstate__(state: ArrayState): void {
    this.state = state;
  }
}

/**
 * The weights of the authors' generator (their weights.pickle: three dictionaries of filters, biases and batch
 * normalisations, TensorFlow 1, height × width × out × in), for `Generator.fromWeights`. The pickle is parsed, none of its
 * code is run. Biases before a batch normalisation are taken off its means.
 */
export function readPublishedGenerator(path: string, argument = path): NamedWeights {
  const bytes = readFile(path, argument);
  try {
    const dictionaries = new Parser({ nameResolver: { resolve: () => () => new PickledObject() } }).parse(bytes) as unknown[];
    return nameWeights(Object.assign({}, ...dictionaries));
  } catch {
    throw new InputError(argument, `${path} is not the published pickle of weights`, 'give the weights.pickle of the authors');
  }
}

function nameWeights(arrays: Record<string, PickledObject>): NamedWeights {
  const weights: NamedWeights = {};
  const read = (name: string) => readArray(arrays[name]);
  for (let i = 1; i <= 5; i++) {
    weights[`layer${i}/filter`] = read(`G_conv${i}_weights`);
    const bias = read(`G_conv${i}_bias`);
    if (i === 5) {
      weights['layer5/bias'] = bias;
      continue;
    }
    weights[`layer${i}/gamma`] = read(`G_BN${i}_gamma`);
    weights[`layer${i}/beta`] = read(`G_BN${i}_beta`);
    const mean = read(`G_BN${i}_moving_mean`);
    weights[`layer${i}/mean`] = { shape: mean.shape, values: mean.values.map((value, c) => value - bias.values[c]) };
    weights[`layer${i}/variance`] = read(`G_BN${i}_moving_variance`);
  }
  return weights;
}

function readArray({ state }: PickledObject): { shape: number[]; values: Float32Array } {
  const [, shape, , , text] = state!;
  return { shape, values: new Float32Array(bytesOf(text).buffer) };
}

/** Pickle's oldest protocol writes bytes as Python 2 shows a string: \xhh, \n, \t, \r, \\ and \' stand for one byte each. */
function bytesOf(text: string): Uint8Array {
  const named: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  const plain = text.replace(/\\(x[0-9a-f]{2}|.)/g, (_, code: string) =>
    code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (named[code] ?? code),
  );
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
