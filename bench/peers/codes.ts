/** A code to measure, as one row of the table. */
export interface Code {
  /** As the table names it. */
  readonly label: string;
  /** Its module NAME_peer.py; ours has none. */
  readonly module?: string;
  readonly precision: string;
  /** The plane-wave orders that it can keep. */
  readonly truncation: 'circular' | 'rectangular';
  /** Its Fourier factorisation; that of 'other' cannot be had from our solver but for stripes or not at all. */
  readonly rule: 'li' | 'laurent' | 'li for stripes' | 'other';
  readonly environment?: Readonly<Record<string, string>>;
}

const ours = { truncation: 'circular', rule: 'li' } as const;
const torcwa = { module: 'torcwa', truncation: 'rectangular', rule: 'laurent' } as const;
const meent = { module: 'meent', truncation: 'rectangular', rule: 'li for stripes' } as const;
const fmmax = { module: 'fmmax', truncation: 'circular', rule: 'laurent' } as const;

export const codes: readonly Code[] = [
  { label: 'microdesign', precision: 'auto', ...ours },
  { label: 'microdesign', precision: 'f64', ...ours },
  { label: 'grcwa', module: 'grcwa', precision: 'complex128', truncation: 'circular', rule: 'laurent' },
  { label: 'torcwa', precision: 'complex128', ...torcwa },
  { label: 'torcwa', precision: 'complex64', ...torcwa },
  { label: 'meent', precision: 'complex128', ...meent },
  { label: 'meent', precision: 'complex64', ...meent },
  { label: 'fmmax, Laurent', precision: 'complex128', ...fmmax },
  { label: 'fmmax, Laurent', precision: 'complex64', ...fmmax },
  {
    label: 'fmmax, its default',
    precision: 'complex128',
    ...fmmax,
    rule: 'other',
    environment: { FMMAX_FORMULATION: 'JONES_DIRECT_FOURIER' },
  },
];
