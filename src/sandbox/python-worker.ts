import type { Fd } from '@bjorn3/browser_wasi_shim';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { Ended } from './ended.js';
import { newGuestMemory } from './guest-memory.js';
import { openOutputTally } from './output-tally.js';
import { ControlFile, SinkFile } from './python-files.js';
import { pythonGuest } from './python-guest.js';
import { AllAnswered, openPythonSession } from './python-session.js';
import { pythonSystem } from './python-system.js';
import type { ThreadData, ThreadOrder, ThreadReply } from './thread-messages.js';
import { wasm } from './web-assembly.js';

/**
 * The worker thread for Python. It never returns to its event loop: each program gets an interpreter of its own, which is
 * started before the program is known and sleeps until it comes.
 */

const data: ThreadData = workerData as ThreadData;
let memoryBytes = data.memoryBytes;
let taken = 0;
/** An order that came to an interpreter with another memory limit. */
let held: ThreadOrder | undefined;

class OtherLimit extends Error {}

function nextOrder(): ThreadOrder {
  const order = held ?? waitForOrder();
  held = undefined;
  if (order.memoryBytes !== memoryBytes) {
    held = order;
    memoryBytes = order.memoryBytes;
    throw new OtherLimit();
  }
  say({ kind: 'started' });
  return order;
}

function waitForOrder(): ThreadOrder {
  say({ kind: 'ready' });
  Atomics.wait(data.orders, 0, taken);
  taken++;
  for (;;) {
    const received = parentPort === null ? undefined : receiveMessageOnPort(parentPort);
    if (received !== undefined) return received.message as ThreadOrder;
  }
}

/** What one interpreter came to; undefined where its program needs another one. */
function runOne(): ThreadReply | undefined {
  let beganMs = 0;
  const session = openPythonSession(() => {
    const order = nextOrder();
    beganMs = performance.now();
    return order;
  });
  const printed = openOutputTally();
  const print = (piece: Uint8Array) => {
    const limitBytes = session.order()?.outputBytes ?? Infinity;
    if (printed.add(piece) > limitBytes)
      throw new Ended('output', `it printed more than ${limitBytes} bytes`);
  };
  const end = endOf([new ControlFile(session.read), new SinkFile(session.write), new SinkFile(print)]);
  if (end instanceof OtherLimit) return undefined;
  if (session.order() === undefined)
    return { kind: 'fault', detail: `Python did not start: ${end.message}; ${printed.text()}` };
  if (end instanceof Ended) return { kind: 'contained', why: end.why, detail: end.message };
  const { frames } = session;
  return { kind: 'ran', frames, output: printed.text(), wallMs: performance.now() - beganMs };
}

function endOf(files: readonly Fd[]): Ended | AllAnswered | OtherLimit {
  try {
    const memory = newGuestMemory(data.interpreter, memoryBytes);
    const system = pythonSystem(pythonGuest, files, memory);
    const code = system.start(new wasm.Instance(data.interpreter.module, system.imports));
    return new Ended('crash', `it ended the interpreter with code ${code}`);
  } catch (error) {
    if (error instanceof Ended || error instanceof AllAnswered || error instanceof OtherLimit) return error;
    return new Ended('crash', `it broke the interpreter: ${String(error)}`);
  }
}

function say(reply: ThreadReply): void {
  parentPort?.postMessage(reply);
}

for (let isSound = true; isSound;) {
  const reply = runOne();
  if (reply !== undefined) say(reply);
  isSound = reply?.kind !== 'fault';
}
