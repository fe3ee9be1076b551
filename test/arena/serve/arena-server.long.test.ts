import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startArenaServer, type ArenaServer } from '../../../src/arena/serve/arena-server.js';
import { arenaBoardSchema } from '../../../src/arena/text/board-file.js';
import { arenaCohortSchema, arenaCohortsSchema } from '../../../src/arena/text/cohort-file.js';
import { arenaAgentsSchema } from '../../../src/arena/text/agents-file.js';
import { arenaMethodologySchema } from '../../../src/arena/text/methodology-file.js';
import { arenaOpsSchema } from '../../../src/arena/text/ops-file.js';
import { arenaStatsSchema } from '../../../src/arena/text/stats-file.js';
import { readBoardAssets } from '../../../src/commands/page-assets.js';
import { realClock } from '../../../src/lib/real-clock.js';
import type { Database } from '../../../src/store/database.js';
import { StoreUnreachable } from '../../../src/store/store-unreachable.js';
import { openTestStore } from '../../support/arena-store.js';
import { seedArena } from '../../support/seeded-arena.js';

describe('the arena over HTTP', () => {
  let store: Database;
  let server: ArenaServer;
  let queries = 0;
  const problems: unknown[] = [];

  beforeAll(async () => {
    store = await openTestStore();
    await seedArena(store, { nowMs: Date.now() });
    const shared: Database = {
      kind: 'remote',
      place: 'a test',
      query: (text, values) => {
        queries += 1;
        return store.query(text, values);
      },
      script: (text) => store.script(text),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
    server = await start(() => Promise.resolve(shared));
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
  });

  async function start(openStore: () => Promise<Database>): Promise<ArenaServer> {
    return await startArenaServer({
      openStore,
      assets: await readBoardAssets(),
      clock: realClock,
      port: 0,
      host: '127.0.0.1',
      onProblem: (problem) => problems.push(problem),
    });
  }

  test.each([
    ['/api/board?window=week', arenaBoardSchema],
    ['/api/board?window=all&host=shop.example', arenaBoardSchema],
    ['/api/stats', arenaStatsSchema],
    ['/api/methodology', arenaMethodologySchema],
    ['/api/cohorts', arenaCohortsSchema],
    ['/api/cohorts/coh_1', arenaCohortSchema],
    ['/api/agents', arenaAgentsSchema],
    ['/api/ops', arenaOpsSchema],
  ])('%s is JSON as its schema says', async (path, schema) => {
    const answer = await fetch(server.url + path);

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    schema.parse(await answer.json());
  });

  test('the board says what the store holds', async () => {
    const board = arenaBoardSchema.parse(await (await fetch(`${server.url}/api/board?window=day`)).json());

    expect(board.rows.map(({ agentId, standing }) => [agentId, standing])).toEqual([
      ['agent-x', 'ranked'],
      ['agent-y', 'ranked'],
      ['agent-off', 'provisional'],
      ['agent-idle', 'never_run'],
    ]);
    expect(board.isNarrow).toBe(true);
  });

  test.each(['/', '/?window=all', '/stats', '/methodology', '/cohorts', '/cohorts/coh_1', '/ops'])(
    '%s is a page that may run nothing but its own script',
    async (path) => {
      const answer = await fetch(server.url + path);
      const policy = answer.headers.get('content-security-policy') ?? '';

      expect(answer.status).toBe(200);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toMatch(/script-src 'sha256-[^']+'/u);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(await answer.text()).toContain('<p class="brand">janus-bench arena</p>');
    },
  );

  test('who has a page already gets 304, and HEAD gets headers alone', async () => {
    const first = await fetch(`${server.url}/methodology`);
    const etag = first.headers.get('etag') ?? '';
    const again = await fetch(`${server.url}/methodology`, { headers: { 'if-none-match': etag } });
    const head = await fetch(`${server.url}/methodology`, { method: 'HEAD' });

    expect(first.headers.get('cache-control')).toBe('no-cache');
    expect(again.status).toBe(304);
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(await first.text())));
    expect(await head.text()).toBe('');
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is refused', async (method) => {
    const answer = await fetch(`${server.url}/api/agents`, {
      method,
      ...(method === 'OPTIONS' ? {} : { body: 'x'.repeat(100_000) }),
    });

    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });

  test('unknown pages and cohorts are 404, as a page or as JSON', async () => {
    const page = await fetch(`${server.url}/nowhere`);
    const json = await fetch(`${server.url}/api/cohorts/coh_999`);

    expect([page.status, json.status]).toEqual([404, 404]);
    expect(await page.text()).toContain('There is no such page');
    expect(await json.json()).toEqual({ error: { status: 404, message: 'There is no such cohort' } });
    for (const path of ['/', '/stats', '/methodology', '/api/board'])
      expect((await fetch(`${server.url}${path}?host=nowhere.example`)).status).toBe(404);
  });

  test('a page of another site cannot read it under its own name', async () => {
    const { port } = new URL(server.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      httpRequest({ port, host: '127.0.0.1', headers: { host: 'evil.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });

    expect(status).toBe(421);
  });

  test('a hundred readers at once cost the store one reading', async () => {
    await fetch(`${server.url}/api/stats?window=month`);
    const one = queries;
    await Promise.all(
      Array.from({ length: 100 }, async () => (await fetch(`${server.url}/api/stats?window=month`)).text()),
    );

    expect(queries - one).toBeLessThan(40);
  });

  test('a store that fails is told without its inside, and the service lives on', async () => {
    const { text, status } = await readFailing(new StoreUnreachable('postgres://u:secret@db', { hint: '' }));

    expect(status).toBe(503);
    expect(text).not.toContain('secret');
    expect((await readFailing(new Error('secret'))).status).toBe(500);
    expect((await fetch(server.url)).status).toBe(200);
    expect(problems).toHaveLength(2);
  });

  async function readFailing(problem: Error) {
    await using failing = await start(() => Promise.reject(problem));
    const answer = await fetch(failing.url);
    return { status: answer.status, text: await answer.text() };
  }
});
