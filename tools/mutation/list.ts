/** A change to a source file that a test ought to notice. */
export interface Mutation {
  /** Below src/. */
  file: string;
  from: string;
  to: string;
  /** Below test/: the files that ought to. */
  tests: readonly string[];
}

/** Mutations of one file. */
const of = (file: string, tests: string, ...changes: [from: string, to: string][]): Mutation[] =>
  changes.map(([from, to]) => ({ file, from, to, tests: tests.split(' ') }));

export const mutations: readonly Mutation[] = [
  ...of(
    'numerics/random.ts',
    'numerics/random.test.ts',
    ['a * 2 ** 26 + b', 'a * 2 ** 25 + b'],
    ['radius * Math.sin(angle)', 'radius * Math.cos(angle)'],
    ['this.integer(i + 1)', 'this.integer(i)'],
  ),
  ...of(
    'numerics/fft.ts',
    'numerics/fft.test.ts',
    ['inverse ? 1 / size : 1', '1'],
    ['const re3 = differenceRe - oddDifferenceIm', 'const re3 = differenceRe + oddDifferenceIm'],
  ),
  ...of('numerics/lu.ts', 'numerics/lu.test.ts', ['if (pivots[k] === k) continue;', 'continue;']),
  ...of('numerics/quadrature.ts', 'numerics/quadrature.test.ts', ['(i + 0.75)', '(i + 1.75)']),
  ...of(
    'optics/basis/fourier.ts',
    'optics/basis/fourier.test.ts',
    ['if (m % pixels === 0) return 0;', ''],
    ['m * (2 * p + 1)', 'm * (2 * p)'],
  ),
  ...of(
    'optics/basis/orders.ts',
    'optics/basis/orders.test.ts',
    ['Math.sin((theta * Math.PI) / 180)', 'Math.sin((theta * Math.PI) / 200)'],
    ['harmonics > 1 && sameShell', 'harmonics > 1 && !sameShell'],
  ),
  ...of(
    'optics/basis/permittivity.ts',
    'optics/basis/permittivity.test.ts optics/solver/solve.test.ts',
    ['fillByInverseRule(xx, transpose(reciprocal), orders)', 'fillByInverseRule(xx, reciprocal, turnedOrders)'],
    ['[n * n - k * k, 2 * n * k]', '[n * n - k * k, n * k]'],
  ),
  ...of('optics/problem/materials.ts', 'optics/problem/materials.test.ts', [
    '(1 - share) * values[above - 1]',
    'share * values[above - 1]',
  ]),
  ...of(
    'mdn/mixture.ts',
    'mdn/network.test.ts mdn/likelihood.test.ts',
    ['- (z.length / 2) * Math.log', '- z.length * Math.log'],
    ['largest === -Infinity', 'largest === Infinity'],
    ['if (left < 0) break;', ''],
    ['means[at] + standardDeviations[at] * random.normal()', 'means[at] + standardDeviations[at] ** 2 * random.normal()'],
  ),
  ...of('mdn/kernel-density.ts', 'mdn/likelihood.test.ts', ['(dimensions + 2) * count', '(dimensions + 1) * count']),
  ...of(
    'mdn/training-state.ts',
    'mdn/train.test.ts mdn/checkpoint.test.ts',
    ['loss < history.validation[history.best]', 'loss > history.validation[history.best]'],
    ['this.epochs - this.history.best > patience', 'false'],
    ['this.epoch = saved.epoch;', ''],
  ),
  ...of(
    'learning/adam.ts',
    'learning/adam.test.ts',
    ['1 - beta1 ** this.steps', '1'],
    ['this.steps = saved?.steps ?? 0', 'this.steps = 0'],
  ),
  ...of(
    'learning/weights.ts',
    'learning/weights.test.ts',
    ['version === magic && content.toString', 'false && content.toString'],
    ['offset += 4 * length;', 'offset += length;'],
  ),
  ...of('learning/normalisation.ts', 'learning/normalisation.test.ts', ['tf.leakyRelu(u, slope)', 'tf.relu(u)']),
  ...of(
    'gan/losses.ts',
    'gan/losses.test.ts gan/texture.test.ts',
    ['return crossEntropy(onGenerated, 1);', 'return crossEntropy(onGenerated, 0);'],
    ['count * (count - 1)', 'count * count'],
    ['tf.div(tf.matMul(flat, flat, true), flat.shape[0])', 'tf.matMul(flat, flat, true)'],
  ),
  ...of('gan/noise.ts', 'gan/noise.test.ts', ['random.integer(bankLength)', '0']),
  ...of('gan/texture.ts', 'gan/texture.test.ts', ['(this.settings[term] * mean(', '(mean(']),
  ...of(
    'gan/published.ts',
    'gan/generator.test.ts',
    ['value - bias.values[c]', 'value'],
    ['(!numpyNames.includes(whole))', '(false)'],
  ),
  ...of(
    'datasets/draw.ts',
    'datasets/shards.test.ts',
    ["random.derive('part', number)", "random.derive('part')"],
    ['kept.length >= drawn / 100', 'kept.length < drawn / 100'],
  ),
  ...of(
    'datasets/shards.ts',
    'datasets/shards.test.ts',
    ['name === nameShard(shard) ? undefined', 'true ? undefined'],
    ['if (damage) missing.damaged.push(number);', ''],
  ),
  ...of(
    'datasets/file.ts',
    'datasets/file.test.ts',
    ['hashImages(microstructures) !== imagesHash', 'false'],
    ['x[i] !== 0 && x[i] !== 1', 'false'],
  ),
  ...of(
    'datasets/provenance.ts',
    'datasets/file.test.ts',
    ['checksum(content) !== written', 'false'],
    ['if (!isOurs) return;', 'return;'],
  ),
  ...of('evaluation/best-of.ts', 'evaluation/best-of.test.ts', ['/ least.length', '/ results.length / 2']),
  ...of('evaluation/residual.ts', 'evaluation/protocol.test.ts evaluation/best-of.test.ts', [
    '(value - mean) ** 2, 0) / residuals.length',
    '(value - mean) ** 2, 0) / (residuals.length - 1)',
  ]),
  ...of(
    'evaluation/rep-rows.ts',
    'evaluation/claims.test.ts',
    ['count > of / 2', 'count >= of / 2'],
    ['own <= Math.min', 'own >= Math.min'],
  ),
  ...of(
    'inverse/choose-apart.ts',
    'inverse/choose-apart.test.ts',
    ['< this.apart', '<= 2 * this.apart'],
    ['count - chosen.length)', 'count)'],
  ),
  ...of(
    'inverse/residual-model.ts',
    'inverse/residual-model.test.ts',
    ['(i === j ? settings.noise : 0)', '0'],
    ['2 * settings.length ** 2', 'settings.length ** 2'],
  ),
  ...of('inverse/nearest-samples.ts', 'inverse/samples.test.ts', ['distances[a] - distances[b]', 'distances[b] - distances[a]']),
  ...of('gaussian-process/acquisition.ts', 'gaussian-process/acquisition.test.ts', ['least - margin - mean;', 'least - mean;']),
  ...of(
    'runs/lock.ts',
    'runs/lock.test.ts',
    ['if (host !== hostname())', 'if (false)'],
    ['started === undefined || ', 'true || '],
  ),
  ...of(
    'runs/files.ts',
    'runs/files.test.ts',
    ['renameSync(partial, path);', 'writeFileSync(path, readFileSync(partial));'],
    ['rmSync(partial, { force: true });\n    throw error;', 'throw error;'],
  ),
  ...of('runs/hdf5.ts', 'runs/hdf5.test.ts', ['Date.now = () => 0;', ''], ['if (room.left >= 0) return;', 'return;']),
  ...of('runs/json.ts', 'runs/json.test.ts', ['!== sha256(kept)) throw', '=== undefined) throw']),
  ...of('runs/pool.ts', 'runs/pool.test.ts', ['if (!died || attempt === attempts) throw error;', 'throw error;']),
  ...of(
    'pipeline/run-steps.ts',
    'pipeline/run-steps.test.ts',
    ['sealed === sealOf(record)', 'true'],
    ['hashFile(folder, file) === hash', 'true'],
  ),
];
