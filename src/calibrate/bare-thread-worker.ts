import { parentPort } from 'node:worker_threads';
import { readBare } from './bare-stream.js';
import type { ReadOrder } from './reader-messages.js';

/** The bare readers' thread: the floor gets a thread to itself because the target's timing side has one. */
if (parentPort === null) throw new Error('bare-thread-worker runs as a worker thread only');
const port = parentPort;

port.on('message', (order: ReadOrder) => void read(order));

async function read({ streams, port: serverPort, deadlineMs }: ReadOrder): Promise<void> {
  port.postMessage(await Promise.all(streams.map((stream) => readBare(stream, serverPort, deadlineMs))));
}
