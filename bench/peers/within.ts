/**
 * The first of the steps that is within the bound and stays there: the next step must be within it too, so that a hit by
 * accident does not count, nor does one at the last step. Undefined where there is none.
 */
export function firstWithin<Step>(steps: readonly Step[], isWithin: (step: Step) => boolean): Step | undefined {
  return steps.find((step, i) => isWithin(step) && i + 1 < steps.length && isWithin(steps[i + 1]));
}
