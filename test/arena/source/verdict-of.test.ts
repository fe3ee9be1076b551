import { expect, test } from 'vitest';
import { evalSchema } from '../../../src/arena/source/contract.js';
import { verdictOf } from '../../../src/arena/source/verdict-of.js';

const detail = (fields: Readonly<Record<string, unknown>>) =>
  evalSchema.parse({ eval_id: 'ev_1', attempt_id: 'att_1', state: 'completed', ...fields });

test.each([
  ['queued', { state: 'queued' }, { kind: 'waiting' }],
  ['running', { state: 'running', verdict: 'pass' }, { kind: 'waiting' }],
  ['a pass', { verdict: 'pass' }, { kind: 'decided', verdict: 'pass' }],
  ['a fail', { verdict: 'fail', reason_code: 'x' }, { kind: 'decided', verdict: 'fail', reasonCode: 'x' }],
  [
    'partial credit',
    { verdict: 'partial', score: 0.9 },
    { kind: 'decided', verdict: 'fail', reasonCode: 'partial' },
  ],
  [
    'a failed evaluator',
    { state: 'failed' },
    { kind: 'decided', verdict: 'n_a', reasonCode: 'evaluator_error' },
  ],
  ['an expired one', { state: 'expired', verdict: 'pass' }, { kind: 'decided', verdict: 'n_a' }],
  [
    'a site that is down',
    { verdict: 'n_a', reason_code: 'site_unavailable' },
    { kind: 'decided', verdict: 'n_a' },
  ],
  ['n_a for what the agent did', { verdict: 'n_a', reason_code: 'agent_slow' }, { kind: 'unknown' }],
  ['n_a for nothing', { verdict: 'n_a' }, { kind: 'unknown' }],
  ['a verdict nobody knows', { verdict: 'splendid' }, { kind: 'unknown' }],
  ['no verdict', {}, { kind: 'unknown' }],
  ['a state nobody knows', { state: 'dreaming' }, { kind: 'unknown' }],
])('%s', (_, fields, expected) => {
  expect(verdictOf(detail(fields))).toMatchObject(expected);
});
