import { describe, expect, test } from 'vitest';
import { isExpectedHost } from '../../../src/arena/serve/host-header.js';
import { keptAnswers } from '../../../src/arena/serve/kept-answers.js';
import { readSiteRequest } from '../../../src/arena/serve/site-request.js';
import { openStoreAccess, StoreBusy } from '../../../src/arena/serve/store-access.js';
import type { Database } from '../../../src/store/database.js';
import { StoreUnreachable } from '../../../src/store/store-unreachable.js';
import { steppedClock } from '../../support/stepped-clock.js';

describe('an address', () => {
  test.each([
    ['/', { kind: 'board', isJson: false, window: 'day', host: undefined }],
    ['/?window=all&host=a.example', { kind: 'board', isJson: false, window: 'all', host: 'a.example' }],
    ['/api/board?window=week', { kind: 'board', isJson: true, window: 'week', host: undefined }],
    ['/api/agents', { kind: 'agents', isJson: true }],
    ['/cohorts', { kind: 'cohorts', isJson: false }],
    ['/cohorts/coh%2F1', { kind: 'cohort', isJson: false, id: 'coh/1' }],
    ['/api/cohorts/coh_1', { kind: 'cohort', isJson: true, id: 'coh_1' }],
  ])('%s is understood', (url, expected) => {
    expect(readSiteRequest(url)).toEqual(expected);
  });

  test.each([
    ['/agents', 404],
    ['/board', 404],
    ['/api', 404],
    ['/api/', 404],
    ['/cohorts/', 404],
    ['/cohorts/a/b', 404],
    ['/cohorts/%E0%A4%A', 404],
    ['/cohorts/%00', 404],
    ['/../etc/passwd', 404],
    ['/?window=year', 400],
    ['/?host=%00', 400],
    [`/?host=${'h'.repeat(300)}`, 400],
    [`/${'x'.repeat(3_000)}`, 400],
    ['http://evil.example/', 400],
    ['//evil.example/', 404],
    ['*', 400],
    ['', 400],
  ])('%s is refused', (url, status) => {
    expect(readSiteRequest(url)).toMatchObject({ kind: 'refused', status });
  });
});

test.each([
  ['127.0.0.1:8080', '127.0.0.1', true],
  ['localhost', '127.0.0.1', true],
  ['[::1]:80', '::1', true],
  ['evil.example', '127.0.0.1', false],
  ['localhost.evil.example', '127.0.0.1', false],
  [undefined, '127.0.0.1', false],
  ['arena.example', '0.0.0.0', true],
])('Host %s on a service at %s', (header, boundTo, expected) => {
  expect(isExpectedHost(header, boundTo)).toBe(expected);
});

test('an answer is made once for all who ask at once, kept for its time, and a failure is not kept', async () => {
  const clock = steppedClock();
  const keep = keptAnswers<number>(clock, 2_000);
  let made = 0;
  const make = () => Promise.resolve(++made);

  expect(await Promise.all([keep('a', make), keep('a', make), keep('b', make)])).toEqual([1, 1, 2]);
  await clock.pass(1_999);
  expect(await keep('a', make)).toBe(1);
  await clock.pass(2);
  expect(await keep('a', make)).toBe(3);
  await expect(keep('c', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await keep('c', make)).toBe(4);
});

describe('the store of a service', () => {
  function scripted(kind: Database['kind']) {
    const log: string[] = [];
    const open = () => {
      log.push('open');
      const database: Database = {
        kind,
        place: 'here',
        query: () => Promise.resolve([]),
        script: () => Promise.resolve([]),
        [Symbol.asyncDispose]: () => {
          log.push('close');
          return Promise.resolve();
        },
      };
      return Promise.resolve(database);
    };
    return { log, open };
  }
  const nothing = () => Promise.resolve();

  test('an embedded one is given back after a quiet second', async () => {
    const [clock, { log, open }] = [steppedClock(), scripted('embedded')];
    await using access = openStoreAccess(open, clock);

    await access.use(nothing);
    await clock.pass(900);
    await access.use(nothing);
    await clock.pass(900);
    expect(log).toEqual(['open']);
    await clock.pass(200);
    expect(log).toEqual(['open', 'close']);
  });

  test('one that others share is kept, and one that does not answer is opened anew', async () => {
    const [clock, { log, open }] = [steppedClock(), scripted('remote')];
    await using access = openStoreAccess(open, clock);

    await access.use(nothing);
    await clock.pass(60_000);
    await access.use(nothing);
    expect(log).toEqual(['open']);
    const gone = access.use(() => Promise.reject(new StoreUnreachable('gone', { hint: '' })));
    await expect(gone).rejects.toThrow('gone');
    await access.use(nothing);
    expect(log).toEqual(['open', 'close', 'open']);
  });

  test('too many who wait are turned away', async () => {
    const access = openStoreAccess(scripted('postgres').open, steppedClock());
    let finish: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (finish = resolve));
    const waiting = Array.from({ length: 104 }, () => access.use(() => slow));

    await expect(access.use(nothing)).rejects.toThrow(StoreBusy);
    finish();
    await Promise.all(waiting);
    await access[Symbol.asyncDispose]();
  });
});
