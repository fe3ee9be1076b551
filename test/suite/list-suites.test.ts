import { join } from 'node:path';
import { delimiter } from 'node:path';
import { expect, test } from 'vitest';
import { suiteSearchPath } from '../../src/suite/find-suite.js';
import { listSuites } from '../../src/suite/list-suites.js';
import { card, sumTask, temporaryFolder } from './temporary-suite.js';

test('shipped suites and those of the search path are listed by name, with their mistakes', async () => {
  const root = await temporaryFolder({
    'alpha/suite.yaml': card,
    'alpha/chat.yaml': sumTask,
    'team/beta/suite.yaml': card,
    'notes.txt': 'no suite',
    '.hidden/suite.yaml': card,
  });
  const listed = await listSuites({ searchPath: [root, join(root, 'missing')] });
  const names = listed.map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  expect(names).toEqual(expect.arrayContaining(['alpha', 'team/beta', 'public/smoke', 'public/dev']));
  expect(names).not.toContain('.hidden');
  expect(listed.find(({ name }) => name === 'alpha')?.suite?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(listed.find(({ name }) => name === 'team/beta')).toMatchObject({ suite: undefined });
});

test('JANUS_SUITES is a list of folders as PATH is', () => {
  expect(suiteSearchPath({})).toEqual([]);
  expect(suiteSearchPath({ JANUS_SUITES: '' })).toEqual([]);
  expect(suiteSearchPath({ JANUS_SUITES: ['/a', '', '/b c'].join(delimiter) })).toEqual(['/a', '/b c']);
});
