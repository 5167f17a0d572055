/** Nodes in −1 … 1, rising, and weights of Gauss and Legendre's rule: exact for polynomials of degree 2 count − 1. */
export function gaussLegendre(count: number): { nodes: number[]; weights: number[] } {
  const [nodes, weights]: [number[], number[]] = [[], []];
  for (let i = 0; i < count / 2; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    // Newton's steps from a guess this good double the digits each.
    for (let step = 0; step < 6; step++) {
      let [before, value] = [1, x];
      for (let k = 2; k <= count; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      slope = (count * (x * value - before)) / (x * x - 1);
      x -= value / slope;
    }
    // Both halves from the first, so that nodes are symmetric to the last digit.
    const middle = 2 * i + 1 === count;
    nodes[i] = middle ? 0 : x;
    nodes[count - 1 - i] = middle ? 0 : -x;
    weights[i] = weights[count - 1 - i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
