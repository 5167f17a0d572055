import { standardDeviation } from 'simple-statistics';

/**
 * ln of the Gaussian kernel density estimate of `points` (count × dimensions), at any point: their mean of Gaussians around
 * each. Along each dimension their width is σ (4 / ((M + 2) n))^(1/(M + 4)), which is best where the points are normal
 * (Silverman 1986, Eq. 4.14); σ is the points' standard deviation there (divided by n).
 */
export function kernelDensity(points: ArrayLike<number>, dimensions: number): (point: ArrayLike<number>) => number {
  const count = points.length / dimensions;
  const factor = (4 / ((dimensions + 2) * count)) ** (1 / (dimensions + 4));
  const along = (k: number) => Array.from({ length: count }, (_, i) => points[i * dimensions + k]);
  const widths = Array.from({ length: dimensions }, (_, k) => factor * standardDeviation(along(k)));
  const scaled = Float64Array.from({ length: points.length }, (_, i) => points[i] / widths[i % dimensions]);
  const constant = widths.reduce((sum, width) => sum + Math.log(width * Math.sqrt(2 * Math.PI)), Math.log(count));
  const squares = new Float64Array(count);
  return (point) => {
    const at = widths.map((width, k) => point[k] / width);
    let least = Infinity;
    for (let i = 0; i < count; i++) {
      let square = 0;
      for (let k = 0; k < dimensions; k++) square += (scaled[i * dimensions + k] - at[k]) ** 2;
      squares[i] = square;
      least = Math.min(least, square);
    }
    // the nearest point's Gaussian is taken out of the sum, which could be 0 else
    const sum = squares.reduce((total, square) => total + Math.exp((least - square) / 2), 0);
    return Math.log(sum) - least / 2 - constant;
  };
}
