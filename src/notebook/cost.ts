import { resourceUsage } from 'node:process';
import { type Verdict, verdict } from './verdict';

/** What the notebook has cost so far, whoever reads at what pace. For a cell tagged `varies`. */
export function cost(): Verdict {
  const { userCPUTime, systemCPUTime, maxRSS } = resourceUsage();
  const seconds = (userCPUTime + systemCPUTime) / 1e6;
  return verdict(
    `This page has taken ${seconds.toFixed(0)} seconds of processor time and ${(maxRSS / 1e6).toFixed(1)} GB of memory.`,
  );
}
