import { describe, expect, test } from 'vitest';
import { labelCases } from '../../../src/judge/agreement/label-cases.js';
import { labelItems } from '../../../src/judge/agreement/label-items.js';

const row = { task: 't', question: 'q', candidate: 'c', label: 'yes' };
const rows = (...values: readonly object[]) =>
  values.map((value, at) => ({ number: at + 1, value: { ...row, ...value } }));

describe('labels', () => {
  test.each([
    ['yes', 'yes'],
    [' YES ', 'yes'],
    [1, 'yes'],
    ['1', 'yes'],
    [true, 'yes'],
    ['no', 'no'],
    [0, 'no'],
    ['false', 'no'],
  ])('%j means %s', (label, meaning) => {
    expect(labelItems(rows({ label }))[0]?.label).toBe(meaning);
  });

  test('reference and kind may be left out or blank, and a criterion is a question', () => {
    const [item] = labelItems(rows({ question: '', criterion: 'is it?', kind: '', reference: null }));
    expect(item).toEqual({
      row: 1,
      task: 't',
      reference: '',
      candidate: 'c',
      question: 'is it?',
      kind: 'present',
      label: 'yes',
    });
  });

  test('bad rows are all named, with what is wrong with each', () => {
    const bad = rows({ label: 'perhaps' }, {}, { kind: 'some' }, { question: undefined }, { task: '' });
    const huge = rows({ candidate: 'x'.repeat(50_001) });
    expect(() => labelItems(bad)).toThrow(/row 1: label: must be 0 or 1/);
    expect(() => labelItems(bad)).toThrow(/row 3: kind: must be present or absent/);
    expect(() => labelItems(bad)).toThrow(/row 4: question: is missing\nrow 5: task: must not be empty/);
    expect(() => labelItems(huge)).toThrow(/at most 50000 characters/);
    expect(() => labelItems(rows(...Array.from({ length: 500 }, () => ({ label: 2 }))))).toThrow(
      /… and 490 more rows/,
    );
  });
});

describe('cases from labels', () => {
  test('questions about one answer are asked together, a question of several people once', () => {
    const items = labelItems(
      rows(
        { question: 'a' },
        { question: 'b', kind: 'absent' },
        { question: 'a', label: 'no' },
        { candidate: 'd' },
      ),
    );
    const cases = labelCases(items);
    expect(cases.map(({ judgeCase }) => judgeCase.criteria.length)).toEqual([2, 1]);
    expect(cases[0]?.itemsById.get('c1')?.map(({ row: number }) => number)).toEqual([1, 3]);
    expect(cases[0]?.judgeCase.criteria[1]).toEqual({ id: 'c2', kind: 'absent', question: 'b', weight: 1 });
  });

  test('more than eight questions become two cases', () => {
    const items = labelItems(rows(...Array.from({ length: 9 }, (_, at) => ({ question: `q${at}` }))));
    expect(labelCases(items).map(({ judgeCase }) => judgeCase.criteria.length)).toEqual([8, 1]);
  });
});
