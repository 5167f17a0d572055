export * from './property';
export * from './residual';
export * from './simulator';
