'use strict';
/**
 * Ends the process when the one that started it has ended, in whatever way: a thread of its own looks once a second, so
 * that a cell which never rests does not live on either.
 */
const { Worker, isMainThread } = require('node:worker_threads');

if (isMainThread) {
  module.exports = { endWithParent: () => new Worker(__filename, { execArgv: [] }).unref() };
} else {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(parent)) process.kill(process.pid, 'SIGKILL');
  }, 1000);
}

function isAlive(id) {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
