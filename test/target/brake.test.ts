import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Backlog } from '../../src/target/backlog.js';
import { Brake } from '../../src/target/brake.js';

const mb = 2 ** 20;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function response() {
  const said: string[] = [];
  return { said, pause: () => void said.push('pause'), resume: () => void said.push('resume') };
}

test('what the main thread takes over is nothing to hold back', () => {
  const backlog = new Backlog();
  const brake = new Brake(backlog);
  const stream = response();
  for (let read = 0; read < 1_000; read++) {
    brake.passed(mb, stream);
    backlog.take(mb);
  }

  expect(stream.said).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a flood is held back once, and goes on when the main thread has caught up', () => {
  const backlog = new Backlog();
  const brake = new Brake(new Backlog(backlog.shared));
  const [flood, other] = [response(), response()];
  brake.passed(16 * mb, flood);
  expect(flood.said).toEqual([]);
  brake.passed(1, flood);
  brake.passed(1, flood);
  brake.passed(1, other);
  expect([flood.said, other.said]).toEqual([['pause'], ['pause']]);

  backlog.take(10 * mb);
  vi.advanceTimersByTime(10);
  expect(flood.said).toEqual(['pause']);
  backlog.take(3 * mb);
  vi.advanceTimersByTime(10);
  expect([flood.said, other.said]).toEqual([
    ['pause', 'resume'],
    ['pause', 'resume'],
  ]);
  expect(vi.getTimerCount()).toBe(0);
});
