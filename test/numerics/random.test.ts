import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RandomStream } from '../../src/numerics/random';

describe('random streams', () => {
  it('depend on seed and name alone, not on what was drawn before', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), fc.nat(20), (seed, name, drawn) => {
        const root = RandomStream.fromSeed(seed);
        const expected = root.derive(name).uniform();
        for (let i = 0; i < drawn; i++) root.normal();
        assert.equal(root.derive(name).uniform(), expected);
        assert.notEqual(root.derive(name, 'child').uniform(), expected);
      }),
    );
  });

  it('go on after a checkpoint with exactly the next number', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(7), (seed, drawn) => {
        const stream = RandomStream.fromSeed(seed);
        for (let i = 0; i < drawn; i++) stream.normal();
        const restored = RandomStream.restore(JSON.parse(JSON.stringify(stream.save())));
        assert.deepEqual(
          [restored.normal(), restored.uniform(), restored.integer(9)],
          [stream.normal(), stream.uniform(), stream.integer(9)],
        );
      }),
    );
  });

  it('have the moments of their distributions', () => {
    const stream = RandomStream.fromSeed(5);
    const count = 200_000;
    const moment = (values: Float32Array, power: number): number =>
      values.reduce((sum, value) => sum + value ** power, 0) / count;
    const uniform = stream.uniforms(count, -1, 1);
    const normal = stream.normals(count);
    assert.ok(Math.abs(moment(uniform, 1)) < 0.01 && Math.abs(moment(uniform, 2) - 1 / 3) < 0.01);
    assert.ok(
      Math.abs(moment(normal, 1)) < 0.01 && Math.abs(moment(normal, 2) - 1) < 0.02 && Math.abs(moment(normal, 4) - 3) < 0.1,
    );
    assert.ok(uniform.every((value) => value >= -1 && value <= 1));
  });

  it('have normal numbers that come in pairs, but of which none tells of the next', () => {
    const normal = RandomStream.fromSeed(6).normals(100_000);
    const products = normal.map((value, i) => value * (normal[i + 1] ?? 0));
    for (const first of [0, 1]) {
      const every = products.filter((_, i) => i % 2 === first);
      assert.ok(Math.abs(every.reduce((sum, value) => sum + value, 0) / every.length) < 0.02);
    }
  });

  it('permute three numbers in all six orders equally often', () => {
    const stream = RandomStream.fromSeed(7);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = stream.permutation(3).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.equal(counts.size, 6);
    for (const [order, count] of counts) assert.ok(Math.abs(count - 1000) < 150, `${order} ${count} times`);
  });

  it('permute: every number once', () => {
    const order = RandomStream.fromSeed(1).permutation(1000);
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      [...Array(1000).keys()],
    );
    assert.ok(order.some((value, i) => value !== i));
  });
});
