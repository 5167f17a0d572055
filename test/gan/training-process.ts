// A small training in a process of its own, which its test kills: `tsx training-process.ts FOLDER`. Prints each step and,
// at the end, the hash of the weights.
import { paperGan, paperTexture } from '../../src/gan/settings';
import { trainGan } from '../../src/gan/train';
import { hashWeights } from '../../src/learning/weights';
import { paperFields, randomFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';

async function main(): Promise<void> {
  const random = RandomStream.fromSeed(41);
  const fields = randomFields(paperFields, 6, random.derive('fields'));
  const texture = { ...paperTexture, setAfter: 5 };
  const settings = { ...paperGan, steps: 16, batch: 2, discriminatorSteps: 2, checkpointEvery: 3, texture };
  const onProgress = ({ done }: { done: number }) => console.log(`step ${done}`);
  const { generator } = await trainGan(fields, settings, random, { onProgress }, process.argv[2]);
  console.log(`weights ${hashWeights(generator.weights())}`);
}

main();
