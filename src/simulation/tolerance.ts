/**
 * The tolerance of each microstructure: the standard deviation of its property about that of the design, over the errors that it
 * may be made with. In the property's unit.
 *
 * @param simulated count × cases, the first case of each as designed: what `Simulation.underErrors` gives
 */
export function tolerances(simulated: ArrayLike<number>, cases: number): Float64Array {
  return Float64Array.from({ length: simulated.length / cases }, (_, i) => {
    const [designed, ...others] = Array.from({ length: cases }, (_, k) => simulated[cases * i + k]);
    return Math.sqrt(others.reduce((sum, value) => sum + (value - designed) ** 2, 0) / others.length);
  });
}
