import { parentPort, workerData } from 'node:worker_threads';
import { type Simulation, simulateText } from '../../src/cli/simulate-problem';
import { simulationJson, simulationTable } from '../../src/cli/simulate-report';
import { RandomStream } from '../../src/numerics/random';
import { InputError } from '../../src/runs/errors';
import { mutatedProblem } from './mutated-problems';

export interface Verdict {
  outcome: 'solved' | 'refused';
  fault?: string;
}

const { seed, first, count } = workerData as { seed: number; first: number; count: number };

for (let i = first; i < count; i++) {
  const random = RandomStream.fromSeed(seed).derive('mutation', i);
  const text = mutatedProblem(random);
  const precision = ([undefined, undefined, 'auto', 'f32', 'f64'] as const)[random.integer(5)];
  parentPort!.postMessage(judge(() => simulateText(text, 'mutated/problem.json', { precision })));
}

function judge(simulate: () => Simulation): Verdict {
  try {
    return { outcome: 'solved', fault: faultOf(simulate()) };
  } catch (error) {
    const { message, stack } = error as Error;
    if (!(error instanceof InputError)) return { outcome: 'refused', fault: `throws ${stack}` };
    if (message.length > 400) return { outcome: 'refused', fault: `says ${message.length} characters: ${message.slice(0, 200)}` };
    if (/[\p{C}\p{Zl}\p{Zp}]/u.test(message)) return { outcome: 'refused', fault: `says ${JSON.stringify(message)}` };
    return { outcome: 'refused' };
  }
}

/** What is wrong with a result: a number that is none, or light that nothing made. */
function faultOf(simulation: Simulation): string | undefined {
  const { s, p, unpolarised, layers = [] } = simulation;
  const shares = [...[s, p, unpolarised].flatMap(({ R, T, A }) => [R, T, A]), ...layers.flatMap((layer) => [layer.s, layer.p])];
  const json = simulationJson(simulation);
  const isPassive = shares.every((share) => share >= -1e-4 && share <= 1 + 1e-4);
  return isPassive && !/null|NaN/.test(json + simulationTable(simulation)) ? undefined : `gives ${json}`;
}
