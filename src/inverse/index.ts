import { ganMdn } from './gan-mdn';
import type { Method } from './method';
import { randomLatent } from './random-latent';

export { candidatesOf } from './candidates';
export { GanMdn, ganMdn } from './gan-mdn';
export type { Method, OpenContext, Trained, TrainingData } from './method';
export { slugOf } from './method';
export type { Candidate, Design, InverseModel } from './model';
export { RandomLatent, randomLatent } from './random-latent';

/** All methods, as tables and figures have them: a new one is a file beside these and a line here. */
export const methods: readonly Method[] = [ganMdn, randomLatent];
