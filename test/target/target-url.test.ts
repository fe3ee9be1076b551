import { describe, expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import { parseTargetUrl } from '../../src/target/target-url.js';

describe('a target is what the user types', () => {
  test.each([
    ['http://localhost:8001', 'http://localhost:8001', ''],
    ['http://localhost:8001/', 'http://localhost:8001', ''],
    ['http://localhost:8001/v1', 'http://localhost:8001', ''],
    ['http://localhost:8001/v1/', 'http://localhost:8001', ''],
    ['http://localhost:8001/v1/chat/completions', 'http://localhost:8001', ''],
    [' https://Example.org/agents/a/v1 ', 'https://example.org/agents/a', '/agents/a'],
    ['https://example.org/openai', 'https://example.org/openai', '/openai'],
    ['https://example.org/v1beta', 'https://example.org/v1beta', '/v1beta'],
    ['http://[::1]:8001/v1', 'http://[::1]:8001', ''],
    ['http://example.org:80', 'http://example.org', ''],
  ])('%s', (typed, url, basePath) => {
    expect(parseTargetUrl(typed)).toMatchObject({ url, basePath, authorization: undefined });
  });

  test.each([
    ['unix:/run/agent.sock', 'unix:/run/agent.sock', '', '/run/agent.sock'],
    [' unix:/run/agent.sock:/v1 ', 'unix:/run/agent.sock', '', '/run/agent.sock'],
    ['unix:/tmp/a b.sock:/agent/v1/', 'unix:/tmp/a b.sock:/agent', '/agent', '/tmp/a b.sock'],
  ])('%s', (typed, ...[url, basePath, socketPath]) => {
    expect(parseTargetUrl(typed)).toMatchObject({ url, basePath, socketPath, origin: 'http://localhost' });
  });

  test('credentials leave the URL and become Basic', () => {
    const target = parseTargetUrl('https://ann:p%40ss%25@example.org/v1');

    expect(target.url).toBe('https://example.org');
    expect(target.authorization).toBe(`Basic ${btoa('ann:p@ss%')}`);
    expect(parseTargetUrl('https://token@example.org').authorization).toBe(`Basic ${btoa('token:')}`);
  });
});

describe('what cannot be a target is refused with a hint', () => {
  test.each([
    'localhost:8001',
    'ftp://example.org',
    'file:///etc/passwd',
    '',
    'http://',
    'not a url',
    'http://example.org/v1?key=secret',
    'http://example.org/#part',
    'unix:',
    'unix:agent.sock',
    'unix:/run/agent.sock:/v1?key=secret',
  ])('%s', (typed) => {
    const refused = problemOf(typed);

    expect(refused).toBeInstanceOf(BenchError);
    expect(refused).toHaveProperty('reason', 'usage');
    expect(refused instanceof BenchError ? refused.hint : '').toContain('http://localhost:8001');
  });

  test('and the message repeats no credentials', () => {
    for (const typed of [
      'ftp://ann:secret@example.org',
      'ann:secret@example.org',
      'http://ann:secret@example.org/?a=secret',
    ])
      expect(String(problemOf(typed))).not.toContain('secret');
  });
});

function problemOf(typed: string): unknown {
  try {
    return parseTargetUrl(typed);
  } catch (problem) {
    return problem;
  }
}
