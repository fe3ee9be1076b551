import { newQuickJSWASMModuleFromVariant, newVariant, RELEASE_SYNC } from 'quickjs-emscripten';
import type { QuickJSContext } from 'quickjs-emscripten';
import { Ended } from './ended.js';
import type { GuestClock } from './guest-clock.js';
import { newGuestMemory } from './guest-memory.js';
import { runCases, startGuest } from './javascript-cases.js';
import { openOutputTally } from './output-tally.js';
import type { InterpreterModule, ThreadOrder, ThreadReply } from './thread-messages.js';

export interface JavaScriptHost {
  readonly interpreter: InterpreterModule;
  readonly clock: GuestClock;
  /** The program's own code begins. */
  readonly onStart: () => void;
}

/** Runs one program in a new interpreter, which is thrown away with its memory. Rejects where it could not be started. */
export async function runJavaScript(order: ThreadOrder, host: JavaScriptHost): Promise<ThreadReply> {
  host.clock.restart();
  const context = await newContext(order, host.interpreter);
  const limits = watch(context, order);
  try {
    const lent = { print: limits.print, sleepUntil: host.clock.sleepUntil };
    const guest = startGuest(context, order, lent);
    limits.begin();
    host.onStart();
    const frames = runCases(context, order, guest);
    const over = limits.over();
    return over === undefined ? { kind: 'ran', frames, ...limits.spent() } : contained(over);
  } catch (error) {
    return contained(limits.over() ?? (error instanceof Ended ? error : broken(String(error))));
  }
}

/** Deep enough for some 6,000 nested calls; the thread's own stack is far larger, so that this limit is met first. */
const stackBytes = 1 << 20;
/** Of the program's limit: what the allocator takes for it, gaps included. */
const heapShare = 1.5;

async function newContext(order: ThreadOrder, interpreter: InterpreterModule): Promise<QuickJSContext> {
  const wasmMemory = newGuestMemory(interpreter, order.memoryBytes * heapShare);
  const variant = newVariant(RELEASE_SYNC, { wasmModule: interpreter.module, wasmMemory });
  const runtime = (await newQuickJSWASMModuleFromVariant(variant)).newRuntime();
  runtime.setMemoryLimit(order.memoryBytes);
  runtime.setMaxStackSize(stackBytes);
  return runtime.newContext();
}

interface Watch {
  /** The program's time starts. */
  readonly begin: () => void;
  readonly print: (text: string) => void;
  /** The limit that the program met. Once met it stays so, whatever the program makes of the interruption. */
  readonly over: () => Ended | undefined;
  readonly spent: () => { readonly output: string; readonly wallMs: number };
}

function watch({ runtime }: QuickJSContext, { wallMs, outputBytes }: ThreadOrder): Watch {
  const printed = openOutputTally();
  let beganMs = performance.now();
  let over: Ended | undefined;
  runtime.setInterruptHandler(() => {
    if (performance.now() - beganMs > wallMs) over ??= new Ended('time', `it ran longer than ${wallMs} ms`);
    return over !== undefined;
  });
  return {
    begin: () => (beganMs = performance.now()),
    print(text) {
      if (printed.add(Buffer.from(`${text}\n`)) > outputBytes)
        over ??= new Ended('output', `it printed more than ${outputBytes} bytes`);
    },
    over: () => over,
    spent: () => ({ output: printed.text(), wallMs: performance.now() - beganMs }),
  };
}

function contained({ why, message }: Ended): ThreadReply {
  return { kind: 'contained', why, detail: message };
}

/** What the interpreter itself could not bear: its stack's end, or no memory left to say so. */
function broken(error: string): Ended {
  if (error.includes('out of memory')) return new Ended('memory', 'it ran out of memory');
  return new Ended('crash', `it broke the interpreter: ${error}`);
}
