import { expect, test } from 'vitest';
import { spoiledArtifact, spoiledBody, spoiledFrame } from '../../src/mock/flaws.js';

const chunk = { id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: 'a' } }] };
const frame = `data: ${JSON.stringify(chunk)}\n\n`;
const done = 'data: [DONE]\n\n';

test('a miner without a flaw writes what it means', () => {
  for (const text of [frame, done, ': keep-alive\n\n']) expect(spoiledFrame(text, undefined)).toBe(text);
  expect(spoiledBody('{"id":"c"}', undefined)).toBe('{"id":"c"}');
  expect(spoiledArtifact({ size_bytes: 4 }, undefined)).toEqual({ size_bytes: 4 });
});

test('each flaw spoils its own frames and leaves the others', () => {
  expect(spoiledFrame(frame, 'bare-envelopes')).toBe('data: {"choices":[{"delta":{"content":"a"}}]}\n\n');
  expect(spoiledFrame(done, 'bare-envelopes')).toBe(done);
  expect(spoiledFrame(done, 'no-done')).toBe('');
  expect(spoiledFrame(frame, 'no-done')).toBe(frame);
  expect(spoiledFrame(done, 'one-newline')).toBe('data: [DONE]\n');
  expect(spoiledFrame(': keep-alive\n\n', 'data-pings')).toBe('data: ping\n\n');
  expect(spoiledFrame(frame, 'text-only')).toBe(frame);
});

test('false artifacts name another size and digest', () => {
  const spoiled = spoiledArtifact({ id: 'a', size_bytes: 4, sha256: 'f' }, 'false-artifacts');

  expect(spoiled).toMatchObject({ id: 'a', size_bytes: 1_000_000, sha256: '0'.repeat(64) });
});
