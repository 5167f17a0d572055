import type { PropertyValue } from '../simulation/property';
import type { LayoutKind } from './design-files';
import type { RunOptions } from './options';

/** What the command line says of a design. */
export interface DesignOptions extends RunOptions {
  target?: PropertyValue;
  count: number;
  dataset: string;
  method?: string;
  calls?: number;
  robust?: boolean;
  out: string;
  draw: number;
  layout?: LayoutKind[];
  repeat?: [columns: number, rows: number];
  json?: boolean;
  show?: boolean;
}
