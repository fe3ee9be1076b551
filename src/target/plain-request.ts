import { failureOf } from './failure.js';
import type { GetReply } from './target.js';
import type { TimingTransport } from './timing-transport.js';

/** More of a health or metrics page than this is cut off. */
const maxBytes = 2 ** 20;

export interface PlainRequestInput {
  readonly transport: TimingTransport;
  readonly path: string;
  /** Sent by POST as it is, whatever it is; a GET if left out. */
  readonly body?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** A request whose response is read as text, cut at 1 MB. Never rejects: what went wrong is `problem`. */
export function plainRequest(input: PlainRequestInput): Promise<GetReply> {
  const { transport, path, body: sent, timeoutMs } = input;
  const headers =
    sent === undefined ? input.headers : { ...input.headers, 'content-type': 'application/json' };
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let startedAtMs = performance.now();
    let status: number | undefined;
    let contentType: string | undefined;
    let hasTimedOut = false;
    const finish = (atMs: number, problem: string | undefined) => {
      clearTimeout(timer);
      const body = Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8');
      resolve({ status, contentType, latencyMs: Math.max(0, atMs - startedAtMs), body, problem });
    };
    const id = transport.send(
      {
        method: sent === undefined ? 'GET' : 'POST',
        path,
        headers,
        body: sent === undefined ? undefined : Buffer.from(sent, 'utf8'),
        maxBodyBytes: maxBytes,
      },
      (event) => {
        if (event.kind === 'issued') startedAtMs = event.atMs;
        else if (event.kind === 'headers') [status, contentType] = [event.status, event.headers.contentType];
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
