import { PCA } from 'ml-pca';
import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';

/** The directions in which images of p pixels (0 or 1) differ most from their mean. */
export interface PrincipalComponents {
  /** p: the mean image. */
  mean: Float64Array;
  /** Of unit length and at right angles, p numbers each, that of the largest variance first. */
  components: Float64Array[];
  /** Of the images along each component. */
  variances: number[];
  /** Sum over all pixels: what all components together would have. */
  totalVariance: number;
}

/** An eigenvector v of C with eigenvalue λ is found where |C v − λ v| is below this share of the largest eigenvalue. */
const tolerance = 1e-7;
/** Vectors that are left with less of their length lie in the subspace already. */
const negligible = 1e-10;

/**
 * The `count` leading principal components of images, by a block Krylov subspace of their covariance C (Musco and Musco
 * 2015): random images and what C makes of them, again and again, until the components within that subspace are eigenvectors
 * of C. ml-pca finds those within. By itself it would form C, 0.7 GB for 96 × 96 pixels, and find all of its eigenvectors; or,
 * by NIPALS, take a hundred times as long (four components of 1,000 images of Data-II: 97 s, here 1 s). Fewer components come
 * back where the images have no more.
 */
export async function findComponents(
  images: readonly Microstructure[],
  count: number,
  random: RandomStream,
  run?: RunControl,
): Promise<PrincipalComponents> {
  const covariance = new Covariance(images);
  const size = covariance.mean.length;
  const basis: Float64Array[] = [];
  const products: Float64Array[] = [];
  let block = Array.from({ length: count }, () => Float64Array.from(random.normals(size)));
  for (;;) {
    throwIfInterrupted(run);
    const added = block.flatMap((vector) => orthonormalise(vector, basis));
    block = covariance.apply(added);
    products.push(...block);
    const { vectors, values, residual } = findWithin(basis, products, count);
    run?.onProgress?.({
      label: 'finding the principal components',
      done: basis.length,
      total: size,
      note: `residual ${residual}`,
    });
    await breathe();
    if (residual > tolerance && added.length > 0) continue;
    const kept = values.filter((value) => value > negligible * values[0]).length;
    return {
      mean: covariance.mean,
      components: vectors.slice(0, kept).map(pointUp),
      variances: values.slice(0, kept),
      totalVariance: covariance.trace,
    };
  }
}

/** C = Σ (x − m)(x − m)ᵀ / (n − 1), known by what it does to vectors. */
class Covariance {
  readonly mean: Float64Array;
  readonly trace: number;

  constructor(private readonly images: readonly Microstructure[]) {
    const n = images.length;
    this.mean = new Float64Array(images[0].pixels.length);
    for (const { pixels } of images) for (let i = 0; i < pixels.length; i++) this.mean[i] += pixels[i] / n;
    this.trace = this.mean.reduce((sum, share) => sum + (share * (1 - share) * n) / (n - 1), 0);
  }

  /** C v of each vector: (x − m)·v of every image, and their sum of images with these weights. */
  apply(vectors: readonly Float64Array[]): Float64Array[] {
    const width = vectors.length;
    const ofMean = vectors.map((vector) => -dot(vector, this.mean));
    const rows = interleave(vectors);
    const sums = new Float64Array(rows.length);
    const weights = new Float64Array(width);
    for (const { pixels } of this.images) {
      weights.set(ofMean);
      for (let i = 0; i < pixels.length; i++) {
        if (pixels[i] === 1) for (let k = 0; k < width; k++) weights[k] += rows[i * width + k];
      }
      for (let i = 0; i < pixels.length; i++) {
        if (pixels[i] === 1) for (let k = 0; k < width; k++) sums[i * width + k] += weights[k];
      }
    }
    // The weights of all images sum to nothing, so the mean image is not taken from each.
    return vectors.map((vector, k) => vector.map((_, i) => sums[i * width + k] / (this.images.length - 1)));
  }
}

/** The `count` largest eigenvectors of C within the subspace of a basis (Rayleigh and Ritz), of which `products` are C's. */
function findWithin(basis: readonly Float64Array[], products: readonly Float64Array[], count: number) {
  const within = basis.map((left) => products.map((right) => dot(left, right)));
  const symmetric = within.map((row, i) => row.map((value, j) => (value + within[j][i]) / 2));
  const pca = new PCA(symmetric, { isCovarianceMatrix: true });
  const values = pca.getEigenvalues().slice(0, count);
  const found = values.map((value, k) => {
    const shares = pca.getEigenvectors().getColumn(k);
    const [vector, product] = [combine(basis, shares), combine(products, shares)];
    return { vector, residual: length(product.map((each, i) => each - value * vector[i])) / (values[0] || 1) };
  });
  return {
    values,
    vectors: found.map(({ vector }) => vector),
    residual: Math.max(...found.map(({ residual }) => residual)),
  };
}

/** Adds to the basis what of a vector is at right angles to it (Gram and Schmidt, twice); nothing where that is nothing. */
function orthonormalise(vector: Float64Array, basis: Float64Array[]): Float64Array[] {
  const before = length(vector);
  const left = vector.slice();
  for (let pass = 0; pass < 2; pass++) {
    for (const other of basis) {
      const share = dot(left, other);
      for (let i = 0; i < left.length; i++) left[i] -= share * other[i];
    }
  }
  const after = length(left);
  if (!(after > negligible * before)) return [];
  basis.push(left.map((value) => value / after));
  return [basis[basis.length - 1]];
}

/** An eigenvector is one with its negative: the one whose largest number is positive. */
function pointUp(vector: Float64Array): Float64Array {
  const largest = vector.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  return largest < 0 ? vector.map((value) => -value) : vector;
}

function combine(vectors: readonly Float64Array[], shares: readonly number[]): Float64Array {
  const sum = new Float64Array(vectors[0].length);
  vectors.forEach((vector, k) => {
    for (let i = 0; i < sum.length; i++) sum[i] += shares[k] * vector[i];
  });
  return sum;
}

/** The first numbers of all vectors, then the second ones, … */
function interleave(vectors: readonly Float64Array[]): Float64Array {
  const rows = new Float64Array(vectors.length * (vectors[0]?.length ?? 0));
  vectors.forEach((vector, k) => {
    for (let i = 0; i < vector.length; i++) rows[i * vectors.length + k] = vector[i];
  });
  return rows;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

const length = (vector: Float64Array): number => Math.sqrt(dot(vector, vector));
