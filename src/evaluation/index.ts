export { evaluate, type ProtocolSettings, paperProtocol, type TargetResult } from './protocol';
export { residualErrorPercentage, summariseResiduals } from './residual';
export { resultRows, toCsv, toMarkdown } from './table';
