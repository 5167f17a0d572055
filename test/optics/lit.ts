import type { Precision } from '../../src/numerics/arena';
import { reserve, scale } from '../../src/numerics/matrix';
import { applyBlockDiagonal } from '../../src/optics/basis/block-diagonal';
import { selectOrders } from '../../src/optics/basis/orders';
import { permittivity } from '../../src/optics/basis/permittivity';
import { halfSpace } from '../../src/optics/layer/half-space';
import { patternedLayer } from '../../src/optics/layer/pq-matrices';
import type { OpticalProblem } from '../../src/optics/problem/problem';
import { factoriseBoundary } from '../../src/optics/solver/boundary';
import { incidentWaves } from '../../src/optics/solver/poynting';

/** The stages of a solution, one by one, for tests of each. */
export function stagesOf(problem: OpticalProblem, precision: Precision = 'f64') {
  const orders = selectOrders(problem.truncation, problem.period);
  const layer = patternedLayer(problem, orders, precision);
  const [cover, substrate] = [problem.cover, problem.substrate].map((index) => halfSpace(permittivity(index), layer.waves));
  const incident = incidentWaves(problem, orders, precision);
  const source = reserve(incident.rows, 2, precision);
  applyBlockDiagonal(cover.admittance, incident, source);
  scale(source, 2);
  return { orders, layer, cover, substrate, incident, source, boundary: factoriseBoundary(layer, cover, substrate) };
}
