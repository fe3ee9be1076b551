import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { main } from '../../src/cli.js';
import { rescore as rescoreByLibrary } from '../../src/index.js';
import { startJudge, type RunningJudge } from '../../src/mock/judge.js';
import { readRun } from '../../src/results/read-run.js';
import { recordingIo } from '../support/call-main.js';
import { judgedSuite } from '../support/judged-suite.js';
import { madeRun, newestRun, rescore, scoredBlocks } from '../support/rescored.js';
import { card, temporaryFolder } from '../suite/temporary-suite.js';

const env = { JANUS_BENCH_CONFIG: 'none', JANUS_BENCH_STATE: 'none', NO_COLOR: '1' };

let judge: RunningJudge;
beforeAll(async () => {
  judge = await startJudge();
});
afterAll(() => judge.close());

const named = () => ({ judgeUrl: judge.url, judgeModel: 'm' });

async function judgedRun() {
  const suite = await temporaryFolder(judgedSuite(3));
  const cache = join(suite, 'cache');
  return { cache, ...(await madeRun({ suite, judgeCache: cache, ...named() })) };
}

test('all of public/smoke is the same again, byte for byte', async () => {
  const { folder, output } = await madeRun({ suite: 'public/smoke', judgeCache: 'off', ...named() });
  const { result: before } = await readRun(folder, output);
  expect(await rescore(folder, output)).toMatchObject({ code: 0, stderr: '' });
  expect(scoredBlocks((await newestRun(output)).result)).toBe(scoredBlocks(before));
});

test('the library rescores as the command does, with the votes of the run', async () => {
  const { folder, output, cache } = await judgedRun();
  const asked = judge.requests();
  const events: string[] = [];
  const {
    result,
    exitReason,
    folder: own,
  } = await rescoreByLibrary({
    ...{ run: folder, output, judgeCache: cache, env },
    onEvent: ({ kind }) => events.push(kind),
  });

  expect(exitReason).toBe('ok');
  expect(result.rescored).toMatchObject({ causes: [], changes: { scores: {}, tasks: [], attempts: [] } });
  expect(scoredBlocks((await readRun(own, output)).result)).toBe(
    scoredBlocks((await readRun(folder, output)).result),
  );
  expect(judge.requests()).toBe(asked);
  expect(events.filter((kind) => kind === 'attempt_finished')).toHaveLength(3);

  const without = await rescoreByLibrary({ run: folder, output, judge: 'off', env });
  expect(without.result.coverage.share).toBe(0);
  await expect(rescoreByLibrary({ run: 'no-such', output, env })).rejects.toMatchObject({ reason: 'usage' });
  const signal = AbortSignal.abort();
  await expect(rescoreByLibrary({ run: folder, output, signal, env })).rejects.toMatchObject({
    name: 'AbortError',
  });
});

test('the same judge asked at another temperature, or with less room, is a cause that is named', async () => {
  const { folder, output } = await judgedRun();
  const argv = ['--judge-temperature', '0.7', '--judge-max-tokens', '900'];
  expect(await rescore(folder, output, ...argv)).toMatchObject({ code: 0, stderr: '' });
  const { result } = await newestRun(output);

  expect(result.rescored?.causes).toHaveLength(1);
  expect(result.rescored?.causes[0]).toMatch(
    /^the judge changed: m at .*, temperature 0, max tokens 4000\) → m at .*, temperature 0.7, max tokens 900\)$/,
  );
});

test('Ctrl-C while it judges ends with 130 and leaves nothing behind', async () => {
  const { folder, output } = await judgedRun();
  await using slow = await startJudge({ persona: 'slow' });
  const { io, signal, said } = recordingIo({ env });
  const argv = ['rescore', folder, '--output', output, '--judge-url', slow.url, '--judge-model', 'm'];
  const ended = main({ argv, ...io });
  while (slow.requests() < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(signal('SIGINT')).toBe(true);

  expect(await ended).toBe(130);
  expect(said().stderr).toContain('nothing is written');
  expect(await readdir(output)).toHaveLength(1);
});

/** A miner that answers every question with this text. */
async function startTalker(contentAt: (url: string) => string, more?: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.setHeader('content-type', 'image/svg+xml');
      if (more === undefined) response.end('{}');
      else more(request, response);
      return;
    }
    request.resume();
    const delta = { content: contentAt(`http://${request.headers.host ?? ''}`) };
    const chunk = (choice: object) =>
      `data: ${JSON.stringify({ object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }] })}\n\n`;
    response.setHeader('content-type', 'text/event-stream');
    response.end(`${chunk({ delta })}${chunk({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

describe('what the journal does not hold', () => {
  test('an answer that gave the key back is starred in the journal, and keeps its grade', async () => {
    const tasks = `- id: tide
  prompt: 'Say tide.'
  graders: [{ type: contains, all: [tide] }]
  oracle: ['tide']
  wrong: ['ebb']
`;
    const suite = await temporaryFolder({ 'suite.yaml': card, 'chat.yaml': tasks });
    const target = await startTalker(() => 'tide, says sk-live-4471aa90');
    const withKey = { ...env, MINER_KEY: 'sk-live-4471aa90' };
    const { folder, output } = await madeRun({ suite, target, apiKeyEnv: 'MINER_KEY', env: withKey });
    const journal = await readFile(join(folder, 'attempts.jsonl'), 'utf8');
    expect(journal).not.toContain('4471aa90');
    expect(journal).toContain('"masked":true');

    expect(await rescore(folder, output)).toMatchObject({ code: 0, stderr: '' });
    const { result } = await newestRun(output);
    expect(result.attempts).toMatchObject([{ verdict: 'pass', quality: 1 }]);
    expect(scoredBlocks(result)).toBe(scoredBlocks((await readRun(folder, output)).result));
  });

  test('a file that was fetched from the miner keeps what was found in it, though the miner is gone', async () => {
    const tasks = `- id: table
  prompt: 'Make a table; give the file (text/csv) as a Markdown link to a data: URL or as an artifact.'
  graders: [{ type: artifact, mimeType: text/csv, equals: "a,b\\n1,2", allowTargetHost: true }]
  oracle: ['[t.csv](data:text/csv,a%2Cb%0A1%2C2)']
  wrong: ['none']
`;
    const suite = await temporaryFolder({ 'suite.yaml': card, 'chat.yaml': tasks });
    let isThere = true;
    const target = await startTalker(
      (url) => `Here: [t.csv](${url}/t.csv)`,
      (_request, response) => {
        response.statusCode = isThere ? 200 : 404;
        response.setHeader('content-type', 'text/csv');
        response.end('a,b\n1,2');
      },
    );
    const { folder, output } = await madeRun({ suite, target });
    const { result: before } = await readRun(folder, output);
    expect(before.attempts).toMatchObject([{ verdict: 'pass' }]);

    isThere = false;
    expect(await rescore(folder, output)).toMatchObject({ code: 0, stderr: '' });
    expect(scoredBlocks((await newestRun(output)).result)).toBe(scoredBlocks(before));
  });
});
