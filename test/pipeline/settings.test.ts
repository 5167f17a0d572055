import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ganMdn } from '../../src/inverse/index';
import { checkProfile } from '../../src/pipeline/check';
import { settingsOf } from '../../src/pipeline/method-steps';
import { findProfile } from '../../src/pipeline/profiles';
import { describeRun, runName } from '../../src/pipeline/reproduce';
import { applySettings, listSettings } from '../../src/pipeline/settings';
import { pipelineSteps } from '../../src/pipeline/steps';

const quick = findProfile('quick');

describe('settings from the command line', () => {
  it('change what they name, and nothing else', () => {
    const changed = applySettings(quick, ['film.thickness=300', 'mdn.components=20', 'datasets.II.samples=500']);
    assert.equal(changed.film.thickness, 300);
    const { mdn } = settingsOf(quick, ganMdn) as { mdn: object };
    assert.deepEqual(settingsOf(changed, ganMdn), { mdn: { ...mdn, components: 20 } });
    assert.deepEqual(changed.datasets, [quick.datasets[0], { ...quick.datasets[1], samples: 500 }]);
    const { film, methods, datasets, changes, ...rest } = changed;
    const { film: _, methods: __, datasets: ___, ...before } = quick;
    assert.deepEqual(rest, before);
    assert.deepEqual({ ...film, thickness: 250 }, quick.film);
    assert.equal(changes!.length, 3);
    assert.equal(applySettings(quick, []), quick);
  });

  it('reach every setting, those that a profile leaves out too', () => {
    const names = listSettings(findProfile('paper'));
    for (const name of [
      'fields.settings.spread',
      'gan.texture.style',
      'film.precision',
      'fineHarmonics',
      'protocol.targets',
      'mdn.patience',
    ]) {
      assert.ok(names.includes(name), name);
    }
    assert.deepEqual(applySettings(quick, ['gan.texture.style=0.3']).gan.texture, {
      style: 0.3,
      collapse: 0,
      smallStyle: 0,
      setAfter: 100,
    });
    assert.equal(applySettings(quick, ['film.precision=f64']).film.precision, 'f64');
    assert.deepEqual(applySettings(quick, ['film.phases=["SiO2","a-Si"]']).film.phases, ['SiO2', 'a-Si']);
    assert.deepEqual(applySettings(quick, ['protocol.targets=[0.6]']).protocol.targets, [0.6]);
  });

  it('are refused in one line where there is no such name, with the nearest, or the value is of another kind', () => {
    const refused: [string, RegExp][] = [
      ['film.thicknes=300', /--set: there is no setting 'film.thicknes'; did you mean film.thickness\?/],
      ['film=1', /there is no setting 'film'; did you mean film\.\w+\?/],
      ['mdn.component=3', /did you mean mdn.components\?/],
      ['datasets.III.samples=3', /did you mean datasets.II.samples\?/],
      ['constructor=3', /there is no setting 'constructor'/],
      ['__proto__.x=3', /there is no setting/],
      ['film.thickness', /'film.thickness' is no setting; give name=value/],
      ['film.thickness=thick', /film.thickness is a number, 'thick' is not; give a value such as 250/],
      ['datasets.II.range=[0.5]', /is a list of 2 \(a number\), '\[0.5\]' is not/],
      ['gan.padding=3', /gan.padding is a word/],
    ];
    for (const [assignment, message] of refused) {
      assert.throws(
        () => applySettings(quick, [assignment]),
        (error: Error) => {
          assert.match(error.message, message);
          assert.ok(!error.message.includes('\n'));
          return true;
        },
      );
    }
  });

  it('give each combination a run folder of its own, whose name says it', () => {
    const named = (...changes: string[]): string => runName(applySettings(quick, changes), 1);
    assert.equal(named('film.thickness=300', 'mdn.components=20'), 'quick+film.thickness=300+mdn.components=20');
    assert.equal(runName(quick, 1), 'quick');
    assert.equal(runName(applySettings(quick, ['film.pixel=4']), 3), 'quick-seed3+film.pixel=4');
    assert.equal(describeRun(applySettings(quick, ['film.pixel=4']), 3), '--profile quick --seed 3 --set film.pixel=4');
    const changes = fc.array(fc.tuple(fc.constantFrom('film.phases', 'film.thickness'), fc.string()), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(changes, changes, (a, b) => {
        const [first, second] = [a, b].map((each) => ({ ...quick, changes: each.map((change) => change.join('=')) }));
        assert.match(runName(first, 1), /^[\w.,=+-]{1,120}$/);
        if (first.changes.join('\n') !== second.changes.join('\n')) assert.notEqual(runName(first, 1), runName(second, 1));
      }),
    );
  });

  it('that make a spectrum of the property have a chain of their own', () => {
    const spectrum = applySettings(quick, ['film.wavelength=[500,600]']);
    checkProfile(spectrum);
    const steps = pipelineSteps(spectrum, { folder: '', figures: '' }).map(({ name }) => name);
    for (const name of ['dataset-I', 'train-gan-mdn-I', 'evaluate-moved-samples-I', 'converge-moved-samples-I', 'spectra-II'])
      assert.ok(steps.includes(name), `${steps}`);
    assert.ok(!steps.includes('tables') && !steps.includes('evaluate-pca-mdn-I'));
  });

  it('are checked as a whole before any work', () => {
    for (const name of ['sketch', 'quick', 'paper', 'spectra']) checkProfile(findProfile(name));
    const refused: [string, RegExp][] = [
      ['film.thickness=-3', /^film.thickness: -3/],
      ['film.harmonics=0', /^film.harmonics: /],
      ['film.phases=["SiO2","Unobtainium"]', /^film: there is no material 'Unobtainium'; choose from SiO2, a-Si/],
      ['datasets.II.range=[0.7,0.6]', /^datasets.II.range: \[0.7,0.6\] is no range of absorption/],
      ['datasets.II.range=[0.7,1.6]', /^datasets.II.range/],
      ['datasets.II.samples=1', /^datasets.II.samples/],
      ['datasets.II.trainingShare=1', /^datasets.II.trainingShare: 1 of 2000 samples are 2000; leave/],
      ['protocol.candidates=0', /^protocol.candidates/],
      ['protocol.novelty=-1', /^protocol.novelty: -1/],
      ['protocol.targets=[0.5,2]', /^protocol.targets: 2 is no absorption to ask for/],
      ['protocol.exploration=[-0.1]', /^protocol.exploration: -0.1 is no absorption to ask for/],
      ['protocol.exploration=[0.5,0.55]', /^protocol.exploration: 0.55 is among protocol.targets too/],
      ['mdn.components=0', /^mdn.components/],
      ['gan.batch=0', /^gan.batch/],
      ['fields.settings.volumeFraction=[0.5,2]', /^fields.volumeFraction/],
    ];
    for (const [assignment, message] of refused) {
      assert.throws(
        () => checkProfile(applySettings(quick, [assignment])),
        (error: Error) => message.test(error.message),
        assignment,
      );
    }
  });
});
