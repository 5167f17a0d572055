/** Principal components of images of p pixels, and the scale of each. */
export interface ScaledComponents {
  /** p: the mean image. */
  mean: ArrayLike<number>;
  /** Of unit length and at right angles, p numbers each. */
  components: readonly ArrayLike<number>[];
  /** Standard deviations of the training images along the components. */
  deviations: ArrayLike<number>;
}

/** How far an image is from the mean one along each component, in that component's standard deviations. */
export function transform({ mean, components, deviations }: ScaledComponents, pixels: ArrayLike<number>): number[] {
  return components.map((component, k) => {
    let sum = 0;
    for (let i = 0; i < pixels.length; i++) sum += (pixels[i] - mean[i]) * component[i];
    return sum / deviations[k];
  });
}

/** The grey image that has these scores. Of an image's own scores it is what is nearest to the image among all. */
export function inverseTransform({ mean, components, deviations }: ScaledComponents, scores: ArrayLike<number>): Float32Array {
  const grey = Float32Array.from(mean);
  components.forEach((component, k) => {
    for (let i = 0; i < grey.length; i++) grey[i] += scores[k] * deviations[k] * component[i];
  });
  return grey;
}
