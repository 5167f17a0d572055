/**
 * Pixels along a side of what the generator makes of one number of a latent, which its five layers double each: latents of
 * s × s give images of 32 s × 32 s.
 */
export const pixelsPerLatent = 32;
