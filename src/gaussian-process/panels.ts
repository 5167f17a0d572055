import { rowStart } from './cholesky';
import type { Fitted } from './regression';
import { fillCovariances, layOut, multiply, rowBlock, strideFor } from './simd';

/**
 * Covariances of a regression with a block of points, and what predictions need of them: matrices of as many rows as the
 * regression has points, and a column for each point of the block. Nearly all the time of an optimisation goes into them.
 */
export class Panels {
  private readonly size: number;
  private readonly triangleStride: number;
  private readonly triangle: Float64Array;
  private readonly scaled: Float64Array;
  private readonly points: Float64Array;
  /** Numbers from row to row. */
  readonly stride: number;
  /** K: covariances of the regression's points with those of the block. */
  readonly covariances: Float64Array;
  /** V = L⁻¹ K. */
  readonly whitened: Float64Array;
  /** U = L⁻ᵀ V: the inverse of the regression's covariance matrix times K. */
  readonly solved: Float64Array;

  /** For blocks of at most `columns` points. The panels are good until other work begins in the kernels' memory. */
  constructor(
    private readonly model: Fitted,
    columns: number,
  ) {
    const { scaled, kernel, inverse } = model;
    this.size = scaled.length / kernel.lengths.length;
    this.stride = strideFor(columns);
    this.triangleStride = strideFor(this.size);
    const panel = this.size * this.stride;
    [this.triangle, this.scaled, this.points, this.covariances, this.whitened, this.solved] = layOut([
      this.size * this.triangleStride,
      scaled.length,
      this.stride * kernel.lengths.length,
      panel,
      panel,
      panel,
    ]);
    this.triangle.fill(0);
    for (let i = 0; i < this.size; i++) {
      this.triangle.set(inverse.subarray(rowStart(i), rowStart(i + 1)), i * this.triangleStride);
    }
    this.scaled.set(scaled);
  }

  /** Computes `covariances` for points (count × dimensions); columns beyond them are those of the last. */
  setPoints(points: Float64Array): void {
    const { lengths, constant } = this.model.kernel;
    const last = points.length / lengths.length - 1;
    lengths.forEach((length, d) => {
      for (let column = 0; column < this.stride; column++) {
        this.points[d * this.stride + column] = points[Math.min(column, last) * lengths.length + d] / length;
      }
    });
    fillCovariances([this.size, this.stride, lengths.length], this.scaled, this.points, constant, this.covariances);
  }

  /** Computes the first `rows` rows of `whitened` from `covariances`. */
  whiten(rows = this.size): void {
    for (let row = 0; row < rows; row += rowBlock) {
      const end = Math.min(rows, row + rowBlock);
      const left = { array: this.triangle, start: row * this.triangleStride, stride: this.triangleStride };
      // right of the diagonal there are zeros
      multiply([end - row, end, this.stride], left, this.panel(this.covariances, 0), this.panel(this.whitened, row));
    }
  }

  /** Computes `solved` from `whitened`. */
  solve(): void {
    const { size, triangle, triangleStride } = this;
    for (let row = 0; row < size; row += rowBlock) {
      const rows = Math.min(rowBlock, size - row);
      const columns = { array: triangle, start: row * (triangleStride + 1), stride: triangleStride, isTransposed: true };
      multiply([rows, size - row, this.stride], columns, this.panel(this.whitened, row), this.panel(this.solved, row));
    }
  }

  private panel(array: Float64Array, row: number) {
    return { array, start: row * this.stride, stride: this.stride };
  }
}
