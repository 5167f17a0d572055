'use strict';
/**
 * The notebook kernel: tslab, with what this repository needs besides.
 *
 * - It runs from the repository root, so cells import './src/…'; an editor finds the same files by notebooks/src.
 * - Modules under src/ are run by tsx, as everywhere else in the repository, and loaded anew after they were changed.
 *   tslab checks the types of the cells against them; their own types are checked by `npm run check`.
 * - It publishes cell numbers and errors with the lines of the cells (kernel-traceback.cjs), and goes on after an error where
 *   the front end asks so.
 * - The last value of a cell shows itself as it likes, if it has a method [Symbol.for('Jupyter.display')]; figures and
 *   microstructures are drawn.
 * - An interrupt emits 'notebook:interrupt' on `process`, for long work to stop at a good place. What has not stopped a second
 *   later is broken off at its next await (kernel-compile.cjs).
 * - It completes paths of imports, and ends with the process that started it (kernel-parent.cjs).
 */
const fs = require('node:fs');
const path = require('node:path');
const util = require('node:util');

const root = path.resolve(__dirname, '..');
const source = path.join(root, 'src') + path.sep;
process.chdir(root);
require('tsx/cjs');

// TypeScript skips the checks of a file that begins so: src/ is checked elsewhere, by stricter rules than tslab's
const { sys } = require('@tslab/typescript-for-tslab');
const readFile = sys.readFile;
sys.readFile = (file, encoding) => {
  const text = readFile(file, encoding);
  return text !== undefined && path.resolve(file).startsWith(source) && file.endsWith('.ts') ? `// @ts-nocheck\n${text}` : text;
};
// a new file in a watched folder would start a second timer of TypeScript's, and tslab can hold only one
sys.watchDirectory = undefined;

const { announceCell, asAsync, breakAwaits, expandShorthand, stopped } = require('./kernel-compile.cjs');
const { describeError, describeMistake } = require('./kernel-traceback.cjs');
const { endWithParent } = require('./kernel-parent.cjs');
const { createConverter } = require('tslab/dist/converter.js');
const { createExecutor } = require('tslab/dist/executor.js');
const { JupyterHandlerImpl, ZmqServer } = require('tslab/dist/jupyter.js');

/** The cell that runs: how to publish something about it, its number, and the error it ended with. */
let cell;

let converter = createConverter({ isJS: false, isBrowser: false });
const cells = {
  inspect: (...given) => converter.inspect(...given),
  complete: (...given) => converter.complete(...given),
  convert: (earlier, text) => {
    forgetChangedModules();
    const converted = converter.convert(earlier, expandShorthand(text));
    if (converted.diagnostics.some(({ code }) => code === cannotFindModule)) {
      // TypeScript remembers what it did not find; the next cell may import a file that was made meanwhile
      converter.close();
      converter = createConverter({ isJS: false, isBrowser: false });
    }
    return asAsync(converted);
  },
};
const cannotFindModule = 2307;
const executor = createExecutor(root, { node: cells, close: () => converter.close() }, { log: showResult, error: noteError });

/** When each module of src/ that is loaded was last changed, as the cell after its loading found it. */
const changeTimes = new Map();

function forgetChangedModules() {
  for (const file of Object.keys(require.cache).filter((name) => name.startsWith(source))) {
    const time = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (changeTimes.has(file) && changeTimes.get(file) !== time) forget(file);
    changeTimes.set(file, time);
  }
}

/** Lets a module, and all modules of src/ that import it, be loaded anew. */
function forget(file) {
  if (!require.cache[file]) return;
  delete require.cache[file];
  for (const other of Object.values(require.cache)) {
    if (other?.filename.startsWith(source) && other.children.some((child) => child.filename === file)) forget(other.filename);
  }
}

function showResult(value) {
  const { number, publish } = cell;
  const result = ({ data, metadata = {} }) => publish('execute_result', { data, metadata, execution_count: number });
  const show = value[Symbol.for('Jupyter.display')];
  if (typeof show === 'function') return result({ data: show.call(value) });
  const text = { data: { 'text/plain': asText(value) } };
  if (typeof value !== 'object') return result(text);
  const { representationsOf } = require('../src/notebook/representations');
  cell.shown = representationsOf(value).then((drawn) => result(drawn ?? text));
}

const asText = (value) => (typeof value === 'string' ? value : util.inspect(value, { depth: 3, maxArrayLength: 20 }));

/** Takes what tslab prints for a failed cell: one thrown value, or a line for each mistake of types. */
function noteError(thrown, ...place) {
  if (place.length > 0) {
    cell.error ??= { ename: 'TypeScriptError', evalue: '', traceback: [] };
    cell.error.traceback.push(describeMistake(cell, thrown, ...place));
    cell.error.evalue = cell.error.traceback.join('\n');
  } else {
    const isStopped = thrown?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED' || thrown?.message === 'Interrupted asynchronously';
    cell.error = describeError(isStopped ? stopped() : thrown);
  }
}

class Handler extends JupyterHandlerImpl {
  async handleExecuteImpl(request, ...writers) {
    cell = request.cell;
    cell.number = this.execCount + 1;
    cell.source = request.code;
    announceCell(cell);
    cell.publish('execute_input', { code: request.code, execution_count: cell.number });
    try {
      const count = await super.handleExecuteImpl(request, ...writers);
      await cell.shown?.catch(noteError);
      return count;
    } catch (count) {
      // what is thrown makes tslab drop the cells that wait; a cell that is meant to fail asks for them to be kept
      if (request.stop_on_error !== false) throw count;
      return count;
    }
  }

  handleComplete(request) {
    return completePath(request.code, request.cursor_pos) ?? super.handleComplete(request);
  }
}

/** Files and folders for a path that is being written: import … from './src/…'. */
function completePath(code, position) {
  const [, folder, start] =
    /(?:from|import|require\()\s*['"](\.\/(?:[^'"\n]*\/)?)([^'"\n/]*)$/.exec(code.slice(0, position)) ?? [];
  const absolute = folder && path.resolve(root, folder);
  if (!absolute || !fs.existsSync(absolute)) return undefined;
  const matches = fs.readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.name.startsWith(start) || entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return [`${entry.name}/`];
    return /(?<!\.d)\.ts$/.test(entry.name) ? [entry.name.slice(0, -3)] : [];
  });
  return { status: 'ok', matches, cursor_start: position - start.length, cursor_end: position, metadata: {} };
}

class Server extends ZmqServer {
  async handleExecute(shell, message) {
    const send = (socket, type, content) => {
      const reply = message.createReply();
      reply.header.msg_type = type;
      reply.content = content;
      reply.signAndSend(this.connInfo.key, socket);
    };
    const publish = (type, content) => send(this.iopub, type, content);
    const own = { publish, number: 0, error: undefined };
    const reply = await this.handler.handleExecute(
      { ...message.content, cell: own },
      (name, text) => publish('stream', { name, text }),
      (data, isUpdate) => publish(isUpdate ? 'update_display_data' : 'display_data', data),
    );
    own.isDone = true;
    if (reply.status === 'abort') reply.status = 'aborted';
    if (reply.status === 'error') own.error ??= { ename: 'Error', evalue: 'the cell failed without a message', traceback: [] };
    if (own.error) {
      publish('error', own.error);
      Object.assign(reply, own.error, { status: 'error' });
    }
    send(shell, 'execute_reply', { user_expressions: {}, payload: [], ...reply });
  }
}

/** Milliseconds that work which watches the signal has to stop and to say what is kept. */
const grace = 1000;

process.on('SIGINT', () => {
  process.emit('notebook:interrupt');
  const interrupted = cell;
  const breakOff = () => {
    if (cell !== interrupted || cell?.isDone) return;
    breakAwaits(stopped());
    executor.interrupt();
  };
  // who asks twice does not wait
  if (!interrupted || interrupted.isStopping) return breakOff();
  interrupted.isStopping = true;
  setTimeout(breakOff, grace);
});
process.on('uncaughtException', (error) => console.error('UncaughtException:', error));
process.on('unhandledRejection', (reason) => {
  if (reason?.name !== 'Interrupted') console.error('UnhandledPromiseRejection:', reason);
});
endWithParent();
new Server(new Handler(executor, false), process.argv[2]).init();
