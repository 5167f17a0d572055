import { join } from 'node:path';
import { repositoryRoot } from '../runs/files';

/** What the run of a profile came to, as it is shipped where it is. */
export function shippedResultsOf(profile: string): string {
  return join(repositoryRoot, 'data/results', profile);
}

/** What the paper profile's run came to, as it is shipped: evaluations with all designs, tables, results.json and timing.json. */
export const shippedResults = shippedResultsOf('paper');
