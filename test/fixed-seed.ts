import fc from 'fast-check';

// `npm test` draws the same examples each time, so that it says the same of the same code; `npm run test:long` draws others.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 2022 });
