/** How a trial may end. The first two are as they should be, the others are faults. */
export const outcomes = ['well', 'refused', 'lost', 'trace', 'silent'] as const;
export type Outcome = (typeof outcomes)[number];

const columns: Record<Outcome, string> = {
  well: 'ended well',
  refused: 'refused in one line',
  lost: 'lost something',
  trace: 'stack trace, hang',
  silent: 'damage accepted',
};

export interface Trial {
  outcome: Outcome;
  /** What was done and what came of it, for whoever looks into a fault. */
  detail: string;
}

/** Trials of one kind. */
export interface Group {
  name: string;
  trials: Trial[];
  /** Why there are none. */
  skipped?: string;
}

export const faultsIn = (groups: readonly Group[]): string[] =>
  groups.flatMap(({ name, trials }) =>
    trials
      .filter(({ outcome }) => outcome !== 'well' && outcome !== 'refused')
      .map(({ outcome, detail }) => `${name}: ${columns[outcome]}: ${detail}`),
  );

/** Counts of all groups, as a table of Markdown. */
export function trialsTable(groups: readonly Group[]): string {
  const count = (trials: readonly Trial[], outcome: Outcome): number =>
    trials.filter((trial) => trial.outcome === outcome).length;
  const row = (name: string, trials: readonly Trial[]): string =>
    `| ${[name, trials.length, ...outcomes.map((outcome) => count(trials, outcome))].join(' | ')} |`;
  return [
    `| trials | number | ${outcomes.map((outcome) => columns[outcome]).join(' | ')} |`,
    `|---|${'--:|'.repeat(1 + outcomes.length)}`,
    ...groups.map(({ name, trials, skipped }) =>
      skipped === undefined ? row(name, trials) : `| ${name} | skipped: ${skipped} |${' |'.repeat(outcomes.length)}`,
    ),
    row(
      'all',
      groups.flatMap(({ trials }) => trials),
    ),
  ].join('\n');
}
