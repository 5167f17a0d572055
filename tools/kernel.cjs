'use strict';
/**
 * The notebook kernel: tslab, with what this repository needs besides.
 *
 * - It runs from the repository root, so cells import './src/…'; an editor finds the same files by notebooks/src.
 * - Modules under src/ are run by tsx, as everywhere else in the repository, and loaded anew after they were changed.
 *   tslab checks the types of the cells against them; their own types are checked by `npm run check`.
 * - It publishes cell numbers and errors with their tracebacks, and goes on after an error where the front end asks so.
 * - The last value of a cell shows itself as it likes, if it has a method [Symbol.for('Jupyter.display')].
 * - An interrupt also emits 'notebook:interrupt' on `process`, for long work to stop at a good place.
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

const { createConverter } = require('tslab/dist/converter.js');
const { createExecutor } = require('tslab/dist/executor.js');
const { JupyterHandlerImpl, ZmqServer } = require('tslab/dist/jupyter.js');

/** The cell that runs: how to publish something about it, its number, and the error it ended with. */
let cell;

let converter = createConverter({ isJS: false, isBrowser: false });
const cells = {
  inspect: (...given) => converter.inspect(...given),
  complete: (...given) => converter.complete(...given),
  convert: (...given) => {
    forgetChangedModules();
    const converted = converter.convert(...given);
    if (converted.diagnostics.some(({ code }) => code === cannotFindModule)) {
      // TypeScript remembers what it did not find; the next cell may import a file that was made meanwhile
      converter.close();
      converter = createConverter({ isJS: false, isBrowser: false });
    }
    return { ...converted, sideOutputs: undefined }; // what tslab made of modules: tsx is to load them
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
  const show = value[Symbol.for('Jupyter.display')];
  const text = () => (typeof value === 'string' ? value : util.inspect(value, { depth: 3, maxArrayLength: 20 }));
  const data = typeof show === 'function' ? show.call(value) : { 'text/plain': text() };
  cell.publish('execute_result', { data, metadata: {}, execution_count: cell.number });
}

/** Takes what tslab prints for a failed cell: one thrown value, or a line for each mistake of types. */
function noteError(thrown, ...place) {
  if (place.length > 0) {
    cell.error ??= { ename: 'TypeScriptError', evalue: '', traceback: [] };
    cell.error.traceback.push(util.format(thrown, ...place));
    cell.error.evalue = cell.error.traceback.join('\n');
  } else if (thrown instanceof Error) {
    cell.error = { ename: thrown.name, evalue: thrown.message, traceback: traceback(thrown) };
  } else {
    cell.error = { ename: 'Thrown', evalue: util.inspect(thrown), traceback: [util.inspect(thrown)] };
  }
}

/** An error's stack without the frames of the kernel; only the message of an error that is the user's to mend. */
function traceback(error) {
  if (error.name === 'InputError' || error.name === 'Interrupted') return [`${error.name}: ${error.message}`];
  const lines = String(error.stack ?? error).split('\n');
  const end = lines.findIndex((line) => /node:vm:|node_modules.tslab.dist|\(node:internal/.test(line));
  return (end > 0 ? lines.slice(0, end) : lines).map((line) => line.replace('evalmachine.<anonymous>', 'cell'));
}

class Handler extends JupyterHandlerImpl {
  async handleExecuteImpl(request, ...writers) {
    cell = request.cell;
    cell.number = this.execCount + 1;
    cell.publish('execute_input', { code: request.code, execution_count: cell.number });
    try {
      return await super.handleExecuteImpl(request, ...writers);
    } catch (count) {
      // what is thrown makes tslab drop the cells that wait; a cell that is meant to fail asks for them to be kept
      if (request.stop_on_error !== false) throw count;
      return count;
    }
  }
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
    if (reply.status === 'abort') reply.status = 'aborted';
    if (reply.status === 'error') own.error ??= { ename: 'Error', evalue: 'the cell failed without a message', traceback: [] };
    if (own.error) {
      publish('error', own.error);
      Object.assign(reply, own.error, { status: 'error' });
    }
    send(shell, 'execute_reply', { user_expressions: {}, payload: [], ...reply });
  }
}

process.on('SIGINT', () => {
  process.emit('notebook:interrupt');
  executor.interrupt();
});
process.on('uncaughtException', (error) => console.error('UncaughtException:', error));
process.on('unhandledRejection', (reason) => console.error('UnhandledPromiseRejection:', reason));
new Server(new Handler(executor, false), process.argv[2]).init();
