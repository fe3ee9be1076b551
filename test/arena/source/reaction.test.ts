import { expect, test } from 'vitest';
import { pollAfterMs } from '../../../src/arena/source/polling.js';
import { reactionTo, type Call } from '../../../src/arena/source/reaction.js';

const failed = (
  call: Call,
  status: number | undefined,
  {
    tries = 1,
    retryAfterMs,
    isSourcesWord = true,
  }: { readonly tries?: number; readonly retryAfterMs?: number; readonly isSourcesWord?: boolean } = {},
) => reactionTo({ call, status, isSourcesWord, retryAfterMs, tries, jitter: 1 });

test('every status has a reaction', () => {
  for (const call of ['fetch', 'submit', 'read'] as const)
    for (let status = 300; status < 600; status++)
      expect(failed(call, status).kind, `${call} ${status}`).not.toBe('');
});

test.each([
  {
    what: 'a request we made wrongly',
    call: 'submit',
    status: 400,
    reaction: { kind: 'give_up', reason: 'contract_error' },
  },
  {
    what: 'one that says nothing',
    call: 'submit',
    status: 422,
    reaction: { kind: 'give_up', reason: 'contract_error' },
  },
  { what: 'a redirect', call: 'fetch', status: 302, reaction: { kind: 'give_up', reason: 'contract_error' } },
  { what: 'no right to ask', call: 'fetch', status: 401, reaction: { kind: 'stop' } },
  { what: 'nor that one', call: 'read', status: 403, reaction: { kind: 'stop' } },
  {
    what: 'no case now',
    call: 'fetch',
    status: 404,
    reaction: { kind: 'back_off', reason: 'no_case_available', afterMs: 15_000 },
  },
  { what: 'a case that was taken back', call: 'fetch', status: 410, reaction: { kind: 'refetch' } },
  {
    what: 'an attempt at a case that was taken back',
    call: 'submit',
    status: 410,
    reaction: { kind: 'give_up', reason: 'case_retired' },
  },
  { what: 'the same key with another body', call: 'submit', status: 409, reaction: { kind: 'conflict' } },
  { what: 'too many requests', call: 'submit', status: 429, reaction: { kind: 'retry', afterMs: 1_000 } },
  { what: 'a fault of the server', call: 'read', status: 500, reaction: { kind: 'retry', afterMs: 1_000 } },
  { what: 'too slow a request', call: 'submit', status: 408, reaction: { kind: 'retry', afterMs: 1_000 } },
  { what: 'no reply', call: 'submit', status: undefined, reaction: { kind: 'retry', afterMs: 1_000 } },
] as const)('$what', ({ call, status, reaction }) => {
  expect(failed(call, status)).toEqual(reaction);
});

test('a guard that dislikes one submission stops nothing; whom the source itself refuses, stops', () => {
  expect(failed('submit', 403, { isSourcesWord: false }).kind).toBe('give_up');
  expect(failed('submit', 403).kind).toBe('stop');
  expect(failed('fetch', 403, { isSourcesWord: false }).kind).toBe('stop');
});

test('a source that is busy for ever with one request does not keep its place for ever', () => {
  expect(failed('submit', 503, { tries: 19 }).kind).toBe('retry');
  expect(failed('submit', 503, { tries: 20 })).toEqual({ kind: 'give_up', reason: 'evaluator_error' });
});

test('waits grow from 1 to 30 s, and Retry-After is kept, within reason', () => {
  expect([1, 2, 3, 4, 5].map((tries) => failed('submit', 500, { tries }))).toEqual(
    [1_000, 2_000, 4_000, 8_000, 16_000].map((afterMs) => ({ kind: 'retry', afterMs })),
  );
  expect(failed('submit', 429, { tries: 9 })).toEqual({ kind: 'retry', afterMs: 30_000 });
  expect(failed('submit', 503, { retryAfterMs: 45_000 })).toEqual({ kind: 'retry', afterMs: 45_000 });
  expect(failed('submit', 503, { retryAfterMs: 1e12 })).toEqual({ kind: 'retry', afterMs: 300_000 });
});

test('retries end: 6 of a request, 3 of an evaluation that is not there', () => {
  expect(failed('submit', 502, { tries: 6 })).toEqual({ kind: 'give_up', reason: 'evaluator_error' });
  expect(failed('fetch', undefined, { tries: 6 })).toEqual({
    kind: 'back_off',
    reason: 'unreachable',
    afterMs: 300_000,
  });
  expect(failed('read', 404, { tries: 2 }).kind).toBe('retry');
  expect(failed('read', 404, { tries: 3 })).toEqual({ kind: 'give_up', reason: 'eval_not_found' });
  expect(failed('fetch', 404, { tries: 9 })).toEqual({
    kind: 'back_off',
    reason: 'no_case_available',
    afterMs: 300_000,
  });
});

test('polls come after 1, 2, 4, 8, 15, 15 s, or when the source says', () => {
  expect([0, 1, 2, 3, 4, 5, 60].map((polls) => pollAfterMs(polls, null))).toEqual([
    1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000,
  ]);
  expect(pollAfterMs(0, 2_500)).toBe(2_500);
  expect(pollAfterMs(0, 0)).toBe(100);
  expect(pollAfterMs(0, 1e9)).toBe(60_000);
});
