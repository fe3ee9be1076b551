import { describe, expect, test } from 'vitest';
import { errorCode, readCompletion } from '../../src/judge/completion.js';

function body(message: object, finishReason: string | null = 'stop', rest: object = {}): string {
  return JSON.stringify({ choices: [{ message, finish_reason: finishReason }], ...rest });
}

describe('readCompletion', () => {
  test('takes text, in one piece or in parts', () => {
    expect(readCompletion(body({ content: 'yes' })).completion).toEqual({ kind: 'text', text: 'yes' });
    const parts = [{ type: 'text', text: 'ye' }, { type: 'other' }, { type: 'text', text: 's' }];
    expect(readCompletion(body({ content: parts }, null)).completion).toEqual({ kind: 'text', text: 'yes' });
  });

  test.each([
    ['a refusal', body({ content: null, refusal: 'no' })],
    ['a refusal', body({ content: 'partial' }, 'content_filter')],
    ['a reply cut off at its length limit', body({ content: '{"verd' }, 'length')],
    ['an empty reply', body({ content: ' ' })],
    ['no chat completion', 'not json'],
    ['no chat completion', '{"choices":[]}'],
    ['no chat completion', '{"choices":[{"message":{"content":5}}]}'],
    ['no chat completion', 'null'],
  ])('says that it was %s', (what, text) => {
    expect(readCompletion(text).completion).toEqual({ kind: 'unusable', reason: `the judge gave ${what}` });
  });

  test('counts tokens where they are reported, and 0 where they are nonsense', () => {
    const usage = { usage: { prompt_tokens: 12, completion_tokens: 'many' } };
    expect(readCompletion(body({ content: 'x' }, 'stop', usage)).tokens).toEqual({
      promptTokens: 12,
      completionTokens: 0,
    });
    expect(readCompletion(body({ content: 'x' }, 'stop', { usage: null })).tokens).toEqual({
      promptTokens: 0,
      completionTokens: 0,
    });
  });
});

describe('errorCode', () => {
  test('is a plain code and nothing else', () => {
    expect(errorCode('{"error":{"code":"content_filter","message":"secret prompt"}}')).toBe('content_filter');
    expect(errorCode('{"error":{"code":null,"type":"invalid_request_error"}}')).toBe('invalid_request_error');
    expect(errorCode('{"error":{"code":"your key sk-123 is wrong"}}')).toBeUndefined();
    expect(errorCode('<html>')).toBeUndefined();
  });
});
