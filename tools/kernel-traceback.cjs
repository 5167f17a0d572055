'use strict';
/** What a failed cell says: errors with the lines of the cells as they were written. */
const util = require('node:util');
const { findSource } = require('./kernel-compile.cjs');

/** Errors that say all in their message. */
const ownWords = ['InputError', 'Interrupted'];

/** A thrown value as Jupyter has it. */
function describeError(thrown) {
  if (!(thrown instanceof Error)) return { ename: 'Thrown', evalue: util.inspect(thrown), traceback: [util.inspect(thrown)] };
  return { ename: thrown.name, evalue: thrown.message, traceback: traceback(thrown) };
}

/** An error's stack without the frames of the kernel, in lines of cells and files. */
function traceback(error) {
  const head = `${error.name}: ${error.message}`;
  if (ownWords.includes(error.name)) return [head, ...cellFrames(error).slice(0, 1)];
  const frames = framesOf(error);
  const places = frames.map((frame) => cellFrame(frame) ?? frame);
  return [head, ...places.filter((place, i) => place !== places[i - 1])];
}

const cellFrames = (error) => framesOf(error).flatMap((frame) => cellFrame(frame) ?? []);

function framesOf(error) {
  const lines = String(error.stack ?? '').split('\n');
  const frames = lines.filter((line) => /^ +at /.test(line));
  const end = frames.findIndex((line) => /node:vm:|node_modules.tslab.dist/.test(line));
  return (end < 0 ? frames : frames.slice(0, end)).filter((line) => !/\(?node:internal|kernel-compile\.cjs/.test(line));
}

/** A frame in a cell, by the line of its TypeScript: "at f, cell 3, line 2: throw new Error()"; nothing for other frames. */
function cellFrame(frame) {
  const [, name = '', file, line, column] = /^ +at (?:(?:async )?(.*?) \()?(cell \d+):(\d+):(\d+)\)?$/.exec(frame) ?? [];
  const place = file && findSource(file, Number(line), Number(column));
  if (!place) return undefined;
  const isNamed = name && !/<anonymous>|^eval/.test(name);
  const within = isNamed ? `${name.replace(/^(Proxy|Object|exports)\./, '')}, ` : '';
  return `    at ${within}${file}, line ${place.line}:  ${place.text}`;
}

/** A mistake of types, as tslab prints its parts: file (if it is not the cell's), line, column, message. */
function describeMistake(cell, format, ...parts) {
  const [file, line, column, message] = parts;
  if (file) return util.format(format, ...parts);
  const text = cell.source.split('\n')[line - 1]?.trim() ?? '';
  return `cell ${cell.number}, line ${line}:${column} - ${message}\n    ${text}`;
}

module.exports = { describeError, describeMistake };
