import { fft2 } from '../numerics/fft';
import type { Tensor } from './tensor';

/** A periodic medium of square cells, each of one conductivity above 0: conductivities[iy * width + ix]. */
export interface Medium {
  readonly width: number;
  readonly height: number;
  readonly conductivities: Float64Array;
}

/** Resistors along the edges of the cells, from each corner to the next one along x and along y. */
export interface Network {
  readonly width: number;
  readonly height: number;
  /** Number of the next corner along x, and along y. */
  readonly right: Int32Array;
  readonly below: Int32Array;
  /** Conductance to it. */
  readonly across: Float64Array;
  readonly down: Float64Array;
}

/**
 * What linear finite elements on both halves of each cell make of a medium: the diagonals carry nothing, and along an edge
 * the two cells beside it count half each. Corner (ix, iy) is the first one of cell (ix, iy).
 */
export function networkOf({ width, height, conductivities }: Medium): Network {
  const size = width * height;
  const right = Int32Array.from({ length: size }, (_, i) => ((i + 1) % width === 0 ? i + 1 - width : i + 1));
  const below = Int32Array.from({ length: size }, (_, i) => (i + width) % size);
  const across = new Float64Array(size);
  const down = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    across[below[i]] = (conductivities[i] + conductivities[below[i]]) / 2;
    down[right[i]] = (conductivities[i] + conductivities[right[i]]) / 2;
  }
  return { width, height, right, below, across, down };
}

/** Net current out of each corner at a potential, with a uniform field (ex, ey) on top of it. */
export function outflow(network: Network, potential: Float64Array, [ex, ey]: readonly [number, number], out: Float64Array): void {
  const { right, below, across, down } = network;
  out.fill(0);
  for (let i = 0; i < out.length; i++) {
    const toRight = across[i] * (ex + potential[right[i]] - potential[i]);
    const toBelow = down[i] * (ey + potential[below[i]] - potential[i]);
    out[i] += toRight + toBelow;
    out[right[i]] -= toRight;
    out[below[i]] -= toBelow;
  }
}

/** Power lost, per cell, in a unit field along x with its potential and one along y with its own: energies of both, and mixed. */
export function dissipation({ right, below, across, down }: Network, x: Float64Array, y: Float64Array): Tensor {
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [xAcross, xDown] = [1 + x[right[i]] - x[i], x[below[i]] - x[i]];
    const [yAcross, yDown] = [y[right[i]] - y[i], 1 + y[below[i]] - y[i]];
    xx += across[i] * xAcross * xAcross + down[i] * xDown * xDown;
    xy += across[i] * xAcross * yAcross + down[i] * xDown * yDown;
    yy += across[i] * yAcross * yAcross + down[i] * yDown * yDown;
  }
  return { xx: xx / x.length, xy: xy / x.length, yy: yy / x.length };
}

/**
 * The potentials at which unit currents flow out of a uniform network, for two fields of currents at once, in place: Green's
 * operator, diagonal in Fourier space. As it is real and even there, one complex transform serves two real fields.
 */
export function greenOperator({ width, height }: Network): (a: Float64Array, b: Float64Array) => void {
  const eigenvalues = (length: number) => Float64Array.from({ length }, (_, k) => 4 * Math.sin((Math.PI * k) / length) ** 2);
  const [alongX, alongY] = [eigenvalues(width), eigenvalues(height)];
  return (a, b) => {
    fft2(a, b, height, width);
    for (let v = 0, i = 0; v < height; v++) {
      for (let u = 0; u < width; u++, i++) {
        // the mean of a potential is free; 0 is as good as any
        const scale = i === 0 ? 0 : 1 / (alongX[u] + alongY[v]);
        a[i] *= scale;
        b[i] *= scale;
      }
    }
    fft2(a, b, height, width, true);
  };
}
