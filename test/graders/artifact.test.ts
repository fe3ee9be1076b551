import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBoundedChecks } from '../../src/graders/bounded-checks.js';
import type { FetchArtifact } from '../../src/graders/guarded-fetch.js';
import { does, gradeSpec, nullAnswers, problemsOf, holding } from './support/answers.js';
import type { Exchanged } from './support/answers.js';

let bounded: Awaited<ReturnType<typeof openBoundedChecks>>;
beforeAll(async () => {
  bounded = await openBoundedChecks({ deadlineMs: 500 });
});
afterAll(() => bounded[Symbol.asyncDispose]());

async function grade(spec: Readonly<Record<string, unknown>>, ...exchanges: readonly Exchanged[]) {
  return gradeSpec({ type: 'artifact', ...spec }, does(...exchanges), { bounded });
}

const value = { total: 3 };
const json = '{"total":3}';
const spec = { mimeType: 'application/json', equals: value };
const url = `data:application/json,${encodeURIComponent(json)}`;
const base64 = `data:application/json;base64,${Buffer.from(json).toString('base64')}`;
const digest = createHash('sha256').update(json).digest('hex');

test.each<[string, Exchanged]>([
  ['a descriptor', { artifacts: [{ url, mimeType: 'application/json' }] }],
  ['a descriptor without a type', { artifacts: [{ url: base64 }] }],
  [
    'a descriptor with true claims',
    { artifacts: [{ url, mimeType: 'application/json; charset=utf-8', sizeBytes: 11, sha256: digest }] },
  ],
  ['a digest with its name', { artifacts: [{ url, sha256: `sha256:${digest.toUpperCase()}` }] }],
  ['a link', { content: `Here it is: [data](${url}).` }],
  ['a bare URL', { content: base64 }],
  ['the same in both', { content: `[data](${url})`, artifacts: [{ url: base64 }] }],
  ['another artifact beside it', { artifacts: [{ url: 'data:text/plain,x' }, { url }] }],
])('%s passes', async (_, exchange) => expect((await grade(spec, exchange)).verdict).toBe('pass'));

test.each<[string, Exchanged, string]>([
  ['none', { content: json }, 'no artifact'],
  ['another type', { artifacts: [{ url: url.replace('application/json', 'text/plain') }] }, 'no artifact'],
  [
    'a web address',
    { artifacts: [{ url: 'https://example.org/a.json', mimeType: 'application/json' }] },
    'never fetched',
  ],
  ['a file', { artifacts: [{ url: 'file:///etc/passwd', mimeType: 'application/json' }] }, 'never fetched'],
  ['no URL', { artifacts: [{ mimeType: 'application/json' }] }, 'no URL'],
  ['two that differ', { content: url, artifacts: [{ url: 'data:application/json,1' }] }, 'several different'],
  [
    'a right one and a broken one',
    { artifacts: [{ url }, { url: 'data:application/json,%' }] },
    'encoding is broken',
  ],
  ['a false size', { artifacts: [{ url, sizeBytes: 12 }] }, 'claims 12 bytes, there are 11'],
  ['a false digest', { artifacts: [{ url, sha256: '0'.repeat(64) }] }, 'SHA-256'],
  [
    'a type that the URL denies',
    { artifacts: [{ url: 'data:text/csv,a', mimeType: 'application/json' }] },
    'says text/csv',
  ],
  [
    'a type that the descriptor denies',
    { artifacts: [{ url, mimeType: 'text/csv' }] },
    'claims another type',
  ],
  ['no JSON', { artifacts: [{ url: 'data:application/json,{total:3}' }] }, 'not valid JSON'],
  ['no UTF-8', { artifacts: [{ url: 'data:application/json,%FF' }] }, 'not UTF-8'],
  ['another value', { artifacts: [{ url: 'data:application/json,4' }] }, '{"total":3}'.slice(0, 0)],
  ['too many', { artifacts: Array.from({ length: 51 }, () => ({ url })) }, '51 artifacts'],
  ['too many bytes', { content: `data:application/json,${'1'.repeat(2_000_001)}` }, 'over 2000000 bytes'],
])('%s fails', async (_, exchange, reason) => {
  expect(await grade(spec, exchange)).toMatchObject({
    verdict: 'fail',
    fault: 'miner',
    reason: holding(reason),
  });
});

test.each(nullAnswers)('%j fails', async (content) =>
  expect((await grade(spec, { content })).verdict).toBe('fail'),
);

test('the last exchange counts, and the span says where the artifact stands', async () => {
  const early = await grade(spec, { artifacts: [{ url }] }, { content: 'Done.' });
  expect(early.verdict).toBe('fail');
  const described = await grade(spec, {}, { artifacts: [{ url: 'data:text/plain,x' }, { url }] });
  expect(described.spans).toEqual([{ exchange: 1, in: 'artifact', start: 1, end: 2 }]);
  const linked = await grade(spec, { content: `See ${url}` });
  expect(linked.spans).toEqual([{ exchange: 0, in: 'content', start: 4, end: 4 + url.length }]);
});

test('a schema decides', async () => {
  const bySchema = { mimeType: 'application/json', schema: { properties: { total: { minimum: 3 } } } };
  expect((await grade(bySchema, { content: url })).verdict).toBe('pass');
  expect((await grade(bySchema, { content: url.replace('3', '2') })).verdict).toBe('fail');
  expect(await grade({ ...bySchema, schema: { type: 'x' } }, { content: url })).toMatchObject({
    verdict: 'error',
    fault: 'task',
  });
});

test('each rule is a part', async () => {
  const { parts } = await grade(spec, { content: url });
  expect(parts?.map(({ id, met }) => [id, met])).toEqual([
    ['json', true],
    ['equals', true],
  ]);
});

describe('where the task allows a host', () => {
  const address = 'https://files.example/out/a.json';
  const allowing = { ...spec, allowHosts: ['files.example'] };
  const descriptor = { url: address, mimeType: 'application/json' };
  const fetched: string[] = [];

  function fetching(bytes: string, mimeType: string | undefined = 'application/json') {
    const fetchArtifact: FetchArtifact = (asked) => {
      fetched.push(asked);
      return Promise.resolve({ kind: 'bytes', bytes: Buffer.from(bytes), mimeType });
    };
    return (exchange: Exchanged) =>
      gradeSpec({ type: 'artifact', ...allowing }, does(exchange), { bounded, fetchArtifact });
  }

  test('a descriptor’s URL and a Markdown link are fetched, and the same bytes are one artifact', async () => {
    const both = {
      content: `[a](${address}) beside [b](https://files.example/b.txt)`,
      artifacts: [descriptor],
    };
    expect(await fetching(json)(both)).toMatchObject({ verdict: 'pass' });
    expect(fetched.splice(0)).toEqual([address, address]);
    const link = await fetching(json, 'application/octet-stream')({ content: `See [a](${address}).` });
    expect(link.spans).toEqual([{ exchange: 0, in: 'content', start: 8, end: 8 + address.length }]);
  });

  test.each<[string, { mimeType?: string; exchange: Exchanged; reason: string }]>([
    [
      'another type',
      { mimeType: 'text/html', exchange: { artifacts: [descriptor] }, reason: 'says text/html' },
    ],
    ['a false digest', { exchange: { artifacts: [{ ...descriptor, sha256: '0' }] }, reason: 'SHA-256' }],
    [
      'a false size',
      { exchange: { artifacts: [{ ...descriptor, sizeBytes: 9 }] }, reason: '9 bytes, there are 11' },
    ],
    ['too many', { exchange: { content: `[a](${address}) `.repeat(4) }, reason: 'over 3 artifacts' }],
  ])('%s fails', async (_, { mimeType, exchange, reason }) => {
    expect(await fetching(json, mimeType)(exchange)).toMatchObject({
      verdict: 'fail',
      fault: 'miner',
      reason: holding(reason),
    });
  });

  test('a refusal is the miner’s, and where nothing fetches it is n_a', async () => {
    const refused = await gradeSpec({ type: 'artifact', ...allowing }, does({ artifacts: [descriptor] }), {
      bounded,
      fetchArtifact: () => Promise.resolve({ kind: 'problem', reason: 'it is over 5 bytes' }),
    });
    expect(refused).toMatchObject({ verdict: 'fail', reason: 'the artifact: it is over 5 bytes' });
    expect((await grade(allowing, { artifacts: [descriptor] })).verdict).toBe('n_a');
    expect((await grade(allowing, { artifacts: [{ url }] })).verdict).toBe('pass');
  });
});

test('text is compared without white space at line ends', async () => {
  const text = { mimeType: 'text/plain', equals: 'a\nb' };
  expect((await grade(text, { content: 'data:text/plain,a%20%0D%0Ab%0A' })).verdict).toBe('pass');
  expect((await grade(text, { content: 'data:text/plain,a%20b' })).verdict).toBe('fail');
});

test('HTML is searched as text', async () => {
  const html = { mimeType: 'text/html', includes: ['total', '42'] };
  const page = (body: string) => ({ content: `data:text/html,${encodeURIComponent(`<p>${body}</p>`)}` });
  expect((await grade(html, page('Total: <b>42</b>'))).verdict).toBe('pass');
  expect((await grade(html, page('Total: <b>420</b>'))).verdict).toBe('fail');
  expect((await grade(html, { content: 'data:text/html,' })).verdict).toBe('fail');
});

test('what cannot be checked is a mistake of the task', () => {
  const type = 'artifact';
  expect(problemsOf({ type, mimeType: 'application/json' })).toHaveLength(1);
  expect(problemsOf({ type, mimeType: 'application/json', schema: { x: 1 } })).toHaveLength(1);
  expect(problemsOf({ type, ...spec, rows: 3 })).toEqual(['`rows` does not apply to application/json']);
  expect(problemsOf({ type, mimeType: 'text/plain', equals: 5 })).toHaveLength(1);
  expect(problemsOf({ type, mimeType: 'text/html' })).toHaveLength(1);
  expect(problemsOf({ type, weight: 2, gate: true, ...spec })).toEqual([]);
});
