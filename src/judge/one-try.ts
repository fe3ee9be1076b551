import type { Pool } from 'undici';
import type { Clock } from '../lib/clock.js';
import { boundedText } from '../target/bounded-text.js';
import { connectionCode } from '../target/connection-code.js';
import { parseRetryAfter } from '../target/retry-after.js';
import { errorCode, readCompletion } from './completion.js';
import type { Completion, TokenUse } from './completion.js';

const largestBodyBytes = 1_000_000;

/** What one HTTP request came to. */
export type TryResult =
  | { readonly kind: 'completion'; readonly completion: Completion; readonly tokens: TokenUse }
  /** Worth another try: overload, a server's fault, no connection, no answer in time. */
  | { readonly kind: 'again'; readonly reason: string; readonly retryAfterMs?: number | undefined }
  | { readonly kind: 'status'; readonly status: number; readonly code: string | undefined };

export interface OneTry {
  readonly pool: Pool;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly method: 'GET' | 'POST';
  readonly body?: string | undefined;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** Sends one request. Rejects only with the signal's reason. No text of the endpoint's, and no key, is in any result. */
export async function sendOnce(request: OneTry, signal?: AbortSignal): Promise<TryResult> {
  const { pool, path, headers, method, body, timeoutMs, clock } = request;
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const reply = await pool.request({
      path,
      method,
      headers,
      body: body ?? null,
      signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
    });
    const text = await boundedText(reply.body, largestBodyBytes);
    if (reply.statusCode < 200 || reply.statusCode > 299) {
      return afterStatus({ status: reply.statusCode, text, retryAfter: reply.headers['retry-after'], clock });
    }
    return { kind: 'completion', ...(text === undefined ? tooLarge : readCompletion(text)) };
  } catch (problem) {
    signal?.throwIfAborted();
    return { kind: 'again', reason: deadline.aborted ? 'it took too long' : connectionCode(problem) };
  }
}

const tooLarge: { readonly completion: Completion; readonly tokens: TokenUse } = {
  completion: { kind: 'unusable', reason: 'the judge gave a reply over 1 MB' },
  tokens: { promptTokens: 0, completionTokens: 0 },
};

function afterStatus(reply: {
  readonly status: number;
  readonly text: string | undefined;
  readonly retryAfter: string | string[] | undefined;
  readonly clock: Clock;
}): TryResult {
  const { status, text, retryAfter, clock } = reply;
  if (status === 408 || status === 429 || (status >= 500 && status !== 501)) {
    const retryAfterMs = parseRetryAfter([retryAfter].flat()[0], clock.wall().getTime());
    return { kind: 'again', reason: `HTTP ${status}`, retryAfterMs };
  }
  return { kind: 'status', status, code: errorCode(text ?? '') };
}
