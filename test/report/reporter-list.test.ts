import { expect, test } from 'vitest';
import { isOnStdout, readReporterList, reporterText } from '../../src/report/reporter-list.js';

test('a list names reporters and where each writes to', () => {
  const { reporters, problems } = readReporterList(['table,junit=out/a=b.xml', ' github , json= out.json']);

  expect(problems).toEqual([]);
  expect(reporters).toEqual([
    { name: 'table', path: undefined },
    { name: 'junit', path: 'out/a=b.xml' },
    { name: 'github', path: undefined },
    { name: 'json', path: 'out.json' },
  ]);
  expect(reporters.map(reporterText)).toEqual(['table', 'junit=out/a=b.xml', 'github', 'json=out.json']);
  expect(reporters.map(isOnStdout)).toEqual([true, false, false, false]);
});

test('a dash is stdout', () => {
  expect(readReporterList(['json=-']).reporters).toEqual([{ name: 'json', path: undefined }]);
});

test.each([
  [['tabel'], '"tabel" is no reporter'],
  [['junit='], 'names no file'],
  [['table', 'json'], 'only one reporter can write to stdout, not table and json'],
  [['json=a,csv=a'], 'two reporters cannot write to one file, a'],
])('%j cannot be used', (texts, problem) => {
  expect(readReporterList(texts).problems.join()).toContain(problem);
});
