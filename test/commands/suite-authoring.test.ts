import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { callMain } from '../support/call-main.js';
import { card, sumTask, temporaryFolder } from '../suite/temporary-suite.js';

test('init writes a suite that lints and selftests clean, and its schemas accept it', async () => {
  const cwd = await temporaryFolder({});
  const { code, stdout } = await callMain(['init', 'bakery'], { cwd });
  expect([code, stdout]).toEqual([0, `${join(cwd, 'bakery')}: a suite of 3 tasks\n`]);
  const folder = join(cwd, 'bakery');
  expect(await callMain(['suite', 'lint', folder])).toMatchObject({
    code: 0,
    stdout: 'bakery: 3 tasks, no mistakes, 0 warnings\n',
  });
  const tested = await callMain(['suite', 'selftest', folder]);
  expect(tested.stdout).toContain('bakery: sound');
  expect(tested.code).toBe(0);
  for (const [file, schema] of [
    ['suite.yaml', 'suite.json'],
    ['chat.yaml', 'tasks.json'],
    ['tools.yaml', 'tasks.json'],
    ['files.yaml', 'tasks.json'],
  ] as const) {
    const text = await readFile(join(folder, file), 'utf8');
    expect(text).toContain(`# yaml-language-server: $schema=./.schemas/${schema}\n`);
    const rules = JSON.parse(await readFile(join(folder, '.schemas', schema), 'utf8')) as object;
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(rules);
    expect(validate(parse(text)), file).toBe(true);
  }
});

test('init draws a canary of its own each time, and overwrites nothing', async () => {
  const cwd = await temporaryFolder({ 'taken/tools.yaml': 'mine' });
  await callMain(['init', 'one'], { cwd });
  await callMain(['init', 'two'], { cwd });
  const canaryOf = async (name: string) =>
    /canary: (.*)/.exec(await readFile(join(cwd, name, 'suite.yaml'), 'utf8'))?.[1];
  expect(await canaryOf('one')).not.toBe(await canaryOf('two'));
  const refused = await callMain(['init', 'taken'], { cwd });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('tools.yaml is there already');
  expect(await readdir(join(cwd, 'taken'))).toEqual(['tools.yaml']);
});

test('init --config writes settings that can be read', async () => {
  const cwd = await temporaryFolder({});
  expect((await callMain(['init', '--config'], { cwd })).code).toBe(0);
  const file = join(cwd, 'janus-bench.yaml');
  const printed = await callMain(['run', '--print-config', '--config', file], { cwd });
  expect([printed.code, printed.stdout]).toEqual([0, expect.stringContaining('http://localhost:8001')]);
  expect((await callMain(['init', '--config'], { cwd })).code).toBe(2);
});

const preview = async (args: readonly string[], files: Readonly<Record<string, string>> = {}) => {
  const folder = await temporaryFolder({ 'suite.yaml': card, 'chat.yaml': sumTask, ...files });
  return callMain(['suite', 'preview', 'sum', '--suite', folder, ...args]);
};

test('suite preview shows what is sent and how each answer is graded, and why', async () => {
  const { code, stdout } = await preview(['--variant', '2']);
  expect(code).toBe(0);
  expect(stdout).toContain('row 2 of 2');
  expect(stdout).toContain('│ What is 20 + 23? Last line ANSWER: number');
  expect(stdout).toMatch(/✓ oracle 1 {2}pass\n +ANSWER: 43\n +every criterion is met/);
  expect(stdout).toMatch(/✓ wrong 1 {2}fail\n +ANSWER: 1\n +number: .*43/);
  expect(stdout).toContain('✓ attacker: echo of the prompt  fail');
});

test('suite preview picks the row as a run with this seed and repeat does', async () => {
  const rowOf = async (args: readonly string[]) => {
    const { stdout } = await preview(['--json', ...args]);
    return (JSON.parse(stdout) as { variant: number }).variant;
  };
  const first = await rowOf(['--seed', 'a']);
  expect(await rowOf(['--seed', 'a'])).toBe(first);
  expect(await rowOf(['--seed', 'a', '--repeat', '1'])).not.toBe(first);
});

test('suite preview shows a wrong verdict as wrong, and hostile text inert', async () => {
  const { stdout } = await preview([], {
    'chat.yaml': sumTask
      .replace('What is', 'What \\e[31m\\u202eis')
      .replace('["ANSWER: 1"]', '["ANSWER: {{total}}"]'),
  });
  expect(stdout).toMatch(/✗ wrong 1 {2}pass/);
  expect(stdout).not.toMatch(/[\u001b\u202e]/);
});

test('suite preview tells pictures by size and hash', async () => {
  const { code, stdout } = await callMain([
    'suite',
    'preview',
    'left-picture',
    '--suite',
    'fixtures/suites/valid/mini',
    '--json',
  ]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/image\/png, \d+ bytes, SHA-256 [0-9a-f]{64}/);
  expect(stdout).not.toContain('base64');
});

test.each([
  [['suite', 'preview', 'chat-jurney', '--suite', 'public/smoke'], 'there is no task "chat-jurney"'],
  [
    ['suite', 'preview', 'left-picture', '--suite', 'fixtures/suites/valid/mini', '--variant', '9'],
    'has no row 9',
  ],
  [['suite', 'import', 'x.jsonl'], '--format'],
  [['suite', 'import', '--format', 'gsm8k', '/nowhere/x.jsonl'], '/nowhere/x.jsonl'],
])('%j is wrong usage, said in one sentence', async (argv, message) => {
  const { code, stdout, stderr } = await callMain(argv);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

const quiz = '{"prompt":"Which quay?","answer":"Quay 7"}\n{"prompt":"Which?"}\n';

test('suite import writes a suite, and names every row it leaves out', async () => {
  const cwd = await temporaryFolder({ 'Our Quiz.jsonl': quiz });
  const { code, stdout, stderr } = await callMain(
    ['suite', 'import', '--format', 'jsonl', 'Our Quiz.jsonl'],
    { cwd },
  );
  expect([code, stdout]).toEqual([0, `${join(cwd, 'our-quiz')}: 1 task from 2 rows\n`]);
  expect(stderr).toBe('left out: row-2: it has neither "answer" nor "answers"\n1 row left out\n');
  expect((await callMain(['suite', 'lint', join(cwd, 'our-quiz')])).code).toBe(0);
});

test('suite import --json is one object, and a folder that holds anything is left alone', async () => {
  const cwd = await temporaryFolder({ 'quiz.jsonl': quiz, 'out/note.txt': 'mine' });
  const argv = ['suite', 'import', '--format', 'jsonl', 'quiz.jsonl', '--json', '--name', 'Ours', '--out'];
  const done = await callMain([...argv, 'new'], { cwd });
  expect(JSON.parse(done.stdout)).toMatchObject({ tasks: 1, rows: 2, leftOut: [{ name: 'row-2' }] });
  expect(await readFile(join(cwd, 'new', 'suite.yaml'), 'utf8')).toContain('title: Ours\n');
  expect((await callMain([...argv, 'out'], { cwd })).code).toBe(2);
  expect(await readdir(join(cwd, 'out'))).toEqual(['note.txt']);
});

test('suite import of a file without a usable row writes nothing', async () => {
  const cwd = await temporaryFolder({ 'quiz.jsonl': '{"a":1}\n' });
  const { code, stderr } = await callMain(['suite', 'import', '--format', 'gsm8k', 'quiz.jsonl'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('no row of');
  expect(await readdir(cwd)).toEqual(['quiz.jsonl']);
});

test('suite import refuses a file that is not UTF-8', async () => {
  const cwd = await temporaryFolder({});
  await mkdir(cwd, { recursive: true });
  await writeFile(join(cwd, 'quiz.jsonl'), new Uint8Array([0x7b, 0xff, 0x7d]));
  const { code, stderr } = await callMain(['suite', 'import', '--format', 'jsonl', 'quiz.jsonl'], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining('is not UTF-8')]);
});
