/** The standard normal density. */
export function density(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** The standard normal distribution Φ(z), to nearly all digits in both tails. */
export function distribution(z: number): number {
  if (z > 0) return 1 - distribution(-z);
  return z > -2.5 ? 0.5 - aboutMiddle(-z) : density(z) * millsRatio(-z);
}

/** Φ(x) − ½ = φ(x) Σ x^(2n+1)/(1·3·5 … (2n+1)) (Abramowitz and Stegun 1964, 26.2.11). */
function aboutMiddle(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; term > 1e-17 * sum; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return density(x) * sum;
}

/** (1 − Φ(x))/φ(x) = 1/(x + 1/(x + 2/(x + 3/(x + …)))) for x >= 2.5 (Abramowitz and Stegun 1964, 26.2.14). */
function millsRatio(x: number): number {
  let rest = x;
  for (let k = 70; k > 0; k--) rest = x + k / rest;
  return 1 / rest;
}
