import { expect, test } from 'vitest';
import { chunkProblems, completionProblems } from '../../src/contract/envelopes.js';
import type { WireProblem } from '../../src/contract/wire-lines.js';

const names = { id: 'c1', created: 1, model: 'm' };
const chunk = (changes: object = {}) => ({
  ...names,
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: { content: 'a' }, finish_reason: null }],
  ...changes,
});
const last = chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const usage = chunk({ choices: [], usage: { prompt_tokens: 1 } });
const stream = (...frames: readonly object[]) =>
  frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join('');

test('a stream as the API has it has no problem', () => {
  expect(chunkProblems(`: hi\n\n${stream(chunk(), last, usage)}data: [DONE]\n\n`)).toEqual([]);
});

test.each<[string, string, WireProblem]>([
  ['nothing', '', { verdict: 'fail', what: 'no frame' }],
  ['no finish reason', stream(chunk()), { verdict: 'fail', what: 'finish_reason' }],
  [
    'no index',
    stream(chunk({ choices: [{ delta: {} }] }), last),
    { verdict: 'fail', what: 'choices.0.index' },
  ],
  [
    'content that is a number',
    stream(chunk({ choices: [{ index: 0, delta: { content: 1 } }] }), last),
    { verdict: 'fail', what: 'content' },
  ],
  ['choices that are no list', stream({ choices: {} }, last), { verdict: 'fail', what: 'choices' }],
  ['another object', stream(chunk({ object: 'chat.completion' }), last), { verdict: 'warn', what: 'object' }],
  ['no id', stream(chunk({ id: undefined }), last), { verdict: 'warn', what: 'id' }],
  ['two ids', stream(chunk(), { ...last, id: 'c2' }), { verdict: 'warn', what: '2 different ids' }],
])('a stream with %s is told', (_, text, { verdict, what }) => {
  expect(chunkProblems(text)).toContainEqual({ verdict, what: expect.stringContaining(what) as string });
});

const completion = {
  ...names,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'a' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1 },
};

test('a completion as the API has it has no problem', () => {
  expect(completionProblems(JSON.stringify(completion))).toEqual([]);
});

test.each<[string, unknown, WireProblem]>([
  ['no JSON object', [], { verdict: 'fail', what: 'not a JSON object' }],
  ['no choices', { ...completion, choices: [] }, { verdict: 'fail', what: 'choices' }],
  [
    'a delta in place of a message',
    { ...completion, choices: [{ index: 0, delta: {} }] },
    { verdict: 'fail', what: 'message' },
  ],
  ['no usage', { ...completion, usage: null }, { verdict: 'warn', what: 'usage' }],
  ['no model', { ...completion, model: '' }, { verdict: 'warn', what: 'model' }],
])('a completion with %s is told', (_, body, { verdict, what }) => {
  expect(completionProblems(JSON.stringify(body))).toContainEqual({
    verdict,
    what: expect.stringContaining(what) as string,
  });
});
