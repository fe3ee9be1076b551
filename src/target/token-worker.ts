import { parentPort } from 'node:worker_threads';
import { countDeltaTokens, countTokens } from './o200k.js';

/** What the token counter asks of its worker, one order at a time. */
export interface TokenOrder {
  readonly id: number;
  readonly kind: 'each' | 'deltas';
  readonly texts: readonly string[];
}

export interface TokenAnswer {
  readonly id: number;
  readonly counts: readonly number[];
}

if (parentPort === null) throw new Error('token-worker runs as a worker thread only');
const port = parentPort;

port.on('message', ({ id, kind, texts }: TokenOrder) => {
  const counts = kind === 'each' ? texts.map(countTokens) : countDeltaTokens(texts);
  port.postMessage({ id, counts } satisfies TokenAnswer);
});

// Says that the tables are loaded.
port.postMessage({ id: 0, counts: [] } satisfies TokenAnswer);
