#!/usr/bin/env node
'use strict';
// The sources are TypeScript and are run as they are.
require('tsx/cjs');
require('../src/cli/cli.ts').main(process.argv);
