import { numbersIn, type Property, type PropertyValue } from '../simulation/property';

/** A sentence where a target lies outside what a method learned from: it then explores. */
export function warnOfTarget(target: PropertyValue, property: Property, [low, high]: readonly [number, number]): string[] {
  const values = numbersIn(target);
  const outside = values.find((value) => value < low || value > high);
  if (outside === undefined) return [];
  const unit = property.unit ? ` ${property.unit}` : '';
  return [
    `the target ${outside}${unit} lies outside the ${property.name} of the training data (${low} … ${high}${unit}): this is exploration`,
  ];
}
