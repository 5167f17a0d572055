import { InputError } from '../runs/errors';

/**
 * The texture losses beside the adversarial one. Their weights are set once, so that each term's gradient at the generator's
 * output is the given share of the adversarial one's; before that they are 0.
 */
export interface TextureSettings {
  /** Share of the style loss; 0: it is left out. */
  style: number;
  /** Share of the loss against collapse; 0: it is left out. */
  collapse: number;
  /**
   * Share of a style loss for images of 2 × 2 latents, against random parts of the real ones; 0: it is left out. The
   * discriminator judges images of 4 × 4 latents alone; what smaller ones have in common it never sees.
   */
  smallStyle: number;
  /** Steps before the weights are set. */
  setAfter: number;
  /** A Keras file (.h5) of VGG16 weights, to compare textures by them as the authors do; random filters unless given. */
  vgg16?: string;
}

/**
 * What the generator's transposed convolutions take to lie beyond an image: nothing, as in the paper, or its opposite side.
 * Fields and optical cells are periodic; with 'same' their seam shows.
 */
export type Padding = 'same' | 'periodic';

/** How the GAN is trained. The paper gives the networks; how they are trained is in its authors' public code. */
export interface GanSettings {
  /** Steps of the generator; each is one batch. The authors train 30 epochs of 167 batches. */
  steps: number;
  /** Images of each kind in a batch. */
  batch: number;
  /** Steps of the discriminator before each of the generator. The authors: 3; one is enough with noise on the images. */
  discriminatorSteps: number;
  /**
   * Adam's learning rates. The authors: 5e-4 for both. In a short training a discriminator that learns faster than the
   * generator settles sooner (Heusel et al. 2017); in a long one it wins.
   */
  generatorRate: number;
  discriminatorRate: number;
  /** Share of the steps after which the rates fall in a line, to 0 at the last; 1: they stay. */
  decayFrom: number;
  /** Adam's decay of the mean gradient. */
  beta1: number;
  /**
   * Standard deviation of the Gaussian noise on real and generated images at the first and the last step, falling in a line
   * (Arjovsky and Bottou 2017). Without it the discriminator wins by telling exact −1 and 1 from almost.
   */
  noise: { first: number; last: number };
  /** What the discriminator is to say of real images (Salimans et al. 2016: one-sided label smoothing). */
  realLabel: number;
  /**
   * Weight of each neighbour in the mean that a pixel of a real image becomes, along rows and then along columns: the
   * discriminator cannot tell them by exact −1 and 1, and sees by the greys at an interface how smooth it is. None unless given.
   */
  smoothing?: number;
  /** Decay per step of the moving average of the generator's weights, which is what training gives. */
  averaging: number;
  /** The generator's padding; 'same' unless given. */
  padding?: Padding;
  /** Style and collapse losses; the adversarial loss alone unless given. */
  texture?: TextureSettings;
  /** A checkpoint is written after every so many steps. */
  checkpointEvery: number;
}

/**
 * For a thousand steps and more. The batch is the authors', the length a fifth of theirs; the rest is ours, and is what made
 * training stable on smooth fields.
 */
export const longGan: GanSettings = {
  steps: 1002,
  batch: 30,
  discriminatorSteps: 1,
  generatorRate: 4e-4,
  discriminatorRate: 4e-4,
  decayFrom: 0.5,
  beta1: 0.5,
  noise: { first: 0.5, last: 0.05 },
  realLabel: 0.9,
  smoothing: 1 / 6,
  averaging: 0.995,
  padding: 'periodic',
  checkpointEvery: 100,
};

/** For hundreds of steps of small batches: a discriminator that is ahead, more noise at the end, a shorter memory. */
export const shortGan: GanSettings = {
  ...longGan,
  steps: 800,
  batch: 8,
  discriminatorRate: 8e-4,
  decayFrom: 1,
  noise: { first: 0.5, last: 0.1 },
  averaging: 0.99,
  padding: 'same',
};

/**
 * Our shares of the gradient, in place of the authors' weights of 0.03, which hold for features of VGG16. They have no
 * `smallStyle`.
 */
export const textureShares: TextureSettings = { style: 0.3, collapse: 0.3, smallStyle: 1.5, setAfter: 100 };

/** Refuses settings out of range, by name. */
export function checkSettings(settings: GanSettings): void {
  const { texture } = settings;
  const check = (name: string, value: number, least: number): void => {
    if (!Number.isInteger(value) || value < least)
      throw new InputError(`gan.${name}`, `${value}`, `give a whole number of at least ${least}`);
  };
  for (const name of ['steps', 'discriminatorSteps', 'checkpointEvery'] as const) check(name, settings[name], 1);
  // whether images are alike is a question of two
  check('batch', settings.batch, texture ? 2 : 1);
  const { smoothing = 0 } = settings;
  if (!(smoothing >= 0 && smoothing <= 0.25))
    throw new InputError('gan.smoothing', `${smoothing}`, 'give a weight from 0 to 0.25');
  if (!(settings.decayFrom > 0 && settings.decayFrom <= 1))
    throw new InputError('gan.decayFrom', `${settings.decayFrom}`, 'give a share of the steps, above 0 and at most 1');
  if (!texture) return;
  check('texture.setAfter', texture.setAfter, 1);
  for (const name of ['style', 'collapse', 'smallStyle'] as const) {
    if (!(texture[name] >= 0)) throw new InputError(`gan.texture.${name}`, `${texture[name]}`, 'give a share of at least 0');
  }
}
