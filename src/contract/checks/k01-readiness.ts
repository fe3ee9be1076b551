import { formatMs } from '../../lib/quantity.js';
import type { GetReply } from '../../target/target.js';
import type { Check } from '../check.js';
import { isSuccess } from '../is-success.js';

const getTimeoutMs = 5_000;
const pauseMs = 250;

export const readiness: Check = {
  id: 'K01',
  level: 'must',
  title: 'Ready in time',
  async run({ target, clock, limits, signal }) {
    const startMs = clock.nowMs();
    for (;;) {
      const leftMs = startMs + limits.readyMs - clock.nowMs();
      const reply = await target.get('/health', Math.max(1, Math.min(getTimeoutMs, leftMs)));
      signal.throwIfAborted();
      const waitedMs = clock.nowMs() - startMs;
      const isReady = isSuccess(reply.status);
      if (!isReady && waitedMs + pauseMs < limits.readyMs) {
        await clock.sleep(pauseMs, signal);
        continue;
      }
      return {
        verdict: isReady ? 'pass' : 'fail',
        sent: 'GET /health, again and again until it gives 2xx',
        came: `${answered(reply)} after ${formatMs(waitedMs)}`,
        limit: `2xx within ${formatMs(limits.readyMs)}`,
        fix: isReady ? undefined : fixOf(reply),
        isHopeless: reply.status === undefined,
      };
    }
  },
};

function answered({ status, problem }: GetReply): string {
  return status === undefined ? `no answer (${problem ?? 'nothing came'})` : `HTTP ${status}`;
}

function fixOf({ status }: GetReply): string {
  return status === undefined
    ? 'Start the agent, and let it listen on 0.0.0.0 at the port of the target URL.'
    : 'Answer GET /health with 200 as soon as requests can be taken, and load models before that.';
}
