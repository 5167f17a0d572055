import type { Page } from 'playwright-core';

/** A code cell as the page holds it. */
export interface PageCell {
  index: number;
  source: string;
  count: number | null;
  mayFail: boolean;
  outputs: { output_type: string; ename?: string; evalue?: string; traceback?: string[]; data?: Record<string, unknown> }[];
}

/** A notebook that is open in JupyterLab. */
export class LabPage {
  /** What the page has complained of in its console. */
  readonly complaints: string[] = [];

  constructor(readonly page: Page) {
    page.setDefaultTimeout(120_000);
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.untilIdle();
  }

  /** Until the notebook is open and its kernel waits for work. */
  async untilIdle(): Promise<void> {
    await this.page.waitForFunction(() => {
      const { jupyterapp } = window as unknown as LabWindow;
      return jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle';
    });
  }

  /** By the menu, as a user does it. */
  async runAll(): Promise<PageCell[]> {
    await this.page.getByRole('menuitem', { name: 'Run', exact: true }).click();
    await this.page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
    for (;;) {
      const cells = await this.cells();
      const hasFailed = cells.some((cell) => !cell.mayFail && errorOf(cell));
      if (hasFailed || cells.every(({ count }) => count !== null)) {
        await this.untilIdle();
        return this.cells();
      }
      await pause(500);
    }
  }

  /** Runs one cell and waits for its end. */
  async runCell(index: number): Promise<PageCell> {
    await this.startCell(index);
    const before = await this.cellAt(index);
    for (;;) {
      const cell = await this.cellAt(index);
      if (cell.count !== null && cell.count !== before.count) break;
      await pause(100);
    }
    await this.untilIdle();
    return this.cellAt(index);
  }

  /** Lets a cell begin, whose number goes meanwhile. */
  async startCell(index: number): Promise<void> {
    await this.page.evaluate((at) => {
      const { jupyterapp } = window as unknown as LabWindow;
      const { content } = jupyterapp!.shell.currentWidget!;
      content.deselectAll();
      content.activeCellIndex = at;
      void jupyterapp!.commands.execute('notebook:run-cell');
    }, index);
  }

  /** Until a running cell has shown some text. */
  async untilSaid(index: number, text: RegExp): Promise<void> {
    while (!text.test(JSON.stringify((await this.cellAt(index)).outputs))) await pause(100);
  }

  /** Adds a cell at the end; gives its place. */
  async addCell(code: string): Promise<number> {
    return this.page.evaluate((source) => {
      const { model } = (window as unknown as LabWindow).jupyterapp!.shell.currentWidget!.content;
      model.sharedModel.addCell({ cell_type: 'code', source, metadata: {} });
      return model.toJSON().cells.length - 1;
    }, code);
  }

  async command(name: string, args: object = {}): Promise<void> {
    await this.page.evaluate(
      ([command, given]) => (window as unknown as LabWindow).jupyterapp!.commands.execute(command as string, given as object),
      [name, args],
    );
  }

  async cells(): Promise<PageCell[]> {
    return this.page.evaluate(() => {
      const { content } = (window as unknown as LabWindow).jupyterapp!.shell.currentWidget!;
      return content.model
        .toJSON()
        .cells.map((cell, index) => ({ ...cell, index, source: [cell.source].flat().join('') }))
        .filter(({ cell_type, source }) => cell_type === 'code' && source.trim())
        .map(({ index, source, execution_count, metadata, outputs }) => ({
          ...{ index, source, outputs, count: execution_count },
          mayFail: metadata.tags?.includes('raises-exception') ?? false,
        }));
    });
  }

  private async cellAt(index: number): Promise<PageCell> {
    return (await this.cells()).find((cell) => cell.index === index)!;
  }
}

export const errorOf = ({ outputs }: PageCell) => outputs.find((output) => output.output_type === 'error');

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** What is used of JupyterLab's own objects in the page. */
interface LabWindow {
  jupyterapp?: {
    commands: { execute(name: string, args?: object): Promise<unknown> };
    shell: {
      currentWidget?: {
        sessionContext?: { session?: { kernel?: { status: string } } };
        content: {
          activeCellIndex: number;
          deselectAll(): void;
          model: {
            sharedModel: { addCell(cell: object): unknown };
            toJSON(): {
              cells: (Pick<PageCell, 'outputs'> & {
                cell_type: string;
                source: string | string[];
                execution_count: number | null;
                metadata: { tags?: string[] };
              })[];
            };
          };
        };
      };
    };
  };
}
