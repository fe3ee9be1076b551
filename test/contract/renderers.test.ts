import { expect, test } from 'vitest';
import type { CheckReport, Finding } from '../../src/contract/check-report.js';
import { findingsRenderers } from '../../src/contract/renderers.js';
import { parseXml } from '../support/xml.js';

const finding = (id: string, verdict: Finding['verdict'], level: Finding['level'] = 'must'): Finding => ({
  id,
  level,
  title: `Title of ${id}`,
  verdict,
  sent: `sent by ${id}`,
  came: `came to ${id}`,
  limit: `limit of ${id}`,
  fix: verdict === 'pass' ? null : `fix for ${id}`,
  tookMs: 12,
});
const report: CheckReport = {
  schema: 'janus-bench/check',
  schemaVersion: 1,
  target: 'http://localhost:8001',
  model: 'm',
  startedAt: '2026-01-22T14:32:05.123Z',
  tookMs: 1_234,
  verdict: 'fail',
  counts: { pass: 1, skip: 1, warn: 1, fail: 1 },
  findings: [
    finding('K01', 'pass'),
    finding('K02', 'fail'),
    finding('K10', 'warn', 'should'),
    finding('K12', 'skip'),
  ],
};
const page = { columns: 80, color: false };

test('the table shows of a pass what came, and of the rest also what to do', async () => {
  const table = findingsRenderers.table(report, page);

  await expect(table).toMatchFileSnapshot('../../fixtures/reports/contract.txt');
  expect(table).not.toContain('sent by K01');
  for (const id of ['K02', 'K10', 'K12'])
    for (const part of ['sent by', 'came to', 'limit of', 'fix for'])
      expect(table).toContain(`${part} ${id}`);
});

test.each([40, 80, 120])('no line of the table is wider than %i columns', (columns) => {
  const lines = findingsRenderers.table(report, { columns, color: false }).split('\n');

  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
});

test('JSON is the report itself', () => {
  expect(JSON.parse(findingsRenderers.json(report))).toEqual(report);
});

test('JUnit fails what failed, skips what was skipped, and tells warnings', () => {
  const [suite] = parseXml(findingsRenderers.junit(report)).children;
  const kinds = suite!.children
    .filter(({ name }) => name === 'testcase')
    .map(({ attributes, children }) => [attributes['name'], children[0]?.name]);

  expect(kinds).toEqual([
    ['K01 Title of K01', undefined],
    ['K02 Title of K02', 'failure'],
    ['K10 Title of K10', undefined],
    ['K12 Title of K12', 'skipped'],
  ]);
  expect(suite!.attributes).toMatchObject({ hostname: 'localhost', tests: '4', failures: '1', skipped: '1' });
  expect(suite!.children.find(({ name }) => name === 'system-out')!.text).toContain('warning K10');
});
