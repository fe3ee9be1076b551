import { failureOf } from './failure.js';
import type { GetReply } from './target.js';
import type { TimingTransport } from './timing-transport.js';

/** More of a health or metrics page than this is cut off. */
const maxBytes = 2 ** 20;

export interface PlainGetInput {
  readonly transport: TimingTransport;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** A GET whose body is read as text, cut at 1 MB. Never rejects: what went wrong is `problem`. */
export function plainGet({ transport, path, headers, timeoutMs }: PlainGetInput): Promise<GetReply> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let startedAtMs = performance.now();
    let status: number | undefined;
    let hasTimedOut = false;
    const finish = (atMs: number, problem: string | undefined) => {
      clearTimeout(timer);
      const body = Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
      resolve({ status, latencyMs: Math.max(0, atMs - startedAtMs), body, problem });
    };
    const id = transport.send(
      { method: 'GET', path, headers, body: undefined, maxBodyBytes: maxBytes },
      (event) => {
        if (event.kind === 'issued') startedAtMs = event.atMs;
        else if (event.kind === 'headers') status = event.status;
        else if (event.kind === 'read') chunks.push(event.bytes);
        else if (event.kind === 'crashed') finish(performance.now(), failureOf(event.detail).message);
        else if (event.kind === 'end') {
          const { how } = event;
          const problem = how.kind === 'failed' ? how.failure.code : undefined;
          finish(event.atMs, hasTimedOut ? 'timeout' : problem);
        }
      },
    );
    const timer = setTimeout(() => {
      hasTimedOut = true;
      transport.abort(id);
    }, timeoutMs);
  });
}
