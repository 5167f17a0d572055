/** A symmetric 2 × 2 tensor in the plane of an image: x along its rows, y down its columns. */
export interface Tensor {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

export const determinant = ({ xx, xy, yy }: Tensor): number => xx * yy - xy * xy;

const combine = (a: Tensor, ofA: number, b: Tensor, ofB: number): Tensor => ({
  xx: ofA * a.xx + ofB * b.xx,
  xy: ofA * a.xy + ofB * b.xy,
  yy: ofA * a.yy + ofB * b.yy,
});

/** RᵀA⁻¹R with the quarter turn R: of a symmetric 2 × 2 tensor that is A / det A. */
export const turnedInverse = (a: Tensor): Tensor => combine(a, 1 / determinant(a), a, 0);

/**
 * The geometric mean A # B of two positive definite tensors (Bhatia 2007, "Positive Definite Matrices", proposition 4.1.12).
 * It lies between them where one is above the other, its determinant is the geometric mean of theirs, and (A # B)⁻¹ is
 * A⁻¹ # B⁻¹.
 */
export function geometricMean(a: Tensor, b: Tensor): Tensor {
  const [rootA, rootB] = [Math.sqrt(determinant(a)), Math.sqrt(determinant(b))];
  const sum = combine(a, 1 / rootA, b, 1 / rootB);
  return combine(sum, Math.sqrt((rootA * rootB) / determinant(sum)), sum, 0);
}
