import { BufferReader, Parser } from 'pickleparser';
import type { NamedWeights } from '../learning/weights';
import { InputError } from '../runs/errors';
import { readFile } from '../runs/files';

/** The state of a pickled numpy array: version, shape, type, order, bytes. */
type ArrayState = [version: number, shape: number[], type: unknown, isFortran: boolean, bytes: string];

/** Stands for an object of a class that the pickle names, and keeps its state. */
class PickledObject {
  state?: ArrayState;
  __setstate__(state: ArrayState): void {
    this.state = state;
  }
}

/** All that the published pickle names: what numpy makes an array and its type of. */
const numpyNames = ['numpy.core.multiarray._reconstruct', 'numpy.ndarray', 'numpy.dtype'];

/**
 * Reads the instructions of pickle's oldest protocol that the published file has, of a letter each, and refuses all others: so
 * nothing in a file can ask for more memory than the file is long, or make the parser take a list for a name, which it would
 * write out in full.
 */
class PublishedInstructions extends BufferReader {
  private last = '';

  override byte(): number {
    const instruction = super.byte();
    const letter = String.fromCharCode(instruction);
    const isKnown = '(lpdSctRIbNgsa.'.includes(letter);
    // the dictionaries are made empty
    if (!isKnown || (letter === 'd' && this.last !== '(')) throw new Error(`'${letter}' has no place in it`);
    this.last = letter;
    return instruction;
  }
}

/**
 * The weights of the authors' generator (their weights.pickle: three dictionaries of filters, biases and batch
 * normalisations, TensorFlow 1, height × width × out × in), for `Generator.fromWeights`. The pickle is parsed, none of its
 * code is run; one that names anything but numpy's arrays is refused. Biases before a batch normalisation are taken off its
 * means.
 */
export function readPublishedGenerator(path: string, argument = path): NamedWeights {
  const bytes = readFile(path, argument);
  try {
    const parser = new Parser({ nameResolver: { resolve: resolveName }, unpicklingTypeOfDictionary: 'Map' });
    const dictionaries = parser.read(new PublishedInstructions(bytes)) as Map<unknown, unknown>[];
    return nameWeights(new Map(dictionaries.flatMap((each) => [...each])));
  } catch (error) {
    if (error instanceof UnknownName) {
      throw new InputError(
        argument,
        `${path} names ${error.message}, which is not numpy’s`,
        'give the weights.pickle of the authors',
      );
    }
    throw new InputError(argument, `${path} is not the published pickle of weights`, 'give the weights.pickle of the authors');
  }
}

class UnknownName extends Error {}

function resolveName(module: string, name: string): () => PickledObject {
  const whole = `${module}.${name}`;
  if (!numpyNames.includes(whole)) throw new UnknownName(JSON.stringify(whole.slice(0, 60)));
  return () => new PickledObject();
}

function nameWeights(arrays: ReadonlyMap<unknown, unknown>): NamedWeights {
  const weights: NamedWeights = {};
  const read = (name: string) => readArray(arrays.get(name) as PickledObject);
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
  const [, shape, , isFortran, text] = state!;
  const values = new Float32Array(bytesOf(text).buffer);
  const isWhole = shape.every(Number.isInteger) && shape.reduce((product, size) => product * size, 1) === values.length;
  if (!isWhole || isFortran || !values.every(Number.isFinite)) throw new Error('an array is not whole');
  return { shape, values };
}

/** Pickle's oldest protocol writes bytes as Python 2 shows a string: \xhh, \n, \t, \r, \\ and \' stand for one byte each. */
function bytesOf(text: string): Uint8Array {
  const named: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  const plain = text.replace(/\\(x[0-9a-f]{2}|.)/g, (_, code: string) =>
    code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (named[code] ?? code),
  );
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
