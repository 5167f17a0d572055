/**
 * n² or n of a medium from coefficients C and the vacuum wavelength λ in µm: the nine formulas of refractiveindex.info, by
 * their numbers there (M. N. Polyanskiy, Sci. Data 11, 94 (2024), and the page "Dispersion formulas" of that database). A
 * coefficient that is not given is 0.
 */
export const formulas: readonly ((c: readonly number[], wavelength: number) => number)[] = [
  // 1, Sellmeier: n² = 1 + C1 + Σ C2 λ²/(λ² − C3²)
  (c, l) => Math.sqrt(sumPairs(1 + at(c, 1), c, 2, (b, root) => (b * l ** 2) / (l ** 2 - root ** 2))),
  // 2, Sellmeier with squares: n² = 1 + C1 + Σ C2 λ²/(λ² − C3)
  (c, l) => Math.sqrt(sumPairs(1 + at(c, 1), c, 2, (b, square) => (b * l ** 2) / (l ** 2 - square))),
  // 3, polynomial: n² = C1 + Σ C2 λ^C3
  (c, l) => Math.sqrt(sumPairs(at(c, 1), c, 2, (b, power) => b * l ** power)),
  // 4: n² = C1 + C2 λ^C3/(λ² − C4^C5) + C6 λ^C7/(λ² − C8^C9) + Σ C10 λ^C11
  (c, l) => Math.sqrt(sumPairs(at(c, 1) + resonance(c, 2, l) + resonance(c, 6, l), c, 10, (b, power) => b * l ** power)),
  // 5, Cauchy: n = C1 + Σ C2 λ^C3
  (c, l) => sumPairs(at(c, 1), c, 2, (b, power) => b * l ** power),
  // 6, gases: n = 1 + C1 + Σ C2/(C3 − λ⁻²)
  (c, l) => sumPairs(1 + at(c, 1), c, 2, (b, square) => b / (square - l ** -2)),
  // 7, Herzberger: n = C1 + C2 L + C3 L² + C4 λ² + C5 λ⁴ + C6 λ⁶ with L = 1/(λ² − 0.028)
  (c, l) => {
    const pole = 1 / (l ** 2 - 0.028);
    return at(c, 1) + at(c, 2) * pole + at(c, 3) * pole ** 2 + at(c, 4) * l ** 2 + at(c, 5) * l ** 4 + at(c, 6) * l ** 6;
  },
  // 8, Lorentz–Lorenz: (n² − 1)/(n² + 2) = C1 + C2 λ²/(λ² − C3) + C4 λ²
  (c, l) => {
    const ratio = at(c, 1) + (at(c, 2) * l ** 2) / (l ** 2 - at(c, 3)) + at(c, 4) * l ** 2;
    return Math.sqrt((1 + 2 * ratio) / (1 - ratio));
  },
  // 9: n² = C1 + C2/(λ² − C3) + C4 (λ − C5)/((λ − C5)² + C6)
  (c, l) => {
    const away = l - at(c, 5);
    return Math.sqrt(at(c, 1) + at(c, 2) / (l ** 2 - at(c, 3)) + (at(c, 4) * away) / (away ** 2 + at(c, 6)));
  },
];

/** A coefficient by its number: 1, 2, … */
const at = (coefficients: readonly number[], number: number): number => coefficients[number - 1] ?? 0;

/** A start, and to it one term for each pair of coefficients from a number on. */
function sumPairs(
  start: number,
  coefficients: readonly number[],
  from: number,
  term: (first: number, second: number) => number,
): number {
  let sum = start;
  for (let number = from; number <= coefficients.length; number += 2) {
    sum += term(at(coefficients, number), at(coefficients, number + 1));
  }
  return sum;
}

/** A λ^B/(λ² − C^D) of four coefficients from a number on; nothing where they are not there. */
function resonance(coefficients: readonly number[], from: number, wavelength: number): number {
  if (at(coefficients, from) === 0) return 0;
  const [a, b, c, d] = [0, 1, 2, 3].map((more) => at(coefficients, from + more));
  return (a * wavelength ** b) / (wavelength ** 2 - c ** d);
}
