import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callMain } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

test('run tells in every form, by its settings file too, with paths beside that file', async () => {
  await using folder = await temporaryFolder();
  const at = (name: string) => join(folder.path, name);
  await mkdir(at('work'));
  await writeFile(at('janus-bench.yaml'), 'reporter: [junit=out/junit.xml, json]\n');
  const argv = ['run', '--target', 'mock:instant', '--suite', 'public/smoke', '--only', 'smoke-count'];
  const env = { JANUS_BENCH_STATE: 'none' };
  const call = (...more: string[]) =>
    callMain([...argv, '--warmup', '0', '--config', '../janus-bench.yaml', ...more], {
      cwd: at('work'),
      env,
    });
  const told = await call();
  const refused = await call('--json-events');
  const early = await call('--reporter', 'csv=/proc/none/rows.csv');

  expect(JSON.parse(told.stdout)).toMatchObject({ schema: 'janus-bench/result' });
  expect(await readFile(at('out/junit.xml'), 'utf8')).toContain('smoke-count');
  expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('stdout already carries the events of flag --json-events');
  expect({ code: early.code, runs: (await readdir(at('work/janus-results'))).length }).toEqual({
    code: 2,
    runs: 1,
  });
});
