import { Presets, SingleBar } from 'cli-progress';
import type { Progress, RunControl } from '../runs/control';

/** Work shorter than this shows no progress. */
const quietMilliseconds = 2000;
/** On a file or a pipe, a line is written at every so many percent. */
const percentPerLine = 20;

/** Shows the progress of long work on standard error: a bar on a terminal, plain lines elsewhere. */
export class TerminalProgress {
  private bar: SingleBar | undefined;
  private label = '';
  private start = 0;
  private linePercent = 0;

  readonly report = (progress: Progress): void => {
    if (progress.label !== this.label) this.begin(progress.label);
    if (performance.now() - this.start < quietMilliseconds) return;
    if (process.stderr.isTTY) this.drawBar(progress);
    else this.writeLine(progress);
    if (progress.done >= progress.total) this.end();
  };

  /** Takes the bar away, so that other text can follow. */
  end(): void {
    this.bar?.stop();
    this.bar = undefined;
    this.label = '';
  }

  private begin(label: string): void {
    this.end();
    this.label = label;
    this.start = performance.now();
    this.linePercent = 0;
  }

  private drawBar({ label, done, total, note = '' }: Progress): void {
    if (!this.bar) {
      const format = '  {label} {bar} {value}/{total} · {eta_formatted} left {note}';
      this.bar = new SingleBar(
        { format, stream: process.stderr, hideCursor: true, barsize: 30, etaBuffer: 50 },
        Presets.shades_classic,
      );
      this.bar.start(total, done, { label, note });
    }
    this.bar.update(done, { label, note });
  }

  private writeLine({ label, done, total, note }: Progress): void {
    const percent = (100 * done) / total;
    if (percent < this.linePercent + percentPerLine && done < total) return;
    this.linePercent = percent - (percent % percentPerLine);
    process.stderr.write(`  ${label}: ${done} of ${total}${note ? ` (${note})` : ''}\n`);
  }
}

/** A run that Ctrl-C stops at the next safe place; a second Ctrl-C stops it at once. */
export function interruptibleRun(progress: TerminalProgress): RunControl {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    progress.end();
    process.stderr.write('stopping at the next safe place; Ctrl-C again stops at once\n');
    controller.abort();
    process.once('SIGINT', () => process.exit(130));
  });
  return { signal: controller.signal, onProgress: progress.report };
}
