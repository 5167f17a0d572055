#!/usr/bin/env node
'use strict';
// The sources are TypeScript and are run as they are.
require('tsx/cjs');
require('../src/experiment/cli.ts').main(process.argv);
