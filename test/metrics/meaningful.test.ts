import { describe, expect, test } from 'vitest';
import { meaningfulDeltas } from '../../src/metrics/meaningful.js';
import { timelineOf, type EventSketch } from '../support/measured.js';

/** Texts of the meaningful deltas of one exchange. */
function meaningfulTexts(
  sketches: readonly EventSketch[],
  { answerMs, toolsDeclared = true }: { readonly answerMs?: number; readonly toolsDeclared?: boolean } = {},
): readonly string[] {
  return [...meaningfulDeltas([{ timeline: timelineOf(sketches), answerMs }], { toolsDeclared })].map(
    ({ text }) => text,
  );
}

test('output that shows something is meaningful, whatever its kind', () => {
  const kinds = ['reasoning', 'content', 'tool', 'refusal', 'artifact'] as const;

  expect(meaningfulTexts(kinds.map((kind, index) => [index, kind, kind]))).toEqual(kinds);
});

test('signs of life, ends and blanks are not', () => {
  expect(
    meaningfulTexts([
      [1, 'keepalive'],
      [2, 'role'],
      [3, 'content', ' \n'],
      [4, 'content', '\u200b\u2800'],
      [5, 'finish'],
      [6, 'done'],
    ]),
  ).toEqual([]);
});

test('output of another choice is not', () => {
  expect(meaningfulTexts([[1, 'content', 'filler', { choice: 1 }]])).toEqual([]);
});

test('an artifact is its descriptor and needs no text', () => {
  expect(meaningfulTexts([[1, 'artifact']])).toEqual(['']);
});

describe('HTML comments', () => {
  test('show nothing, also where they are cut over deltas', () => {
    expect(
      meaningfulTexts(
        [
          [1, 'content', '<!-'],
          [2, 'content', '- still'],
          [3, 'content', ' thinking --'],
          [4, 'content', '> 42'],
        ],
        { answerMs: 0 },
      ),
    ).toEqual(['> 42']);
  });

  test('several in one delta leave what is between them', () => {
    expect(meaningfulTexts([[1, 'content', '<!--a--> <!--b-->']])).toEqual([]);
    expect(meaningfulTexts([[1, 'content', '<!--a-->x<!--b-->']])).toEqual(['<!--a-->x<!--b-->']);
  });

  test('that never close are text', () => {
    expect(meaningfulTexts([[1, 'content', '<!-- x']])).toEqual(['<!-- x']);
  });

  test('are looked for in each kind by itself', () => {
    const sketches: readonly EventSketch[] = [
      [1, 'reasoning', '<!-- open'],
      [2, 'content', 'closed -->'],
    ];

    expect(meaningfulTexts(sketches)).toEqual(['<!-- open', 'closed -->']);
  });
});

describe('a repeated delta', () => {
  const repeated: readonly EventSketch[] = [
    [1, 'reasoning', 'Thinking about step 1 …'],
    [2, 'reasoning', 'thinking  ABOUT\nstep 23 …'],
    [3, 'reasoning', 'Thinking about\u200b step 4 …'],
    [4, 'reasoning', 'Something else now'],
  ];

  test('is not meaningful in reasoning, whatever its case, digits and white space', () => {
    expect(meaningfulTexts(repeated)).toEqual(['Thinking about step 1 …', 'Something else now']);
  });

  test('may be short: words recur in honest thinking', () => {
    expect(
      meaningfulTexts([
        [1, 'reasoning', 'and so on, '],
        [2, 'reasoning', 'and so on, '],
      ]),
    ).toHaveLength(2);
  });

  test('is meaningful in the answer, where tables repeat themselves', () => {
    const rows: readonly EventSketch[] = [
      [1, 'content', '| --- | --- | --- |\n'],
      [2, 'content', '| --- | --- | --- |\n'],
    ];

    expect(meaningfulTexts(rows, { answerMs: 1 })).toHaveLength(2);
    expect(meaningfulTexts(rows, { answerMs: 3 })).toHaveLength(1);
    expect(meaningfulTexts(rows)).toHaveLength(1);
  });

  test('counts as reasoning where it is a call in a task without tools', () => {
    const calls: readonly EventSketch[] = [
      [1, 'tool', 'search{"q":"rodeo"}'],
      [2, 'tool', 'search{"q":"rodeo"}'],
    ];

    expect(meaningfulTexts(calls, { answerMs: 0, toolsDeclared: true })).toHaveLength(2);
    expect(meaningfulTexts(calls, { answerMs: 0, toolsDeclared: false })).toHaveLength(1);
  });

  test('of an earlier exchange is one too', () => {
    const exchange = () => ({ timeline: timelineOf([[1, 'reasoning', 'Thinking about it …']]) });

    expect(meaningfulDeltas([exchange(), exchange()], { toolsDeclared: true }).size).toBe(1);
  });
});
