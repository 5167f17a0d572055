import { Parser } from 'pickleparser';
import type { NamedWeights } from '../learning/weights';
import { InputError } from '../runs/errors';
import { readFile } from '../runs/files';

/** What pickleparser makes of a numpy array: the state that numpy's pickles set. */
type PickledArray = { [0]: number; [1]: number[]; [3]: boolean; [4]: string };

/**
 * The weights of the authors' generator (their weights.pickle: three dictionaries of filters, biases and batch
 * normalisations, TensorFlow 1, height × width × out × in), for `Generator.fromWeights`. The pickle is parsed, none of its
 * code is run. Biases before a batch normalisation are taken off its means.
 */
export function readPublishedGenerator(path: string, argument = path): NamedWeights {
  const bytes = readFile(path, argument);
  try {
    const dictionaries = new Parser({ nameResolver: { resolve: () => PickledObject } }).parse(bytes) as unknown[];
    return nameWeights(Object.assign({}, ...dictionaries));
  } catch {
    throw new InputError(argument, `${path} is not the published pickle of weights`, 'give the weights.pickle of the authors');
  }
}

/** Stands for whatever class a pickle names and keeps its state. */
function PickledObject(this: unknown, ..._args: unknown[]): unknown {
  return new (class {
    state?: PickledArray;
    __setstate__(state: PickledArray): void {
      this.state = state;
    }
  })();
}

function nameWeights(arrays: Record<string, { state: PickledArray }>): NamedWeights {
  const weights: NamedWeights = {};
  const read = (name: string) => readArray(arrays[name].state);
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

function readArray({ 1: shape, 4: text }: PickledArray): { shape: number[]; values: Float32Array } {
  return { shape, values: new Float32Array(unescape(text).buffer) };
}

/** Pickle's oldest protocol writes bytes as Python 2 shows a string: \xhh, \n, \t, \r, \\ and \' stand for one byte each. */
function unescape(text: string): Uint8Array {
  const named: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  const plain = text.replace(/\\(x[0-9a-f]{2}|.)/g, (_, escape: string) =>
    escape.length > 1 ? String.fromCharCode(Number.parseInt(escape.slice(1), 16)) : (named[escape] ?? escape),
  );
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
