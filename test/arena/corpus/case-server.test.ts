import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveCases } from '../../../src/arena/corpus/case-server.js';
import { loadCorpus } from '../../../src/arena/corpus/load-corpus.js';
import { CaseSource } from '../../../src/arena/source/case-source.js';
import { freezeCase } from '../../../src/arena/source/freeze-case.js';
import { verdictOf } from '../../../src/arena/source/verdict-of.js';
import type { JsonObject } from '../../../src/lib/json.js';
import { realClock } from '../../../src/lib/real-clock.js';
import { rngFrom } from '../../../src/lib/rng.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const yaml = `
version: "7"
pages:
  https://shop.example/cart: { items: 2, total: 40 }
cases:
  - id: b-cart
    task: Put two lamps into the cart.
    inputData: { lamp: brass }
    outputSchema: { type: object, required: [total], properties: { total: { type: number } } }
    entrypoint: { url: https://shop.example/ }
    hardTimeout: 60s
    checkpoints:
      - { id: shape, label: the output has its shape, kind: schema }
      - { id: total, label: the total is told, kind: json_equals, path: $.total, value: 40 }
      - { id: cart, label: two lamps are in the cart, kind: page_state, path: $.items, value: 2, weight: 2 }
      - { id: page, label: it ends at the cart, kind: final_url, url: https://shop.example/cart, required: false }
  - id: a-post
    version: 3
    task: Send the form.
    outputSchema: { type: object }
    entrypoint: { url: https://forms.example/post }
    checkpoints:
      - { id: name, label: name echoed, kind: json_equals, path: "$.form.names[0]", value: Ada }
`;

const never = new AbortController().signal;

describe('the embedded case source, asked by the client of the arena', () => {
  let source: CaseSource;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'all.yaml'), yaml);
    const corpus = await loadCorpus(folder.path);
    const server = await serveCases(corpus, { clock: realClock, token: 'secret' });
    stop = () => server.close();
    source = new CaseSource({
      url: new URL(server.url),
      token: 'secret',
      clock: realClock,
      rng: rngFrom('test'),
    });
  });
  afterAll(() => stop());

  async function fetched(hosts: readonly string[] = [], cursor: string | null = null) {
    const answered = await source.fetchCases(
      { requestId: 'r', workerId: 'w', hosts, excludeCaseIds: [], cursor, count: 1 },
      never,
    );
    if (answered.kind !== 'reply') throw new Error(answered.why);
    return answered.reply;
  }

  async function frozen(hosts: readonly string[] = []) {
    const [first] = (await fetched(hosts)).cases;
    const result = first && freezeCase(first, { hosts, knownSha256: () => undefined });
    if (result?.kind !== 'frozen') throw new Error('not frozen');
    return result.case;
  }

  async function submit(attemptId: string, submission: JsonObject, host = 'shop.example') {
    const { caseId, caseVersion, payloadSha256 } = await frozen([host]);
    const body = {
      attempt_id: attemptId,
      case_id: caseId,
      case_version: caseVersion,
      payload_sha256: payloadSha256,
      submission,
    };
    return source.submit(attemptId, body, never);
  }

  async function judged(attemptId: string, submission: JsonObject, host?: string) {
    const answered = await submit(attemptId, submission, host);
    if (answered.kind !== 'reply') throw new Error(answered.why);
    const read = await source.readEval(answered.reply.eval_id, never);
    if (read.kind !== 'reply') throw new Error(read.why);
    return { verdict: verdictOf(read.reply), detail: read.reply };
  }

  test('hands out frozen cases in turn, without their checkpoints', async () => {
    const first = await fetched();
    const second = await fetched([], first.next_cursor ?? null);
    const third = await fetched([], second.next_cursor ?? null);

    expect([first, second, third].map(({ cases }) => cases[0]?.case_id)).toEqual([
      'a-post',
      'b-cart',
      'a-post',
    ]);
    expect(first.corpus).toEqual({ version: '7', cases: 2, domains: 2 });
    expect(JSON.stringify(first)).not.toContain('Ada');
    expect(await frozen(['shop.example'])).toMatchObject({ caseId: 'b-cart', hardTimeoutMs: 60_000 });
  });

  test('has no case for a host that it does not know', async () => {
    const request = {
      requestId: 'r',
      workerId: 'w',
      hosts: ['x.example'],
      excludeCaseIds: [],
      cursor: null,
      count: 1,
    };

    expect(await source.fetchCases(request, never)).toMatchObject({ kind: 'back_off' });
  });

  test('passes an attempt whose required checkpoints all hold', async () => {
    const done = { status: 'completed', output: { total: 40 }, final_url: 'https://shop.example/cart#top' };
    const { verdict, detail } = await judged('att_1', done);

    expect(verdict).toMatchObject({ kind: 'decided', verdict: 'pass' });
    expect(detail.score).toBe(1);
    expect(detail.checkpoints.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'shape pass',
      'total pass',
      'cart pass',
      'page pass',
    ]);
  });

  test.each([
    {
      what: 'a wrong value',
      submission: { output: { total: 41 }, final_url: 'https://shop.example/cart' },
      score: 0.8,
    },
    {
      what: 'a page nobody knows',
      submission: { output: { total: 40 }, final_url: 'https://shop.example/' },
      score: 0.4,
    },
    { what: 'no output', submission: { output: null }, score: 0 },
    {
      what: 'the wrong shape',
      submission: { output: { total: '40' }, final_url: 'https://shop.example/cart' },
      score: 0.6,
    },
  ])('fails $what, and says how much of it held', async ({ what, submission, score }) => {
    const { verdict, detail } = await judged(`att_${what}`, { status: 'completed', ...submission });

    expect(verdict).toMatchObject({ kind: 'decided', verdict: 'fail', reasonCode: 'checkpoint_failed' });
    expect(detail.score).toBeCloseTo(score, 9);
  });

  test('fails a timeout, whatever it left behind', async () => {
    const late = { status: 'timeout', output: { form: { names: ['Ada'] } } };
    const { verdict } = await judged('att_late', late, 'forms.example');

    expect(verdict).toMatchObject({ kind: 'decided', verdict: 'fail', reasonCode: 'timeout' });
  });

  test('the same attempt again gets the same evaluation, and with another body none', async () => {
    const submission = { status: 'completed', output: { form: { names: ['Ada'] } } };
    const [first, again] = await Promise.all([
      submit('att_2', submission, 'forms.example'),
      submit('att_2', submission, 'forms.example'),
    ]);

    expect(again).toEqual(first);
    expect(await submit('att_2', { ...submission, output: {} }, 'forms.example')).toMatchObject({
      kind: 'conflict',
    });
  });

  test('an evaluation that nobody asked for is not there', async () => {
    expect(await source.submit('att_3', { attempt_id: 'att_3' }, never)).toMatchObject({
      kind: 'give_up',
      reason: 'contract_error',
    });
  });
});

test('every mistake of a corpus is told with its line', async () => {
  await using folder = await temporaryFolder();
  const broken = yaml
    .replace('kind: schema', 'kind: shema')
    .replace('id: a-post', 'id: b-cart')
    .replace('60s', '9h');
  await writeFile(join(folder.path, 'a.yaml'), broken);
  await writeFile(join(folder.path, 'b.yaml'), yaml.replace('type: object }', 'type: objekt }'));

  await expect(loadCorpus(folder.path)).rejects.toThrow(
    /a\.yaml:11:\d+ .*9h.*a time from 1s to 300s[^]*a\.yaml:13:\d+[^]*b\.yaml:20:\d+ .*JSON Schema/,
  );
});

test('two cases of one id are a mistake', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'a.yaml'), yaml);
  await writeFile(join(folder.path, 'b.yaml'), yaml);

  await expect(loadCorpus(folder.path)).rejects.toThrow(/b\.yaml:6:\d+ a second case b-cart/);
});
