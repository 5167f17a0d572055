import { sampleMixture } from '../mdn/mixture';
import { type DrawLatents, GanMdn, ganMdn, isOutside, moveInside } from './gan-mdn';
import type { Method } from './method';

/** Times that one latent is drawn before it is moved to the nearest one in [−1, 1]. */
const mostDraws = 100;

/**
 * Ours: the paper's method (section 2.7) with latents of the generator's own domain only. The data's latents are from
 * U(−1, 1), but a Gaussian mixture cannot end at an edge, so of those that it draws many lie beyond, where the generator never
 * learnt anything. Each is drawn again, component and all, until it lies in [−1, 1]: that samples the mixture cut off there.
 * The network is that of GAN-MDN.
 */
export const ganMdnInside: Method = {
  name: 'GAN-MDN inside',
  origin: 'ours',
  summary: 'GAN-MDN that draws a latent again until it lies where the generator was trained',
  settings: {},
  module: __filename,
  trainedBy: ganMdn,
  open: (context) => new GanMdn(context, 'GAN-MDN inside', drawInside),
};

export const drawInside: DrawLatents = (network, target, count, random) => {
  const mixture = network.mixture(target);
  const latents = new Float32Array(count * network.dimensions);
  let moved = 0;
  for (let i = 0; i < count; i++) {
    let latent = sampleMixture(mixture, 1, random);
    for (let draws = 1; draws < mostDraws && isOutside(latent); draws++) latent = sampleMixture(mixture, 1, random);
    moved += Number(isOutside(latent));
    latents.set(moveInside(latent), i * network.dimensions);
  }
  const warnings = [`${moved} of ${count} latents lay beyond [−1, 1] ${mostDraws} times over and were moved to its edge`];
  return { latents, warnings: moved > 0 ? warnings : [] };
};
