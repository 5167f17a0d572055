// Times one job on one stack and prints JSON: `tsx measure.ts ours|stock JOB REPETITIONS`.
import { dirname, sep } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { selectBackend } from '../../src/learning/backend';
import { RandomStream } from '../../src/numerics/random';
import { ganJobs, jobs, runGan } from './jobs';

/** The first calls compile and fill caches. */
const warmUp = 2;

async function main(): Promise<void> {
  const [stack, name, repetitions] = process.argv.slice(2);
  const wall: number[] = [];
  const cpu: number[] = [];
  let last = { wall: performance.now(), cpu: process.cpuUsage() };
  const lap = (): void => {
    const { user, system } = process.cpuUsage(last.cpu);
    wall.push((performance.now() - last.wall) / 1000);
    cpu.push((user + system) / 1e6);
    last = { wall: performance.now(), cpu: process.cpuUsage() };
  };
  const count = Number(repetitions) + warmUp;
  if (stack === 'ours') {
    process.env.MICRODESIGN_BACKEND = 'wasm';
    await selectBackend();
  } else {
    setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
    await tf.setBackend('wasm');
  }
  if (ganJobs.some((job) => job.name === name)) {
    if (stack === 'stock')
      throw new Error(`no ${tf.getKernel('Conv2DBackpropFilter', 'wasm') ? 'step' : 'Conv2DBackpropFilter'}`);
    await runGan(name, count, lap);
  } else {
    const step = jobs.find((job) => job.name === name)!.prepare(RandomStream.fromSeed(1));
    for (let i = 0; i < count; i++) {
      step();
      lap();
    }
  }
  console.log(JSON.stringify({ wall: wall.slice(warmUp), cpu: cpu.slice(warmUp) }));
}

main().catch((error: Error) => console.log(JSON.stringify({ error: error.message.split('\n')[0] })));
