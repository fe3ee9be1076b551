import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { main } from '../../src/cli.js';
import { recordingIo } from '../support/call-main.js';
import { card, temporaryFolder } from '../suite/temporary-suite.js';

const task = (id: string, prompt: string) => `- id: ${id}
  prompt: '${prompt}'
  graders: [{ type: contains, all: [tide] }]
  oracle: ['tide']
  wrong: ['none']
`;

/** `watch` at work on a suite of two tasks, and what it said so far. */
async function watching(...argv: readonly string[]) {
  const suite = await temporaryFolder({
    'suite.yaml': card,
    'chat.yaml': task('ebb', 'Say tide.') + task('flow', 'Say tide twice.'),
  });
  const results = await temporaryFolder({});
  const { io, said, signal } = recordingIo({ cwd: results, env: { JANUS_BENCH_STATE: 'none' } });
  const fixed = ['--target', 'mock:instant', '--suite', suite, '--warmup', '0'];
  const ended = main({ argv: ['watch', ...fixed, ...argv], ...io });
  /** Waits for what it says on stderr after the `from`-th character. */
  const until = async (pattern: RegExp, from = 0) => {
    for (;;) {
      const text = said().stderr.slice(from);
      if (pattern.test(text)) return text;
      await sleep(5);
    }
  };
  const idle = (from = 0) => until(/watching .*; Ctrl-C ends\n/u, from);
  return { suite, results, said, signal, ended, idle, until };
}

const tasksRun = (text: string) => [...text.matchAll(/(ebb|flow|spring)#0/gu)].map(([, id]) => id);

test('runs all, then only what changed in the suite, and ends at Ctrl-C', async () => {
  const { suite, idle, said, signal, ended } = await watching();
  expect(tasksRun(await idle()).sort()).toEqual(['ebb', 'flow']);

  let from = said().stderr.length;
  await writeFile(join(suite, 'chat.yaml'), task('ebb', 'Say tide.') + task('flow', 'Say tide again.'));
  const changed = await idle(from);
  expect(changed).toContain('changed: task flow\n');
  expect(tasksRun(changed)).toEqual(['flow']);

  from = said().stderr.length;
  await appendFile(join(suite, 'chat.yaml'), `# a remark is no change\n${task('spring', 'Say tide.')}`);
  expect(tasksRun(await idle(from))).toEqual(['spring']);

  signal('SIGINT');
  expect(await ended).toBe(0);
  expect(said().stdout.match(/COMPOSITE/gu)).toHaveLength(3);
});

test('a signal file runs all again, and need not be there at first', async () => {
  const { results, idle, said, signal, ended } = await watching('--signal', 'built');
  await idle();
  for (const text of ['1', '22']) {
    const from = said().stderr.length;
    await writeFile(join(results, 'built'), text);
    const told = await idle(from);
    expect(told).toContain('changed: built\n');
    expect(tasksRun(told).sort()).toEqual(['ebb', 'flow']);
  }

  signal('SIGTERM');
  expect(await ended).toBe(0);
});

test('a suite that is broken for a moment is told, and compared with what it was once it is mended', async () => {
  const { suite, idle, said, signal, ended } = await watching();
  await idle();
  let from = said().stderr.length;
  await writeFile(join(suite, 'chat.yaml'), '- id: ebb\n  promt: x\n');
  const broken = await idle(from);
  expect(broken).toContain('promt');
  expect(tasksRun(broken)).toEqual([]);

  from = said().stderr.length;
  await mkdir(join(suite, 'new'));
  await writeFile(join(suite, 'chat.yaml'), task('ebb', 'Say tide.') + task('flow', 'Say it.'));
  expect(tasksRun(await idle(from))).toEqual(['flow']);

  signal('SIGINT');
  expect(await ended).toBe(0);
});

test('a change during a run waits for its end, and starts one run', async () => {
  const { suite, idle, until, said, signal, ended } = await watching('--target', 'mock:slow');
  await until(/2 attempts, 1 at a time/u);
  await writeFile(join(suite, 'chat.yaml'), task('ebb', 'Say tide.') + task('flow', 'Say tide again.'));
  await writeFile(join(suite, 'chat.yaml'), task('ebb', 'Say tide.') + task('flow', 'Say tide, please.'));
  const first = await idle();
  const second = await idle(first.length);

  expect(first).not.toContain('changed:');
  expect(tasksRun(first).sort()).toEqual(['ebb', 'flow']);
  expect(tasksRun(second)).toEqual(['flow']);
  signal('SIGINT');
  expect(await ended).toBe(0);
  expect(said().stdout.match(/COMPOSITE/gu)).toHaveLength(2);
});
