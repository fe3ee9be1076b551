import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attemptColumns, runColumns } from '../../src/report/attempt-columns.js';

test('docs/ci.md explains every column of CSV and JSON lines, in their order', () => {
  const docs = readFileSync(new URL('../../docs/ci.md', import.meta.url), 'utf8');
  const table = docs.slice(docs.indexOf('## Columns'));
  const explained = [...table.matchAll(/^\| `(\w+)` *\| (.*?) *\|$/gmu)].map(([, name, help]) => [
    name,
    help,
  ]);

  expect(explained).toEqual([...runColumns, ...attemptColumns].map(({ name, help }) => [name, help]));
});
