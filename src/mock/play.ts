import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Script } from './behaviour.js';

/**
 * Writes a script out on its absolute schedule, so that a late write does not delay the next. Resolves true when all was
 * written, false as soon as the client has gone.
 */
export async function play(script: Script, response: ServerResponse, startMs: number): Promise<boolean> {
  const { status, contentType, writes, ending } = script;
  if (response.destroyed) return false;
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-cache' });
  if (contentType.startsWith('text/event-stream')) response.flushHeaders();
  for (const { atMs, text } of writes) {
    await until(startMs + atMs, gone.signal);
    if (gone.signal.aborted) return false;
    response.write(text);
  }
  if (ending === 'reset') response.socket?.resetAndDestroy();
  else response.end();
  return true;
}

async function until(atMs: number, signal: AbortSignal): Promise<void> {
  const waitMs = atMs - performance.now();
  if (waitMs <= 0) return;
  try {
    await delay(waitMs, undefined, { signal });
  } catch (problem) {
    if (!signal.aborted) throw problem;
  }
}
