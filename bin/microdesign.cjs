#!/usr/bin/env node
'use strict';
// What fails before a command can tell of it, as the loader does where the system gives too little memory to start.
process.on('uncaughtException', (error) => {
  const isMemory = error instanceof RangeError && /memory/i.test(error.message);
  // the command has told it already
  if (isMemory && process.exitCode) process.exit();
  const told = `error: memory: there is not enough to start (${error.message}); close other programs or allow more`;
  process.stderr.write(`${isMemory ? told : error instanceof Error ? error.stack : error}\n`);
  process.exit(isMemory ? 2 : 1);
});
// The sources are TypeScript and are run as they are.
require('tsx/cjs');
require('../src/cli/cli.ts').main(process.argv);
