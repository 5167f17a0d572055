import { EVD, Matrix } from 'ml-matrix';
import type { Microstructure } from '../microstructure/microstructure';
import type { PrincipalComponents } from './principal-components';

/** Components of a smaller share of the largest variance are rounding. */
const negligible = 1e-10;

/**
 * All principal components of a few hundred images, one fewer than images at most. They are sums of the images, so that a matrix
 * of images × images is enough instead of one of pixels × pixels (the method of snapshots, Sirovich 1987): with A the images
 * less their mean, A Aᵀ v = λ v makes Aᵀ v an eigenvector of Aᵀ A. `findComponents` is for few components of many images.
 */
export function componentsOfFew(images: readonly Microstructure[]): PrincipalComponents {
  const centred = new Matrix(images.map(({ pixels }) => Array.from(pixels)));
  const mean = Float64Array.from(centred.mean('column'));
  centred.subRowVector(mean);
  const products = centred.mmul(centred.transpose()).div(images.length - 1);
  const { realEigenvalues, eigenvectorMatrix } = new EVD(products, { assumeSymmetric: true });
  const order = [...realEigenvalues.keys()].sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const kept = order.filter((k) => realEigenvalues[k] > negligible * realEigenvalues[order[0]]);
  const shares = eigenvectorMatrix.subMatrixColumn(kept).transpose();
  const sums = shares.mmul(centred);
  return {
    mean,
    components: kept.map((_, k) => {
      const component = Float64Array.from(sums.getRow(k));
      const length = Math.hypot(...component);
      return component.map((value) => value / length);
    }),
    variances: kept.map((k) => realEigenvalues[k]),
    totalVariance: products.trace(),
  };
}
