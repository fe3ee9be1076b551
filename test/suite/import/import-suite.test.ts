import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openSandbox } from '../../../src/sandbox/open-sandbox.js';
import { fillTask } from '../../../src/suite/fill-task.js';
import { importSuite } from '../../../src/suite/import/import-suite.js';
import type { ImportFormatName } from '../../../src/suite/import/index.js';
import { suiteFiles, writeNewFiles } from '../../../src/suite/import/write-suite.js';
import { lintSuite } from '../../../src/suite/lint-suite.js';
import { readYaml } from '../../../src/suite/yaml-source.js';
import { formatProblem } from '../../../src/suite/problem.js';
import { selftest } from '../../../src/suite/selftest.js';
import { temporaryFolder } from '../temporary-suite.js';

const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

async function converted(
  format: ImportFormatName,
  text: string,
  file = `own.${format === 'csv' ? 'csv' : 'jsonl'}`,
) {
  const sandbox = await openSandbox();
  onTestFinished(() => sandbox[Symbol.asyncDispose]());
  return importSuite({ format, file, text, sandbox });
}

/** Imported, written, linted and loaded. */
async function loaded(format: ImportFormatName, text: string, file?: string) {
  const suite = await converted(format, text, file);
  const folder = join(await temporaryFolder({}), 'imported');
  await writeNewFiles(folder, suiteFiles(suite));
  const lint = await lintSuite(folder, { searchPath: [] });
  expect(lint.problems.map(formatProblem)).toEqual([]);
  return { suite: lint.suite!, leftOut: suite.leftOut };
}

const findingsOf = async (suite: Parameters<typeof selftest>[0]) =>
  (await selftest(suite)).findings.map(
    ({ kind, taskId, label, what }) => `${kind} ${taskId} ${label}: ${what}`,
  );

const eggs = {
  question: 'A ferry makes 14 trips a day with 1,205 seats. How many seats is that in 3 days?',
  answer: 'A day has 14 * 1205 = <<14*1205=16870>>16870 seats.\nThree have 50610.\n#### 50,610',
};

test('GSM8K: the number behind #### is the answer, and a right and a wrong slot are told apart', async () => {
  const { suite, leftOut } = await loaded('gsm8k', lines([eggs, { ...eggs, answer: 'No idea.' }]));
  expect(leftOut.map(({ name }) => name)).toEqual(['gsm8k-2']);
  expect(leftOut[0]?.why).toContain('####');
  const [task] = suite.tasks;
  expect(task).toMatchObject({
    id: 'gsm8k-1',
    category: 'math',
    graders: [{ type: 'number', value: 50610 }],
  });
  expect(task?.turns[0]).toMatch(/in 3 days\?\n\nFinish with one line that reads ANSWER: /);
  expect(task?.oracle[1]?.exchanges[0]?.content).toContain('= 16870 seats');
  expect(await findingsOf(suite)).toEqual([]);
});

test('MMLU: CSV without a header, CSV with one, and JSON come to the same task', async () => {
  const csv = '"Which is a boat, ""small""?",Skiff,Tower,Lamp,Road,A\n';
  const bare = await loaded('mmlu', csv, 'boats.csv');
  const headed = await loaded('mmlu', `question,A,B,C,D,answer\n${csv}`, 'boats.csv');
  const json = await loaded(
    'mmlu',
    lines([
      { question: 'Which is a boat, "small"?', choices: ['Skiff', 'Tower', 'Lamp', 'Road'], answer: 0 },
    ]),
  );
  expect(bare.suite.tasks).toEqual(headed.suite.tasks);
  expect(bare.suite.tasks).toEqual(json.suite.tasks);
  expect(bare.suite.tasks[0]?.turns[0]).toContain('A) Skiff\nB) Tower\nC) Lamp\nD) Road');
  expect(bare.suite.tasks[0]?.graders).toEqual([
    { type: 'choice', answer: 'A', options: ['A', 'B', 'C', 'D'] },
  ]);
});

test('MMLU: subjects are categories, and an answer beyond the options is left out', async () => {
  const row = { question: 'Which?', choices: ['x', 'y'], answer: 1, subject: 'High School Ships!' };
  const { suite, leftOut } = await loaded('mmlu', lines([row, { ...row, answer: 2 }]));
  expect(Object.keys(suite.card.categories)).toEqual(['high-school-ships']);
  expect(leftOut.map(({ why }) => why)).toEqual(['its answer names none of its options']);
});

test('plain rows choose their grader by the answer, or say which', async () => {
  const { suite, leftOut } = await loaded(
    'jsonl',
    lines([
      { id: 'a', prompt: 'Which quay?', answer: 'Quay 7' },
      { id: 'b', prompt: 'How many?', answer: 42 },
      { id: 'c', prompt: 'Which?', answer: 'red', choices: ['blue', 'red'] },
      { id: 'd', prompt: 'Name one.', answers: ['elm', 'ash'], grader: 'contains', category: 'Trees' },
      { id: 'e', prompt: 'Which pier?', answers: ['Pier 8', 'Jetty 8'] },
      { id: 'f', prompt: 'How many?', answer: 'some', grader: 'number' },
      { id: 'g', prompt: 'Write.', answer: 'two\nlines' },
      { id: 'h', answer: 'x' },
      { id: 'i', prompt: 'What?' },
    ]),
  );
  expect(suite.tasks.map(({ id, graders }) => [id, graders[0]?.['type']])).toEqual([
    ['a', 'exact'],
    ['b', 'number'],
    ['c', 'choice'],
    ['e', 'exact'],
    ['d', 'contains'],
  ]);
  expect(leftOut.map(({ name }) => name)).toEqual(['f', 'g', 'row-8', 'i']);
  // Whoever names every tree names a right one: the format has nothing to forbid.
  expect((await findingsOf(suite)).filter((found) => !found.startsWith('attacker d '))).toEqual([]);
});

test('CSV cells: lists stand with bars or as JSON, and an empty cell says nothing', async () => {
  const { suite } = await loaded(
    'csv',
    'prompt,answer,answers,grader,choices\r\nWhich quay?,,Quay 7|Pier 7,,\r\nWhich?,B,,choice,"[""blue"",""red""]"\r\n',
  );
  expect(suite.tasks.map(({ graders }) => graders[0])).toEqual([
    { type: 'exact', answer: 'Quay 7', accept: ['Pier 7'] },
    { type: 'choice', answer: 'B', options: ['A', 'B'] },
  ]);
});

test('ids are made safe and unique, and cannot name a path or the card', async () => {
  const row = { prompt: 'Which quay?', answer: 'Quay 7' };
  const ids = ['../../etc/passwd', 'A b', 'a-b', 'a-b-2', '💥', 'x'.repeat(500), '__proto__'];
  const { suite } = await loaded('jsonl', lines(ids.map((id) => ({ ...row, id, category: '../suite' }))));
  const made = suite.tasks.map(({ id }) => id);
  expect(made.slice(0, 5)).toEqual(['etc-passwd', 'a-b', 'a-b-2', 'a-b-2-2', 'row-5']);
  expect(new Set(made).size).toBe(ids.length);
  expect(Object.keys(suite.card.categories)).toEqual(['suite-tasks']);
});

test('text of a file is sent as it stands, whatever it holds, and fills in nothing', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom(
      '{{nonce}}',
      '{{ total }}',
      '{{{{a}}}}',
      '{{{x}}}',
      '- id: x',
      '"',
      ': ',
      '#',
      '\u0000',
      '\ud800',
      '...',
      '---\n',
      '\t- a',
    ),
  );
  return fc.assert(
    fc.asyncProperty(fc.array(hostile, { minLength: 1, maxLength: 6 }), async (parts) => {
      const prompt = `What is this? ${parts.join('')} End.`;
      const suite = await importSuite({
        format: 'jsonl',
        file: 'own.jsonl',
        text: lines([{ prompt, answer: 'Quay 7' }]),
        sandbox: { languages: [], run: () => Promise.reject(new Error('no code runs here')) },
      });
      const source = readYaml('questions.yaml', suiteFiles(suite).get('questions.yaml') ?? '');
      expect(source.problems).toEqual([]);
      const folder = join(await temporaryFolder({}), 'imported');
      await writeNewFiles(folder, suiteFiles(suite));
      const { suite: read, problems } = await lintSuite(folder, { searchPath: [] });
      expect(problems.map(formatProblem)).toEqual([]);
      const sent = fillTask(read!.tasks[0]!, 0, 'nx-00000000').turns[0] ?? '';
      expect(sent.startsWith(prompt.toWellFormed())).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['jsonl', 'own.jsonl', '', 'holds no row'],
  ['jsonl', 'own.jsonl', '{"prompt": "x"\n', 'line 1 is no JSON object'],
  ['jsonl', 'own.jsonl', '{}\n[1]\n', 'line 2 is no JSON object'],
  ['jsonl', 'own.jsonl', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'line 1 is no JSON object'],
  ['jsonl', 'own.json', '[1, 2]', 'item 1 is no JSON object'],
  ['jsonl', 'own.json', '[{]', 'neither JSON Lines nor a JSON list'],
  ['csv', 'own.csv', 'prompt,answer\n"open,1\n', 'never closed'],
  ['mmlu', 'own.csv', 'a,b,c\n', '3 columns, 6 are wanted'],
  ['jsonl', 'own.jsonl', '{}\n'.repeat(20_001), '20001 rows, 20000 at most'],
] as const)('%s: a file that is none (%s) is refused in one sentence', async (...row) => {
  const [format, file, text, message] = row;
  await expect(converted(format, text, file)).rejects.toThrow(message);
});

test('the same file is the same suite, and what was left out stands on the card', async () => {
  const text = lines([eggs, { question: 'x', answer: 'y' }]);
  const [one, other] = [await converted('gsm8k', text), await converted('gsm8k', text)];
  expect(suiteFiles(one)).toEqual(suiteFiles(other));
  expect(JSON.stringify(one.card['knownWeaknesses'])).toContain('1 of 2 rows could not');
  expect(one.card['canary']).not.toBe((await converted('gsm8k', `${text}\n${text}`)).card['canary']);
});

test('a category too large for a file is refused before anything is written', async () => {
  const rows = Array.from({ length: 90 }, (_, id) => ({
    id,
    prompt: `${'long '.repeat(20_000)}?`,
    answer: 'Quay 7',
  }));
  const suite = await converted('jsonl', lines(rows));
  expect(() => suiteFiles(suite)).toThrow(/category questions would have \d+ bytes/);
});
