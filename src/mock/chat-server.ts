import type { IncomingMessage, ServerResponse } from 'node:http';
import { readChat } from './chat-request.js';
import type { IncomingChat } from './chat-request.js';
import { bodyText, listen, sendError, sendJson } from './http-server.js';
import type { ListenOptions, RunningServer } from './http-server.js';

export interface ChatService {
  readonly listen: ListenOptions;
  /** Answers POST /v1/chat/completions. */
  chat(chat: IncomingChat, request: IncomingMessage, response: ServerResponse): Promise<void> | void;
  /** Plain GET paths beside `/health` and `/v1/models`. */
  readonly gets?: Readonly<Record<string, (response: ServerResponse) => void>> | undefined;
  /** The only entry of `/v1/models`. */
  readonly model: string;
  /** A request was answered with 4xx. */
  onRefused?(): void;
  /** Answers a request that cannot be read; 4xx as JSON if left out. */
  readonly refuse?: ((response: ServerResponse, refusal: Refusal) => void) | undefined;
}

export interface Refusal {
  readonly status: number;
  readonly message: string;
}

export function refuseAsJson(response: ServerResponse, { status, message }: Refusal): void {
  sendError(response, status, { type: 'invalid_request_error', message });
}

/** What every embedded OpenAI-compatible server has in common: routes, health, models and 4xx as JSON. */
export async function serveChat(service: ChatService): Promise<RunningServer> {
  const models = { object: 'list', data: [{ id: service.model, object: 'model', owned_by: 'janus-bench' }] };
  const gets: Readonly<Record<string, (response: ServerResponse) => void>> = {
    '/health': (response) => sendJson(response, 200, { status: 'ok' }),
    '/v1/models': (response) => sendJson(response, 200, models),
    ...service.gets,
  };
  return await listen(async (request, response) => {
    const path = pathOf(request);
    const get = request.method === 'GET' && Object.hasOwn(gets, path) ? gets[path] : undefined;
    if (get !== undefined) {
      get(response);
      return;
    }
    const read = await readPost(request, path);
    if (read.kind === 'chat') {
      await service.chat(read.chat, request, response);
      return;
    }
    service.onRefused?.();
    if (read.status === 413) response.setHeader('connection', 'close');
    (service.refuse ?? refuseAsJson)(response, read);
  }, service.listen);
}

type PostReading =
  { readonly kind: 'chat'; readonly chat: IncomingChat } | ({ readonly kind: 'refused' } & Refusal);

async function readPost(request: IncomingMessage, path: string): Promise<PostReading> {
  const refused = (status: number, message: string): PostReading => ({ kind: 'refused', status, message });
  if (path !== '/v1/chat/completions') return refused(404, 'there is nothing at this path');
  if (request.method !== 'POST') return refused(405, 'use POST');
  const body = await bodyText(request);
  if (body === undefined) return refused(413, 'the request is too large');
  const read = readChat(body);
  return read.kind === 'bad' ? refused(400, read.message) : read;
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
