/**
 * `count` latents at even distances on the straight lines from each anchor to the next, from the first to the last, one after
 * another.
 */
export function interpolateLatents(anchors: readonly Float32Array[], count: number): Float32Array {
  const size = anchors[0].length;
  const latents = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    const place = (i / (count - 1)) * (anchors.length - 1);
    const from = Math.min(anchors.length - 2, Math.floor(place));
    const share = place - from;
    for (let j = 0; j < size; j++) {
      latents[i * size + j] = (1 - share) * anchors[from][j] + share * anchors[from + 1][j];
    }
  }
  return latents;
}
