import { ConditionalFlow } from '../flow/flow';
import { checkSettings, type FlowSettings, latentFlow } from '../flow/settings';
import { trainFlow } from '../flow/train';
import { hashWeights } from '../learning/weights';
import { candidatesOf } from './candidates';
import { latentsOf, moveInside } from './gan-mdn';
import type { Method } from './method';
import { mixtureData } from './train-mixture';
import { warnOfTarget } from './warnings';

/**
 * Ours: a modern generative model in the place of the mixture density network. A flow (Lipman et al. 2023) turns the even
 * density that the data's latents were drawn from into that of latents whose microstructures have the target; the generator
 * makes microstructures of them. No simulation is needed to propose.
 */
export const flowMatching: Method<{ flow: FlowSettings }> = {
  name: 'flow matching',
  origin: 'ours',
  summary: 'a flow moves even latents to those for the target, the generator makes microstructures of them',
  settings: { flow: latentFlow },
  module: __filename,
  check: ({ flow }) => checkSettings(flow),
  async train(data, settings, random, run) {
    const { flow, history } = await trainFlow(mixtureData(data, latentsOf(data.samples)), settings.flow, random, run);
    const weights = flow.weights();
    flow.dispose();
    const { training, validation } = history;
    return {
      weights,
      history: { step: 'mark', quantity: 'squared error of the velocity', curves: { training, validation } },
      results: { validationError: validation[validation.length - 1], sha256: hashWeights(weights) },
    };
  },
  async open({ weights, generator, dataset, property }, { flow: { odeSteps } }) {
    const flow = await ConditionalFlow.fromWeights(weights!);
    return {
      name: 'flow matching',
      async design(target, count, random) {
        // a path may end a little outside of the box, where the generator was not trained
        const latents = moveInside(flow.sample(target, count, random, odeSteps));
        return {
          candidates: candidatesOf(generator, latents, dataset.latentSide),
          warnings: warnOfTarget(target, property, dataset.range),
        };
      },
    };
  },
};
