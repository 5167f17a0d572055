import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dealer, Subscriber } from 'zeromq';

/** One output of a cell, as a notebook file keeps it. */
export type Output =
  | { output_type: 'stream'; name: string; text: string }
  | { output_type: 'display_data'; data: Bundle; metadata: Bundle }
  | { output_type: 'execute_result'; data: Bundle; metadata: Bundle; execution_count: number }
  | { output_type: 'error'; ename: string; evalue: string; traceback: string[] };
/** The same thing in several representations, by their media types. */
export type Bundle = Record<string, unknown>;

export interface CellResult {
  status: 'ok' | 'error' | 'aborted';
  /** The number of the cell, if it was run. */
  count?: number;
  outputs: Output[];
}

/** The kernel ended by itself, or a cell took too long. */
export class KernelFailure extends Error {}

interface Message {
  type: string;
  parentId: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a message holds goes by its type
  content: any;
}

const delimiter = '<IDS|MSG>';

/** A notebook kernel in a process of its own, spoken to by the Jupyter messaging protocol (version 5.3). */
export class Kernel {
  private readonly listeners = new Map<string, (message: Message) => void>();
  private readonly displays = new Map<string, Extract<Output, { output_type: 'display_data' }>[]>();
  private readonly shell = new Dealer({ linger: 0 });
  private readonly published = new Subscriber({ linger: 0 });
  private readonly ended: Promise<never>;
  private isStopping = false;

  private constructor(
    private readonly process: ChildProcess,
    private readonly key: string,
    private readonly connectionFile: string,
  ) {
    this.ended = once(process, 'exit').then(([code, signal]) => {
      throw new KernelFailure(`the kernel ended (${signal ?? `exit code ${code}`})`);
    });
    this.ended.catch(() => undefined);
  }

  /** Starts `command`, in which {connection_file} stands for the connection file, and waits until it answers. */
  static async start(command: readonly string[], directory: string): Promise<Kernel> {
    const key = randomUUID();
    const connectionFile = join(tmpdir(), `kernel-${randomUUID()}.json`);
    const [shell_port, iopub_port, stdin_port, control_port, hb_port] = await freePorts(5);
    const ports = { shell_port, iopub_port, stdin_port, control_port, hb_port };
    const connection = { ...ports, ip: '127.0.0.1', transport: 'tcp', key, signature_scheme: 'hmac-sha256' };
    writeFileSync(connectionFile, JSON.stringify(connection), { mode: 0o600 });
    const [program, ...rest] = command.map((part) => part.replace('{connection_file}', connectionFile));
    const kernel = new Kernel(
      spawn(program, rest, { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] }),
      key,
      connectionFile,
    );
    kernel.shell.connect(`tcp://127.0.0.1:${shell_port}`);
    kernel.published.connect(`tcp://127.0.0.1:${iopub_port}`);
    kernel.published.subscribe();
    void kernel.listen(kernel.shell);
    void kernel.listen(kernel.published);
    try {
      await Promise.race([kernel.answers(), kernel.ended]);
    } catch (error) {
      await kernel.stop();
      throw error;
    }
    return kernel;
  }

  /**
   * Runs a cell and gives what it showed. A cell may take `seconds`; then it is interrupted and a KernelFailure thrown.
   * With `keepGoing` a failing cell does not make the kernel drop the next ones.
   */
  async execute(code: string, { seconds = 3600, keepGoing = false } = {}): Promise<CellResult> {
    const outputs: Output[] = [];
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: !keepGoing,
    };
    const done = new Promise<CellResult>((resolve) => {
      let reply: Message | undefined;
      let isIdle = false;
      this.send('execute_request', content, (message) => {
        if (message.type === 'execute_reply') reply = message;
        else if (message.type === 'status') isIdle = message.content.execution_state === 'idle';
        else this.collect(message, outputs);
        if (reply && isIdle) resolve({ status: reply.content.status, count: reply.content.execution_count, outputs });
      });
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new KernelFailure(`the cell took more than ${seconds} s`)), seconds * 1000);
    });
    try {
      return await Promise.race([done, late, this.ended]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Asks for something other than a cell to be run, such as `complete_request`; gives the content of the answer. */
  ask(type: string, content: object): Promise<Message['content']> {
    const answer = new Promise<Message['content']>((resolve) => {
      this.send(type, content, (message) => message.type.endsWith('_reply') && resolve(message.content));
    });
    return Promise.race([answer, this.ended]);
  }

  /** Interrupts the running cell, as the stop button of a notebook does. */
  interrupt(): void {
    this.process.kill('SIGINT');
  }

  /** Ends the kernel, by force if it does not go by itself. */
  async stop(): Promise<void> {
    if (this.isStopping) return;
    this.isStopping = true;
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const force = setTimeout(() => this.process.kill('SIGKILL'), 2000);
      this.send('shutdown_request', { restart: false }, () => undefined);
      await this.ended.catch(() => undefined);
      clearTimeout(force);
    }
    this.shell.close();
    this.published.close();
    rmSync(this.connectionFile, { force: true });
  }

  /** Asks until an answer comes both ways: a subscription made a moment too late would lose the first outputs. */
  private async answers(): Promise<void> {
    for (;;) {
      const seen = new Set<string>();
      this.send('kernel_info_request', {}, (message) => seen.add(message.type));
      for (let wait = 0; wait < 20; wait++) {
        await new Promise((resolve) => setTimeout(resolve, 25));
        if (seen.has('status') && seen.has('kernel_info_reply')) return;
      }
    }
  }

  private async listen(socket: Dealer | Subscriber): Promise<void> {
    for await (const frames of socket) {
      const start = frames.findIndex((frame) => frame.toString() === delimiter);
      const [header, parent, , content] = frames.slice(start + 2).map((frame) => JSON.parse(frame.toString()));
      this.listeners.get(parent.msg_id)?.({ type: header.msg_type, parentId: parent.msg_id, content });
    }
  }

  private send(type: string, content: unknown, listener: (message: Message) => void): void {
    const id = randomUUID();
    this.listeners.set(id, listener);
    const header = {
      msg_id: id,
      session: this.key,
      username: 'notebooks',
      date: new Date().toISOString(),
      msg_type: type,
      version: '5.3',
    };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    const signature = createHmac('sha256', this.key).update(parts.join('')).digest('hex');
    // an unsent request shows as an answer that never comes, which the caller's timeout or the kernel's end reports
    this.shell.send([delimiter, signature, ...parts]).catch(() => undefined);
  }

  private collect({ type, content }: Message, outputs: Output[]): void {
    const { data, metadata = {} } = content;
    if (type === 'stream') {
      const last = outputs.at(-1);
      if (last?.output_type === 'stream' && last.name === content.name) last.text += content.text;
      else outputs.push({ output_type: 'stream', name: content.name, text: content.text });
    } else if (type === 'display_data') {
      const output = { output_type: 'display_data' as const, data, metadata };
      outputs.push(output);
      const id = content.transient?.display_id;
      if (id) this.displays.set(id, [...(this.displays.get(id) ?? []), output]);
    } else if (type === 'update_display_data') {
      for (const output of this.displays.get(content.transient?.display_id) ?? []) Object.assign(output, { data, metadata });
    } else if (type === 'execute_result') {
      outputs.push({ output_type: 'execute_result', data, metadata, execution_count: content.execution_count });
    } else if (type === 'error') {
      const { ename, evalue, traceback } = content;
      outputs.push({ output_type: 'error', ename, evalue, traceback });
    } else if (type === 'clear_output') outputs.length = 0;
  }
}

/** Ports that were free a moment ago, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
