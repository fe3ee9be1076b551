import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import type { RunAgent } from '../../../src/arena/agent/agent-result.js';
import { chooseCases } from '../../../src/arena/corpus/choose-cases.js';
import { CaseSource } from '../../../src/arena/source/case-source.js';
import type { Clock } from '../../../src/lib/clock.js';
import { isJsonObject, type JsonObject } from '../../../src/lib/json.js';
import { realClock } from '../../../src/lib/real-clock.js';
import { rngFrom } from '../../../src/lib/rng.js';
import { bodyText, listen } from '../../../src/mock/http-server.js';
import { memoryArenaTables } from '../../support/memory-arena-tables.js';
import { scriptedCorpus } from '../../support/scripted-case-source.js';
import { agentResult, configuredAgent, ScriptedWorker } from '../../support/scripted-worker.js';

type Part = 'fetch' | 'submit' | 'read';
interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  /** Instead of all else. */
  readonly send?: (response: ServerResponse) => void;
}
/** What stands in the way of the sound reply; undefined: nothing does. `time`: how often this part was asked before. */
type Spoil = (part: Part, sound: JsonObject, time: number) => Reply | undefined;

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const corpus = scriptedCorpus(2);

/** A case source over real HTTP that judges everything `pass`, but for what `spoil` makes of it. */
async function serveSpoilt(spoil: Spoil, onAsked: (asked: JsonObject) => void): Promise<string> {
  const attempts = new Map<string, string>();
  const times = new Map<Part, number>();
  const server = await listen(
    async (request: IncomingMessage, response: ServerResponse) => {
      const text = await bodyText(request);
      const asked = text === undefined || text === '' ? {} : (JSON.parse(text) as JsonObject);
      onAsked(asked);
      const [part, sound] = soundReply(request.url ?? '', asked, attempts);
      const time = times.get(part) ?? 0;
      times.set(part, time + 1);
      const { status = 200, body = sound, send } = spoil(part, sound, time) ?? {};
      if (send !== undefined) send(response);
      else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    },
    { host: '127.0.0.1', port: 0 },
  );
  open.push(() => server.close());
  return server.url;
}

function soundReply(path: string, asked: JsonObject, attempts: Map<string, string>): [Part, JsonObject] {
  if (path.endsWith('/fetch')) {
    const filter = { hosts: [], domains: [], exclude_case_ids: [] };
    return ['fetch', chooseCases(corpus, { filter, selection: {}, count: 1 }, new Date()).body];
  }
  if (path.endsWith('/submit')) {
    const attemptId = JSON.stringify(asked['attempt_id']).slice(1, -1);
    attempts.set(`ev_${attemptId}`, attemptId);
    return ['submit', { eval_id: `ev_${attemptId}`, state: 'queued', poll_after_ms: 100 }];
  }
  const evalId = path.split('/').at(-1) ?? '';
  const sound = {
    eval_id: evalId,
    attempt_id: attempts.get(evalId) ?? '',
    state: 'completed',
    verdict: 'pass',
  };
  return ['read', sound];
}

/** Every wait is a small part of what it should be, so that back-offs pass; a hard timeout still outlasts a busy machine. */
const speed = 250;
const hastyClock: Clock = {
  ...realClock,
  nowMs: () => realClock.nowMs() * speed,
  wall: () => new Date(Date.UTC(2026, 0, 5) + realClock.nowMs() * speed),
  sleep: (ms, signal) => realClock.sleep(Math.ceil(ms / speed), signal),
};

async function openArena(
  spoil: Spoil,
  runAgent: RunAgent = () => Promise.resolve(agentResult()),
  onAsked: (asked: JsonObject) => void = () => undefined,
) {
  const url = new URL(await serveSpoilt(spoil, onAsked));
  const { tables, rows } = memoryArenaTables();
  const source = new CaseSource({ url, clock: hastyClock, rng: rngFrom('hostile'), timeoutMs: 300 });
  const worker = new ScriptedWorker({
    clock: { process: () => hastyClock },
    ...{ tables, source, agents: [configuredAgent('alpha')], runAgent: () => runAgent },
    settings: { startFloorMs: 60_000 },
    // A minute of this clock is over while 10 MB are written.
    leaseTiming: { heartbeatMs: 1e6, ttlMs: 1e8, retryMs: 2_000 },
  });
  open.push(() => {
    worker.stop();
    return worker.ended;
  });
  const until = (isReached: () => boolean) =>
    expect.poll(isReached, { timeout: 20_000, interval: 10 }).toBe(true);
  return { rows, worker, until, kinds: () => worker.events.map(({ kind }) => kind) };
}

const broken = (reply: Reply, part: Part, times = Infinity): Spoil => {
  return (asked, _, time) => (asked === part && time < times ? reply : undefined);
};
const slowBytes = (response: ServerResponse) => {
  response.writeHead(200);
  const dripping = setInterval(() => response.write(' '), 50);
  response.on('close', () => {
    clearInterval(dripping);
  });
};

describe('a hostile case source', () => {
  test.each([
    { what: 'errors of the server', reply: { status: 500 } },
    { what: '10 MB', reply: { body: 'x'.repeat(1e7) } },
    { what: 'slow bytes', reply: { send: slowBytes } },
    { what: 'an empty list', reply: { body: { nothing: true } } },
  ])('that answers a fetch with $what is asked again later', async ({ reply }) => {
    const { rows, until, kinds } = await openArena(broken(reply, 'fetch', 6));

    await until(() => [...rows.attempts.values()].some(({ verdict }) => verdict === 'pass'));
    expect(kinds()).toContain('unreachable');
  });

  test('whose hash is wrong has its case refused for all to see, and the worker goes on', async () => {
    const { rows, until, kinds } = await openArena((part, sound, time) => {
      if (part !== 'fetch' || time > 0) return undefined;
      const [one] = sound['cases'] as readonly JsonObject[];
      return { body: { ...sound, cases: [{ ...one, payload_sha256: 'f'.repeat(64) }] } };
    });

    await until(() => [...rows.attempts.values()].some(({ verdict }) => verdict === 'pass'));
    expect(kinds()).toContain('case_refused');
    const [refused] = rows.cohorts.values();
    expect(refused).toMatchObject({ state: 'aborted', startedAt: undefined });
    expect(refused?.abortReason).toMatch(/hashes to [0-9a-f]{12}, not to ffffffffffff/);
  });

  test('that refuses us ends the worker with a reason', async () => {
    const { worker } = await openArena(broken({ status: 401 }, 'fetch'));

    expect(String(await worker.ended)).toMatch(/BenchError: the case source refuses us: .*HTTP 401/);
  });

  const one = 'of an attempt';
  test.each([
    { what: `a conflict ${one}`, spoil: broken({ status: 409 }, 'submit'), ends: 'idempotency_conflict' },
    {
      what: `a refusal ${one}, answer or not`,
      spoil: broken({ status: 422 }, 'submit'),
      ends: 'contract_error',
    },
    { what: 'a case taken back', spoil: broken({ status: 410 }, 'submit'), ends: 'case_retired' },
    { what: 'an evaluation it denies', spoil: broken({ status: 404 }, 'read'), ends: 'eval_not_found' },
  ])('with $what costs the attempt alone: n_a, $ends', async ({ spoil, ends }) => {
    const { rows, until, kinds } = await openArena(spoil);

    await until(() => [...rows.cohorts.values()].filter(({ state }) => state === 'done').length >= 2);
    expect([...rows.attempts.values()][0]).toMatchObject({ verdict: 'n_a', reasonCode: ends, verdicts: 1 });
    expect(kinds()).toContain('evaluation_given_up');
  });

  test.each([
    { what: 'an unknown verdict', changes: { verdict: 'superb' } },
    { what: 'an unknown state', changes: { state: 'pondering' } },
    { what: 'the evaluation of another attempt', changes: { attempt_id: 'att_other' } },
  ])('that sends $what has it quarantined', async ({ changes }) => {
    const { rows, until, kinds } = await openArena((part, sound) =>
      part === 'read' ? { body: { ...sound, ...changes } } : undefined,
    );

    await until(() => [...rows.cohorts.values()].filter(({ state }) => state === 'done').length >= 2);
    expect([...rows.attempts.values()][0]).toMatchObject({ status: 'eval_unknown', verdicts: 0 });
    expect(kinds()).toContain('evaluation_unknown');
  });

  test('that gives two attempts one evaluation loses the second alone', async () => {
    const { rows, until } = await openArena((part, sound) => {
      if (part === 'submit') return { body: { ...sound, eval_id: 'ev_same' } };
      const [first] = rows.attempts.keys();
      return part === 'read' ? { body: { ...sound, eval_id: 'ev_same', attempt_id: first } } : undefined;
    });

    await until(() => [...rows.cohorts.values()].filter(({ state }) => state === 'done').length >= 2);
    expect([...rows.attempts.values()].slice(0, 2)).toMatchObject([
      { verdict: 'pass' },
      { verdict: 'n_a', reasonCode: 'contract_error' },
    ]);
  });

  test.each([
    { what: 'the source', reply: { status: 422 } },
    { what: 'a guard before the source', reply: { status: 403, body: 'blocked' } },
  ])('an answer that $what refuses is handed in as none: no n_a, and nothing stops', async ({ reply }) => {
    const submitted: JsonObject[] = [];
    const spoil: Spoil = (part, sound) => {
      if (part === 'read') return { body: { ...sound, verdict: 'fail' } };
      return part === 'submit' && submitted.at(-1)?.['output'] !== null ? reply : undefined;
    };
    const { rows, until, kinds } = await openArena(spoil, undefined, ({ submission }) => {
      if (isJsonObject(submission)) submitted.push(submission);
    });

    await until(() => [...rows.cohorts.values()].some(({ state }) => state === 'done'));
    expect([...rows.attempts.values()][0]).toMatchObject({ verdict: 'fail', verdicts: 1 });
    expect(kinds()).toContain('answer_refused');
    expect(submitted.slice(0, 2)).toMatchObject([
      { status: 'completed' },
      { status: 'invalid_output', output: null, output_sha256: null, final_url: null, steps: null },
    ]);
  });

  test('that changes its mind after a verdict is not asked again', async () => {
    const { rows, until } = await openArena((part, sound, time) =>
      part === 'read' && time > 0 ? { body: { ...sound, verdict: 'fail' } } : undefined,
    );

    await until(() => [...rows.cohorts.values()].filter(({ state }) => state === 'done').length >= 2);
    expect([...rows.attempts.values()].slice(0, 2)).toMatchObject([{ verdict: 'pass' }, { verdict: 'fail' }]);
  });
});

describe('a hostile agent', () => {
  const untilAborted = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error('aborted'));
      });
    });

  test.each<{ readonly what: string; readonly runAgent: RunAgent; readonly ends: object }>([
    {
      what: 'whose run throws',
      runAgent: () => Promise.reject(new Error('a bug of ours')),
      ends: { status: 'interrupted', reasonCode: 'infrastructure' },
    },
    {
      what: 'that ends for no deadline but the signal',
      runAgent: (_, signal) => untilAborted(signal),
      ends: { status: 'interrupted', reasonCode: 'infrastructure' },
    },
    {
      what: 'that heeds no signal either',
      runAgent: () => new Promise(() => undefined),
      ends: { status: 'interrupted', reasonCode: 'infrastructure' },
    },
    {
      what: 'with an output of 300 000 letters',
      runAgent: () => Promise.resolve(agentResult({ output: { size: 'x'.repeat(3e5) } })),
      ends: { status: 'evaluated', verdict: 'pass' },
    },
    {
      what: 'that fails by itself',
      runAgent: () =>
        Promise.resolve(agentResult({ outcome: 'agent_error', output: undefined, isClean: false })),
      ends: { status: 'evaluated', verdict: 'pass' },
    },
  ])('$what has a defined end, and the next cohort runs', async ({ runAgent, ends }) => {
    const { rows, until } = await openArena(() => undefined, runAgent);

    await until(() => [...rows.cohorts.values()].filter(({ state }) => state === 'done').length >= 2);
    expect([...rows.attempts.values()][0]).toMatchObject({ ...ends, verdicts: 1 });
  });
});
