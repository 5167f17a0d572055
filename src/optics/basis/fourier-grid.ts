import { fft2 } from '../../numerics/fft';
import { type ComplexMatrix, reserve } from '../../numerics/matrix';
import type { ComplexVector } from './fourier';
import type { DiffractionOrders } from './orders';

/** Points so dense that products of two functions of the kept orders have all their coefficients, without aliasing. */
export class FourierGrid {
  readonly rows: number;
  readonly columns: number;
  readonly size: number;

  constructor(readonly orders: DiffractionOrders) {
    const [reachM, reachN] = orders.reach;
    this.rows = smoothLength(4 * reachM + 1);
    this.columns = smoothLength(4 * reachN + 1);
    this.size = this.rows * this.columns;
  }

  zeros(): ComplexVector {
    return { re: new Float64Array(this.size), im: new Float64Array(this.size) };
  }

  /** Where the coefficient (m, n) stands. */
  at(m: number, n: number): number {
    return ((m + this.rows) % this.rows) * this.columns + ((n + this.columns) % this.columns);
  }

  /** Where it stands among coefficients for all differences of orders. */
  inImage({ stride }: ComplexMatrix, m: number, n: number): number {
    return (m + 2 * this.orders.reach[0]) * stride + n + 2 * this.orders.reach[1];
  }

  /** Σ over coefficients · exp(+iG·r) at each point r; in place. */
  toPoints(coefficients: ComplexVector): ComplexVector {
    fft2(coefficients.re, coefficients.im, this.rows, this.columns, true);
    return this.times(coefficients, this.size);
  }

  /** The coefficients of values at the points: mean of value · exp(−iG·r); in place. */
  toCoefficients(values: ComplexVector): ComplexVector {
    fft2(values.re, values.im, this.rows, this.columns);
    return this.times(values, 1 / this.size);
  }

  /** Coefficients of the kept orders, a column of `field`. */
  ofOrders(field: ComplexMatrix, column: number): ComplexVector {
    const coefficients = this.zeros();
    this.orders.m.forEach((m, i) => {
      const [to, from] = [this.at(m, this.orders.n[i]), i * field.stride + column];
      coefficients.re[to] = field.re[from];
      coefficients.im[to] = field.im[from];
    });
    return coefficients;
  }

  /** Coefficients of all differences of orders, arranged as `imageCoefficients` gives them. */
  ofImage(image: ComplexMatrix): ComplexVector {
    const coefficients = this.zeros();
    this.forDifferences(image, (inImage, at) => {
      coefficients.re[at] = image.re[inImage];
      coefficients.im[at] = image.im[inImage];
    });
    return coefficients;
  }

  /** The inverse of `ofImage`. */
  toImage(coefficients: ComplexVector): ComplexMatrix {
    const image = reserve(...(this.orders.reach.map((reach) => 4 * reach + 1) as [number, number]));
    this.forDifferences(image, (inImage, at) => {
      image.re[inImage] = coefficients.re[at];
      image.im[inImage] = coefficients.im[at];
    });
    return image;
  }

  private forDifferences(image: ComplexMatrix, visit: (inImage: number, at: number) => void): void {
    const [reachM, reachN] = this.orders.reach;
    for (let m = -2 * reachM; m <= 2 * reachM; m++) {
      for (let n = -2 * reachN; n <= 2 * reachN; n++) visit(this.inImage(image, m, n), this.at(m, n));
    }
  }

  private times(values: ComplexVector, factor: number): ComplexVector {
    for (const part of [values.re, values.im]) for (let i = 0; i < part.length; i++) part[i] *= factor;
    return values;
  }
}

/** The least number without prime factors above 5 that is no less. */
function smoothLength(least: number): number {
  const rest = (length: number): number => {
    const factor = [2, 3, 5].find((prime) => length % prime === 0);
    return factor ? rest(length / factor) : length;
  };
  return rest(least) === 1 ? least : smoothLength(least + 1);
}
