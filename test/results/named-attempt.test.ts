import { expect, test } from 'vitest';
import { attemptNotThere, namedAttempt } from '../../src/results/named-attempt.js';
import { sampleHeader } from '../support/sample-run.js';

const once = sampleHeader({ tasksPerCategory: 2 });
const thrice = sampleHeader({ tasksPerCategory: 2, repeat: 3 });

test('a task stands for its attempt only where it has one', () => {
  expect(namedAttempt(once, 'chat-1')).toBe('chat-1#0');
  expect(namedAttempt(once, 'chat-1#0')).toBe('chat-1#0');
  expect(namedAttempt(thrice, 'chat-1')).toBeUndefined();
  expect(namedAttempt(thrice, 'chat-1#2')).toBe('chat-1#2');
  expect(namedAttempt(once, 'chat-9')).toBeUndefined();
});

test.each([
  [
    'a task with several attempts',
    { header: thrice, name: 'chat-1' },
    ['3 attempts', 'chat-1#0 to chat-1#2'],
  ],
  [
    'an attempt not made yet',
    { header: once, name: 'chat-1' },
    ['did not get to it', `--resume ${once.runId}`],
  ],
  ['a slip in the task', { header: once, name: 'cath-1' }, ['no attempt cath-1', 'Did you mean chat-1?']],
  ['a slip in the attempt', { header: once, name: 'reserch-2#0' }, ['no attempt', 'mean research-2#0?']],
  ['something else', { header: once, name: 'nobody-knows-this' }, ['no attempt', 'such as chat-1#0']],
])('%s gets an error that says what to do', (_what, { header, name }, [message = '', hint = '']) => {
  const problem = attemptNotThere(header, name);

  expect(problem.reason).toBe('usage');
  expect(problem.message).toContain(message);
  expect(problem.hint).toContain(hint);
});

test('a name that could hurt a terminal is inert', () => {
  expect(attemptNotThere(once, 'a\u001B[31mb').message).not.toContain('\u001B');
});
