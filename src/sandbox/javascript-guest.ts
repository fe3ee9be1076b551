import { javascriptValues } from './javascript-values.js';

/**
 * Runs inside the JavaScript interpreter before the answer does, as an expression: a function that takes what the thread
 * lends (`print`, `sleepUntil`) and the cases as JSON, and gives `run`. It holds no expected value, so an answer that takes
 * it apart gains nothing. A case's frame is '' while its promise has not settled.
 *
 * Besides the language itself the answer finds what programs take for granted: a console, timers (on the guest's clock,
 * which a wait moves), `module.exports`.
 */
export const javascriptGuest = String.raw`
(print, sleepUntil, casesText, limit) => {
  'use strict';
  const { apply } = Reflect;
  const { stringify, parse } = JSON;
  const { keys: keysOf, defineProperty } = Object;
  const { now } = Date;
  const NativePromise = Promise, TypeProblem = TypeError, toText = String;
  const then = Promise.prototype.then, resolve = Promise.resolve;
  const { decode, returned, threw } = (${javascriptValues})(limit);
  const cases = decode(parse(casesText));
  let settled = '';

  function run(entry, index) {
    settled = '';
    try {
      const value = apply(entry, undefined, cases[index]);
      if (!(value instanceof NativePromise)) return returned(value);
      apply(then, value, [
        (result) => { settled = returned(result); },
        (error) => { settled = threw(error); },
      ]);
      return '';
    } catch (error) {
      return threw(error);
    }
  }

  let timers = null;
  let lastTimer = 0;

  function addTimer(action, delay, repeat, list) {
    if (typeof action !== 'function') throw new TypeProblem('a timer needs a function');
    const wait = delay > 0 ? +delay : 0;
    const id = ++lastTimer;
    insert({ id, action, list, atMs: now() + wait, everyMs: repeat ? wait : -1, next: null });
    return id;
  }

  function insert(timer) {
    if (timers === null || timer.atMs < timers.atMs) {
      timer.next = timers;
      timers = timer;
      return;
    }
    let before = timers;
    while (before.next !== null && before.next.atMs <= timer.atMs) before = before.next;
    timer.next = before.next;
    before.next = timer;
  }

  function dropTimer(id) {
    if (timers !== null && timers.id === id) timers = timers.next;
    else for (let at = timers; at !== null && at.next !== null; at = at.next) if (at.next.id === id) at.next = at.next.next;
  }

  function fireNext() {
    const timer = timers;
    if (timer === null) return false;
    timers = timer.next;
    sleepUntil(timer.atMs);
    if (timer.everyMs >= 0) insert({ ...timer, atMs: timer.atMs + (timer.everyMs > 1 ? timer.everyMs : 1) });
    try {
      apply(timer.action, undefined, timer.list);
    } catch (error) {
      print(threw(error));
    }
    return true;
  }

  function shown(value) {
    if (typeof value === 'string') return value;
    try {
      return (typeof value === 'object' && stringify(value)) || toText(value);
    } catch {
      return '?';
    }
  }

  function log(...values) {
    let line = '';
    for (let index = 0; index < values.length; index++) line += (index > 0 ? ' ' : '') + shown(values[index]);
    print(line);
  }

  const module = { exports: {} };
  const world = {
    console: { log, info: log, warn: log, error: log, debug: log },
    setTimeout: (action, delay, ...list) => addTimer(action, delay, false, list),
    setInterval: (action, delay, ...list) => addTimer(action, delay, true, list),
    setImmediate: (action, ...list) => addTimer(action, 0, false, list),
    clearTimeout: dropTimer, clearInterval: dropTimer, clearImmediate: dropTimer,
    queueMicrotask: (action) => void apply(then, apply(resolve, NativePromise, []), [() => action()]),
    module, exports: module.exports,
  };
  for (const key of keysOf(world))
    defineProperty(globalThis, key, { value: world[key], writable: true, enumerable: false, configurable: true });

  return { run, fireNext, threw, settled: () => settled };
}
`;
