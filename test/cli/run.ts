import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/runs/files';

export interface Ending {
  code: number;
  out: string;
  err: string;
}

/** Runs the command line in a process of its own. */
export function microdesign(...args: string[]): Promise<Ending> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(repositoryRoot, 'bin/microdesign.cjs'), ...args], (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}
