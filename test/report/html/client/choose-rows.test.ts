import { expect, test } from 'vitest';
import { chooseRows, type Filters } from '../../../../src/report/html/client/choose-rows.js';
import { pageOf, rowsIn } from '../../../support/sample-page.js';
import { ordinaryRun } from '../../../support/sample-report.js';

const rows = rowsIn(pageOf(ordinaryRun));
const all: Filters = {
  text: '',
  category: undefined,
  result: undefined,
  verdict: undefined,
  outcome: undefined,
};
const ids = (chosen: readonly number[]) => chosen.map((index) => rows.id[index]);

test('without filters all attempts come in the order of the run', () => {
  expect(ids(chooseRows(rows, all, undefined))).toEqual(ordinaryRun.header.order);
});

test('filters narrow together', () => {
  const category = rows.words.category.indexOf('chat');
  const verdict = rows.words.verdict.indexOf('partial');

  expect(ids(chooseRows(rows, { ...all, category, verdict }, undefined))).toEqual(['chat-3#0']);
});

test('text is looked for in id, reason and flags, every word of it', () => {
  expect(ids(chooseRows(rows, { ...all, text: 'RESEARCH d7' }, undefined))).toEqual(['research-4#0']);
  expect(chooseRows(rows, { ...all, text: 'research nowhere' }, undefined)).toEqual([]);
});

test('names sort as people count, numbers by size', () => {
  const byId = chooseRows(rows, all, { key: 'id', direction: 'descending' });
  const byTime = chooseRows(rows, all, { key: 'lifecycleMs', direction: 'ascending' });
  const times = byTime.map((index) => rows.lifecycleMs[index] ?? Infinity);

  expect(rows.id[byId[0] ?? -1]).toBe('tools-6#0');
  expect(times).toEqual([...times].sort((left, right) => left - right));
});

test.each(['ascending', 'descending'] as const)('what was not measured comes last, %s', (direction) => {
  const last = chooseRows(rows, all, { key: 'ttftMs', direction }).at(-1);

  expect(rows.id[last ?? -1]).toBe('chat-2#0');
});
