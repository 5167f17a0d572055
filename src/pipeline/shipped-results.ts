import { join } from 'node:path';
import { repositoryRoot } from '../runs/files';

/** What the paper profile's run came to, as it is shipped: evaluations with all designs, tables, results.json and timing.json. */
export const shippedResults = join(repositoryRoot, 'data/results/paper');
