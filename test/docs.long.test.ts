import { testExamples } from './examples';

describe('the page on extending', () => {
  testExamples('docs/extending.md');
});
