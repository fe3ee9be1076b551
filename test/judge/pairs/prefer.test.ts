import { describe, expect, test } from 'vitest';
import type { PairCase, PairVote, Preference } from '../../../src/judge/pairs/pair-case.js';
import { combinePreferences } from '../../../src/judge/pairs/panel-preference.js';
import { pairVoteEntry, pairVoteKey, readPairVoteEntry } from '../../../src/judge/pairs/pair-vote-entry.js';
import { preferByVotes } from '../../../src/judge/pairs/prefer-by-votes.js';
import { judgeCase } from '../../support/judge-case.js';

const { task, reference, criteria } = judgeCase();
const pair: PairCase = { task, reference, criteria, base: 'the old one', candidate: 'the new one' };

const says = (winner: PairVote['winner']) => ({ kind: 'vote' as const, vote: { winner, reason: winner } });

/** What a judge that says this of A|B and that of B|A comes to. */
function preferred(baseFirst: PairVote['winner'], candidateFirst: PairVote['winner']) {
  return preferByVotes(
    ({ first }) => Promise.resolve(says(first === pair.base ? baseFirst : candidateFirst)),
    pair,
  );
}

describe('both orders', () => {
  test.each([
    ['first', 'second', 'base', true],
    ['second', 'first', 'candidate', true],
    ['tie', 'tie', 'tie', true],
    ['first', 'first', 'tie', false],
    ['second', 'second', 'tie', false],
    ['first', 'tie', 'tie', false],
    ['tie', 'first', 'tie', false],
  ] as const)('%s, then %s: %s', async (...[baseFirst, candidateFirst, winner, isConsistent]) => {
    expect(await preferred(baseFirst, candidateFirst)).toMatchObject({
      kind: 'preferred',
      winner,
      isConsistent,
    });
  });

  test('one unusable order is no verdict, and no tie either', async () => {
    const cast = ({ first }: { first: string }) =>
      Promise.resolve(first === pair.base ? says('first') : { kind: 'none' as const, reason: 'a refusal' });
    expect(await preferByVotes(cast, pair)).toEqual({ kind: 'not_counted', reason: 'a refusal' });
  });
});

describe('a panel', () => {
  const of = (winner: 'base' | 'candidate' | 'tie'): Preference => ({
    ...{ kind: 'preferred', winner, orders: [winner, winner], isConsistent: true, reason: `for ${winner}` },
  });
  const none: Preference = { kind: 'not_counted', reason: 'down' };

  test('prefers what more than half of those that decide prefer, else it is a tie', () => {
    const winner = (...preferences: Preference[]) => {
      const together = combinePreferences(preferences);
      return together.kind === 'preferred' ? together.winner : together.reason;
    };
    expect(winner(of('base'), of('base'), of('candidate'))).toBe('base');
    expect(winner(of('base'), of('candidate'), of('tie'))).toBe('tie');
    expect(winner(of('base'), of('tie'))).toBe('tie');
    expect(winner(of('candidate'), of('candidate'), none)).toBe('candidate');
    expect(winner(of('candidate'), none)).toBe('down');
  });
});

describe('a kept vote', () => {
  const ordered = { task, reference, criteria, first: pair.base, second: pair.candidate };
  const identity = { model: 'm', url: 'u', promptSha256: 'p', settings: { temperature: 0, maxTokens: 9 } };
  const key = pairVoteKey(identity, ordered);
  const vote: PairVote = { winner: 'second', reason: 'newer', evidence: { quote: 'new one', start: 4 } };

  test('reads back, and holds no text of the answers', () => {
    const entry = pairVoteEntry(key, vote);
    expect(readPairVoteEntry(entry, key, ordered)).toEqual(vote);
    expect(JSON.stringify(entry)).not.toContain('new one');
  });

  test.each([
    ['of another key', { key: 'x' }],
    ['with evidence beyond the answer', { evidence: { start: 8, length: 9 } }],
    ['for a winner without evidence', { evidence: undefined }],
    ['for a tie with evidence', { winner: 'tie' }],
    ['of another kind', { schema: 'janus-bench/vote' }],
  ])('%s counts as not there', (_, changes) => {
    const entry: object = Object.assign({}, pairVoteEntry(key, vote), changes);
    expect(readPairVoteEntry(entry, key, ordered)).toBeUndefined();
  });

  test('is another for the other order, another model and other settings', () => {
    const keys = [
      key,
      pairVoteKey(identity, { ...ordered, first: ordered.second, second: ordered.first }),
      pairVoteKey({ ...identity, model: 'n' }, ordered),
      pairVoteKey({ ...identity, settings: { ...identity.settings, temperature: 1 } }, ordered),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
