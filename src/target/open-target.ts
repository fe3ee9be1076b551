import { plainGet } from './plain-get.js';
import { requestHeaders } from './request-headers.js';
import { streamExchange } from './stream-exchange.js';
import { parseTargetUrl } from './target-url.js';
import type { Target, TargetOptions } from './target.js';
import { TimingTransport } from './timing-transport.js';

/**
 * Opens the miner under test: starts the timing worker, sends nothing yet. Dispose of it to end the worker and its
 * connections. Throws BenchError `usage` on a URL or a header that cannot be used.
 */
export async function openTarget(options: TargetOptions): Promise<Target> {
  const { url, origin, basePath, authorization } = parseTargetUrl(options.url);
  const headers = requestHeaders(options.headers, authorization);
  const transport = await TimingTransport.open({
    origin,
    maxHeaderBytes: options.limits.maxHeaderBytes,
    idleConnections: options.connections,
  });
  const context = {
    transport,
    path: `${basePath}/v1/chat/completions`,
    headers,
    limits: options.limits,
  };
  return {
    url,
    exchange: (request, exchangeOptions) => streamExchange(context, request, exchangeOptions),
    get: (path, timeoutMs) => plainGet({ transport, path: basePath + path, headers, timeoutMs }),
    [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
  };
}
