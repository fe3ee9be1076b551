import { plainRequest } from './plain-request.js';
import { parseProxyUrl } from './proxy-url.js';
import { requestHeaders } from './request-headers.js';
import { isForwarded, type Route } from './route.js';
import { streamExchange } from './stream-exchange.js';
import { parseTargetUrl } from './target-url.js';
import type { Target, TargetOptions } from './target.js';
import { TimingTransport } from './timing-transport.js';

/**
 * Opens the miner under test: starts the timing worker, sends nothing yet. Dispose of it to end the worker and its
 * connections. Throws BenchError `usage` on a URL or a header that cannot be used.
 */
export async function openTarget(options: TargetOptions): Promise<Target> {
  const { url, origin, basePath, authorization, socketPath } = parseTargetUrl(options.url);
  const proxy =
    options.proxy === undefined || socketPath !== undefined ? undefined : parseProxyUrl(options.proxy);
  const route: Route = { origin, socketPath, proxy, trust: options.trust };
  const headers = {
    ...requestHeaders(options.headers, authorization),
    ...(isForwarded(route) && proxy?.authorization !== undefined
      ? { 'proxy-authorization': proxy.authorization }
      : {}),
  };
  const transport = await TimingTransport.open({
    route,
    maxHeaderBytes: options.limits.maxHeaderBytes,
    idleConnections: options.connections,
    isFresh: options.connectionMode === 'fresh',
  });
  const root = (isForwarded(route) ? origin : '') + basePath;
  const context = {
    transport,
    path: `${root}/v1/chat/completions`,
    headers,
    limits: options.limits,
  };
  return {
    url,
    exchange: (request, exchangeOptions) => streamExchange(context, request, exchangeOptions),
    get: (path, timeoutMs) => plainRequest({ transport, path: root + path, headers, timeoutMs }),
    post: (path, body, timeoutMs) => plainRequest({ transport, path: root + path, headers, body, timeoutMs }),
    prepare: () => transport.prepare(),
    [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
  };
}
