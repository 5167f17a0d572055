export { bestOfFirst } from './best-of';
export type { Claim, EvaluatedSet } from './claim';
export { judgeClaims } from './claims';
export { type DataOriginality, measureData, measureOriginality, type Originality } from './novelty';
export { findPaperTable, readPaperTables } from './paper-tables';
export { evaluate, type ProtocolSettings, paperProtocol, type TargetResult } from './protocol';
export { residualErrorPercentage, summariseResiduals } from './residual';
export { runningMinimum, summariseSearch } from './search';
export { resultRows, toCsv, toMarkdown } from './table';
