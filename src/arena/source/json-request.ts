import { request } from 'undici';
import { isTooDeep } from '../../lib/json-depth.js';
import { parseJson, type Json, type JsonObject } from '../../lib/json.js';
import { boundedText } from '../../target/bounded-text.js';
import { connectionCode } from '../../target/connection-code.js';
import { parseRetryAfter } from '../../target/retry-after.js';

/** A case may hold a page as data; beyond this a body is nobody's case. */
const largestBodyBytes = 8_000_000;

export interface JsonRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: JsonObject | undefined;
}

export interface JsonRequestLimits {
  readonly signal: AbortSignal;
  /** For the whole exchange. */
  readonly timeoutMs: number;
  /** Now, ms since 1970. */
  readonly wallMs: () => number;
}

export interface JsonReply {
  /** Undefined: nobody answered, too late, or more than we take. */
  readonly status: number | undefined;
  /** Undefined: the body is not JSON. */
  readonly body: Json | undefined;
  /** Where there is no status: why, in words of ours. */
  readonly problem: string | undefined;
  readonly retryAfterMs: number | undefined;
}

/**
 * One exchange of JSON, of at most 8 MB. Redirects are not followed: they would carry the token elsewhere.
 * Rejects only with the signal's reason.
 */
export async function sendJsonRequest(
  { method, url, headers, body }: JsonRequest,
  { signal, timeoutMs, wallMs }: JsonRequestLimits,
): Promise<JsonReply> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const reply = await request(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.any([signal, deadline]),
    });
    const text = await boundedText(reply.body, largestBodyBytes);
    const retryAfterMs = parseRetryAfter([reply.headers['retry-after']].flat()[0], wallMs());
    if (text === undefined) return noReply(`a body of more than ${largestBodyBytes / 1e6} MB`);
    const isReadable = !isTooDeep(text);
    return {
      status: reply.statusCode,
      body: isReadable ? parseJson(text) : undefined,
      problem: undefined,
      retryAfterMs,
    };
  } catch (problem) {
    signal.throwIfAborted();
    return noReply(deadline.aborted ? `no answer within ${timeoutMs / 1_000} s` : connectionCode(problem));
  }
}

function noReply(problem: string): JsonReply {
  return { status: undefined, body: undefined, problem, retryAfterMs: undefined };
}
