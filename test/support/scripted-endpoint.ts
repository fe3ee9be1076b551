import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { parseJson } from '../../src/lib/json.js';
import type { Json } from '../../src/lib/json.js';
import { loopbackServer } from './loopback-server.js';

/** One request a scripted endpoint was sent. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Json | undefined;
}

export interface ScriptedEndpoint extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
}

export type ScriptedReply = (request: SeenRequest, response: ServerResponse) => void;

/** A real loopback server; reply n answers request n, the last one all further ones. */
export async function scriptedEndpoint(...replies: readonly ScriptedReply[]): Promise<ScriptedEndpoint> {
  const seen: SeenRequest[] = [];
  const server = await loopbackServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = parseJson(Buffer.concat(chunks).toString('utf8'));
      const entry = { path: request.url ?? '', headers: request.headers, body };
      seen.push(entry);
      replies[Math.min(seen.length, replies.length) - 1]?.(entry, response);
    });
  });
  return { url: server.url, seen, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

export function jsonReply(
  status: number,
  body: Json,
  headers: Readonly<Record<string, string>> = {},
): ScriptedReply {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

export function completionReply(content: string, finishReason = 'stop'): ScriptedReply {
  return jsonReply(200, {
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finishReason }],
    usage: { prompt_tokens: 100, completion_tokens: 20 },
  });
}
