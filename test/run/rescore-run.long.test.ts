import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRun } from '../../src/results/read-run.js';
import { callMain } from '../support/call-main.js';
import { containing } from '../support/asymmetric.js';
import { madeRun, newestRun, rescore, scoredBlocks } from '../support/rescored.js';
import { card, temporaryFolder } from '../suite/temporary-suite.js';

const env = { JANUS_BENCH_CONFIG: 'none', JANUS_BENCH_STATE: 'none', NO_COLOR: '1' };

const chatTasks = (prompt: string, wanted: string) => `- id: tide
  prompt: '${prompt}'
  graders: [{ type: exact, answer: "${wanted}", slot: whole }]
  oracle: ['${wanted}']
  wrong: ['never']
- id: berth
  prompt: 'Name the berth.'
  graders: [{ type: exact, answer: nine, slot: whole }]
  oracle: ['nine']
  wrong: ['ten']
`;

async function smallRun(options: Parameters<typeof madeRun>[0] = {}) {
  const suite = await temporaryFolder({ 'suite.yaml': card, 'chat.yaml': chatTasks('Say tide.', 'tide') });
  return { suite, ...(await madeRun({ suite, ...options })) };
}

test('a run that was rescored twice is still the same', async () => {
  const { folder, output } = await smallRun({ retry: 1 });
  await rescore(folder, output);
  const once = await newestRun(output);
  await rescore(once.folder, output);
  const twice = await newestRun(output);

  expect(twice.result.rescored?.runId).toBe(once.result.run.id);
  expect(scoredBlocks(twice.result)).toBe(scoredBlocks((await readRun(folder, output)).result));
});

test('a mended grader flips its task, and the rest stays', async () => {
  const { suite, folder, output } = await smallRun();
  await writeFile(join(suite, 'chat.yaml'), chatTasks('Say tide.', 'ebb'));
  await rescore(folder, output);
  const { result } = await newestRun(output);

  expect(result.rescored?.changes.tasks).toMatchObject([
    {
      id: 'tide',
      before: 1,
      after: 0,
      flipped: true,
      causes: [containing('the suite changed')],
    },
  ]);
  expect(result.rescored?.causes).toHaveLength(1);
});

test('a task whose prompt has changed is n/a: its answer was to something else', async () => {
  const { suite, folder, output } = await smallRun();
  await writeFile(join(suite, 'chat.yaml'), chatTasks('Say tide, please.', 'tide'));
  await rescore(folder, output);
  const { result } = await newestRun(output);

  expect(result.attempts.map(({ taskId, outcome, reason }) => ({ taskId, outcome, reason }))).toEqual([
    { taskId: 'tide', outcome: 'n_a', reason: 'the prompt has changed: other messages' },
    { taskId: 'berth', outcome: 'ok', reason: 'every criterion is met' },
  ]);
  expect(result.coverage).toMatchObject({ share: 0.5, excludedTasks: ['tide'] });

  await writeFile(join(suite, 'chat.yaml'), chatTasks('Say tide.', 'tide'));
  await rescore((await newestRun(output)).folder, output);
  const back = await newestRun(output);
  expect(back.result.attempts.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});

test('a task that is gone is dropped, one that is new was never asked, and both are said', async () => {
  const { suite, folder, output } = await smallRun();
  const text = chatTasks('Say tide.', 'tide').replace('id: berth', 'id: mole');
  await writeFile(join(suite, 'chat.yaml'), text);
  await rescore(folder, output);
  const { result } = await newestRun(output);

  expect(result.rescored).toMatchObject({ goneTasks: ['berth'], newTasks: ['mole'] });
  expect(result.attempts.map(({ taskId }) => taskId)).toEqual(['tide']);
  expect(result.publishable.reasons).toContain('tasks that came to the suite after the run: 1');
});

test('a suite without any of its tasks is not the suite of the run', async () => {
  const { folder, output } = await smallRun();
  const { code, stderr } = await rescore(folder, output, '--suite', 'public/smoke');

  expect(code).toBe(2);
  expect(stderr).toContain('has no task of this run');
  expect(await readdir(output)).toHaveLength(1);
});

/** Changes the record of one attempt in its journal. */
async function edited(folder: string, taskId: string, change: (line: string) => string): Promise<void> {
  const path = join(folder, 'attempts.jsonl');
  const lines = (await readFile(path, 'utf8')).split('\n');
  const at = lines.findIndex((line) => line.includes(`"attemptId":"${taskId}#0"`));
  lines[at] = change(lines[at] ?? '');
  await writeFile(path, lines.join('\n'));
}

test('an answer with a secret starred out keeps its grade under the same suite, and is n/a under another', async () => {
  const { suite, folder, output } = await smallRun();
  await edited(folder, 'tide', (line) =>
    line
      .replaceAll('"tide"', '"****"')
      .replace('"taskId":"****"', '"taskId":"tide"')
      .replace(/\}$/, ',"masked":true}'),
  );
  await rescore(folder, output);
  expect((await newestRun(output)).result.attempts.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);

  await writeFile(join(suite, 'chat.yaml'), chatTasks('Say tide.', 'ebb'));
  await rescore(folder, output);
  const { result } = await newestRun(output);
  expect(result.attempts[0]).toMatchObject({ taskId: 'tide', verdict: 'n_a' });
  expect(result.attempts[0]?.reason).toContain('a secret is starred out');
});

test('the finished attempts of an interrupted run can be rescored, and the result says what is missing', async () => {
  const { folder, output } = await smallRun();
  const path = join(folder, 'attempts.jsonl');
  const [header = '', first = ''] = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, `${header}\n${first}\n{"schema":"janus-bench/att`);
  await rescore(folder, output);
  const { result, place } = await newestRun(output);

  expect(result.run).toMatchObject({ complete: false, plannedAttempts: 2 });
  expect(result.attempts).toHaveLength(1);
  const { notes } = await readRun(place.folder, output);
  expect(notes.join()).not.toContain('--resume');
});

test('a rescored run is not taken up again', async () => {
  const { folder, output } = await smallRun();
  await rescore(folder, output);
  const again = await newestRun(output);
  const { code, stderr } = await callMain(['run', '--resume', again.folder, '--output', output], {
    env,
  });

  expect(code).toBe(2);
  expect(stderr).toContain('was rescored from');
});

test.each([
  ['a damaged line', (text: string) => text.replace('"attemptId"', '"attemptId'), 'is not JSON'],
  ['no attempt', (text: string) => `${text.split('\n')[0] ?? ''}\n`, 'no finished attempt'],
])('a journal with %s is refused', async (_, damage, message) => {
  const { folder, output } = await smallRun();
  const path = join(folder, 'attempts.jsonl');
  await writeFile(path, damage(await readFile(path, 'utf8')));
  const { code, stderr, stdout } = await rescore(folder, output);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('graders of the suite’s own run only where they are allowed', async () => {
  const tasks = chatTasks('Say tide.', 'tide').replace(
    '{ type: exact, answer: nine, slot: whole }',
    '{ type: custom, module: own.mjs }',
  );
  const own = `export const grade = ({ answer }) => ({ quality: answer.content === 'nine' ? 1 : 0, reason: 'r', spans: [] });`;
  const suite = await temporaryFolder({ 'suite.yaml': card, 'chat.yaml': tasks, 'own.mjs': own });
  const { folder, output } = await madeRun({ suite, customGraders: true });

  expect((await rescore(folder, output)).stderr).toContain('--custom-graders');
  expect((await rescore(folder, output, '--custom-graders')).code).toBe(0);
  expect((await newestRun(output)).result.rescored?.changes.attempts).toEqual([]);
});
