import { expect, test } from 'vitest';
import { openInk } from '../../src/report/ink.js';
import { renderWaterfall, stallsOf } from '../../src/report/waterfall.js';
import type { ExchangeRecord } from '../../src/results/attempt-record.js';
import { sampleRun } from '../support/sample-run.js';

const [sample] = sampleRun({ tasksPerCategory: 1 }).records[0]!.exchanges as [ExchangeRecord];
const ink = openInk(false);
type Row = ExchangeRecord['events'][number];
const event = (atMs: number, kind: Row[1], text = ''): Row => [atMs, kind, text, 1, 0, 0, 0];

/** 10 s; at 39 columns each of its 10 cells is one second. */
function drawn(events: readonly Row[], changes: Partial<ExchangeRecord> = {}): readonly string[] {
  return renderWaterfall(
    { ...sample, endMs: 10_000, answerMs: undefined, events: [...events], ...changes },
    { columns: 39, ink },
  );
}

const lane = (lines: readonly string[], label: string) =>
  lines.find((line) => line.startsWith(`  ${label}`))?.slice(15, 25);

test('every lane stands at its time', () => {
  const lines = drawn(
    [event(2_500, 'reasoning', 'abcd'), event(4_500, 'keepalive'), event(9_500, 'content', 'x')],
    {
      answerMs: 9_500,
    },
  );

  expect(lane(lines, 'wait')).toBe('░░        ');
  expect(lane(lines, 'reasoning')).toBe('  █       ');
  expect(lane(lines, 'keep-alive')).toBe('    ·     ');
  expect(lane(lines, 'content')).toBe('         █');
  expect(lane(lines, 'stall')).toBe('   ━━━━━━ ');
  expect(lane(lines, 'answer')).toBe('         ▲');
});

test('height is how much came, against the fullest slice', () => {
  const lines = drawn([
    event(500, 'content', 'x'.repeat(8)),
    event(1_500, 'content', 'x'.repeat(4)),
    event(2_500, 'content', 'x'),
  ]);

  expect(lane(lines, 'content')).toBe('█▄▁       ');
});

test('keep-alives do not hide a stall', () => {
  const events = [
    event(100, 'content', 'a'),
    ...[1, 2, 3].map((second) => event(second * 1_000, 'keepalive')),
    event(3_500, 'content', 'b'),
  ];

  expect(stallsOf({ ...sample, events })).toEqual([{ fromMs: 100, toMs: 3_500 }]);
});

test('a stream without output waited to its end', () => {
  const lines = drawn([event(5_000, 'keepalive')]);

  expect(lane(lines, 'wait')).toBe('░░░░░░░░░░');
  expect(lines.join('\n')).toContain('no output');
});

test('malformed frames and errors have a lane of their own', () => {
  expect(lane(drawn([event(3_000, 'malformed'), event(9_000, 'error')]), 'fault')).toBe('   ×     ×');
});

test('the axis ends at the end, whatever the time', () => {
  for (const endMs of [0, 0.5, 12, 900, 8_000, 299_000]) {
    const lines = renderWaterfall({ ...sample, endMs, events: [] }, { columns: 90, ink });
    expect(lines.at(-2)).toContain('┘');
    expect(lines.at(-1)?.trim().startsWith('0')).toBe(true);
  }
});

test('the drawing keeps to its columns', () => {
  for (const columns of [39, 60, 100]) {
    const lines = renderWaterfall(sample, { columns, ink });
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
  }
});
