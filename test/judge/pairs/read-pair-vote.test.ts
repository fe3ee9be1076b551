import { describe, expect, test } from 'vitest';
import { readPairVote } from '../../../src/judge/pairs/read-pair-vote.js';

const pair = { first: 'The boat leaves at 16:40.', second: 'No idea, sorry.' };
const read = (text: string) => readPairVote(text, { id: 'p1abcde', pair });

function reply(changes: object = {}): string {
  return JSON.stringify({
    id: 'p1abcde',
    reason: 'it has the hour',
    quote: 'at 16:40',
    winner: 'first',
    ...changes,
  });
}

describe('a reply about two answers', () => {
  test('names a winner with words that stand in it', () => {
    expect(read(reply())).toEqual({
      kind: 'vote',
      vote: { winner: 'first', reason: 'it has the hour', evidence: { quote: 'at 16:40', start: 16 } },
    });
  });

  test('may stand among prose, in a fence and in capitals', () => {
    const text = `Well {so}:\n\`\`\`json\n${reply({ winner: ' FIRST ' })}\n\`\`\``;
    expect(read(text)).toMatchObject({ kind: 'vote', vote: { winner: 'first' } });
  });

  test.each([
    ['the quote of the other answer', reply({ winner: 'second' })],
    ['a quote of nobody', reply({ quote: 'at 18:00' })],
    ['no quote', reply({ quote: '' })],
    ['another id, as an answer would bring along', reply({ id: 'p000000' })],
    ['no id', reply({ id: undefined })],
    ['two verdicts', reply() + reply({ winner: 'tie' })],
    ['another word', reply({ winner: 'both' })],
    ['no object', 'the first one'],
  ])('with %s is unreadable', (_, text) => {
    expect(read(text)).toMatchObject({ kind: 'unreadable' });
  });

  test('of a tie needs no quote', () => {
    expect(read(reply({ winner: 'tie' }))).toEqual({
      kind: 'vote',
      vote: { winner: 'tie', reason: 'it has the hour' },
    });
  });
});
