import * as tf from '@tensorflow/tfjs';
import { Adam } from '../learning/adam';
import { createVariables, readTensors, type Variables } from '../learning/variables';
import type { NamedWeights } from '../learning/weights';
import { cropAtRandom } from '../microstructure/crop';
import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import { InputError } from '../runs/errors';
import type { GanCheckpoint } from './checkpoint';
import { drawDiscriminatorWeights, imageSide, judge } from './discriminator';
import {
  type BatchStatistics,
  drawGeneratorWeights,
  Generator,
  generateInTraining,
  generateWithStatistics,
  markPadding,
} from './generator';
import { greyTensor } from './images';
import { pixelsPerLatent } from './latents';
import { discriminatorLoss, type GanHistory, generatorLoss } from './losses';
import { NoiseBank } from './noise';
import type { GanSettings } from './settings';
import { findStatistics } from './statistics';
import type { TermHistory, TextureLosses } from './texture';

/** Side of the latents in training. */
const latentSide = imageSide / pixelsPerLatent;
/** Side of the latents of the second style loss: the smallest that a data set has. */
const smallLatentSide = 2;

/**
 * The state of a training and its step, which `trainGan` loops over: both networks, Adam's moments, the average of the
 * generator's weights, and the history. Each step draws from its own random stream, so a restart needs only the number.
 */
export class GanTrainingState {
  step = 0;
  history: GanHistory = { discriminator: [], generator: [] };
  private readonly generator: Variables;
  private readonly discriminator: Variables;
  private readonly average: Variables;
  private readonly generatorAdam: Adam;
  private readonly discriminatorAdam: Adam;
  private readonly noise: NoiseBank;

  constructor(
    private readonly images: readonly Microstructure[],
    private readonly settings: GanSettings,
    private readonly random: RandomStream,
    private readonly texture?: TextureLosses,
    saved?: GanCheckpoint,
  ) {
    const first = saved?.generator ?? drawGeneratorWeights(random.derive('generator'));
    this.generator = createVariables(first);
    this.average = createVariables(saved?.average ?? first);
    this.discriminator = createVariables(saved?.discriminator ?? drawDiscriminatorWeights(random.derive('discriminator')));
    const { beta1, generatorRate, discriminatorRate } = settings;
    this.generatorAdam = new Adam(this.generator, { beta1, learningRate: generatorRate }, saved?.generatorAdam);
    this.discriminatorAdam = new Adam(this.discriminator, { beta1, learningRate: discriminatorRate }, saved?.discriminatorAdam);
    this.noise = new NoiseBank(random.derive('noise'), imageSide ** 2);
    if (texture) {
      const none = () => ({ values: [], norms: [] });
      this.history.terms = { adversarial: none(), style: none(), collapse: none(), smallStyle: none() };
    }
    if (saved) {
      this.step = saved.step;
      this.history = saved.history;
    }
  }

  get discriminatorLoss(): number {
    return this.history.discriminator[this.step - 1];
  }

  get generatorLoss(): number {
    return this.history.generator[this.step - 1];
  }

  /** Share of the learning rates that the step under way takes. */
  private get rateShare(): number {
    const { steps, decayFrom } = this.settings;
    return Math.min(1, (steps - this.step) / (steps * (1 - decayFrom)));
  }

  advance(): void {
    const { steps, noise, discriminatorSteps } = this.settings;
    const random = this.random.derive('step', this.step);
    const deviation = noise.first + (noise.last - noise.first) * (this.step / Math.max(1, steps - 1));
    let sum = 0;
    for (let i = 0; i < discriminatorSteps; i++) sum += tf.tidy(() => this.advanceDiscriminator(deviation, random));
    this.history.discriminator.push(sum / discriminatorSteps);
    this.history.generator.push(tf.tidy(() => this.advanceGenerator(deviation, random)));
    this.step++;
    if (!Number.isFinite(this.discriminatorLoss + this.generatorLoss)) {
      throw new InputError('gan', `the losses are no numbers any more after ${this.step} steps`, 'lower the learning rates');
    }
    this.updateAverage();
  }

  private advanceDiscriminator(deviation: number, random: RandomStream): number {
    const noisy = (images: tf.Tensor4D) => tf.add<tf.Tensor4D>(images, this.noise.draw(images.shape, deviation, random));
    const real = noisy(this.drawReal(random));
    const generated = noisy(this.generate(this.drawLatents(random)));
    const loss = () =>
      discriminatorLoss(judge(real, this.discriminator), judge(generated, this.discriminator), this.settings.realLabel);
    return this.discriminatorAdam.minimise(loss, this.rateShare);
  }

  private advanceGenerator(deviation: number, random: RandomStream): number {
    const latents = this.drawLatents(random);
    const noise = this.noise.draw([this.settings.batch, imageSide, imageSide, 1], deviation, random);
    const adversarial = (generated: tf.Tensor4D) => generatorLoss(judge(tf.add(generated, noise), this.discriminator));
    const { terms } = this.history;
    if (!this.texture || !terms) {
      return this.generatorAdam.minimise(() => adversarial(this.generate(latents)), this.rateShare);
    }
    const real = this.drawReal(this.random.derive('step', this.step, 'texture'));
    this.generatorAdam.minimise(() => {
      const statistics: BatchStatistics = {};
      const generated = generateInTraining(latents, this.generator, this.settings.padding, (layer, mean, variance) => {
        statistics[layer] = { mean: constantCopy(mean), variance: constantCopy(variance) };
      });
      const gradient = this.texture!.gradient(constantCopy(generated), real, adversarial, terms);
      // the gradient of this sum is that of the terms' weighted sum, each of which is found at a copy of the images
      const loss = tf.sum<tf.Scalar>(tf.mul(generated, gradient));
      return this.texture!.isUsed('smallStyle') ? tf.add(loss, this.smallLoss(statistics, terms)) : loss;
    }, this.rateShare);
    return terms.adversarial.values[this.step];
  }

  /** The style of images of small latents; statistics are the large ones', as in use. */
  private smallLoss(statistics: BatchStatistics, terms: TermHistory): tf.Scalar {
    const random = this.random.derive('step', this.step, 'small');
    const side = pixelsPerLatent * smallLatentSide;
    const parts = Array.from({ length: this.settings.batch }, () =>
      cropAtRandom(this.images[random.integer(this.images.length)], side, random),
    );
    const latents = this.drawLatents(random, smallLatentSide);
    const generated = generateWithStatistics(latents, this.generator, statistics, this.settings.padding);
    return tf.sum(tf.mul(generated, this.texture!.smallGradient(constantCopy(generated), this.grey(parts, true), terms)));
  }

  private generate(latents: tf.Tensor4D): tf.Tensor4D {
    return generateInTraining(latents, this.generator, this.settings.padding);
  }

  /** Young averages forget faster, or the first weights would be most of a short training's. */
  private updateAverage(): void {
    const decay = Math.min(this.settings.averaging, this.step / (this.step + 10));
    tf.tidy(() => {
      for (const [name, average] of Object.entries(this.average)) {
        average.assign(tf.add(tf.mul(average, decay), tf.mul(this.generator[name], 1 - decay)));
      }
    });
  }

  private drawLatents(random: RandomStream, side = latentSide): tf.Tensor4D {
    const { batch } = this.settings;
    return tf.tensor4d(random.uniforms(batch * side ** 2, -1, 1), [batch, side, side, 1]);
  }

  private drawReal(random: RandomStream): tf.Tensor4D {
    return this.grey(Array.from({ length: this.settings.batch }, () => this.images[random.integer(this.images.length)]));
  }

  private grey(images: readonly Microstructure[], areParts = false): tf.Tensor4D {
    return greyTensor(images, { smoothing: this.settings.smoothing, areParts });
  }

  save(): GanCheckpoint {
    return {
      step: this.step,
      history: this.history,
      generator: readTensors(this.generator),
      discriminator: readTensors(this.discriminator),
      average: readTensors(this.average),
      generatorAdam: this.generatorAdam.save(),
      discriminatorAdam: this.discriminatorAdam.save(),
    };
  }

  /** The averaged weights of the generator, with statistics of its batch normalisations found for them. */
  averagedWeights(): NamedWeights {
    const { padding } = this.settings;
    const statistics = findStatistics(this.average, latentSide, this.random.derive('statistics'), padding);
    return { ...readTensors(this.average), ...statistics, ...markPadding(padding) };
  }

  /** The generator with those weights. */
  result(): Promise<Generator> {
    return Generator.fromWeights(this.averagedWeights());
  }

  dispose(): void {
    tf.dispose([this.generator, this.discriminator, this.average]);
    this.texture?.dispose();
    this.generatorAdam.dispose();
    this.discriminatorAdam.dispose();
  }
}

/** The numbers alone, through which no gradient goes. */
function constantCopy<T extends tf.Tensor>(tensor: T): T {
  return tf.tensor(Float32Array.from(tensor.dataSync()), tensor.shape) as T;
}
