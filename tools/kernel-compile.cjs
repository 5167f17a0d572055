'use strict';
/**
 * How cells are compiled: as tslab does it, and besides
 *
 * - each compiled cell keeps its way back to the lines of its TypeScript, for tracebacks (`findSource`);
 * - each `await` in a cell can be broken off by an interrupt (`breakAwaits`), so that a loop that knows of no abort signal ends;
 * - `{ size }` may name a variable of an earlier cell (`expandShorthand`).
 */
const { SourceMap } = require('node:module');
const vm = require('node:vm');
const ts = require('@tslab/typescript-for-tslab');

/** What a running cell's awaits are called through; a global, as cells of any age use it. */
const guards = Symbol.for('microdesign.kernel');
/** Lines that tslab puts before a cell. */
const prefixLines = 1;
/** Milliseconds after which a loop of awaits that never rests is made to: else no interrupt would be heard. */
const longestRush = 100;

/** Compiled cells by the names that their frames have in a stack: source and both maps. */
const compiled = new Map();
let latest;

function createWatchCompilerHost(files, options, system, ...rest) {
  const host = ts.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, withTimers(system), ...rest);
  let tell;
  // tslab compiles all that a cell imports, which takes seconds; here tsx has that done
  const tellOfCellAlone = (program) => tell(Object.assign(program, { getAllDependencies: ({ fileName }) => [fileName] }));
  return Object.defineProperty(host, 'afterProgramCreate', {
    get: () => tellOfCellAlone,
    set(given) {
      tell = given;
    },
  });
}

/** TypeScript starts a second timer when a file appears that it has looked for in vain; tslab holds only the one that rebuilds. */
function withTimers(system) {
  const others = new Set();
  const start = (callback, wait) => {
    if (callback.name === 'updateProgramWithWatchStatus') return system.setTimeout(callback, wait);
    const timer = setTimeout(callback, wait).unref();
    others.add(timer);
    return timer;
  };
  const clear = (timer) => (others.delete(timer) ? clearTimeout(timer) : system.clearTimeout(timer));
  return Object.create(system, { setTimeout: { value: start }, clearTimeout: { value: clear } });
}

// tslab compiles twice: TypeScript to a module, and that to CommonJS, here
const transpileModule = (code, { compilerOptions, ...options }) => {
  const { code: module, map } = takeMap(code);
  const { outputText, sourceMapText } = ts.transpileModule(module, {
    ...options,
    compilerOptions: { ...compilerOptions, sourceMap: true },
    transformers: { before: [guardAwaits] },
  });
  latest = map && { toModule: new SourceMap(JSON.parse(sourceMapText)), toSource: new SourceMap(map) };
  return { outputText: outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '') };
};

// the library's own exports cannot be set; tslab, which is loaded later, gets a copy of them
require.cache[require.resolve('@tslab/typescript-for-tslab')].exports = { ...ts, createWatchCompilerHost, transpileModule };

function takeMap(code) {
  const [comment, text] = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(code) ?? [];
  return comment ? { code: code.slice(0, -comment.length), map: JSON.parse(Buffer.from(text, 'base64').toString()) } : { code };
}

/** `await x` becomes `await guarded(x)`, `for await (… of x)` goes over `guardedItems(x)`. */
function guardAwaits(context) {
  const { factory } = context;
  const call = (name, argument) =>
    factory.createCallExpression(
      factory.createElementAccessExpression(
        factory.createIdentifier('globalThis'),
        factory.createCallExpression(factory.createIdentifier('Symbol.for'), undefined, [
          factory.createStringLiteral('microdesign.kernel'),
        ]),
      ),
      undefined,
      [factory.createStringLiteral(name), argument],
    );
  const visit = (node) => {
    const inner = ts.visitEachChild(node, visit, context);
    if (ts.isAwaitExpression(inner)) return factory.updateAwaitExpression(inner, call('value', inner.expression));
    if (!ts.isForOfStatement(inner) || !inner.awaitModifier) return inner;
    const { awaitModifier, initializer, expression, statement } = inner;
    return factory.updateForOfStatement(inner, awaitModifier, initializer, call('items', expression), statement);
  };
  return (file) => ts.visitEachChild(file, visit, context);
}

/** What rejects each await that is pending now. */
const pending = new Set();
let rested = performance.now();

async function guarded(value) {
  let reject;
  const broken = new Promise((_, refuse) => {
    reject = refuse;
  });
  pending.add(reject);
  try {
    const result = await Promise.race([value, broken]);
    if (performance.now() - rested > longestRush) {
      await Promise.race([new Promise((resolve) => setImmediate(resolve)), broken]);
      rested = performance.now();
    }
    return result;
  } finally {
    pending.delete(reject);
  }
}

function guardedItems(items) {
  const isAsync = items[Symbol.asyncIterator] !== undefined;
  const iterator = isAsync ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const next = async () => {
    const step = await guarded(iterator.next());
    return isAsync || step.done ? step : { done: false, value: await guarded(step.value) };
  };
  const end = async (value) => (iterator.return ? iterator.return(value) : { done: true, value });
  return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
}

globalThis[guards] = (kind, given) => (kind === 'items' ? guardedItems(given) : guarded(given));

/** Ends all awaits of cells with an error. */
function breakAwaits(error) {
  for (const reject of [...pending]) reject(error);
}

/** Says which cell is compiled and run next. */
function announceCell(cell) {
  latest = undefined;
  next = cell;
}
let next;

/**
 * Runs a compiled cell (an async function: see `asAsync`) after the signals that came while it was compiled have been heard:
 * node forgets them when it watches for SIGINT itself, as it does for the part of a cell before its first await.
 */
const runInThisContext = vm.runInThisContext;
vm.runInThisContext = (code, options) => {
  if (!options?.breakOnSigint || !next) return runInThisContext(code, options);
  const cell = next;
  const filename = `cell ${cell.number}`;
  next = undefined;
  compiled.set(filename, { ...cell, ...latest });
  return new Promise((resolve) => setImmediate(resolve)).then(() => {
    if (cell.isStopping) throw stopped();
    return runInThisContext(code, { ...options, filename });
  });
};

/**
 * The text of a cell with `{ size: size }` for `{ size }`, on the same lines: in the short form tslab takes the name for that of
 * the property alone, and does not look for a variable of an earlier cell.
 */
function expandShorthand(source) {
  const names = [];
  const visit = (node) => {
    if (ts.isShorthandPropertyAssignment(node)) names.push(node.name);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('cell.ts', source, ts.ScriptTarget.Latest));
  return names.reduceRight((text, { end, text: name }) => `${text.slice(0, end)}: ${name}${text.slice(end)}`, source);
}

/** Every cell is run as one with awaits: tslab finds those that have some, but for `for await`. */
const asAsync = (converted) => ({ ...converted, hasToplevelAwait: true });

/** What a cell ends with that was interrupted. */
const stopped = () => Object.assign(new Error('the cell was stopped'), { name: 'Interrupted' });

/** The place in a cell's TypeScript of a place in its compiled code (line and column from 1), with the text of the line. */
function findSource(file, line, column) {
  const cell = compiled.get(file);
  if (!cell?.toModule) return undefined;
  const module = cell.toModule.findEntry(line - 1, column - 1);
  const { originalLine } =
    module.originalLine === undefined ? module : cell.toSource.findEntry(module.originalLine, module.originalColumn);
  if (originalLine === undefined) return undefined;
  const row = originalLine - prefixLines;
  return { number: cell.number, line: row + 1, text: cell.source.split('\n')[row]?.trim() ?? '' };
}

module.exports = { announceCell, asAsync, breakAwaits, expandShorthand, findSource, stopped };
