import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { run, toView } from '../../src/index.js';
import { isBuffered } from '../../src/metrics/buffered.js';
import type { RunningMiner } from '../../src/mock/miner.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { buildChatRequest } from '../../src/target/request.js';
import type { Exchange } from '../../src/target/exchange.js';
import { nginxMissing, startNginx } from '../support/nginx.js';
import { openTestTarget, roomyTimeouts } from '../support/open-test-target.js';
import { longAnswer, startPeerMiner } from '../support/peer-miner.js';
import { temporaryFolder } from '../support/temporary-folder.js';

let miner: RunningMiner;
beforeAll(async () => {
  miner = await startPeerMiner({ profile: 'steady' });
});
afterAll(() => miner.close());

beforeEach(({ skip }) => {
  skip(nginxMissing !== undefined, nginxMissing);
});

async function talkThrough(directives: readonly string[]): Promise<Exchange> {
  await using nginx = await startNginx(miner.url, directives);
  await using target = await openTestTarget(nginx.url);
  const messages = [{ role: 'user', content: 'Talk.' }] as const;
  return await target.exchange(buildChatRequest({ model: 'm', messages, stream: true }), {
    timeouts: roomyTimeouts,
    retries: 0,
  });
}

test('through nginx without proxy_buffering a stream stays a stream', async () => {
  const { outcome, reply, timeline } = await talkThrough(['proxy_buffering off;']);

  expect(outcome).toEqual({ status: 'ok' });
  expect(reply.content).toBe(longAnswer);
  expect(timeline.reads.length).toBeGreaterThan(30);
  expect(isBuffered(timeline)).toBe(false);
});

test.each([
  ['as nginx comes', []],
  ['large', ['proxy_buffers 8 64k;', 'proxy_buffer_size 64k;', 'proxy_busy_buffers_size 128k;']],
])(
  'with proxy_buffering, buffers %s, the answer is whole and the buffering is seen',
  async (_, directives) => {
    const { outcome, reply, timeline } = await talkThrough(directives);

    expect(outcome).toEqual({ status: 'ok' });
    expect(reply.content).toBe(longAnswer);
    expect(timeline.reads.length).toBeLessThan(10);
    expect(isBuffered(timeline)).toBe(true);
  },
);

test('a run through a buffering nginx names it: in each attempt, and before the numbers of the report', async () => {
  const suite = 'public/smoke';
  await using folder = await temporaryFolder();
  await using steady = await startPeerMiner({ profile: 'steady', suites: [await loadSuite(suite, {})] });
  await using nginx = await startNginx(steady.url, []);
  const { result } = await run({ target: nginx.url, suite, only: ['smoke-count'], output: folder.path });

  expect(result.attempts.map(({ outcome, flags }) => [outcome, flags])).toEqual([['ok', ['buffered']]]);
  expect(toView(result).notices.map(({ text }) => text)).toContainEqual(
    expect.stringContaining('Buffered: 1 of 1 answer came in lumps after a wait'),
  );
});
