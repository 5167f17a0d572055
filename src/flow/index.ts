// What a notebook uses of this room. Modules of src/ import from each other's files instead.
export { ConditionalFlow } from './flow';
export { type FlowSettings, latentFlow } from './settings';
export { type FlowHistory, trainFlow } from './train';
