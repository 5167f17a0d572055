import type { Originality } from '../evaluation/novelty';
import type { TargetResult } from '../evaluation/protocol';
import { packBits } from '../microstructure/microstructure';
import { sha256 } from '../runs/files';

/** The originality of some designs, which are known by their target and their pixels. */
export interface StoredOriginality extends Originality {
  target: number;
  /** SHA-256 of the pixels of all designs, packed. */
  designs: string;
}

export const storeOriginality = (result: TargetResult, originality: Originality): StoredOriginality => ({
  ...{ target: result.target, designs: hashDesigns(result) },
  ...originality,
});

/** A result with what is stored of its designs; as it is, where all that is stored is of others. */
export function withOriginality(result: TargetResult, stored: readonly StoredOriginality[]): TargetResult {
  const designs = hashDesigns(result);
  const own = stored.find((each) => each.target === result.target && each.designs === designs);
  if (!own) return result;
  const { target: _, designs: __, ...originality } = own;
  return { ...result, ...originality };
}

const hashDesigns = ({ candidates }: TargetResult): string =>
  sha256(Buffer.concat(candidates.map(({ microstructure }) => packBits(microstructure))));
