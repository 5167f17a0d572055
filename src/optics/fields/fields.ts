import { inFrame } from '../../numerics/arena';
import { block, type ComplexMatrix, combineRows, reserve, scale, zeros } from '../../numerics/matrix';
import { accumulateProduct, multiply } from '../../numerics/product';
import { gaussLegendre } from '../../numerics/quadrature';
import type { ComplexVector } from '../basis/fourier';
import { divergence, type Layer } from '../layer/pq-matrices';
import { type OpticalProblem, roundingOf } from '../problem/problem';
import { poyntingFluxes, poyntingMatrix } from '../solver/poynting';
import { type IlluminatedLayer, illuminatedLayer, nodesAcross } from './illuminated';
import { fieldsInside, type InteriorFields, joinColumns } from './layer-fields';

/**
 * E and H, H times the impedance of vacuum, for an incident wave of unit amplitude: element (i, j) of a map of `rows` ×
 * `columns` points lies at i · columns + j.
 */
export interface FieldMap {
  readonly rows: number;
  readonly columns: number;
  readonly E: { readonly x: ComplexVector; readonly y: ComplexVector; readonly z: ComplexVector };
  readonly H: { readonly x: ComplexVector; readonly y: ComplexVector; readonly z: ComplexVector };
}

/**
 * Where to look at fields: at one depth below the cover (columns along x, rows along y), or on a slice of constant y or x
 * through the layer (columns along x or y, rows downwards). Positions in the problem's unit; points are the middles of
 * `points` [columns, rows] equal boxes that fill the plane within one cell and the layer.
 */
export type FieldPlane = { readonly points: readonly [columns: number, rows: number] } & (
  | { readonly depth: number }
  | { readonly x: number }
  | { readonly y: number }
);

/** The fields in the layer on a plane. Throws InputError where the problem makes no sense, RangeError outside the layer. */
export function fieldsOnPlane(problem: OpticalProblem, polarisation: 's' | 'p', plane: FieldPlane): FieldMap {
  const [columns, rows] = plane.points;
  const { period, thickness, wavelength } = problem;
  const middles = (count: number, length: number) => Array.from({ length: count }, (_, i) => ((i + 0.5) * length) / count);
  const lateral =
    'depth' in plane
      ? middles(rows, period[1]).flatMap((y) => middles(columns, period[0]).map((x) => [x, y]))
      : 'y' in plane
        ? middles(columns, period[0]).map((x) => [x, plane.y])
        : middles(columns, period[1]).map((y) => [plane.x, y]);
  const depths = 'depth' in plane ? [plane.depth] : middles(rows, thickness);
  if (!depths.every((depth) => depth >= 0 && depth <= thickness)) {
    throw new RangeError(`depth ${depths} is not in the layer, which is ${thickness} thick`);
  }
  return inFrame(() => {
    const lit = illuminatedLayer(problem);
    const inside = columnsAt(
      lit,
      depths.map((depth) => depth / thickness),
      polarisation,
    );
    const { waves } = lit.layer;
    const perLength = (2 * Math.PI) / wavelength;
    const phases = reserve(lateral.length, waves.kx.length);
    lateral.forEach(([x, y], i) => {
      waves.kx.forEach((kx, order) => {
        const phase = perLength * (kx * x + waves.ky[order] * y);
        phases.re[i * phases.stride + order] = Math.cos(phase);
        phases.im[i * phases.stride + order] = Math.sin(phase);
      });
    });
    const map = (coefficients: ComplexMatrix): ComplexVector => {
      const values = multiply(phases, coefficients);
      const [re, im] = [new Float64Array(rows * columns), new Float64Array(rows * columns)];
      for (let i = 0; i < lateral.length; i++) {
        for (let j = 0; j < depths.length; j++) {
          re[j * lateral.length + i] = values.re[i * depths.length + j];
          im[j * lateral.length + i] = values.im[i * depths.length + j];
        }
      }
      return { re, im };
    };
    const { Ex, Ey, Ez, Hx, Hy, Hz } = components(lit.layer, inside);
    return { rows, columns, E: { x: map(Ex), y: map(Ey), z: map(Ez) }, H: { x: map(Hx), y: map(Hy), z: map(Hz) } };
  }, roundingOf(problem));
}

/**
 * Share of the incident power absorbed per unit of area, relative to the mean over the cell, summed over the thickness: the
 * mean of the map is the absorption. `points` [columns, rows] as in a field map of one depth. Computed as Im(E* · D) with
 * the D of the truncated equations, which keeps the energy. Throws InputError where the problem makes no sense.
 */
export function absorptionMap(
  problem: OpticalProblem,
  polarisation: 's' | 'p',
  [columns, rows]: readonly [columns: number, rows: number],
): Float64Array {
  return inFrame(() => {
    const lit = illuminatedLayer(problem);
    const { layer, orders, levels, faces, incident, boundary } = lit;
    const { nodes, weights } = gaussLegendre(nodesAcross(lit));
    const column = polarisation === 's' ? 0 : 1;
    const power = poyntingFluxes(incident, column, poyntingMatrix(boundary.cover)).reduce((sum, value) => sum + value, 0);
    const inside = onlySource(fieldsInside(layer, levels, faces, nodes, false), column);
    const { Ex, Ey, Ez, Dz } = components(layer, inside);
    const { xx, yy, xy } = layer.permittivity;
    const [Dx, Dy] = [multiply(xx, Ex), multiply(yy, Ey)];
    if (xy) {
      accumulateProduct(Dx, xy, Ey, 1);
      accumulateProduct(Dy, xy, Ex, 1);
    }
    const phases = reserve(rows * columns, orders.harmonics);
    for (let i = 0; i < rows * columns; i++) {
      const [x, y] = [((i % columns) + 0.5) / columns, (Math.floor(i / columns) + 0.5) / rows];
      for (let order = 0; order < orders.harmonics; order++) {
        const phase = 2 * Math.PI * (orders.m[order] * x + orders.n[order] * y);
        phases.re[i * phases.stride + order] = Math.cos(phase);
        phases.im[i * phases.stride + order] = Math.sin(phase);
      }
    }
    const map = new Float64Array(rows * columns);
    const perNode = Ex.columns / nodes.length;
    for (const [E, D] of [
      [Ex, Dx],
      [Ey, Dy],
      [Ez, Dz],
    ]) {
      const [e, d] = [multiply(phases, E), multiply(phases, D)];
      for (let i = 0; i < map.length; i++) {
        for (let j = 0; j < E.columns; j++) {
          const at = i * E.columns + j;
          const weight = (weights[Math.floor(j / perNode)] * inside.half) / power;
          map[i] += weight * (e.re[at] * d.im[at] - e.im[at] * d.re[at]);
        }
      }
    }
    return map;
  }, roundingOf(problem));
}

/** The fields at depths given as shares of the thickness, one column each. */
export function columnsAt(
  { layer, levels, faces }: IlluminatedLayer,
  depths: readonly number[],
  polarisation: 's' | 'p',
): InteriorFields {
  const parts = 2 ** (levels.kappas.length - 2);
  const places = depths.map((depth) => {
    const part = Math.min(parts - 1, Math.floor(depth * parts));
    return { part, height: 2 * (depth * parts - part) - 1 };
  });
  const inside = fieldsInside(
    layer,
    levels,
    faces,
    places.map(({ height }) => height),
    false,
  );
  const pick = (matrix: ComplexMatrix) =>
    joinColumns(
      places.map(({ part }, i) => block(matrix, 0, (i * parts + part) * 2 + (polarisation === 's' ? 0 : 1), matrix.rows, 1)),
    );
  return { ...inside, u: pick(inside.u), v: pick(inside.v) };
}

/** Every second column: of s or of p. */
function onlySource(inside: InteriorFields, source: number): InteriorFields {
  const pick = (matrix: ComplexMatrix) =>
    joinColumns(Array.from({ length: matrix.columns / 2 }, (_, i) => block(matrix, 0, 2 * i + source, matrix.rows, 1)));
  return { ...inside, u: pick(inside.u), v: pick(inside.v) };
}

/** Coefficients of all components from u = (Ex, Ey) and v = (Hy, −Hx), by Maxwell's equations. */
function components(layer: Layer, { u, v }: InteriorFields) {
  const { kx, ky } = layer.waves;
  const harmonics = kx.length;
  const [Ex, Ey] = [0, 1].map((axis) => block(u, axis * harmonics, 0, harmonics, u.columns));
  const Hy = block(v, 0, 0, harmonics, v.columns);
  const Hx = zeros(harmonics, v.columns);
  const Hz = reserve(harmonics, u.columns);
  for (let order = 0; order < harmonics; order++) {
    combineRows(Hx, order, -1, 0, v, order + harmonics, 0, 0, v, order);
    combineRows(Hz, order, kx[order], 0, Ey, order, -ky[order], 0, Ex, order);
  }
  const Dz = divergence(layer.waves, v);
  scale(Dz, -1);
  const Ez = zeros(harmonics, u.columns);
  accumulateProduct(Ez, layer.permittivity.inverseZz, Dz, 1);
  return { Ex, Ey, Ez, Hx, Hy, Hz, Dz };
}
