import { expect, test } from 'vitest';
import { attribute } from '../../src/leaderboard/attribution.js';
import { competitorId, foldedName } from '../../src/leaderboard/competitor-id.js';
import { readSubmission, type Submission } from '../../src/leaderboard/submission.js';

const digest = `sha256:${'9f'.repeat(32)}`;
const target = 'http://miner:8001';

test('a competitor is its image, or else its owner', () => {
  expect(readSubmission({ target, image: `ghcr.io/a/miner@${digest}`, owner: 'Acme' })).toMatchObject({
    competitor: digest,
    name: 'Acme',
    imageDigest: digest,
  });
  expect(readSubmission({ target, owner: 'Acme Inc.' }).competitor).toBe('owner:acme-inc-');
  expect(competitorId({ imageDigest: null, owner: null })).toBeUndefined();
  expect(() => readSubmission({ target, name: 'anybody' })).toThrow(/known by its image or by its owner/u);
});

test('a target is called as runs call it', () => {
  for (const written of [
    'http://miner:8001/',
    'http://MINER:8001/v1',
    ' http://miner:8001/v1/chat/completions ',
  ])
    expect(readSubmission({ target: written, owner: 'a' }).target).toBe(target);
});

test('what a later registration leaves out stays as it was', () => {
  const before = readSubmission({
    target,
    owner: 'a',
    name: 'Alpha',
    homepage: 'https://a.example',
    model: 'm',
  });

  expect(readSubmission({ target: 'http://b', owner: 'a', notes: 'n', disable: true }, before)).toEqual({
    ...before,
    target: 'http://b',
    notes: 'n',
    enabled: false,
  });
});

test('everything that is wrong is named at once', () => {
  const all = {
    target: 'http://user:password@miner',
    name: '\u200B',
    image: 'latest',
    homepage: 'javascript:alert(1)',
    owner: 'x'.repeat(61),
  };

  expect(() => readSubmission(all)).toThrow(
    /TARGET: must be.*\n--name: must say something\n--owner: must have at most 60.*\n--image: must be a digest.*\n--homepage: must be an http/u,
  );
  expect(() => readSubmission(all)).not.toThrow(/password@/u);
  for (const bad of ['ftp://a', 'mock:steady', '', 'http://a?b', 'http://a#b'])
    expect(() => readSubmission({ target: bad, owner: 'a' })).toThrow(/TARGET: must be/u);
});

test('text of a competitor is inert', () => {
  const hostile = '\u001b[31mRed\u202E\u0000 name\n#1';

  expect(readSubmission({ target, owner: 'a', name: hostile }).name).toBe('Red name #1');
});

test.each([
  ['Baseline', 'BASELINE'],
  ['Baseline', 'Bаseline'],
  ['Baseline', 'Basel\u200Bine'],
  ['Baseline', 'Ｂａｓｅｌｉｎｅ'],
  ['Baseline v1', 'baseline--v1'],
  ['Baseline', 'Baselíne'],
  ['miner-10', 'miner-lo'],
])('%s and %s are one name', (left, right) => {
  expect(foldedName(left)).toBe(foldedName(right));
});

test('a run is of whoever had its target when it began', () => {
  const submission = (owner: string): Submission => readSubmission({ target, owner });
  const registrations = {
    submissions: [submission('old'), submission('new')],
    tenures: [
      { target, since: 1_000, competitor: 'owner:old' },
      { target, since: 5_000, competitor: 'owner:new' },
    ],
  };
  const runAt = (ms: number, url = target) =>
    attribute(
      {
        target: { url, model: 'm' },
        run: { startedAt: new Date(ms).toISOString() },
      },
      registrations,
    );

  expect([500, 1_000, 4_999, 5_000].map((ms) => runAt(ms).competitor)).toEqual([
    'owner:old',
    'owner:old',
    'owner:old',
    'owner:new',
  ]);
  expect(runAt(6_000, 'http://else')).toMatchObject({ competitor: null });
});
