import { expect, test } from 'vitest';
import { openProgress } from '../../src/commands/progress.js';
import type { Clock } from '../../src/lib/clock.js';
import { collector } from '../support/call-main.js';
import { sampleRecord, started } from '../support/run-events.js';

function scriptedClock(): Clock & { atMs: number } {
  return {
    atMs: 0,
    nowMs() {
      return this.atMs;
    },
    wall: () => new Date(0),
    sleep: () => Promise.resolve(),
  };
}

const finished = (done: number, total: number) =>
  ({
    kind: 'attempt_finished',
    record: sampleRecord({ attemptId: `t#${done}`, verdict: 'pass' }),
    done,
    total,
  }) as const;

test('in a pipe every finished attempt is a line, and there is no escape sequence', async () => {
  const { stream, text } = collector();
  using progress = await openProgress({
    io: { stderr: stream, env: {} },
    clock: scriptedClock(),
    quiet: false,
  });

  progress.onEvent(started({ total: 2 }));
  progress.onEvent(finished(1, 2));
  progress.onEvent(finished(2, 2));

  expect(text()).toBe(
    'public/smoke: 2 attempts, 2 at a time, into out/r1\n[1/2] pass    t#1  1.50 s\n[2/2] pass    t#2  1.50 s\n',
  );
});

test('of a fast run ten passes a second are written at the most, and the rest is counted', async () => {
  const { stream, text } = collector();
  const clock = scriptedClock();
  const progress = await openProgress({ io: { stderr: stream, env: {} }, clock, quiet: false });

  for (let done = 1; done <= 25; done++) progress.onEvent(finished(done, 40));
  clock.atMs = 1_500;
  for (let done = 26; done <= 40; done++) progress.onEvent(finished(done, 40));
  progress[Symbol.dispose]();

  const lines = text().trimEnd().split('\n');
  expect(lines).toHaveLength(22);
  expect(lines[10]).toBe('… and 15 more that passed');
  expect(lines.at(-1)).toBe('… and 5 more that passed');
});

test('however fast a run is, no attempt that is not a pass is left out', async () => {
  const { stream, text } = collector();
  const progress = await openProgress({
    io: { stderr: stream, env: {} },
    clock: scriptedClock(),
    quiet: false,
  });
  const verdicts = ['pass', 'fail', 'error', 'n_a', 'partial', 'fail'] as const;

  for (let done = 1; done <= 36; done++) {
    const verdict = verdicts[done % verdicts.length] ?? 'pass';
    const record = sampleRecord({ attemptId: `t#${done}`, verdict });
    progress.onEvent({ kind: 'attempt_finished', record, done, total: 36 });
  }
  progress[Symbol.dispose]();

  const written = text().split('\n');
  const unlike = written.filter((line) => /\] (fail|error|n_a|partial) /u.test(line));
  expect(unlike).toHaveLength(30);
  const left = written.flatMap((line) => /^… and (\d+) more that passed$/u.exec(line)?.[1] ?? []);
  const passes = written.filter((line) => line.includes('] pass '));
  expect(passes.length + left.reduce((sum, count) => sum + Number(count), 0)).toBe(6);
  expect(left.length).toBeGreaterThan(0);
});

test('one attempt is no plural', async () => {
  const { stream, text } = collector();
  using progress = await openProgress({
    io: { stderr: stream, env: {} },
    clock: scriptedClock(),
    quiet: false,
  });

  progress.onEvent(started({ total: 1 }));

  expect(text()).toBe('public/smoke: 1 attempt, 2 at a time, into out/r1\n');
});

test('on a terminal one line is drawn over itself and gone at the end', async () => {
  const { stream, text } = collector({ columns: 100 });
  const progress = await openProgress({
    io: { stderr: stream, env: { NO_COLOR: '1' } },
    clock: scriptedClock(),
    quiet: false,
  });

  progress.onEvent(started({ total: 2 }));
  progress.onEvent({ kind: 'attempt_started', attemptId: 't#1' });
  progress.onEvent(finished(1, 2));
  progress.onEvent({ kind: 'warning', message: 'look \x1b[5mhere' });
  progress[Symbol.dispose]();

  expect(text()).toContain('1/2 · 0 running · 100 % pass');
  expect(text()).toContain('warning: look here\n');
  expect(text()).not.toContain('\x1b[36m');
  expect(text().endsWith('\x1b[2K')).toBe(true);
});

test.each([
  ['that says it has 0 columns', { columns: 0 }, {}],
  ['that is dumb', { columns: 100 }, { TERM: 'dumb' }],
  ['of a CI job', { columns: 100 }, { CI: 'true' }],
])('a terminal %s gets plain lines', async (_name, terminal, env) => {
  const { stream, text } = collector(terminal);
  using progress = await openProgress({ io: { stderr: stream, env }, clock: scriptedClock(), quiet: false });

  progress.onEvent(finished(1, 1));

  expect(text()).toBe('[1/1] pass    t#1  1.50 s\n');
});

test('a narrow terminal gets a line that fits', async () => {
  const { stream, text } = collector({ columns: 24 });
  const progress = await openProgress({
    io: { stderr: stream, env: { NO_COLOR: '1' } },
    clock: scriptedClock(),
    quiet: false,
  });
  progress.onEvent(started({ total: 2 }));
  progress.onEvent(finished(1, 2));
  progress.onEvent({ kind: 'warning', message: 'draws the line anew' });
  progress[Symbol.dispose]();

  expect(text()).toContain('1/2 · 0 running · 10…');
});

test('quiet says nothing but how to go on after an interruption', async () => {
  const { stream, text } = collector();
  using progress = await openProgress({
    io: { stderr: stream, env: {} },
    clock: scriptedClock(),
    quiet: true,
  });

  progress.onEvent(started({ total: 2 }));
  progress.onEvent(finished(1, 2));
  progress.onEvent({ kind: 'warning', message: 'x' });
  progress.onEvent({ kind: 'interrupted', resumeCommand: 'janus-bench run --resume r1', done: 1, total: 2 });

  expect(text()).toBe('interrupted: 1 of 2 attempts kept\ngo on with: janus-bench run --resume r1\n');
});
