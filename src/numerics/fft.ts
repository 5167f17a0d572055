/**
 * Discrete Fourier transforms of complex fields held as separate real and imaginary parts.
 *
 * Mixed-radix Stockham transform (Van Loan 1992, "Computational Frameworks for the FFT", section 1.7): any length works;
 * the cost is length × batch × the sum of the length's prime factors, so lengths of factors 2, 3 and 5 are fast.
 */

interface Roots {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  /** The radices whose product is the length, 4 before 2 before odd primes. */
  readonly radices: readonly number[];
}

const rootsOfLength = new Map<number, Roots>();

/**
 * Transforms a field of `height` rows and `width` columns (row-major) in place:
 * F[v, u] = Σ f[y, x] exp(−2πi(ux/width + vy/height)); the inverse has +2πi and divides by height·width.
 *
 * Throws RangeError where the arrays do not hold height·width numbers.
 */
export function fft2(re: Float64Array, im: Float64Array, height: number, width: number, inverse = false): void {
  const size = height * width;
  if (!(height >= 1 && width >= 1 && re.length === size && im.length === size)) {
    throw new RangeError(`fft2: arrays of ${re.length} and ${im.length} numbers do not hold ${height} x ${width} points`);
  }
  // The inverse is the forward transform with real and imaginary parts exchanged, before and after.
  let [a, b] = inverse ? [im, re] : [re, im];
  [a, b] = transformColumns(a, b, height, width);
  [a, b] = [transpose(a, height, width), transpose(b, height, width)];
  [a, b] = transformColumns(a, b, width, height);
  [a, b] = [transpose(a, width, height), transpose(b, width, height)];
  const scale = inverse ? 1 / size : 1;
  const [outRe, outIm] = inverse ? [b, a] : [a, b];
  for (let i = 0; i < size; i++) {
    re[i] = outRe[i] * scale;
    im[i] = outIm[i] * scale;
  }
}

/** Forward transforms of all columns of a length × batch field; gives new arrays. */
function transformColumns(
  re: Float64Array,
  im: Float64Array,
  length: number,
  batch: number,
): [re: Float64Array, im: Float64Array] {
  const roots = rootsFor(length);
  let from: [Float64Array, Float64Array] = [re.slice(), im.slice()];
  let to: [Float64Array, Float64Array] = [new Float64Array(re.length), new Float64Array(im.length)];
  let remaining = length;
  let stride = batch;
  for (const radix of roots.radices) {
    const pass = radix === 2 ? passOf2 : radix === 4 ? passOf4 : passOfAny;
    pass(from, to, remaining / radix, stride, length / remaining, roots, radix);
    [from, to] = [to, from];
    remaining /= radix;
    stride *= radix;
  }
  return from;
}

type Pass = (
  from: [Float64Array, Float64Array],
  to: [Float64Array, Float64Array],
  /** Butterflies per stride. */
  count: number,
  stride: number,
  /** Step in the table of roots that one butterfly makes. */
  rootStep: number,
  roots: Roots,
  radix: number,
) => void;

const passOf2: Pass = ([xr, xi], [yr, yi], count, stride, rootStep, { cos, sin }) => {
  const half = count * stride;
  for (let p = 0; p < count; p++) {
    const c = cos[p * rootStep];
    const s = sin[p * rootStep];
    for (let q = 0, i = p * stride, o = 2 * p * stride; q < stride; q++, i++, o++) {
      const differenceRe = xr[i] - xr[i + half];
      const differenceIm = xi[i] - xi[i + half];
      yr[o] = xr[i] + xr[i + half];
      yi[o] = xi[i] + xi[i + half];
      yr[o + stride] = differenceRe * c - differenceIm * s;
      yi[o + stride] = differenceRe * s + differenceIm * c;
    }
  }
};

const passOf4: Pass = ([xr, xi], [yr, yi], count, stride, rootStep, { cos, sin }) => {
  const quarter = count * stride;
  for (let p = 0; p < count; p++) {
    const [c1, s1] = [cos[p * rootStep], sin[p * rootStep]];
    const [c2, s2] = [cos[2 * p * rootStep], sin[2 * p * rootStep]];
    const [c3, s3] = [cos[3 * p * rootStep], sin[3 * p * rootStep]];
    for (let q = 0, i = p * stride, o = 4 * p * stride; q < stride; q++, i++, o++) {
      const sumRe = xr[i] + xr[i + 2 * quarter];
      const sumIm = xi[i] + xi[i + 2 * quarter];
      const differenceRe = xr[i] - xr[i + 2 * quarter];
      const differenceIm = xi[i] - xi[i + 2 * quarter];
      const oddSumRe = xr[i + quarter] + xr[i + 3 * quarter];
      const oddSumIm = xi[i + quarter] + xi[i + 3 * quarter];
      const oddDifferenceRe = xr[i + quarter] - xr[i + 3 * quarter];
      const oddDifferenceIm = xi[i + quarter] - xi[i + 3 * quarter];
      yr[o] = sumRe + oddSumRe;
      yi[o] = sumIm + oddSumIm;
      const re1 = differenceRe + oddDifferenceIm;
      const im1 = differenceIm - oddDifferenceRe;
      yr[o + stride] = re1 * c1 - im1 * s1;
      yi[o + stride] = re1 * s1 + im1 * c1;
      const re2 = sumRe - oddSumRe;
      const im2 = sumIm - oddSumIm;
      yr[o + 2 * stride] = re2 * c2 - im2 * s2;
      yi[o + 2 * stride] = re2 * s2 + im2 * c2;
      const re3 = differenceRe - oddDifferenceIm;
      const im3 = differenceIm + oddDifferenceRe;
      yr[o + 3 * stride] = re3 * c3 - im3 * s3;
      yi[o + 3 * stride] = re3 * s3 + im3 * c3;
    }
  }
};

const passOfAny: Pass = ([xr, xi], [yr, yi], count, stride, rootStep, { cos, sin }, radix) => {
  const length = cos.length;
  const block = count * stride;
  const radixStep = length / radix;
  for (let p = 0; p < count; p++) {
    for (let k = 0; k < radix; k++) {
      const output = (radix * p + k) * stride;
      for (let j = 0; j < radix; j++) {
        const root = (j * k * radixStep + p * k * rootStep) % length;
        const c = cos[root];
        const s = sin[root];
        const first = j === 0;
        for (let q = 0, i = p * stride + j * block, o = output; q < stride; q++, i++, o++) {
          yr[o] = (first ? 0 : yr[o]) + xr[i] * c - xi[i] * s;
          yi[o] = (first ? 0 : yi[o]) + xr[i] * s + xi[i] * c;
        }
      }
    }
  }
};

function transpose(values: Float64Array, height: number, width: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) out[x * height + y] = values[y * width + x];
  }
  return out;
}

function rootsFor(length: number): Roots {
  const known = rootsOfLength.get(length);
  if (known) return known;
  const angle = (-2 * Math.PI) / length;
  const roots: Roots = {
    cos: Float64Array.from({ length }, (_, k) => Math.cos(angle * k)),
    sin: Float64Array.from({ length }, (_, k) => Math.sin(angle * k)),
    radices: radicesOf(length),
  };
  rootsOfLength.set(length, roots);
  return roots;
}

function radicesOf(length: number): number[] {
  const radices: number[] = [];
  let rest = length;
  for (const radix of [4, 2]) {
    while (rest % radix === 0) {
      radices.push(radix);
      rest /= radix;
    }
  }
  for (let radix = 3; rest > 1; radix += 2) {
    while (rest % radix === 0) {
      radices.push(radix);
      rest /= radix;
    }
  }
  return radices;
}
