import { createHash } from 'node:crypto';
import { type RandomGenerator, unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';

/**
 * A reproducible stream of random numbers (xoroshiro128+ of the library pure-rand).
 *
 * Streams are named: `derive('gan', 'noise')` gives the same stream whatever was drawn before and in whatever order
 * streams are made, so a result depends neither on the order of steps nor on the number of workers.
 */
export class RandomStream {
  private readonly generator: RandomGenerator;
  private spareNormal: number | undefined;

  private constructor(
    private readonly name: string,
    state?: readonly number[],
  ) {
    this.generator = xoroshiro128plus.fromState(state ?? stateOf(name));
  }

  /** The root stream of a seed (any whole number). */
  static fromSeed(seed: number): RandomStream {
    return new RandomStream(String(seed));
  }

  /** The stream of that name under this one. */
  derive(...names: (string | number)[]): RandomStream {
    return new RandomStream([this.name, ...names].join('/'));
  }

  /** Uniform in [low, high), with 53 random bits. */
  uniform(low = 0, high = 1): number {
    const a = this.generator.unsafeNext() >>> 5;
    const b = this.generator.unsafeNext() >>> 6;
    return low + ((high - low) * (a * 2 ** 26 + b)) / 2 ** 53;
  }

  /** A whole number, uniform in 0 … count − 1. */
  integer(count: number): number {
    return unsafeUniformIntDistribution(0, count - 1, this.generator);
  }

  /** Standard normal (Box and Muller 1958). */
  normal(): number {
    if (this.spareNormal !== undefined) {
      const spare = this.spareNormal;
      this.spareNormal = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** `length` numbers uniform in [low, high). */
  uniforms(length: number, low = 0, high = 1): Float32Array {
    return Float32Array.from({ length }, () => this.uniform(low, high));
  }

  /** `length` standard normal numbers. */
  normals(length: number): Float32Array {
    return Float32Array.from({ length }, () => this.normal());
  }

  /** The numbers 0 … length − 1 in random order (Fisher and Yates). */
  permutation(length: number): Uint32Array {
    const order = Uint32Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
    return order;
  }

  /** What a checkpoint keeps to go on with exactly the next number. */
  save(): { name: string; state: number[]; spareNormal?: number } {
    return { name: this.name, state: [...(this.generator.getState?.() ?? [])], spareNormal: this.spareNormal };
  }

  /** The stream that `save` saw. */
  static restore(saved: ReturnType<RandomStream['save']>): RandomStream {
    const stream = new RandomStream(saved.name, saved.state);
    stream.spareNormal = saved.spareNormal;
    return stream;
  }
}

/** Four 32-bit words from the SHA-256 of a stream's name. */
function stateOf(name: string): number[] {
  const digest = createHash('sha256').update(name).digest();
  return [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset));
}
