import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rngFrom } from '../../src/lib/rng.js';
import { parseJson } from '../../src/lib/json.js';
import { startJudge, type RunningJudge } from '../../src/mock/judge.js';
import { startMiner } from '../../src/mock/miner.js';
import { listRuns } from '../../src/results/find-run.js';
import { readJournal } from '../../src/results/journal-file.js';
import { readResultFile } from '../../src/results/read-run.js';
import { totalJudgeUse } from '../../src/results/judge-use.js';
import { runFile } from '../../src/results/run-folder.js';
import type { RunResult } from '../../src/results/run-result.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { judgedSuite } from '../support/judged-suite.js';
import { loopbackServer } from '../support/loopback-server.js';
import { runCli } from '../support/run-cli.js';
import { temporaryFolder } from '../suite/temporary-suite.js';

const kills = 5;
const tasks = 10;

/** Stands before the judge and remembers each prompt, and whether it was answered. */
interface Counter extends AsyncDisposable {
  readonly url: string;
  /** By digest of the prompt: replies that left whole. */
  readonly answered: Map<string, number>;
}

let judge: RunningJudge;
beforeAll(async () => {
  judge = await startJudge();
});
afterAll(() => judge.close());

async function countingJudge(): Promise<Counter> {
  const answered = new Map<string, number>();
  const server = await loopbackServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      const { method = 'GET', url = '/' } = request;
      const reply = await fetch(judge.url + url, method === 'POST' ? { method, body } : {});
      const text = await reply.text();
      const digest = createHash('sha256').update(body).digest('hex');
      response.on('finish', () => {
        if (method === 'POST') answered.set(digest, (answered.get(digest) ?? 0) + 1);
      });
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(text);
    })();
  });
  return { url: server.url, answered, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function gradesOf({ attempts }: RunResult) {
  return attempts.map(({ attemptId, verdict, quality, reason }) => ({ attemptId, verdict, quality, reason }));
}

async function onlyRun(output: string) {
  const runs = await listRuns(output);
  expect(runs).toHaveLength(1);
  const folder = runs[0]?.folder ?? '';
  return {
    result: await readResultFile(join(folder, 'result.json')),
    journal: await readJournal(runFile(folder, 'journal')),
  };
}

/** Every entry of a cache is whole JSON, and nothing half written lies beside it. */
async function expectWholeCache(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const file of files.filter(({ name }) => name.endsWith('.json'))) {
    const text = await readFile(join(file.parentPath, file.name), 'utf8');
    expect(parseJson(text)).toMatchObject({ schema: 'janus-bench/vote', key: file.name.slice(0, 64) });
  }
  return files.length;
}

test(`${kills} kills of a judged run, each resumed, change no grade and pay for no vote twice`, async () => {
  const suite = await temporaryFolder(judgedSuite(tasks));
  const loaded = await loadSuite(suite);
  await using miner = await startMiner({ profile: 'instant', accuracy: 0.5, suites: [loaded], seed: '1' });
  const argv = (url: string, output: string, cache: string) => [
    ...['run', '--target', miner.url, '--model', 'm', '--suite', suite, '--repeat', '2', '--warmup', '0'],
    ...['--judge-url', url, '--judge-model', 'm', '--judge-cache', cache, '--judge-concurrency', '2'],
    ...['--output', output, '--quiet'],
  ];
  await using undisturbed = await countingJudge();
  const began = performance.now();
  const place = join(suite, 'whole');
  const first = await runCli(argv(undisturbed.url, place, join(suite, 'cache-whole')));
  const runMs = performance.now() - began;
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const expected = await onlyRun(place);
  const votes = undisturbed.answered.size;
  const dice = rngFrom('judged kills');

  for (let kill = 0; kill < kills; kill++) {
    await using counter = await countingJudge();
    const [output, cache] = [join(suite, `killed-${kill}`), join(suite, `cache-${kill}`)];
    await runCli(argv(counter.url, output, cache), {
      onStart: (child) => setTimeout(() => child.kill('SIGKILL'), runMs * (0.2 + 0.8 * dice.next())),
    });
    const [killed] = await listRuns(output);
    const again = [...argv(counter.url, output, cache), ...['--resume', killed?.folder ?? '']];
    const resumed = await runCli(
      killed === undefined ? argv(counter.url, output, cache) : again.filter(keptOnResume),
    );
    expect(resumed, `kill ${kill}`).toMatchObject({ code: 0, stderr: '' });

    const { result, journal } = await onlyRun(output);
    expect(gradesOf(result)).toEqual(gradesOf(expected.result));
    expect(result.scores.quality).toEqual(expected.result.scores.quality);
    expect(journal.duplicates).toEqual([]);
    // Two requests are under way at most, and as many votes on their way into the cache, when it is killed.
    const doubled = [...counter.answered.values()].filter((times) => times > 1).length;
    expect(doubled, `kill ${kill}`).toBeLessThanOrEqual(4);
    expect(counter.answered.size).toBe(votes);
    // What the journal says was used is what was sent, but for what was under way when the process died.
    const used = totalJudgeUse(journal);
    expect(result.judge?.calls).toBe(used?.calls);
    const sent = [...counter.answered.values()].reduce((sum, times) => sum + times, 0);
    expect(used?.calls ?? 0).toBeLessThanOrEqual(sent);
    await expectWholeCache(cache);
  }
});

/** A resumed run has target, suite, repeats and judge from its journal. */
function keptOnResume(word: string, at: number, words: readonly string[]): boolean {
  const dropped = ['--target', '--model', '--suite', '--repeat', '--warmup', '--judge-url', '--judge-model'];
  return !dropped.includes(word) && !dropped.includes(words[at - 1] ?? '');
}

test('two processes on one cache at once tear no entry, give the same grades, and leave every vote behind', async () => {
  const suite = await temporaryFolder(judgedSuite(tasks));
  const cache = join(suite, 'cache');
  const run = (output: string) =>
    runCli([
      ...[
        'run',
        '--target',
        'mock:instant',
        '--suite',
        suite,
        '--warmup',
        '0',
        '--quiet',
        '--judge-url',
        judge.url,
      ],
      ...['--judge-model', 'm', '--judge-cache', cache, '--output', join(suite, output)],
    ]);
  const ended = await Promise.all([run('one'), run('two')]);
  for (const end of ended) expect(end).toMatchObject({ code: 0, stderr: '' });
  const [one, two] = [await onlyRun(join(suite, 'one')), await onlyRun(join(suite, 'two'))];

  expect(gradesOf(one.result)).toEqual(gradesOf(two.result));
  expect(one.result.scores.quality).toEqual(two.result.scores.quality);
  expect(one.result.judge?.fitness).toEqual(two.result.judge?.fitness);
  const left = await expectWholeCache(cache);

  const before = judge.requests();
  expect(await run('three')).toMatchObject({ code: 0, stderr: '' });
  expect(judge.requests()).toBe(before);
  const three = await onlyRun(join(suite, 'three'));
  expect(gradesOf(three.result)).toEqual(gradesOf(one.result));
  expect(three.result.judge).toMatchObject({ calls: 0 });
  expect(await expectWholeCache(cache)).toBe(left);
});
