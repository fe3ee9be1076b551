import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openJudge } from '../../src/judge/open-judge.js';
import type { Vote } from '../../src/judge/verdict.js';
import { FolderVoteCache, voteKey } from '../../src/judge/vote-cache.js';
import { startJudge } from '../../src/mock/judge.js';
import { judgeCase } from '../support/judge-case.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const identity = {
  model: 'm',
  url: 'http://j',
  promptSha256: 'p',
  settings: { maxTokens: 10, temperature: 0 },
};
const asked = judgeCase();

const vote: Vote = new Map([
  ['apology', { id: 'apology', met: true, reason: 'ok', evidence: { quote: 'Sorry', start: 0 } }],
  ['day', { id: 'day', met: false, reason: 'no day' }],
  ['blame', { id: 'blame', met: true, reason: 'nobody' }],
]);

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('voteKey', () => {
  test('is the same for the same question, whatever its weights', () => {
    const heavier = judgeCase({ criteria: asked.criteria.map((criterion) => ({ ...criterion, weight: 9 })) });
    expect(voteKey(identity, heavier, 0)).toBe(voteKey(identity, asked, 0));
    expect(voteKey(identity, asked, 0)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is another for another model, endpoint, prompt, case or vote', () => {
    const keys = [
      voteKey(identity, asked, 0),
      voteKey(identity, asked, 1),
      voteKey({ ...identity, model: 'n' }, asked, 0),
      voteKey({ ...identity, url: 'http://k' }, asked, 0),
      voteKey({ ...identity, promptSha256: 'q' }, asked, 0),
      voteKey({ ...identity, settings: { ...identity.settings, maxTokens: 11 } }, asked, 0),
      ...[{ task: 't' }, { reference: 'r' }, { candidate: 'c' }, { criteria: asked.criteria.slice(1) }].map(
        (change) => voteKey(identity, judgeCase(change), 0),
      ),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('FolderVoteCache', () => {
  const key = voteKey(identity, asked, 0);

  test('gives a vote back with its evidence, and stores no text of the case', async () => {
    await using folder = await temporaryFolder();
    const cache = new FolderVoteCache(join(folder.path, 'deep', 'cache'));

    expect(await cache.read(key, asked)).toBeUndefined();
    await cache.keep(key, vote);

    expect(await cache.read(key, asked)).toEqual(vote);
    const [file, ...others] = await filesIn(folder.path);
    expect(others).toEqual([]);
    const text = await readFile(file!, 'utf8');
    for (const secret of ['Sorry', 'north hall', 'Does it', 'south']) expect(text).not.toContain(secret);
  });

  test.each([
    ['half an entry', (text: string) => text.slice(0, text.length / 2)],
    ['another key', (text: string) => text.replace(key, key.replace(/^./, 'x'))],
    ['no JSON', () => 'hello'],
    ['evidence outside the answer', (text: string) => text.replace('"start":0', '"start":9999')],
    ['credit without a quote', (text: string) => text.replace('"met":false', '"met":true')],
    ['another criterion', (text: string) => text.replace('"blame"', '"shame"')],
    ['a flood', (text: string) => text + ' '.repeat(300_000)],
  ])('%s counts as not there', async (_what, damage) => {
    await using folder = await temporaryFolder();
    const cache = new FolderVoteCache(folder.path);
    await cache.keep(key, vote);
    const [file] = await filesIn(folder.path);
    await writeFile(file!, damage(await readFile(file!, 'utf8')));

    expect(await cache.read(key, asked)).toBeUndefined();
    await cache.keep(key, vote);
    expect(await cache.read(key, asked)).toEqual(vote);
  });

  test('any number of writers of one vote leave one whole file', async () => {
    await using folder = await temporaryFolder();
    const caches = Array.from({ length: 20 }, () => new FolderVoteCache(folder.path));
    await Promise.all(caches.map((cache) => cache.keep(key, vote)));

    expect(await filesIn(folder.path)).toHaveLength(1);
    expect(await caches[7]!.read(key, asked)).toEqual(vote);
  });

  test('what was used longest ago goes first where it grows too large, and what a dead process left', async () => {
    await using folder = await temporaryFolder();
    const cache = new FolderVoteCache(folder.path, { limits: { maxBytes: 2_000, pruneEveryBytes: 1 } });
    const keys = Array.from({ length: 20 }, (_, index) => voteKey(identity, asked, index));
    const bystander = join(folder.path, 'notes.txt');
    await writeFile(bystander, 'x'.repeat(5_000));
    for (const [index, name] of keys.entries()) {
      const path = join(folder.path, name.slice(0, 2), `${name}.json`);
      await cache.keep(name, vote);
      await utimes(path, 1_000 + index, 1_000 + index);
    }
    const left = `${join(folder.path, key.slice(0, 2), key)}.json.0-0.tmp`;
    await mkdir(dirname(left), { recursive: true });
    await writeFile(left, 'half');
    await utimes(left, 1, 1);

    const newest = voteKey(identity, asked, 99);
    await cache.keep(newest, vote);

    const files = (await filesIn(folder.path)).filter((file) => file !== bystander);
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(2_000);
    expect(await cache.read(newest, asked)).toEqual(vote);
    expect(await cache.read(keys[0]!, asked)).toBeUndefined();
    expect(files).not.toContain(left);
    expect((await stat(bystander)).size).toBe(5_000);
  });

  test('a folder that cannot be written to is said once and costs nothing but calls', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'a-file');
    await writeFile(file, '');
    const problems: string[] = [];
    const cache = new FolderVoteCache(file, { onProblem: (code) => problems.push(code) });

    await cache.keep(key, vote);
    await cache.keep(key, vote);

    expect(await cache.read(key, asked)).toBeUndefined();
    expect(problems).toEqual(['ENOTDIR']);
  });
});

describe('a judge with a cache', () => {
  test('is not asked a second time, not even whether it is there', async () => {
    await using folder = await temporaryFolder();
    await using server = await startJudge();
    const verdictOfNewJudge = async () => {
      const cache = new FolderVoteCache(folder.path);
      await using judge = openJudge({ url: server.url, model: 'embedded', cache });
      expect(await judge.problem()).toBeUndefined();
      const verdict = await judge.judge(asked);
      return { verdict, usage: judge.usage() };
    };

    const first = await verdictOfNewJudge();
    const requests = server.requests();
    const second = await verdictOfNewJudge();

    expect(requests).toBe(3);
    expect(server.requests()).toBe(requests);
    expect(second.usage).toMatchObject({ calls: 0, cachedVotes: 2, promptTokens: 0 });
    expect({ ...second.verdict, use: undefined }).toEqual({ ...first.verdict, use: undefined });
  });

  test('is asked once where two attempts give the same answer at once', async () => {
    await using folder = await temporaryFolder();
    await using server = await startJudge({ persona: 'slow' });
    await using judge = openJudge({
      url: server.url,
      model: 'embedded',
      cache: new FolderVoteCache(folder.path),
    });

    const verdicts = await Promise.all([judge.judge(asked), judge.judge(asked), judge.judge(asked)]);

    expect(server.requests()).toBe(2);
    expect(verdicts.map(({ kind }) => kind)).toEqual(['judged', 'judged', 'judged']);
    expect(judge.usage().cachedVotes).toBe(4);
  });

  test('that went away is noticed though all it said is known', async () => {
    await using folder = await temporaryFolder();
    const cache = new FolderVoteCache(folder.path);
    const server = await startJudge();
    await using judge = openJudge({ url: server.url, model: 'embedded', cache });
    expect(await judge.problem()).toBeUndefined();
    await server.close();
    expect(await judge.problem()).toBe('the judge did not answer: ECONNREFUSED');
  });

  test('keeps no reply that could not be read', async () => {
    await using folder = await temporaryFolder();
    await using server = await startJudge({ persona: 'refuses' });
    const cache = new FolderVoteCache(folder.path);
    await using judge = openJudge({ url: server.url, model: 'embedded', cache });
    expect((await judge.judge(asked)).kind).toBe('judge_fault');
    expect(await filesIn(folder.path)).toEqual([]);
  });
});
