import { describe, expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import { judgeEndpoint } from '../../src/judge/endpoint.js';

describe('judgeEndpoint', () => {
  test.each([
    ['http://localhost:8000', '/v1/chat/completions', 'http://localhost:8000'],
    ['http://localhost:8000/', '/v1/chat/completions', 'http://localhost:8000'],
    ['http://localhost:8000/v1/', '/v1/chat/completions', 'http://localhost:8000/v1'],
    ['https://a.example/v1beta/openai', '/v1beta/openai/chat/completions', 'https://a.example/v1beta/openai'],
    ['https://a.example/llm', '/llm/v1/chat/completions', 'https://a.example/llm'],
    [
      'https://a.example/x/chat/completions?api-version=3',
      '/x/chat/completions?api-version=3',
      'https://a.example/x/chat/completions',
    ],
    ['http://[::1]:9/v1', '/v1/chat/completions', 'http://[::1]:9/v1'],
  ])('reads %s', (typed, path, shownUrl) => {
    expect(judgeEndpoint(typed)).toMatchObject({ path, shownUrl });
  });

  test('turns credentials into a header and shows them nowhere else', () => {
    const { authorization, ...rest } = judgeEndpoint('https://me:s%20cret%@a.example/v1?key=s%20cret');
    expect(authorization).toBe(`Basic ${Buffer.from('me:s%20cret%').toString('base64')}`);
    expect(rest.shownUrl).toBe('https://a.example/v1');
    expect(judgeEndpoint('https://me:a%20b@a.example').authorization).toBe(
      `Basic ${Buffer.from('me:a b').toString('base64')}`,
    );
  });

  test.each(['', 'localhost:8000', 'ftp://a.example', 'user:hunter2@host'])(
    'refuses %j without repeating it',
    (typed) => {
      expect(() => judgeEndpoint(typed)).toThrow(BenchError);
      expect(() => judgeEndpoint(typed)).not.toThrow(/hunter2/);
    },
  );
});
