/** A code to measure, as one row of the table. */
export interface Code {
  /** As the table names it. */
  readonly label: string;
  /** Its module NAME_peer.py; ours has none. */
  readonly module?: string;
  readonly precision: string;
  /** The cheaper precision that its errors are found in. */
  readonly errorsIn?: string;
  /** The plane-wave orders that it can keep. */
  readonly truncation: 'circular' | 'rectangular';
  /** Its Fourier factorisation; that of 'other' cannot be had from our solver but for stripes or not at all. */
  readonly rule: 'li' | 'vector' | 'laurent' | 'li for stripes' | 'other';
  readonly environment?: Readonly<Record<string, string>>;
}

const circular = { truncation: 'circular' } as const;
const rectangular = { truncation: 'rectangular' } as const;
const both = ['complex128', 'complex64'].map((precision) => ({ precision, errorsIn: 'complex64' }));

export const codes: readonly Code[] = [
  ...ours('vector'),
  ...ours('li'),
  ...['1', 'exact'].flatMap((grid) => both.map((precisions) => vectorRule('JONES_DIRECT_FOURIER', grid, precisions))),
  { label: 'fmmax, Laurent', module: 'fmmax', ...both[1], ...circular, rule: 'laurent' },
  { label: 'ikarus', module: 'ikarus', precision: 'complex128', ...rectangular, rule: 'other' },
  ...both.map(
    (precisions) => ({ label: 'meent', module: 'meent', ...precisions, ...rectangular, rule: 'li for stripes' }) as const,
  ),
  { label: 'grcwa', module: 'grcwa', precision: 'complex128', ...circular, rule: 'laurent' },
  ...both.map((precisions) => ({ label: 'torcwa', module: 'torcwa', ...precisions, ...rectangular, rule: 'laurent' }) as const),
];

function ours(rule: 'li' | 'vector'): Code[] {
  return ['auto', 'f64'].map((precision) => ({
    label: `microdesign, ${rule}`,
    precision,
    errorsIn: 'auto',
    ...circular,
    rule,
  }));
}

/** A vector rule of fmmax, with the grid that it is given. */
function vectorRule(formulation: string, grid: string, precisions: (typeof both)[number]): Code {
  return {
    label: `fmmax, ${formulation}, ${grid === 'exact' ? 'exact grid' : 'its pixels'}`,
    module: 'fmmax',
    ...precisions,
    ...circular,
    rule: 'other',
    environment: { FMMAX_FORMULATION: formulation, PEER_GRID: grid },
  };
}
