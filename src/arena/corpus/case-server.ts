import type { IncomingMessage, ServerResponse } from 'node:http';
import type * as z from 'zod';
import { openBoundedChecks } from '../../graders/bounded-checks.js';
import type { Clock } from '../../lib/clock.js';
import { inert } from '../../lib/inert.js';
import { isTooDeep } from '../../lib/json-depth.js';
import { isJsonObject, parseJson, type JsonObject } from '../../lib/json.js';
import {
  bodyText,
  listen,
  sendJson,
  type ListenOptions,
  type RunningServer,
} from '../../mock/http-server.js';
import { contractHeaders } from '../source/contract.js';
import { chooseCases } from './choose-cases.js';
import { EvaluationDesk } from './evaluation-desk.js';
import type { Corpus } from './load-corpus.js';
import { fetchRequestSchema, sourceError, submitRequestSchema, type SourceReply } from './source-requests.js';

export interface CaseServerOptions extends ListenOptions {
  readonly clock: Clock;
  /** Asked for as a bearer token; undefined: nothing is. */
  readonly token?: string | undefined;
  /** How long an evaluation stays queued, ms. */
  readonly evalDelayMs?: number | undefined;
}

/** The embedded case source: the tinyeval contract over a corpus of files. Serves until disposed. */
export async function serveCases(
  corpus: Corpus,
  { clock, token, evalDelayMs = 0, ...place }: CaseServerOptions,
): Promise<RunningServer & AsyncDisposable> {
  const bounded = await openBoundedChecks();
  const desk = new EvaluationDesk(corpus, { bounded, clock, delayMs: evalDelayMs });
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const isAllowed = token === undefined || request.headers.authorization === `Bearer ${token}`;
    const { status, body } = isAllowed
      ? await answer(request, { corpus, desk, clock })
      : sourceError(401, 'unauthorized', 'a bearer token is wanted');
    for (const [name, value] of Object.entries(contractHeaders)) response.setHeader(name, value);
    sendJson(response, status, body);
  };
  const server = await listen(respond, place).catch(async (problem: unknown) => {
    await bounded[Symbol.asyncDispose]();
    throw problem;
  });
  const close = async () => {
    await server.close();
    await bounded[Symbol.asyncDispose]();
  };
  return { url: server.url, close, [Symbol.asyncDispose]: close };
}

interface Parts {
  readonly corpus: Corpus;
  readonly desk: EvaluationDesk;
  readonly clock: Clock;
}

async function answer(request: IncomingMessage, { corpus, desk, clock }: Parts): Promise<SourceReply> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const route = `${request.method ?? 'GET'} ${pathname}`;
  if (route === 'GET /health') return { status: 200, body: { status: 'ok' } };
  const evalId = /^GET \/v1\/evals\/([^/]+)$/.exec(route)?.[1];
  if (evalId !== undefined) return desk.read(evalId);
  if (route === 'POST /v1/cases/fetch')
    return withBody(request, fetchRequestSchema, (body) => chooseCases(corpus, body, clock.wall()));
  if (route === 'POST /v1/evals/submit') {
    const key = [request.headers['idempotency-key']].flat()[0];
    return withBody(request, submitRequestSchema, (body, whole) => desk.submit(key, body, whole));
  }
  return sourceError(404, 'not_found', 'there is nothing at this path');
}

async function withBody<Schema extends z.ZodType>(
  request: IncomingMessage,
  schema: Schema,
  act: (body: z.output<Schema>, whole: JsonObject) => SourceReply | Promise<SourceReply>,
): Promise<SourceReply> {
  const text = await bodyText(request);
  const whole = text === undefined || isTooDeep(text) ? undefined : parseJson(text);
  if (!isJsonObject(whole)) return sourceError(400, 'invalid_request', 'the body is not a JSON object');
  const parsed = schema.safeParse(whole);
  if (parsed.success) return act(parsed.data, whole);
  const [issue] = parsed.error.issues;
  const what = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`;
  return sourceError(422, 'invalid_request', inert(what));
}
