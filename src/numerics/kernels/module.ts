// What the wasm module for complex matrices exports: each kernel in single (32) and double precision (64).
import { accumulateProduct } from './complex-product';
import { combine, combineColumns, multiplyVector, transposePart } from './elements';
import { exchangeRows, factorise } from './factors';
import { isThin, multiplyThin, solveThin } from './thin';
import { solveLower, solveUpper } from './triangles';

export { workspaceBytes } from './complex-product';

export function accumulateProduct32(
  rows: i32, columns: i32, depth: i32, aRe: usize, aIm: usize, aRow: usize, bRe: usize, bIm: usize, bRow: usize, cRe:
  usize, cIm: usize, cRow: usize, factor: f32, work: usize,
): void {
  if (isThin<f32>(columns)) {
    multiplyThin<f32>(rows, columns, depth, aRe, aIm, aRow, bRe, bIm, bRow, cRe, cIm, cRow, factor, work);
    return;
  }
  accumulateProduct<f32>(
    rows, columns, depth, aRe, aIm, aRow, bRe, bIm, bRow, cRe, cIm, cRow, factor, work,
  );
}

export function accumulateProduct64(
  rows: i32, columns: i32, depth: i32, aRe: usize, aIm: usize, aRow: usize, bRe: usize, bIm: usize, bRow: usize, cRe:
  usize, cIm: usize, cRow: usize, factor: f64, work: usize,
): void {
  if (isThin<f64>(columns)) {
    multiplyThin<f64>(rows, columns, depth, aRe, aIm, aRow, bRe, bIm, bRow, cRe, cIm, cRow, factor, work);
    return;
  }
  accumulateProduct<f64>(
    rows, columns, depth, aRe, aIm, aRow, bRe, bIm, bRow, cRe, cIm, cRow, factor, work,
  );
}

export function factorise32(
  size: i32, re: usize, im: usize, row: usize, pivots: usize, work: usize,
): void {
  factorise<f32>(
    size, re, im, row, pivots, work,
  );
}

export function factorise64(
  size: i32, re: usize, im: usize, row: usize, pivots: usize, work: usize,
): void {
  factorise<f64>(
    size, re, im, row, pivots, work,
  );
}

export function combine32(
  rows: i32, columns: i32, outRe: usize, outIm: usize, outRow: usize, alphaRe: f32, alphaIm: f32, xRe: usize, xIm:
  usize, xRow: usize, betaRe: f32, betaIm: f32, yRe: usize, yIm: usize, yRow: usize,
): void {
  combine<f32>(
    rows, columns, outRe, outIm, outRow, alphaRe, alphaIm, xRe, xIm, xRow, betaRe, betaIm, yRe, yIm, yRow,
  );
}

export function combine64(
  rows: i32, columns: i32, outRe: usize, outIm: usize, outRow: usize, alphaRe: f64, alphaIm: f64, xRe: usize, xIm:
  usize, xRow: usize, betaRe: f64, betaIm: f64, yRe: usize, yIm: usize, yRow: usize,
): void {
  combine<f64>(
    rows, columns, outRe, outIm, outRow, alphaRe, alphaIm, xRe, xIm, xRow, betaRe, betaIm, yRe, yIm, yRow,
  );
}

export function combineColumns32(
  rows: i32, columns: i32, outRe: usize, outIm: usize, outRow: usize, aRe: usize, aIm: usize, xRe: usize, xIm: usize,
  xRow: usize, bRe: usize, bIm: usize, yRe: usize, yIm: usize, yRow: usize,
): void {
  combineColumns<f32>(
    rows, columns, outRe, outIm, outRow, aRe, aIm, xRe, xIm, xRow, bRe, bIm, yRe, yIm, yRow,
  );
}

export function combineColumns64(
  rows: i32, columns: i32, outRe: usize, outIm: usize, outRow: usize, aRe: usize, aIm: usize, xRe: usize, xIm: usize,
  xRow: usize, bRe: usize, bIm: usize, yRe: usize, yIm: usize, yRow: usize,
): void {
  combineColumns<f64>(
    rows, columns, outRe, outIm, outRow, aRe, aIm, xRe, xIm, xRow, bRe, bIm, yRe, yIm, yRow,
  );
}

export function transposePart32(
  rows: i32, columns: i32, source: usize, sourceRow: usize, target: usize, targetRow: usize,
): void {
  transposePart<f32>(
    rows, columns, source, sourceRow, target, targetRow,
  );
}

export function transposePart64(
  rows: i32, columns: i32, source: usize, sourceRow: usize, target: usize, targetRow: usize,
): void {
  transposePart<f64>(
    rows, columns, source, sourceRow, target, targetRow,
  );
}

export function multiplyVector32(
  rows: i32, columns: i32, aRe: usize, aIm: usize, aRow: usize, xRe: usize, xIm: usize, yRe: usize, yIm: usize,
): void {
  multiplyVector<f32>(
    rows, columns, aRe, aIm, aRow, xRe, xIm, yRe, yIm,
  );
}

export function multiplyVector64(
  rows: i32, columns: i32, aRe: usize, aIm: usize, aRow: usize, xRe: usize, xIm: usize, yRe: usize, yIm: usize,
): void {
  multiplyVector<f64>(
    rows, columns, aRe, aIm, aRow, xRe, xIm, yRe, yIm,
  );
}

/** B ← A⁻¹ B, A given by its factors and the exchanges of its rows. */
export function solve32(
  size: i32, columns: i32, re: usize, im: usize, row: usize, pivots: usize, bRe: usize, bIm: usize, bRow: usize, work: usize,
): void {
  exchangeRows<f32>(0, size, columns, bRe, bIm, bRow, pivots);
  if (isThin<f32>(columns)) {
    solveThin<f32>(size, columns, re, im, row, bRe, bIm, bRow, work);
    return;
  }
  solveLower<f32>(size, columns, re, im, row, bRe, bIm, bRow, work);
  solveUpper<f32>(size, columns, re, im, row, bRe, bIm, bRow, work);
}

/** B ← A⁻¹ B, A given by its factors and the exchanges of its rows. */
export function solve64(
  size: i32, columns: i32, re: usize, im: usize, row: usize, pivots: usize, bRe: usize, bIm: usize, bRow: usize, work: usize,
): void {
  exchangeRows<f64>(0, size, columns, bRe, bIm, bRow, pivots);
  if (isThin<f64>(columns)) {
    solveThin<f64>(size, columns, re, im, row, bRe, bIm, bRow, work);
    return;
  }
  solveLower<f64>(size, columns, re, im, row, bRe, bIm, bRow, work);
  solveUpper<f64>(size, columns, re, im, row, bRe, bIm, bRow, work);
}
