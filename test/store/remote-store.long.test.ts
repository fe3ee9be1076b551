import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFile, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Database } from '../../src/store/database.js';
import { openStore } from '../../src/store/open-store.js';
import { StoreUnreachable } from '../../src/store/store-unreachable.js';
import { arenaTablesContract } from '../arena/tables/arena-tables-contract.js';
import { makeTestStore } from '../support/arena-store.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { databaseContract } from './database-contract.js';

describe("PGlite through its owner's door", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let owner: Database;
  let store: Database;
  beforeAll(async () => {
    folder = await temporaryFolder();
    await makeTestStore(folder.path);
    owner = await openStore(folder.path, { role: 'owner' });
    store = await openStore(folder.path, { role: 'visitor' });
  });
  afterAll(async () => {
    await owner[Symbol.asyncDispose]();
    await expect(store.query('SELECT 1')).rejects.toThrow(StoreUnreachable);
    await folder[Symbol.asyncDispose]();
  });

  test('there is an owner and a visitor', () => {
    expect([owner.kind, store.kind]).toEqual(['embedded', 'remote']);
  });

  databaseContract(() => store);
  arenaTablesContract(() => store);

  test('an answer beyond the limits is refused, and says what to do', async () => {
    await expect(store.query('SELECT 1 FROM generate_series(1, 200001)')).rejects.toThrow(
      'more than 200,000 rows',
    );
    await expect(store.query(`SELECT repeat('x', 65000000) AS text`)).rejects.toThrow('longer than 64 MB');
  });

  test('the lock is readable by its owner alone', async () => {
    expect((await stat(join(folder.path, 'lock'))).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['without a token', { authorization: undefined }, 401],
    ['with a wrong token', { authorization: 'Bearer nonsense' }, 401],
    ['under another name', { host: 'evil.example' }, 403],
    ['from a web page', { origin: 'http://127.0.0.1' }, 403],
    ['with another method', { method: 'GET' }, 404],
    ['at another path', { path: '/toString' }, 404],
    ['with something else than a statement', { body: '[]' }, 200],
  ])('a request %s is refused', async (_what, changes, status) => {
    const { status: found, text } = await ask(folder.path, changes);

    expect(found).toBe(status);
    expect(text).toMatch(status === 200 ? /cannot be read/ : /^$/);
  });
});

interface Changes {
  readonly authorization?: string | undefined;
  readonly host?: string;
  readonly origin?: string;
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
}

/** Asks the door directly: fetch sends no Host of one's own. */
async function ask(folder: string, changes: Changes): Promise<{ status: number; text: string }> {
  const { door } = JSON.parse(await readFile(join(folder, 'lock'), 'utf8')) as {
    door: { url: string; token: string };
  };
  const { method = 'POST', path = '/query', body = '{"text":"SELECT 1"}', host, origin } = changes;
  const authorization = 'authorization' in changes ? changes.authorization : `Bearer ${door.token}`;
  const headers = Object.fromEntries(
    Object.entries({ host, origin, authorization }).filter(([, value]) => value !== undefined),
  );
  return await new Promise((resolve, reject) => {
    const call = request(new URL(path, door.url), { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    call.on('error', reject);
    call.end(method === 'GET' ? undefined : body);
  });
}
