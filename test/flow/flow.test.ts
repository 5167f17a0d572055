import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mean, standardDeviation } from 'simple-statistics';
import { ConditionalFlow, type FlowSettings, trainFlow } from '../../src/flow/index';
import type { MdnData } from '../../src/mdn/data';
import { RandomStream } from '../../src/numerics/random';

/** Even points of a square, whose property is their first number. */
function squareData(count: number): MdnData {
  const draw = (name: string, size: number) =>
    RandomStream.fromSeed(5)
      .derive(name)
      .uniforms(2 * size, -1, 1);
  const [z, zValidation] = [draw('training', count), draw('validation', 200)];
  const property = (latents: Float32Array) => Float32Array.from({ length: latents.length / 2 }, (_, i) => latents[2 * i]);
  return { z, y: property(z), zValidation, yValidation: property(zValidation), latentSize: 2 };
}
const data = squareData(2000);
const settings: FlowSettings = { hidden: [32, 32], batch: 128, steps: 1500, learningRate: 5e-3, odeSteps: 10 };
const short = { ...settings, steps: 60 };
const random = RandomStream.fromSeed(8);

describe('a conditional flow', () => {
  it('learns latents for a property: what the property fixes is fixed, the rest stays even', async () => {
    const { flow, history } = await trainFlow(data, settings, random);
    assert.equal(history.validation.length, 50);
    for (const y of [-0.5, 0.4]) {
      const latents = flow.sample(y, 400, RandomStream.fromSeed(1), 10);
      const [first, second] = [0, 1].map((k) => Array.from({ length: 400 }, (_, i) => latents[2 * i + k]));
      assert.ok(Math.abs(mean(first) - y) < 0.05, `mean ${mean(first)} for ${y}`);
      assert.ok(standardDeviation(first) < 0.12, `spread ${standardDeviation(first)}`);
      // even from −1 to 1: mean 0, standard deviation 1/√3
      assert.ok(Math.abs(mean(second)) < 0.1 && Math.abs(standardDeviation(second) - 1 / Math.sqrt(3)) < 0.06);
    }
    flow.dispose();
  });

  it('learns latents for a property of two numbers, each of which fixes its own', async () => {
    const both = { ...data, y: data.z, yValidation: data.zValidation, propertySize: 2 };
    const { flow } = await trainFlow(both, settings, random);
    assert.deepEqual([flow.properties, flow.dimensions], [2, 2]);
    const latents = flow.sample([0.4, -0.6], 200, RandomStream.fromSeed(1), 10);
    const [first, second] = [0, 1].map((k) => mean(Array.from({ length: 200 }, (_, i) => latents[2 * i + k])));
    assert.ok(Math.abs(first - 0.4) < 0.06 && Math.abs(second + 0.6) < 0.06, `${first}, ${second}`);
    assert.throws(() => flow.sample(0.4, 1, random, 10), /^InputError: target: 1 numbers; give 2: the flow learnt so many/);
    flow.dispose();
  });

  it('begins as one that leaves every point where it is', async () => {
    const { flow } = await trainFlow(data, { ...short, steps: 1, learningRate: 1e-30 }, random);
    assert.deepEqual(flow.sample(0.3, 5, RandomStream.fromSeed(2), 4), RandomStream.fromSeed(2).uniforms(10, -1, 1));
    flow.dispose();
  });

  it('comes out the same, bit for bit, where its training was interrupted, and saved and read again', async () => {
    const { flow } = await trainFlow(data, short, random);
    const scratch = mkdtempSync(join(tmpdir(), 'flow-'));
    const stop = new AbortController();
    const run = { scratch, signal: stop.signal, onProgress: ({ done }: { done: number }) => done >= 30 && stop.abort() };
    await assert.rejects(trainFlow(data, short, random, run), { name: 'Interrupted' });
    const { flow: resumed, history } = await trainFlow(data, short, random, { scratch });
    rmSync(scratch, { recursive: true });
    assert.equal(history.training.length, 60);
    assert.deepEqual(resumed.weights(), flow.weights());
    const again = await ConditionalFlow.fromWeights(flow.weights());
    const sampled = [flow, again].map((each) => each.sample(0.2, 3, RandomStream.fromSeed(3), 5));
    assert.deepEqual(sampled[1], sampled[0]);
    for (const each of [flow, resumed, again]) each.dispose();
  });

  it('refuses settings and weights that make no sense', async () => {
    const refused: [Partial<FlowSettings>, RegExp][] = [
      [{ steps: 0 }, /flow.steps: 0; give a whole number/],
      [{ hidden: [] }, /flow.hidden: \[\]/],
      [{ learningRate: 0 }, /flow.learningRate: 0; give a number above 0/],
    ];
    for (const [change, message] of refused) await assert.rejects(trainFlow(data, { ...short, ...change }, random), message);
    await assert.rejects(ConditionalFlow.fromWeights({}), /flow weights: scale is missing/);
    const scale = { shape: [2], values: Float32Array.of(0, 1) };
    await assert.rejects(ConditionalFlow.fromWeights({ scale }), /there is no layer/);
  });
});
