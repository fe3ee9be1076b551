import { parentPort, workerData } from 'node:worker_threads';
import { openGuestClock } from './guest-clock.js';
import { runJavaScript } from './javascript-run.js';
import type { ThreadData, ThreadOrder, ThreadReply } from './thread-messages.js';

/** The worker thread for JavaScript: each program gets an interpreter of its own, memory and all. */

const { interpreter } = workerData as ThreadData;
const clock = openGuestClock();
// The interpreter asks its host's Date for the time and the time zone; in this thread nothing else does.
Date.now = clock.readMs;
Date.prototype.getTimezoneOffset = () => 0;

function say(reply: ThreadReply): void {
  parentPort?.postMessage(reply);
}

async function serve(order: ThreadOrder): Promise<void> {
  try {
    say(await runJavaScript(order, { interpreter, clock, onStart: () => say({ kind: 'started' }) }));
    say({ kind: 'ready' });
  } catch (error) {
    say({ kind: 'fault', detail: `JavaScript did not start: ${String(error)}` });
  }
}

parentPort?.on('message', (order: ThreadOrder) => void serve(order));
say({ kind: 'ready' });
