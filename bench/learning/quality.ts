// Measures a generator against fields that it was not trained on: `npm run bench:gan-quality -- WEIGHTS [COUNT]`.
import { Generator } from '../../src/gan/generator';
import { judgeQuality, measureGenerator, type Pair, type TextureQuality } from '../../src/gan/quality';
import { hashWeights, loadWeights } from '../../src/learning/weights';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';

const seed = 99;
const defaultCount = 400;

async function main(): Promise<void> {
  const [path, countText = `${defaultCount}`] = process.argv.slice(2);
  if (!path) throw new Error('name a file of generator weights');
  const random = RandomStream.fromSeed(seed);
  const fields = randomFields(smoothFields, Number(countText), random.derive('held-out fields'));
  const { weights } = loadWeights(path);
  const generator = await Generator.fromWeights(weights);
  console.log(`${path}\nSHA-256 of the weights ${hashWeights(weights)}`);
  console.log(`${fields.length} latents of each size against as many held-out fields (at 96 and 64 px: random crops of them)`);
  for (const quality of measureGenerator(generator, fields, random.derive('quality'))) report(quality);
}

function report(quality: TextureQuality): void {
  const pair = (name: string, { generated, real }: Pair, digits: number) =>
    console.log(`  ${name.padEnd(34)} ${generated.toFixed(digits)} (fields ${real.toFixed(digits)})`);
  console.log(`\n${quality.side} × ${quality.side}`);
  pair('volume fraction', quality.volumeFraction, 3);
  pair('interface edges per pixel', quality.interfaceDensity, 4);
  pair('mean chord of phase 1, px', quality.chordLength, 2);
  pair('mean chord of phase 0, px', quality.chordLengthOfPhase0, 2);
  pair('mean pairwise difference', quality.diversity, 3);
  pair('specks per interface edge', quality.specks, 5);
  for (const { name, value, limit, isUpper, isMet } of judgeQuality(quality)) {
    console.log(`  ${isMet ? 'met   ' : 'MISSED'} ${name.padEnd(40)} ${value.toFixed(4)} (${isUpper ? '≤' : '≥'} ${limit})`);
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
