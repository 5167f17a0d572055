export * from './property';
export * from './simulator';
