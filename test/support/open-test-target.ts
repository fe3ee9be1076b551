import { openTarget } from '../../src/target/open-target.js';
import { buildChatRequest } from '../../src/target/request.js';
import type { Exchange } from '../../src/target/exchange.js';
import type { ExchangeOptions, Target, TargetOptions, WireLimits } from '../../src/target/target.js';

export const roomyLimits: WireLimits = {
  maxBodyBytes: 2 ** 24,
  maxEventBytes: 2 ** 22,
  maxEvents: 100_000,
  maxHeaderBytes: 16_384,
};

/** Far longer than any test takes: only a hang reaches them. */
export const roomyTimeouts = { firstOutputMs: 20_000, idleMs: 20_000, totalMs: 25_000 };

export function openTestTarget(url: string, options: Partial<TargetOptions> = {}): Promise<Target> {
  return openTarget({ url, headers: {}, connections: 4, limits: roomyLimits, ...options });
}

export const helloRequest = buildChatRequest({ model: 'm', messages: [{ role: 'user', content: 'Hello' }] });

export function sayHello(target: Target, options: Partial<ExchangeOptions> = {}): Promise<Exchange> {
  return target.exchange(helloRequest, { timeouts: roomyTimeouts, retries: 0, ...options });
}
