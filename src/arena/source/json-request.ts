import { request } from 'undici';
import { isTooDeep } from '../../lib/json-depth.js';
import { parseJson, type Json, type JsonObject } from '../../lib/json.js';
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
    const text = await boundedText(reply.body);
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
    return noReply(deadline.aborted ? `no answer within ${timeoutMs / 1_000} s` : codeOf(problem));
  }
}

function noReply(problem: string): JsonReply {
  return { status: undefined, body: undefined, problem, retryAfterMs: undefined };
}

/** Undefined: more than we take. Leaving the loop closes the connection. */
async function boundedText(body: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > largestBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The error's code alone: messages may hold addresses with credentials. */
function codeOf(problem: unknown): string {
  const code: unknown = problem instanceof Error && 'code' in problem ? problem.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : 'the connection failed';
}
