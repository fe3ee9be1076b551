import type * as z from 'zod';
import type { Clock } from '../../lib/clock.js';
import type { DeepReadonly } from '../../lib/deep-readonly.js';
import { inert } from '../../lib/inert.js';
import type { JsonObject } from '../../lib/json.js';
import type { Rng } from '../../lib/rng.js';
import {
  contractHeaders,
  contractVersion,
  errorSchema,
  evalSchema,
  fetchReplySchema,
  submitReplySchema,
  type EvalDetail,
  type FetchReply,
} from './contract.js';
import { sendJsonRequest, type JsonReply, type JsonRequest } from './json-request.js';
import { reactionTo, type Call, type Reaction } from './reaction.js';

export interface CaseSourceOptions {
  /** Base URL; the three paths are below it. */
  readonly url: URL;
  readonly token?: string | undefined;
  readonly clock: Clock;
  /** For the jitter of waits. */
  readonly rng: Rng;
  /** For one exchange; 30 s if left out. */
  readonly timeoutMs?: number | undefined;
  /** A retry, and why. */
  readonly onProblem?: ((what: string) => void) | undefined;
}

/** The reply, or what to do instead; retries are behind it already. `why` is for people. */
export type Answered<Reply> =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly status: number }
  | (Exclude<Reaction, { kind: 'retry' }> & { readonly why: string });

export interface FetchRequest {
  readonly requestId: string;
  readonly workerId: string;
  readonly hosts: readonly string[];
  readonly excludeCaseIds: readonly string[];
  readonly cursor: string | null;
  readonly count: number;
}

/** Client of the three endpoints of tinyeval. Every status, and no status, has a reaction (`reactionTo`). */
export class CaseSource {
  readonly #options: CaseSourceOptions;

  constructor(options: CaseSourceOptions) {
    this.#options = options;
  }

  /** Only reads: repeating it is harmless. */
  async fetchCases(request: FetchRequest, signal: AbortSignal): Promise<Answered<FetchReply>> {
    const body = {
      request_id: request.requestId,
      worker_id: request.workerId,
      filter: { hosts: [...request.hosts], domains: [], exclude_case_ids: [...request.excludeCaseIds] },
      selection: { strategy: 'round_robin', cursor: request.cursor },
      count: request.count,
    };
    return this.#ask(
      { call: 'fetch', method: 'POST', path: 'v1/cases/fetch', body },
      fetchReplySchema,
      signal,
    );
  }

  /** The same attempt twice gives the first answer again: its id is the idempotency key. */
  async submit(
    attemptId: string,
    body: JsonObject,
    signal: AbortSignal,
  ): Promise<Answered<z.output<typeof submitReplySchema>>> {
    const headers = { 'idempotency-key': attemptId };
    const call = { call: 'submit', method: 'POST', path: 'v1/evals/submit', body, headers } as const;
    return this.#ask(call, submitReplySchema, signal);
  }

  async readEval(evalId: string, signal: AbortSignal): Promise<Answered<EvalDetail>> {
    const path = `v1/evals/${encodeURIComponent(evalId)}`;
    return this.#ask({ call: 'read', method: 'GET', path }, evalSchema, signal);
  }

  async #ask<Schema extends z.ZodType>(
    asked: Asked,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<Answered<DeepReadonly<z.output<Schema>>>> {
    const { clock, rng, timeoutMs = 30_000, onProblem } = this.#options;
    for (let tries = 1; ; tries++) {
      const reply = await sendJsonRequest(this.#request(asked), {
        signal,
        timeoutMs,
        wallMs: () => clock.wall().getTime(),
      });
      const isSuccess = reply.status !== undefined && reply.status >= 200 && reply.status < 300;
      const parsed = isSuccess ? schema.safeParse(reply.body) : undefined;
      if (reply.status !== undefined && parsed?.success === true)
        return { kind: 'reply', reply: parsed.data as DeepReadonly<z.output<Schema>>, status: reply.status };
      const why = `${asked.path.split('/').slice(0, 3).join('/')}: ${problemOf(reply, parsed?.error)}`;
      const reaction = reactionTo({
        call: asked.call,
        // A reply that breaks the contract may be a proxy's page: as good as none.
        status: isSuccess ? undefined : reply.status,
        isSourcesWord: errorSchema.safeParse(reply.body).success,
        retryAfterMs: reply.retryAfterMs,
        tries,
        jitter: rng.next(),
      });
      if (reaction.kind !== 'retry') return { ...reaction, why };
      onProblem?.(why);
      await clock.sleep(reaction.afterMs, signal);
    }
  }

  #request({ method, path, headers, body }: Asked): JsonRequest {
    const { url, token } = this.#options;
    const base = url.href.endsWith('/') ? url : new URL(`${url.href}/`);
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return {
      method,
      url: new URL(path, base),
      headers: { ...contractHeaders, accept: 'application/json', ...authorization, ...headers },
      body,
    };
  }
}

interface Asked {
  readonly call: Call;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: JsonObject | undefined;
}

function problemOf({ status, body, problem }: JsonReply, broken: z.ZodError | undefined): string {
  if (status === undefined) return problem ?? 'no reply';
  if (broken !== undefined) {
    const [issue] = broken.issues;
    const place = issue?.path.join('.') ?? '';
    return `not contract ${contractVersion}: ${inert(`${place} ${issue?.message ?? ''}`.trim()).slice(0, 300)}`;
  }
  const said = errorSchema.safeParse(body);
  if (!said.success) return `HTTP ${status}`;
  const { code, message } = said.data.error;
  return `HTTP ${status} ${inert(`${code}: ${message}`).slice(0, 300)}`;
}
