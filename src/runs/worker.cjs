'use strict';
// What a worker thread starts from: it lets the thread load TypeScript, then hands over to the module that the pool names.
require('tsx/cjs');
const { workerData } = require('piscina');
module.exports = require(workerData.module).default;
