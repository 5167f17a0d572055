// A small training in a process of its own, which its test kills: `tsx training-process.ts FOLDER`. Prints each step and,
// at the end, the hash of the weights; FOLDER/snapshots has those on the way.
import { join } from 'node:path';
import { longGan, textureShares } from '../../src/gan/settings';
import { trainGan } from '../../src/gan/train';
import { hashWeights } from '../../src/learning/weights';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';

async function main(): Promise<void> {
  const random = RandomStream.fromSeed(41);
  const fields = randomFields(smoothFields, 6, random.derive('fields'));
  const texture = { ...textureShares, setAfter: 5 };
  const settings = { ...longGan, steps: 16, batch: 2, discriminatorSteps: 2, checkpointEvery: 3, texture };
  const onProgress = ({ done }: { done: number }) => console.log(`step ${done}`);
  const [, , checkpoint] = process.argv;
  const folders = { checkpoint, snapshots: join(checkpoint, 'snapshots') };
  const { generator } = await trainGan(fields, settings, random, { onProgress }, folders);
  console.log(`weights ${hashWeights(generator.weights())}`);
}

main();
