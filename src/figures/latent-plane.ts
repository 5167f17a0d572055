import { EVD, Matrix } from 'ml-matrix';
import type { Mixture } from '../mdn/mixture';

/** A plane through the latent space: two directions of unit length at right angles, M numbers each. */
export interface LatentPlane {
  axes: readonly [readonly number[], readonly number[]];
}

type Point = [x: number, y: number];

/**
 * The plane in which the components of some mixtures lie furthest apart: the first two principal axes of their means, each
 * by its mixing coefficient, all mixtures together. An axis is one with its negative: the one whose largest number is positive.
 * There is none for latents of one number.
 */
export function planeOfMeans(mixtures: readonly Mixture[]): LatentPlane {
  const components = mixtures.flatMap(componentsOf);
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  const size = components[0].mean.length;
  const centre = Array.from({ length: size }, (_, i) => {
    return components.reduce((sum, { weight, mean }) => sum + weight * mean[i], 0) / total;
  });
  const covariance = Matrix.zeros(size, size);
  for (const { weight, mean } of components) {
    const off = Matrix.columnVector(mean.map((value, i) => value - centre[i]));
    covariance.add(off.mmul(off.transpose()).mul(weight / total));
  }
  const { realEigenvalues, eigenvectorMatrix } = new EVD(covariance, { assumeSymmetric: true });
  const order = [...realEigenvalues.keys()].sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const [first, second] = order.map((column) => pointUp(eigenvectorMatrix.getColumn(column)));
  return { axes: [first, second] };
}

/** Where the plane has a latent of M numbers. */
export const project = ({ axes }: LatentPlane, latent: ArrayLike<number>): Point =>
  axes.map((axis) => axis.reduce((sum, share, i) => sum + share * latent[i], 0)) as Point;

/** The components of a mixture: mixing coefficient, mean and standard deviations. */
export function componentsOf({ mixing, means, standardDeviations }: Mixture) {
  const size = means.length / mixing.length;
  return Array.from(mixing, (weight, k) => ({
    weight,
    mean: Array.from(means.subarray(k * size, (k + 1) * size)),
    deviations: Array.from(standardDeviations.subarray(k * size, (k + 1) * size)),
  }));
}

/**
 * A closed line around a Gaussian of diagonal covariance, one standard deviation from its mean in every direction of the
 * plane, where its covariance is A diag(σ²) Aᵀ with the axes as the rows of A.
 */
export function deviationLine(plane: LatentPlane, mean: readonly number[], deviations: readonly number[]): Point[] {
  const covariance = (a: readonly number[], b: readonly number[]): number =>
    deviations.reduce((sum, sigma, i) => sum + a[i] * b[i] * sigma ** 2, 0);
  const [u, v] = plane.axes;
  const [x, y] = project(plane, mean);
  // the factor of Cholesky takes a circle to the line
  const width = Math.sqrt(covariance(u, u));
  const slant = covariance(u, v) / width;
  const height = Math.sqrt(covariance(v, v) - slant ** 2);
  return Array.from({ length: 25 }, (_, i): Point => {
    const [cos, sin] = [Math.cos((i * Math.PI) / 12), Math.sin((i * Math.PI) / 12)];
    return [x + width * cos, y + slant * cos + height * sin];
  });
}

/** The edge of what the plane has of the box [−1, 1]ᴹ: a polygon of at most 2M corners, closed. */
export function boxLine({ axes: [u, v] }: LatentPlane): Point[] {
  // each latent's own edge of the box, pointing up; one after another by their angles they go round half of the polygon
  const edges = u.map((x, i): Point => (v[i] < 0 || (v[i] === 0 && x < 0) ? [-x, -v[i]] : [x, v[i]]));
  edges.sort((a, b) => Math.atan2(a[1], a[0]) - Math.atan2(b[1], b[0]));
  const sums: Point = [edges.reduce((sum, [x]) => sum + x, 0), edges.reduce((sum, [, y]) => sum + y, 0)];
  const half = [[-sums[0], -sums[1]] as Point];
  for (const [x, y] of edges) {
    const [fromX, fromY] = half[half.length - 1];
    half.push([fromX + 2 * x, fromY + 2 * y]);
  }
  return [...half, ...half.slice(1).map(([x, y]): Point => [-x, -y])];
}

function pointUp(vector: number[]): number[] {
  const largest = vector.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  return largest < 0 ? vector.map((value) => -value) : vector;
}
