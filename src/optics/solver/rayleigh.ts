import { solve } from '../../numerics/lu';
import { type ComplexMatrix, copy, zeros } from '../../numerics/matrix';
import { accumulateProduct } from '../../numerics/product';
import type { HalfSpace, RayleighOrder } from '../layer/half-space';

/** Fields (Ex, Ey) of all orders on both faces, one column for each source. */
export interface FaceFields {
  /** At the face to the cover, the incident wave included. */
  readonly top: ComplexMatrix;
  /** At the face to the substrate. */
  readonly bottom: ComplexMatrix;
}

/**
 * The fields of sources in the true conditions at both faces, given what answers in the regularised ones: adds sources at the
 * orders near their Rayleigh points. The true conditions, multiplied by c = kz/(regular kz), are y u − c v = s for the p parts
 * (Eq. 12 of README.md; the Woodbury formula, cheap as the orders are few); sources there are given multiplied by c.
 */
export function restoreRayleighOrders<Fields extends FaceFields>(
  respond: (topSource: ComplexMatrix, bottomSource: ComplexMatrix) => Fields,
  { cover, substrate }: { readonly cover: HalfSpace; readonly substrate: HalfSpace },
  source: ComplexMatrix,
  bottomSource: ComplexMatrix,
): Fields {
  const fields = respond(source, bottomSource);
  const faces = [
    ...cover.rayleigh.map((order) => ({ order, top: true })),
    ...substrate.rayleigh.map((order) => ({ order, top: false })),
  ];
  if (faces.length === 0) return fields;
  const orders = source.rows / 2;
  const [topProbe, bottomProbe] = [
    zeros(source.rows, faces.length, source.precision),
    zeros(source.rows, faces.length, source.precision),
  ];
  faces.forEach(({ order: { order, direction }, top }, j) => {
    const { re } = top ? topProbe : bottomProbe;
    re[order * faces.length + j] = direction[0];
    re[(order + orders) * faces.length + j] = direction[1];
  });
  const probes = respond(topProbe, bottomProbe);

  // In each condition the regularised solution with added source x has v = y u − s − x, so what is left over is
  // (1 − c) y u + c (s + x) − s: linear in x.
  const system = zeros(faces.length, faces.length, source.precision);
  const leftOver = zeros(faces.length, source.columns, source.precision);
  faces.forEach(({ order, top }, i) => {
    const [ratioRe, ratioIm] = order.ratio;
    const [admittanceRe, admittanceIm] = order.admittance;
    const weight: [number, number] = [
      (1 - ratioRe) * admittanceRe + ratioIm * admittanceIm,
      (1 - ratioRe) * admittanceIm - ratioIm * admittanceRe,
    ];
    addRow(system, i, weight, order, top ? probes.top : probes.bottom);
    system.re[i * faces.length + i] += ratioRe;
    system.im[i * faces.length + i] += ratioIm;
    addRow(leftOver, i, weight, order, top ? fields.top : fields.bottom);
    addRow(leftOver, i, [ratioRe - 1, ratioIm], order, top ? source : bottomSource);
  });
  const added = solve(system, leftOver);
  const [topTrue, bottomTrue] = [copy(source), copy(bottomSource)];
  accumulateProduct(topTrue, topProbe, added, -1);
  accumulateProduct(bottomTrue, bottomProbe, added, -1);
  return respond(topTrue, bottomTrue);
}

/** Adds a complex factor times the p part of an order to row i of a small matrix. */
function addRow(
  target: ComplexMatrix,
  i: number,
  [factorRe, factorIm]: readonly [number, number],
  { order, direction: [x, y] }: RayleighOrder,
  field: ComplexMatrix,
): void {
  const below = (field.rows / 2) * field.columns;
  for (let column = 0; column < field.columns; column++) {
    const from = order * field.columns + column;
    const re = x * field.re[from] + y * field.re[from + below];
    const im = x * field.im[from] + y * field.im[from + below];
    target.re[i * target.columns + column] += factorRe * re - factorIm * im;
    target.im[i * target.columns + column] += factorRe * im + factorIm * re;
  }
}
