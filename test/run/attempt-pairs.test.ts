import { describe, expect, test } from 'vitest';
import type { AttemptRecord } from '../../src/results/attempt-record.js';
import { attemptPairs } from '../../src/run/attempt-pairs.js';
import { suiteOf, task } from '../support/mock-suite.js';
import { sampleRun } from '../support/sample-run.js';

const judged = task('chat-1', {
  graders: [
    {
      type: 'judge',
      reference: 'We are sorry.',
      criteria: [
        { id: 'sorry', kind: 'present', question: 'Is it sorry?' },
        { id: 'day', kind: 'present', question: 'Does it name the day?' },
        { id: 'blame', kind: 'absent', question: 'Does it blame?' },
      ],
    },
  ],
});
const suite = suiteOf([judged, task('chat-2')]);

/** Records of one attempt at `chat-1` and one at `chat-2`. */
function records(content: string, changes: Partial<AttemptRecord> = {}): readonly AttemptRecord[] {
  const [one] = sampleRun({ script: () => ({ content }) }).records;
  if (one === undefined) throw new Error('no record');
  const record = { ...one, variant: 0, nonce: 'n', ...changes };
  return ['chat-1', 'chat-2'].map((taskId) => ({ ...record, taskId, attemptId: `${taskId}#0` }));
}

const good = 'Dear guests, please come on Friday.';
const pairsOf = (base: readonly AttemptRecord[], candidate: readonly AttemptRecord[]) =>
  attemptPairs({ base, candidate }, suite);

describe('pairs of attempts', () => {
  test('are those of judged tasks, with both answers and what was asked', () => {
    expect(pairsOf(records(good), records('Nobody knows the day.'))).toMatchObject([
      {
        ...{ attemptId: 'chat-1#0', taskId: 'chat-1', kind: 'ask' },
        pair: {
          task: 'Do chat-1.',
          reference: 'We are sorry.',
          base: good,
          candidate: 'Nobody knows the day.',
        },
      },
    ]);
  });

  const failed = { outcome: { status: 'miner_error', kind: 'timeout_total', detail: 'late' } } as const;
  const ours = { outcome: { status: 'harness_error', detail: 'ours' } } as const;
  test.each([
    ['the same answer is a tie', records(good), records(`${good}\u200b`), 'tie'],
    ['an attempt that failed has lost', records(good), records(good, failed), 'loss'],
    ['against one that failed any answer wins', records('', failed), records(good), 'win'],
    ['a refusal has lost', records(good), records('Sorry, I cannot help.'), 'loss'],
    ['two without an answer are a tie', records('', failed), records('Hm.'), 'tie'],
    ['a fault of ours is not counted', records(good), records(good, ours), 'not_counted'],
    [
      'a starred answer is not counted',
      records(good, { masked: true }),
      records('Come on Friday.'),
      'not_counted',
    ],
    [
      'another question is not counted',
      records(good),
      records('Come on Friday.', { nonce: 'o' }),
      'not_counted',
    ],
  ] as const)('%s', (...[, base, candidate, outcome]) => {
    expect(pairsOf(base, candidate)).toMatchObject([{ kind: 'known', outcome }]);
  });

  test('attempts that one run lacks are no pairs', () => {
    expect(pairsOf(records(good), [])).toEqual([]);
  });
});
