/** Longest echo of a value in an error message, in characters. */
const longestEcho = 60;

/**
 * Text for an error message: control characters, line ends and invisible characters as escapes (`\u001b`), and of what is
 * longer than `most` characters the beginning and the end.
 */
export function printable(text: string, most = longestEcho): string {
  // Megabytes are cut first; each escape is longer than what it stands for.
  const ends = text.length > 2 * most ? `${text.slice(0, most)}${text.slice(-most)}` : text;
  const escaped = ends.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, escapeOf);
  if (escaped.length <= most && ends === text) return escaped;
  const kept = Math.floor((most - 1) / 2);
  return `${escaped.slice(0, kept)}…${escaped.slice(-kept)}`;
}

/** A value as an error message shows it: like JSON, but short, on one line, and of any depth. */
export function quoted(value: unknown): string {
  return printable(shown(value, 2));
}

function shown(value: unknown, depth: number): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value !== 'object' || value === null) return String(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (depth === 0) return `${open}…${close}`;
  const entries = Object.keys(value).slice(0, longestEcho);
  const parts = entries.map((key) => {
    const part = shown((value as Record<string, unknown>)[key], depth - 1);
    return Array.isArray(value) ? part : `"${key}": ${part}`;
  });
  return `${open}${parts.join(', ')}${close}`;
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
