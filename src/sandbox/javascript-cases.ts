import type { ContextEvalOptions, QuickJSContext, QuickJSHandle } from 'quickjs-emscripten';
import { Ended } from './ended.js';
import { javascriptGuest } from './javascript-guest.js';
import type { ThreadOrder } from './thread-messages.js';

/** What a program may ask of the thread. */
export interface Lent {
  readonly print: (text: string) => void;
  readonly sleepUntil: (ms: number) => void;
}

/** The part of ours in the interpreter, which takes what it needs before the program can change it. */
export type Guest = QuickJSHandle;

/** One frame for each case. Throws Ended where the program does not load. */
export function runCases(context: QuickJSContext, order: ThreadOrder, guest: Guest): readonly string[] {
  load(context, order, guest);
  const entry = findEntry(context, order.entry);
  const run = context.getProp(guest, 'run');
  return order.cases.map((_, index) => {
    const frame = textOf(context, run, [entry, context.newNumber(index)]);
    return frame === '' ? settle(context, guest) : frame;
  });
}

export function startGuest(context: QuickJSContext, order: ThreadOrder, { print, sleepUntil }: Lent): Guest {
  const start = context.unwrapResult(context.evalCode(javascriptGuest, 'sandbox.js', asScript));
  const lent = [
    context.newFunction('print', (text) => print(context.getString(text))),
    context.newFunction('sleepUntil', (ms) => sleepUntil(context.getNumber(ms))),
    context.newString(`[${order.cases.join(',')}]`),
    context.newNumber(order.outputBytes),
  ];
  return context.unwrapResult(context.callFunction(start, context.undefined, lent));
}

const asScript: ContextEvalOptions = { type: 'global' };
const file = 'answer.js';

/** As a script; as a module where only that makes sense of its `export`. */
function load(context: QuickJSContext, { source, entry }: ThreadOrder, guest: Guest): void {
  const compiled = context.evalCode(source, file, { ...asScript, compileOnly: true });
  const isModule = compiled.error !== undefined && /^\s*export\b/mu.test(source);
  if (compiled.error !== undefined && !isModule)
    throw new Ended('syntax', described(context, guest, compiled.error));
  const loaded = isModule
    ? context.evalCode(`${source}\n;globalThis.${entry} = ${entry};`, file, { type: 'module' })
    : context.evalCode(source, file, asScript);
  if (loaded.error !== undefined) throw new Ended('crash', described(context, guest, loaded.error));
  runJobs(context);
}

function findEntry(context: QuickJSContext, name: string): QuickJSHandle {
  const found = context.evalCode(
    `typeof ${name} === 'undefined' ? module.exports.${name} : ${name}`,
    file,
    asScript,
  );
  if (found.error === undefined && context.typeof(found.value) === 'function') return found.value;
  throw new Ended('crash', `it defines no function ${name}`);
}

/** The frame of a case that returned a promise: jobs first, then timers, one after another, until it has settled. */
function settle(context: QuickJSContext, guest: Guest): string {
  const settled = context.getProp(guest, 'settled');
  const fireNext = context.getProp(guest, 'fireNext');
  for (;;) {
    runJobs(context);
    const frame = textOf(context, settled, []);
    if (frame !== '') return frame;
    const fired = context.unwrapResult(context.callFunction(fireNext, context.undefined, []));
    if (context.dump(fired) !== true) return 't["PendingPromise","its promise never settles"]';
  }
}

function runJobs(context: QuickJSContext): void {
  while (context.runtime.hasPendingJob()) {
    const ran = context.runtime.executePendingJobs(jobsAtOnce);
    // A job that throws is a rejection nobody handles; one that was interrupted ends the run.
    if (ran.error !== undefined) ran.error.dispose();
  }
}

const jobsAtOnce = 1_000;

function textOf(context: QuickJSContext, call: QuickJSHandle, values: QuickJSHandle[]): string {
  const result = context.unwrapResult(context.callFunction(call, context.undefined, values));
  const text = context.getString(result);
  result.dispose();
  return text;
}

function described(context: QuickJSContext, guest: Guest, error: QuickJSHandle): string {
  return textOf(context, context.getProp(guest, 'threw'), [error]).slice(1);
}
