import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProblem } from '../../../src/optics/problem/parse-problem';
import type { OpticalProblem } from '../../../src/optics/problem/problem';
import { type Solution, solve } from '../../../src/optics/solver/solve';
import { hashCode } from '../../../src/pipeline/fingerprint';
import { InputError } from '../../../src/runs/errors';
import { makeFolder, repositoryRoot, sha256, writeFile } from '../../../src/runs/files';
import { referenceFolder } from '../../../test/reference';

/** Public problems of one kind: what each is, and what its publishers say of it. */
export interface Anchor<Published> {
  readonly name: string;
  readonly problem: OpticalProblem;
  readonly published: Published;
}

/** The problems of a folder of the reference folder's `anchors`, by name, in double precision. */
export function anchorsOf<Published>(kind: string): Anchor<Published>[] {
  const folder = join(referenceFolder, 'anchors', kind);
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  let files: string[];
  try {
    files = readdirSync(join(folder, 'problems')).sort();
  } catch {
    throw new InputError('MICRODESIGN_REFERENCE', `${folder} has no problems`, 'name a folder that has anchors/');
  }
  const { problems } = read('expected.json') as { problems: Record<string, Published> };
  return files.map((file) => {
    const name = file.replace('.json', '');
    return {
      name,
      problem: { ...parseProblem(read(join('problems', file)), name), precision: 'f64' },
      published: problems[name],
    };
  });
}

/** What a solution says, and the CPU seconds that it took: other work on the machine changes these less than the clock's. */
export interface Timed {
  readonly orders: Solution['orders'];
  readonly seconds: number;
}

const kept = join(repositoryRoot, 'data/runs/anchors');

/** Solves a problem, unless this code has done so before: what takes long goes on where it stopped. */
export function timed(problem: OpticalProblem): Timed {
  const [code] = hashCode([join(repositoryRoot, 'src/optics/solver/solve.ts')]);
  const key = sha256(JSON.stringify([code, { ...problem, pattern: [...problem.pattern.values] }]));
  const file = join(kept, `${key}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const before = process.cpuUsage();
  const { orders } = solve(problem);
  const { user, system } = process.cpuUsage(before);
  const result = { orders, seconds: (user + system) / 1e6 };
  makeFolder(kept);
  writeFile(file, JSON.stringify(result));
  return result;
}

/** What goes into one transmitted order, in shares of the incident light; 0 where the order was not kept. */
export function transmitted({ orders }: Pick<Timed, 'orders'>, polarisation: 's' | 'p', m: number, n: number): number {
  return orders.find((order) => order.m === m && order.n === n)?.[polarisation].T ?? 0;
}

/** A table in Markdown. */
export function markdown(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}
