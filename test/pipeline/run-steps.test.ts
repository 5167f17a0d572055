import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSteps, type StepOptions } from '../../src/pipeline/run-steps';
import type { Step } from '../../src/pipeline/step';

/** Two steps that count how often they run: `double` reads what `draw` wrote. */
function chain(settings: { draw?: object; double?: object } = {}): { steps: Step[]; ran: string[] } {
  const ran: string[] = [];
  const steps: Step[] = [
    {
      name: 'draw',
      title: 'a number',
      settings: settings.draw ?? {},
      code: [],
      needs: [],
      async run({ leave, random }) {
        ran.push('draw');
        writeFileSync(leave('number.txt'), String(random.integer(1000)));
        return 'drawn';
      },
    },
    {
      name: 'double',
      title: 'twice the number',
      settings: settings.double ?? {},
      needs: ['draw'],
      code: [],
      async run({ folder, leave }) {
        ran.push('double');
        const number = Number(readFileSync(join(folder, 'number.txt'), 'utf8'));
        writeFileSync(leave('twice.txt'), String(2 * number));
        return 2 * number;
      },
    },
  ];
  return { steps, ran };
}

describe('steps', () => {
  let folder: string;
  const options = (changed: Partial<StepOptions> = {}): StepOptions => ({ seed: 1, run: {}, ...changed });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'microdesign-'));
  });

  it('run once, and again only where settings, seed, inputs or outputs have changed', async () => {
    const ranWith = async (settings: Parameters<typeof chain>[0], changed: Partial<StepOptions> = {}): Promise<string[]> => {
      const { steps, ran } = chain(settings);
      await runSteps(steps, folder, options(changed));
      return ran;
    };
    assert.deepEqual(await ranWith({}), ['draw', 'double']);
    assert.deepEqual(await ranWith({}), []);
    assert.deepEqual(await ranWith({ double: { version: 2 } }), ['double']);
    // drawn again with other settings, the number is the same: what follows stays
    assert.deepEqual(await ranWith({ draw: { version: 2 }, double: { version: 2 } }), ['draw']);
    assert.deepEqual(await ranWith({}, { seed: 2 }), ['draw', 'double']);
    writeFileSync(join(folder, 'number.txt'), '5');
    assert.deepEqual(await ranWith({}, { seed: 2 }), ['draw']);
    assert.deepEqual(await ranWith({}, { seed: 2, fresh: true }), ['draw', 'double']);
  });

  it('are done again where their record is damaged, and left alone where it has no seal, as earlier ones', async () => {
    const path = join(folder, 'draw.step.json');
    const run = async (): Promise<string[]> => {
      const { steps, ran } = chain();
      await runSteps(steps, folder, options());
      return ran;
    };
    await run();
    const whole = readFileSync(path, 'utf8');
    for (const damaged of [
      whole.slice(0, 50),
      whole.replace('"drawn"', '"grawn"'),
      whole.replace('"sealed"', '"seeled"'),
      '',
      'null',
    ]) {
      writeFileSync(path, damaged);
      assert.deepEqual(await run(), ['draw'], damaged);
    }
    const { sealed, ...record } = JSON.parse(whole);
    assert.match(sealed, /^[0-9a-f]{64}$/);
    writeFileSync(path, JSON.stringify(record));
    assert.deepEqual(await run(), []);
  });

  it('are not done by a process that finds, once it may begin, that another has just done them', async () => {
    const other = mkdtempSync(join(tmpdir(), 'microdesign-'));
    await runSteps(chain().steps, other, options());
    // settings are hashed after the record was looked for and before the lock is taken: then the other process ends
    const toJSON = (): object => {
      for (const file of ['twice.txt', 'double.step.json']) copyFileSync(join(other, file), join(folder, file));
      return {};
    };
    const { steps, ran } = chain({ double: { toJSON } });
    const outcomes = await runSteps(steps, folder, options());
    assert.deepEqual(ran, ['draw']);
    assert.deepEqual(
      outcomes.map(({ unchanged }) => unchanged),
      [false, true],
    );
  });

  it('leave nothing of a process that was killed when it had written the record', async () => {
    const { steps, ran } = chain();
    await runSteps(steps, folder, options());
    const files = readdirSync(folder, { recursive: true }).sort();
    const { fingerprint } = JSON.parse(readFileSync(join(folder, 'double.step.json'), 'utf8'));
    writeFileSync(join(folder, 'scratch', 'double.lock'), JSON.stringify({ pid: 2 ** 30, host: hostname() }));
    mkdirSync(join(folder, 'scratch', `double-${fingerprint.slice(0, 12)}`));
    await runSteps(steps, folder, options());
    assert.deepEqual(ran, ['draw', 'double']);
    assert.deepEqual(readdirSync(folder, { recursive: true }).sort(), files);
  });

  it('give the same results for the same seed', async () => {
    const first = await runSteps(chain().steps, folder, options());
    rmSync(folder, { recursive: true });
    const second = await runSteps(chain().steps, folder, options());
    assert.deepEqual(
      second.map(({ results }) => results),
      first.map(({ results }) => results),
    );
    const other = await runSteps(chain().steps, folder, options({ seed: 3 }));
    assert.notDeepEqual(other[1].results, first[1].results);
  });

  it('can be run alone where their inputs are there', async () => {
    await assert.rejects(
      runSteps(chain().steps, folder, options({ only: ['double'] })),
      /--only: step 'double' needs draw; run those first/,
    );
    await assert.rejects(
      runSteps(chain().steps, folder, options({ only: ['dubble'] })),
      /there is no step 'dubble'; choose from draw, double/,
    );
    await runSteps(chain().steps, folder, options({ only: ['draw'] }));
    const { steps, ran } = chain();
    await runSteps(steps, folder, options({ only: ['double'] }));
    assert.deepEqual(ran, ['double']);
    // an input made with other settings does not count
    await assert.rejects(runSteps(chain({ draw: { version: 2 } }).steps, folder, options({ only: ['double'] })), /needs draw/);
  });

  it('keep their checkpoints when they fail, for the same settings only, and clear them when done', async () => {
    const attempt = (settings: object, fail: boolean): Step => ({
      ...chain({ draw: settings }).steps[0],
      async run({ leave, scratch }) {
        const kept = readdirSync(scratch);
        writeFileSync(join(scratch, 'checkpoint'), '');
        if (fail) throw new Error('stopped');
        writeFileSync(leave('number.txt'), kept.join());
        return kept;
      },
    });
    await assert.rejects(runSteps([attempt({}, true)], folder, options()), /stopped/);
    const [resumed] = await runSteps([attempt({}, false)], folder, options());
    assert.deepEqual(resumed.results, ['checkpoint']);
    assert.deepEqual(readdirSync(join(folder, 'scratch')), []);
    await assert.rejects(runSteps([attempt({ version: 2 }, true)], folder, options()), /stopped/);
    const [anew] = await runSteps([attempt({ version: 3 }, false)], folder, options());
    assert.deepEqual(anew.results, []);
  });

  it('read what is there of the steps that they use, and run again once there is more', async () => {
    const seen: boolean[] = [];
    const reader: Step = {
      ...{ name: 'read', title: 'reads', settings: {}, code: [], needs: [], uses: ['draw'] },
      async run({ folder: from }) {
        seen.push(readdirSync(from).includes('number.txt'));
        return null;
      },
    };
    const steps = [chain().steps[0], reader];
    await runSteps(steps, folder, options({ only: ['read'] }));
    await runSteps(steps, folder, options());
    await runSteps(steps, folder, options());
    assert.deepEqual(seen, [false, true]);
  });

  it('take what is shipped where it fits, say so, and do the work where that is asked for', async () => {
    const events: string[] = [];
    const ran: string[] = [];
    const shippedFor = (fits: boolean): Step => ({
      ...chain().steps[0],
      async run({ leave }) {
        ran.push('built');
        writeFileSync(leave('number.txt'), '7');
        return 7;
      },
      shipped: {
        ...{ name: 'numbers', place: 'data/numbers' },
        async take({ leave, say }) {
          if (!fits) {
            say('what is shipped is of another seed');
            return undefined;
          }
          writeFileSync(leave('number.txt'), '7');
          return 7;
        },
      },
    });
    const run = async (step: Step, changed: Partial<StepOptions> = {}) => {
      const onStep = (event: string) => events.push(event);
      const onNote = (line: string) => events.push(line);
      return (await runSteps([step], folder, options({ onStep, onNote, ...changed })))[0];
    };
    assert.equal((await run(shippedFor(true))).shipped, true);
    await run(shippedFor(true));
    assert.equal((await run(shippedFor(true), { rebuild: ['numbers'] })).shipped, undefined);
    await run(shippedFor(true), { rebuild: ['numbers'] });
    await run(shippedFor(false), { fresh: true });
    assert.deepEqual(events, [
      ...['start', 'taken', 'unchanged', 'start', 'done', 'unchanged'],
      ...['start', 'what is shipped is of another seed', 'done'],
    ]);
    assert.deepEqual(ran, ['built', 'built']);
    await assert.rejects(run(shippedFor(true), { rebuild: ['letters'] }), /--rebuild: .*'letters'; choose from numbers/);
  });
});
