import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandRows } from '../../src/commands/catalogue.js';
import { sha256 } from '../../src/lib/digest.js';
import type { Json } from '../../src/lib/json.js';
import { imageDataUrl, openAssets } from '../../src/suite/assets.js';
import { fillTask } from '../../src/suite/fill-task.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { callMain } from '../support/call-main.js';
import { sampleRun, writeSampleJournal, type SampleRun } from '../support/sample-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

async function reportOf(run: SampleRun, ...argv: string[]) {
  await using folder = await temporaryFolder();
  await writeSampleJournal(join(folder.path, run.header.runId), run);
  return await callMain(['report', join(folder.path, run.header.runId), ...argv], { env: { NO_COLOR: '1' } });
}

test('--attempt with --format json prints the record as the journal holds it', async () => {
  const run = sampleRun();
  const { code, stdout } = await reportOf(run, '--attempt', 'chat-1#0', '--format', 'json');

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual(run.records.find(({ attemptId }) => attemptId === 'chat-1#0'));
});

test.each([
  [['--attempt', 'chat-1#0', '--format', 'markdown'], 'not as markdown'],
  [['--attempt', 'chat-1#0', '--format', 'csv'], 'not as csv'],
  [['--attempt', 'chat-1#0', '--curl', '--format', 'json'], 'not json'],
  [['--curl'], '--curl repeats the requests of one attempt'],
])('%j is wrong usage', async (argv, message) => {
  const { code, stderr, stdout } = await reportOf(sampleRun(), ...argv);

  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
});

/** A run of one image task of a shipped suite, as its journal keeps it. */
async function imageRun(changes: { readonly digest?: string; readonly reference?: string } = {}) {
  const suite = await loadSuite('public/smoke');
  const task = suite.tasks.find(({ images }) => images.length > 0)!;
  const [path = ''] = fillTask(task, 0, 'nx-a1b2c3d4').images;
  const bytes = await openAssets(suite)(path);
  const stored = `sha256:${sha256(bytes)};bytes=${bytes.length}`;
  const bodyWith = (url: string): Record<string, Json> => ({
    model: 'm',
    messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
  });
  const { header, records } = sampleRun({ script: () => ({ request: bodyWith(stored) }) });
  const [first, ...others] = header.tasks;
  const attemptId = `${task.id}#0`;
  const run = {
    header: {
      ...header,
      suite: { ...header.suite, reference: 'public/smoke', digest: suite.digest, ...changes },
      tasks: [{ ...first!, id: task.id }, ...others],
      order: [attemptId, ...header.order.slice(1)],
    },
    records: [{ ...records[0]!, attemptId, taskId: task.id }],
  };
  return { run, stored, sent: bodyWith(imageDataUrl(path, bytes)), taskId: task.id };
}

test('--curl puts the images of the suite back', async () => {
  const { run, sent, stored, taskId } = await imageRun();
  const { stdout, stderr } = await reportOf(run, '--attempt', taskId, '--curl');

  const body = /<<'JSON'\n([^]*)\nJSON\n/u.exec(stdout)?.[1] ?? '';
  expect(JSON.parse(body)).toEqual(sent);
  expect(stdout).not.toContain(stored);
  expect(stderr).toBe('');
});

test.each([
  ['has changed', { digest: '0'.repeat(64) }, 'the suite public/smoke has changed since the run'],
  ['is gone', { reference: './no-such-suite' }, 'the suite ./no-such-suite cannot be loaded'],
])('--curl says which image is missing where the suite %s', async (_what, changes, why) => {
  const { run, stored, taskId } = await imageRun(changes);
  const { code, stdout, stderr } = await reportOf(run, '--attempt', taskId, '--curl');

  expect(code).toBe(0);
  expect(stderr).toBe(`note: ${stored} is missing from the request: ${why}\n`);
  expect(stdout).toContain(stored);
});

test('the attempt in the example of the help is one of a shipped suite', async () => {
  const examples = commandRows.flatMap((row) => row.examples ?? []).join('\n');
  const named = [...examples.matchAll(/--attempt (\S+)#0/gu)].map(([, id]) => id);
  const { tasks } = await loadSuite('public/smoke');

  expect(named).toHaveLength(1);
  expect(tasks.map(({ id }) => id)).toContain(named[0]);
});
