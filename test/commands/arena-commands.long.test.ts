import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/store/database.js';
import { openStore } from '../../src/store/open-store.js';
import { callMain } from '../support/call-main.js';
import { seedArena } from '../support/seeded-arena.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('commands of the arena, while somebody owns the store', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let owner: Database;
  const arena = (...argv: readonly string[]) =>
    callMain(['arena', ...argv], { env: { JANUS_BENCH_STORE: join(folder.path, 'store') } });

  beforeAll(async () => {
    folder = await temporaryFolder();
    owner = await openStore(join(folder.path, 'store'), { role: 'owner' });
    await seedArena(owner, { nowMs: Date.now(), cohorts: 20, text: '=HYPERLINK("http://evil.example")' });
  });
  afterAll(async () => {
    await owner[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  test.each([
    [['board'], 'provisional: 3 of 5 scored, disabled'],
    [['board', '--window', 'all', '--host', 'shop.example', '--format', 'markdown'], '| rank |'],
    [['board', '--format', 'json'], '"schema": "janus-bench/arena-board"'],
    [['board', '--format', 'csv'], "'=HYPERLINK"],
    [['board', '--format', 'html'], '<!doctype html>'],
    [['stats', '--window', 'week'], 'Verdicts and endings'],
    [['cohort'], 'coh_1'],
    [['cohort', 'coh_1'], 'cohort_queued'],
    [['agents'], 'agent-idle'],
    [['methodology'], 'POST /v1/cases/fetch'],
    [['ops'], 'worker-1'],
    [['export', '--cohorts'], '"schema":"janus-bench/arena-cohorts"'],
  ])('arena %j says %j', async (argv, expected) => {
    const { code, stdout, stderr } = await arena(...argv);

    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain(expected);
  });

  test('an agent is switched off and on, and saying it twice is told', async () => {
    expect((await arena('agents', 'disable', 'agent-y')).stdout).toBe(
      'agent-y is disabled from the next cohort on\n',
    );
    expect((await arena('agents', 'disable', 'agent-y')).stdout).toBe('agent-y was disabled already\n');
    expect((await arena('agents')).stdout).toMatch(/agent-y .*disabled since/u);
    expect((await arena('agents', 'enable', 'agent-y')).stdout).toContain(
      'is enabled from the next cohort on',
    );
  });

  test.each([
    [['agents', 'enable', 'agent-z'], 'there is no agent agent-z', 'Did you mean agent-'],
    [['cohort', 'coh-1'], 'there is no cohort coh-1', 'Did you mean coh_1?'],
    [['board', '--host', 'shop.exmple'], 'no case of host shop.exmple', 'Did you mean shop.example?'],
    [['board', '--window', 'year'], '--window: must be one of day, week, month, all', '--help'],
    [['export', '--cases', '--cohorts'], 'one table at a time', 'a file of its own'],
    [['board', '--store', '/nowhere/at/all'], 'there is no store in /nowhere/at/all', '--store'],
  ])('arena %j is the user’s fault, with what to do', async (argv, message, hint) => {
    const { code, stdout, stderr } = await arena(...argv);

    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });

  test('an export names what it is first and has every attempt', async () => {
    const lines = (await arena('export')).stdout.trimEnd().split('\n');

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ schema: 'janus-bench/arena-attempts' });
    expect(lines).toHaveLength(1 + 20 + 20 + 3);
  });
});

test('an empty store says what is missing', async () => {
  await using folder = await temporaryFolder();
  await (await openStore(folder.path, { role: 'owner' }))[Symbol.asyncDispose]();
  const { code, stdout } = await callMain(['arena', 'board', '--store', folder.path]);

  expect(code).toBe(0);
  expect(stdout).toContain('No agent is known yet');
});
