import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PageAssets } from '../../report/html/page-assets.js';
import { contentPolicy } from '../../report/html/policy.js';
import type { Answer } from './answer.js';

/**
 * Sends an answer with headers that let nothing be done with it but read it. Whole and at once: a body is bounded. A
 * reader that has it already gets 304, and HEAD the headers alone.
 */
export function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { answer, assets }: { readonly answer: Answer; readonly assets: PageAssets },
): void {
  const { status, type, body } = answer;
  const bytes = Buffer.from(body, 'utf8');
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
  const headers = {
    ...(status === 200 ? { 'cache-control': 'no-cache', etag } : { 'cache-control': 'no-store' }),
    ...safetyHeaders(type, assets),
  };
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(status, {
    ...headers,
    ...(status === 503 ? { 'retry-after': '2' } : {}),
    'content-type': type === 'html' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': bytes.byteLength,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function safetyHeaders(type: Answer['type'], assets: PageAssets) {
  const policy = type === 'html' ? contentPolicy(assets) : "default-src 'none'";
  return {
    'content-security-policy': `${policy}; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
  };
}
