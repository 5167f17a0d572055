import { nearestCandidate, type TargetResult } from '../evaluation/protocol';
import type { Candidate } from '../inverse/model';
import { packBits, unpackBits } from '../microstructure/microstructure';
import { InputError } from '../runs/errors';

/** A result as JSON has it; the best candidate is one of them and found again. */
export type StoredResult = Omit<TargetResult, 'best' | 'candidates'> & { candidates: PackedCandidates };

/** Candidates of one size. */
export interface PackedCandidates {
  width: number;
  height: number;
  /** One bit a pixel (see `packBits`), in base64, for each candidate. */
  pixels: string[];
  /** Null where a candidate comes from none. */
  latents: (number[] | null)[];
}

export function toStored({ best: _, candidates, ...result }: TargetResult): StoredResult {
  return { ...result, candidates: packCandidates(candidates) };
}

/** @throws InputError, naming the file, where an earlier version has left it */
export function fromStored({ candidates: packed, ...result }: StoredResult, file: string): TargetResult {
  if (!packed) {
    throw new InputError(file, 'it has no candidates: an earlier version wrote it', 'run `npm run reproduce` for it again');
  }
  const candidates = unpackCandidates(packed);
  return { ...result, candidates, best: nearestCandidate(candidates, result.simulated, result.target) };
}

export function packCandidates(candidates: readonly Candidate[]): PackedCandidates {
  const { width, height } = candidates[0].microstructure;
  return {
    ...{ width, height },
    pixels: candidates.map(({ microstructure }) => Buffer.from(packBits(microstructure)).toString('base64')),
    latents: candidates.map(({ latent }) => (latent ? [...latent] : null)),
  };
}

export function unpackCandidates({ width, height, pixels, latents }: PackedCandidates): Candidate[] {
  return pixels.map((bits, i) => {
    const latent = latents[i];
    const microstructure = unpackBits(Buffer.from(bits, 'base64'), width, height);
    return latent ? { microstructure, latent: Float32Array.from(latent) } : { microstructure };
  });
}
