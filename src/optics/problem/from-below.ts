import type { OpticalProblem } from './problem';
import type { StackProblem } from './stack-problem';

/**
 * The same structure lit from the substrate's side: cover and substrate change places, and the layers of a stack their order.
 * x, y and the pattern stay, since the equations are the same when z is turned round; so the order (m, n) keeps its name, R is
 * what goes back into the substrate and T what comes out of the cover. Solving it throws InputError where the substrate absorbs,
 * as for any cover.
 */
export function fromBelow<Problem extends OpticalProblem | StackProblem>(problem: Problem): Problem {
  const turned = { ...problem, cover: problem.substrate, substrate: problem.cover };
  return 'layers' in turned ? { ...turned, layers: [...turned.layers].reverse() } : turned;
}
