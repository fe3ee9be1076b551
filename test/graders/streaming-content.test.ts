import { expect, test } from 'vitest';
import type { Timeline } from '../../src/target/timeline.js';
import { gradeSpec, nullAnswers, problemsOf, says, verdict } from './support/answers.js';

const count = { type: 'streaming-content', lines: { from: 1, to: 5 } };
const five = '1\n2\n3\n4\n5';

test.each([five, `\n${five}\n\n`, five.replaceAll('\n', '\r\n'), five.replaceAll('\n', '  \n')])(
  '%j counts to five',
  async (content) => expect(await verdict(count, content)).toBe('pass'),
);

test.each([
  '1\n2\n4\n5',
  '1\n2\n3\n4\n5\n6',
  '1 2 3 4 5',
  '1\n\n2\n3\n4\n5',
  `\`\`\`\n${five}\n\`\`\``,
  `Sure!\n${five}`,
  '5\n4\n3\n2\n1',
  ...nullAnswers,
])('%j does not', async (content) => expect(await verdict(count, content)).toBe('fail'));

test('lines may have a template', async () => {
  const spec = { type: 'streaming-content', lines: { from: 9, to: 10, template: 'row {n}: {n};' } };
  expect(await verdict(spec, 'row 9: 9;\nrow 10: 10;')).toBe('pass');
  expect(await verdict(spec, 'row 9: 9;\nrow 10: 11;')).toBe('fail');
});

test('text is compared character by character, emoji and scripts included', async () => {
  const spec = { type: 'streaming-content', equals: '👩‍🚀 漢字\ncafé' };
  expect(await verdict(spec, '👩‍🚀 漢字\ncafe\u0301\n')).toBe('pass');
  expect(await verdict(spec, '👩🚀 漢字\ncafé')).toBe('fail');
  expect(await verdict(spec, '👩‍🚀 漢\uFFFD\ncafé')).toBe('fail');
});

test('phrases come in order', async () => {
  const spec = { type: 'streaming-content', order: ['Result', 'Detail'] };
  expect(await verdict(spec, 'Result: 4. Detail: sums.')).toBe('pass');
  expect(await verdict(spec, 'Detail: sums. Result: 4.')).toBe('fail');
});

/** One content event for each text; `read` says which socket read brought it. */
function streamed(
  ...events: readonly { text: string; read: number; kind?: 'content' | 'reasoning' }[]
): Timeline {
  return {
    connectMs: 0,
    endMs: 100,
    reads: [],
    events: events.map(({ text, read, kind = 'content' }, frame) => ({
      kind,
      atMs: read,
      frame,
      read,
      text,
      choice: 0,
    })),
  };
}

async function timed(spec: Readonly<Record<string, unknown>>, timeline: Timeline) {
  const content = timeline.events.filter(({ kind }) => kind === 'content').map(({ text }) => text);
  const answer = says(content.join(''));
  const exchanges = answer.exchanges.map((exchange) => ({ ...exchange, timeline }));
  return gradeSpec({ ...count, ...spec }, { ...answer, exchanges });
}

const spread = streamed(...['1\n', '2\n', '3\n', '4\n', '5'].map((text, read) => ({ text, read })));
const lump = streamed(...['1\n', '2\n', '3\n', '4\n', '5'].map((text) => ({ text, read: 0 })));
const whole = streamed({ text: five, read: 0 });

test('content in one read is a lump, however many events it holds', async () => {
  const spec = { maxFirstShare: 0.5 };
  expect((await timed(spec, spread)).verdict).toBe('pass');
  expect(await timed(spec, lump)).toMatchObject({
    verdict: 'fail',
    reason: 'one read brought 100 % of the content, at most 50 % wanted',
  });
});

test('a lump after a first token is a lump', async () => {
  const late = streamed({ text: '1', read: 0 }, { text: five.slice(1), read: 1 });
  expect((await timed({ maxFirstShare: 0.5 }, late)).verdict).toBe('fail');
});

test('content must come in enough events, and reasoning is none', async () => {
  const spec = { minContentEvents: 3 };
  expect((await timed(spec, spread)).verdict).toBe('pass');
  expect((await timed(spec, whole)).verdict).toBe('fail');
  const thought = streamed(...[0, 1, 2].map((read) => ({ text: 'hm', read, kind: 'reasoning' as const })), {
    text: five,
    read: 3,
  });
  expect((await timed(spec, thought)).verdict).toBe('fail');
});

test('timing is not judged where the task does not ask, nor on an answer without time', async () => {
  expect((await timed({}, whole)).verdict).toBe('pass');
  expect(await verdict({ ...count, minContentEvents: 3, maxFirstShare: 0.5 }, five)).toBe('pass');
});

test('right timing does not make wrong content right', async () => {
  const wrong = streamed(...['1\n', '2\n', '4'].map((text, read) => ({ text, read })));
  expect((await timed({ minContentEvents: 2 }, wrong)).verdict).toBe('fail');
});

test('what cannot be met is a mistake of the task', () => {
  const type = 'streaming-content';
  expect(problemsOf({ type, minContentEvents: 3 })).toHaveLength(1);
  expect(problemsOf({ type, lines: { from: 5, to: 1 } })).toHaveLength(1);
  expect(problemsOf({ ...count, equals: five })).toHaveLength(1);
  expect(problemsOf({ type, equals: 'ab', minContentEvents: 3 })).toHaveLength(1);
  expect(problemsOf(count)).toEqual([]);
});
