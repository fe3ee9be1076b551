import { expect, test } from 'vitest';
import type { Timeline } from '../../src/target/timeline.js';
import { does, gradeSpec, nullAnswers, problemsOf, says, verdict } from './support/answers.js';

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

interface Said {
  readonly text: string;
  /** Which socket read brought it; left out: one of its own. */
  readonly read?: number;
  /** Left out: 20 ms after the read before. */
  readonly atMs?: number;
  readonly kind?: 'content' | 'reasoning';
}

function streamed(...events: readonly Said[]): Timeline {
  return {
    connectMs: 0,
    endMs: 100,
    reads: [],
    events: events.map(({ text, read, atMs, kind = 'content' }, frame) => ({
      kind,
      atMs: atMs ?? 20 * (read ?? frame),
      frame,
      read: read ?? frame,
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
    reason: 'one arrival brought 100 % of the content, at most 50 % wanted',
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

const numbers = ['1\n', '2\n', '3\n', '4\n', '5'];
const even = { minArrivals: 5, maxFirstShare: 0.3 };

test('a slow stream is a stream', async () => {
  const slow = streamed(...numbers.map((text, read) => ({ text, atMs: 30_000 * (read + 1) })));
  expect((await timed(even, slow)).verdict).toBe('pass');
});

test('a lump that the network cut into several reads is a lump', async () => {
  const flushed = streamed(...numbers.map((text, read) => ({ text, atMs: 9_000 + read })));
  expect(await timed(even, flushed)).toMatchObject({
    verdict: 'fail',
    reason:
      'the content came at 1 moments, at least 5 wanted; one arrival brought 100 % of the content, at most 30 % wanted',
  });
});

test('two lumps are no stream either', async () => {
  const lumps = streamed(...numbers.map((text, index) => ({ text, read: index < 3 ? 0 : 1 })));
  expect((await timed({ minArrivals: 3 }, lumps)).verdict).toBe('fail');
});

test('events that one read completed arrive together', async () => {
  expect((await timed({ minArrivals: 2 }, lump)).verdict).toBe('fail');
  expect((await timed({ minArrivals: 5 }, spread)).verdict).toBe('pass');
});

const inTurns = { type: 'streaming-content', replies: ['a 1\na 2', 'b 1\nb 2'] };

test('what each reply of an attempt says can be asked for', async () => {
  const call = { name: 'draw', args: '{}' };
  const says2 = async (first: string, ...others: readonly string[]) => {
    const exchanges = [{ content: first, calls: [call] }, ...others.map((content) => ({ content }))];
    return (await gradeSpec(inTurns, does(...exchanges))).verdict;
  };

  expect(await says2('a 1\na 2\n', '\nb 1\nb 2')).toBe('pass');
  expect(await says2('', 'a 1\na 2\nb 1\nb 2')).toBe('fail');
  expect(await says2('a 1\na 2\nb 1', 'b 2')).toBe('fail');
  expect(await says2('a 1\na 2', 'b 1', 'b 2')).toBe('fail');
  expect(await says2('x'.repeat(500_001), 'b 1\nb 2')).toBe('fail');
});

test('a reply may be wanted that says nothing', async () => {
  const spec = { ...inTurns, replies: ['', 'done 7'] };
  const call = { name: 'draw', args: '{}' };

  expect((await gradeSpec(spec, does({ calls: [call] }, { content: 'done 7' }))).verdict).toBe('pass');
  expect((await gradeSpec(spec, does({ content: 'One moment.' }, { content: 'done 7' }))).verdict).toBe(
    'fail',
  );
});

test('the arrivals of all wanted replies count, each by its own clock', async () => {
  const answer = does({ content: 'a 1\na 2' }, { content: 'b 1\nb 2' });
  const timelines = [
    streamed({ text: 'a 1\n' }, { text: 'a 2' }),
    streamed({ text: 'b 1\n' }, { text: 'b 2' }),
  ];
  const exchanges = answer.exchanges.map((exchange, index) => ({ ...exchange, timeline: timelines[index] }));

  expect((await gradeSpec({ ...inTurns, minArrivals: 4 }, { ...answer, exchanges })).verdict).toBe('pass');
  expect((await gradeSpec({ ...inTurns, minArrivals: 5 }, { ...answer, exchanges })).verdict).toBe('fail');
});

test('a short reply may not be padded, not even with white space', async () => {
  const spec = { type: 'streaming-content', equals: '42 kg', maxCharacters: 8 };
  expect(await verdict(spec, '42 kg\n')).toBe('pass');
  expect(await verdict(spec, `42 kg${' '.repeat(40)}`)).toBe('fail');
  expect(await verdict(spec, '42\u200B kg')).toBe('fail');
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
  expect(problemsOf({ type, equals: 'ab', minArrivals: 3 })).toHaveLength(1);
  expect(problemsOf({ type, equals: 'ab', maxCharacters: 1 })).toHaveLength(1);
  expect(problemsOf({ ...inTurns, equals: five })).toHaveLength(1);
  expect(problemsOf({ type, replies: ['a', ' '] })).toHaveLength(1);
  expect(problemsOf(inTurns)).toEqual([]);
  expect(problemsOf(count)).toEqual([]);
});
