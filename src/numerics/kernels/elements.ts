// Work on complex matrices element by element, and their products with vectors. Real and imaginary parts are apart, rows
// are contiguous and strides are in bytes.

/** out = α x + β y for rows × columns matrices; out may be x or y. */
export function combine<T>(
  rows: i32, columns: i32, outRe: usize, outIm: usize, outRow: usize, alphaRe: T, alphaIm: T, xRe: usize, xIm: usize, xRow: usize,
  betaRe: T, betaIm: T, yRe: usize, yIm: usize, yRow: usize,
): void {
  const ar = v128.splat<T>(alphaRe), ai = v128.splat<T>(alphaIm), br = v128.splat<T>(betaRe), bi = v128.splat<T>(betaIm);
  const lanes = <i32>(16 / sizeof<T>()), end = columns & ~(lanes - 1);
  const isReal = alphaIm == 0 && betaIm == 0;
  for (let row = 0; row < rows; row++) {
    const bytes = <usize>end * sizeof<T>();
    if (isReal) {
      for (let i: usize = 0; i < bytes; i += 16) {
        v128.store(outRe + i, v128.add<T>(v128.mul<T>(ar, v128.load(xRe + i)), v128.mul<T>(br, v128.load(yRe + i))));
        v128.store(outIm + i, v128.add<T>(v128.mul<T>(ar, v128.load(xIm + i)), v128.mul<T>(br, v128.load(yIm + i))));
      }
    } else {
      for (let i: usize = 0; i < bytes; i += 16) {
        const xr = v128.load(xRe + i), xi = v128.load(xIm + i), yr = v128.load(yRe + i), yi = v128.load(yIm + i);
        const re = v128.add<T>(v128.sub<T>(v128.mul<T>(ar, xr), v128.mul<T>(ai, xi)), v128.mul<T>(br, yr));
        const im = v128.add<T>(v128.add<T>(v128.mul<T>(ar, xi), v128.mul<T>(ai, xr)), v128.mul<T>(br, yi));
        v128.store(outRe + i, v128.sub<T>(re, v128.mul<T>(bi, yi)));
        v128.store(outIm + i, v128.add<T>(im, v128.mul<T>(bi, yr)));
      }
    }
    for (let column = end; column < columns; column++) {
      const i = <usize>column * sizeof<T>();
      const xr = load<T>(xRe + i), xi = load<T>(xIm + i), yr = load<T>(yRe + i), yi = load<T>(yIm + i);
      store<T>(outRe + i, alphaRe * xr - alphaIm * xi + betaRe * yr - betaIm * yi);
      store<T>(outIm + i, alphaRe * xi + alphaIm * xr + betaRe * yi + betaIm * yr);
    }
    outRe += outRow;
    outIm += outRow;
    xRe += xRow;
    xIm += xRow;
    yRe += yRow;
    yIm += yRow;
  }
}

/** out = x diag(a) + y diag(b) for rows × columns matrices and vectors a, b; out is neither x nor y. */
export function combineColumns<T>(
  rows: i32, columns: i32, outRe: usize, outIm: usize, outRow: usize, aRe: usize, aIm: usize, xRe: usize, xIm: usize, xRow: usize,
  bRe: usize, bIm: usize, yRe: usize, yIm: usize, yRow: usize,
): void {
  const lanes = <i32>(16 / sizeof<T>()), end = columns & ~(lanes - 1);
  for (let row = 0; row < rows; row++) {
    const bytes = <usize>end * sizeof<T>();
    for (let i: usize = 0; i < bytes; i += 16) {
      const ar = v128.load(aRe + i), ai = v128.load(aIm + i), br = v128.load(bRe + i), bi = v128.load(bIm + i);
      const xr = v128.load(xRe + i), xi = v128.load(xIm + i), yr = v128.load(yRe + i), yi = v128.load(yIm + i);
      const re = v128.add<T>(v128.sub<T>(v128.mul<T>(ar, xr), v128.mul<T>(ai, xi)), v128.mul<T>(br, yr));
      const im = v128.add<T>(v128.add<T>(v128.mul<T>(ar, xi), v128.mul<T>(ai, xr)), v128.mul<T>(br, yi));
      v128.store(outRe + i, v128.sub<T>(re, v128.mul<T>(bi, yi)));
      v128.store(outIm + i, v128.add<T>(im, v128.mul<T>(bi, yr)));
    }
    for (let column = end; column < columns; column++) {
      const i = <usize>column * sizeof<T>();
      const ar = load<T>(aRe + i), ai = load<T>(aIm + i), br = load<T>(bRe + i), bi = load<T>(bIm + i);
      const xr = load<T>(xRe + i), xi = load<T>(xIm + i), yr = load<T>(yRe + i), yi = load<T>(yIm + i);
      store<T>(outRe + i, ar * xr - ai * xi + br * yr - bi * yi);
      store<T>(outIm + i, ar * xi + ai * xr + br * yi + bi * yr);
    }
    outRe += outRow;
    outIm += outRow;
    xRe += xRow;
    xIm += xRow;
    yRe += yRow;
    yIm += yRow;
  }
}

/** target = the (columns × rows) transpose of one part of a rows × columns matrix, eight rows at a time to stay in cache. */
export function transposePart<T>(rows: i32, columns: i32, source: usize, sourceRow: usize, target: usize, targetRow: usize): void {
  for (let first = 0; first < rows; first += 8) {
    const end = min(rows, first + 8);
    for (let column = 0; column < columns; column++) {
      let to = target + <usize>column * targetRow + <usize>first * sizeof<T>();
      let from = source + <usize>first * sourceRow + <usize>column * sizeof<T>();
      for (let row = first; row < end; row++, to += sizeof<T>(), from += sourceRow) store<T>(to, load<T>(from));
    }
  }
}

/** y = A x for a rows × columns matrix and vectors without gaps. */
export function multiplyVector<T>(
  rows: i32, columns: i32, aRe: usize, aIm: usize, aRow: usize, xRe: usize, xIm: usize, yRe: usize, yIm: usize,
): void {
  const lanes = <i32>(16 / sizeof<T>()), end = columns & ~(lanes - 1);
  const bytes = <usize>end * sizeof<T>();
  for (let row = 0; row < rows; row++) {
    let reRe = v128.splat<T>(<T>0), imIm = reRe, reIm = reRe, imRe = reRe;
    for (let i: usize = 0; i < bytes; i += 16) {
      const ar = v128.load(aRe + i), ai = v128.load(aIm + i), xr = v128.load(xRe + i), xi = v128.load(xIm + i);
      reRe = v128.add<T>(reRe, v128.mul<T>(ar, xr));
      imIm = v128.add<T>(imIm, v128.mul<T>(ai, xi));
      reIm = v128.add<T>(reIm, v128.mul<T>(ar, xi));
      imRe = v128.add<T>(imRe, v128.mul<T>(ai, xr));
    }
    let re = sumLanes<T>(v128.sub<T>(reRe, imIm)), im = sumLanes<T>(v128.add<T>(reIm, imRe));
    for (let column = end; column < columns; column++) {
      const i = <usize>column * sizeof<T>();
      const ar = load<T>(aRe + i), ai = load<T>(aIm + i), xr = load<T>(xRe + i), xi = load<T>(xIm + i);
      re += ar * xr - ai * xi;
      im += ar * xi + ai * xr;
    }
    const at = <usize>row * sizeof<T>();
    store<T>(yRe + at, re);
    store<T>(yIm + at, im);
    aRe += aRow;
    aIm += aRow;
  }
}

// @ts-ignore: decorator
@inline
function sumLanes<T>(v: v128): T {
  if (sizeof<T>() == 4) {
    return <T>(f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3)));
  }
  return <T>(f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1));
}
