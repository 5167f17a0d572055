// Waits for a moment, then takes a lock, again and again for a while, and writes down when it has it: LOCK LOG MOMENT.
import { appendFileSync } from 'node:fs';
import { exitCodeFor } from '../../src/cli/cli';
import { holdLock } from '../../src/runs/lock';

const [lock, log, moment] = process.argv.slice(2);
/** Milliseconds for which a holder keeps the lock, doing nothing else. */
const held = 30;

while (Date.now() < Number(moment));
try {
  const release = holdLock(lock, 'soak', 'holding the lock');
  appendFileSync(log, `in ${process.pid}\n`);
  const until = Date.now() + held;
  while (Date.now() < until);
  appendFileSync(log, `out ${process.pid}\n`);
  release();
} catch (error) {
  process.exitCode = exitCodeFor(error);
}
