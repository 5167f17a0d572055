/**
 * How a network looks at an image. The film is the same wherever the cell is cut and, in unpolarised light at normal
 * incidence, flipped or turned; the network learns that from views of the images, and is asked by views too.
 */
export interface View {
  /** One of the eight flips and turns, 0 … 7: bit 0 mirrors left and right, bit 1 up and down, bit 2 swaps rows and columns. */
  turn: number;
  /** The pixel of the image that comes first in the view. */
  x: number;
  y: number;
}

export const turns = 8;

/** Images in rows of square pixels, one image after another: numbers of phases, or shares of phase 1 (0 … 1). */
export type Pixels = ArrayLike<number>;

/**
 * A view of one image (width × width pixels), averaged to side × side, −1 (phase 0 alone) … 1 (phase 1 alone), written to `out`
 * from `offset` on. `side` divides `width`.
 */
export function averageView(image: Pixels, width: number, view: View, side: number, out: Float32Array, offset: number): void {
  const { across, down } = placesOf(view, width);
  const step = width / side;
  const scale = 2 / step ** 2;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let sum = 0;
      for (let i = row * step; i < (row + 1) * step; i++) {
        for (let j = column * step; j < (column + 1) * step; j++) sum += image[down[i] + across[j]];
      }
      out[offset + row * side + column] = scale * sum - 1;
    }
  }
}

/** Adds to the gradient of an image (width × width) what follows from that of a view of it (side × side, from `offset` on). */
export function addViewGradient(
  ofView: Pixels,
  offset: number,
  side: number,
  view: View,
  ofImage: Float32Array,
  width: number,
): void {
  const { across, down } = placesOf(view, width);
  const step = width / side;
  const scale = 2 / step ** 2;
  for (let i = 0; i < width; i++) {
    const row = offset + Math.floor(i / step) * side;
    for (let j = 0; j < width; j++) ofImage[down[i] + across[j]] += scale * ofView[row + Math.floor(j / step)];
  }
}

/** Where in an image the pixels of a view lie: that of row i and column j at down[i] + across[j]. */
function placesOf({ turn, x, y }: View, width: number): { across: Int32Array; down: Int32Array } {
  const along = (first: number, isMirrored: number, stride: number): Int32Array =>
    Int32Array.from({ length: width }, (_, i) => ((first + (isMirrored ? width - i : i)) % width) * stride);
  const columns = along(x, turn & 1, 1);
  const rows = along(y, turn & 2, width);
  return turn & 4 ? { across: rows, down: columns } : { across: columns, down: rows };
}

/**
 * The pixel that a square image's longest waves have their crests at. It moves with the image, so that views which begin there
 * are the same however the image is shifted, and turns of them the same however it is turned.
 */
export function findCrest(image: Pixels, width: number): { x: number; y: number } {
  const columns = new Float64Array(width);
  const rows = new Float64Array(width);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const value = image[y * width + x];
      columns[x] += value;
      rows[y] += value;
    }
  }
  return { x: crestOf(columns), y: crestOf(rows) };
}

function crestOf(sums: Float64Array): number {
  const step = (2 * Math.PI) / sums.length;
  let [re, im] = [0, 0];
  sums.forEach((sum, i) => {
    re += sum * Math.cos(step * i);
    im += sum * Math.sin(step * i);
  });
  return (Math.round(Math.atan2(im, re) / step) + sums.length) % sums.length;
}
