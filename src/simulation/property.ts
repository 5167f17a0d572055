/** A property of microstructures: what is simulated, and what a design is asked for. */
export interface Property {
  /** In running text: "absorption". */
  readonly name: string;
  /** In captions and formulas: "A". */
  readonly symbol: string;
  /** Left out where it has none. */
  readonly unit?: string;
  /** The values that it can have. */
  readonly range: readonly [low: number, high: number];
  /** On axes, where its name is too long for one. */
  readonly label?: string;
  /** What each of its numbers is, where it has several: a spectrum has "450 nm", "500 nm", … */
  readonly components?: readonly string[];
}

/** One number, or one for each component of the property. */
export type PropertyValue = number | readonly number[];

/** Its numbers, one or more. */
export const numbersIn = (value: PropertyValue): readonly number[] => (typeof value === 'number' ? [value] : value);

/** How many numbers a microstructure has of a property. */
export const countComponents = ({ components }: Property): number => components?.length ?? 1;
