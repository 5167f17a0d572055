/** Several representations of one thing, by media type; a front end shows the richest that it knows. */
export type Representations = Record<string, unknown>;

/** What the kernel asks the last value of a cell for: a method that gives its representations. */
export const displayMethod: unique symbol = Symbol.for('Jupyter.display');

/** The part of a display message that tslab sends on as it is (Jupyter messaging, display_data). */
interface DisplayMessage {
  data: Representations;
  metadata: Representations;
  transient: { display_id?: string };
}
type SendDisplay = ((message: DisplayMessage, isUpdate: boolean) => void) | null;

/** What our own kernel (tools/kernel.cjs) leaves in the global scope. */
const ownKernel = Symbol.for('microdesign.kernel');

/** In a stock tslab kernel, one line on what is missing there; nothing elsewhere. */
export function missingHere(): string | undefined {
  if (ownKernel in globalThis || !sender()) return undefined;
  return (
    'Stock tslab kernel: tables come as text, pictures only by show(), errors without the lines of cells, and loops go on ' +
    'after an interrupt. `npm run lab` brings the kernel that has all this.'
  );
}

/**
 * Shows something in the running cell at once; outside a notebook its text is printed.
 *
 * @param place an output of this name is made, or, with `isUpdate`, what it shows is replaced
 */
export function display(
  data: Representations,
  { metadata = {}, place, isUpdate = false }: { metadata?: Representations; place?: string; isUpdate?: boolean } = {},
): void {
  const send = sender();
  if (send) send({ data, metadata, transient: { display_id: place } }, isUpdate);
  else console.log(data['text/plain']);
}

/** tslab sets it when a cell starts; by require, as its own type declarations take long to read. */
function sender(): SendDisplay {
  return (require('tslab/dist/jupyter') as { lastWriteDisplayData: SendDisplay }).lastWriteDisplayData;
}
