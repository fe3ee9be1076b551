import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { fitnessBattery } from '../../src/judge/fitness/battery.js';
import { callMain } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const env = { JANUS_BENCH_CONFIG: 'none', JANUS_BENCH_STATE: 'none', NO_COLOR: '1' };

function run(folder: string, ...argv: readonly string[]) {
  const common = ['run', '--target', 'mock:instant', '--suite', 'public/smoke', '--category', 'chat'];
  return callMain([...common, '--output', folder, ...argv], { env });
}

const resultSchema = z.object({
  judge: z.object({ fitness: z.unknown() }),
  publishable: z.object({ reasons: z.array(z.string()) }),
  attempts: z.array(z.object({ verdict: z.string() })),
});

test('a fit judge judges, and the result says how it did on the battery', async () => {
  await using folder = await temporaryFolder();
  const { code, stdout } = await run(folder.path, '--judge-url', 'mock', '--json');

  expect(code).toBe(0);
  const { judge, publishable } = resultSchema.parse(JSON.parse(stdout));
  expect(judge.fitness).toEqual({
    isFit: true,
    battery: {
      version: fitnessBattery.version,
      digest: fitnessBattery.digest,
      cases: fitnessBattery.cases.length,
    },
    sensitivity: 1,
    specificity: 1,
    attacks: { tried: 33, passed: 0 },
    unanswered: 0,
    missed: [],
  });
  expect(publishable.reasons).not.toContain('the judge failed its fitness battery');
});

test('an unfit judge scores nothing: the run ends with 3 and leaves no folder', async () => {
  await using folder = await temporaryFolder();
  const { code, stdout, stderr } = await run(folder.path, '--judge-url', 'mock:always-yes', '--json');

  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toMatch(
    /the judge at mock:always-yes is not fit to judge: sensitivity .*attacks passed 32 of 33/,
  );
  expect(stderr).toContain('hint: janus-bench judge check');
  expect(await readdir(folder.path)).toEqual([]);
});

test('a panel with one judge that is not fit is refused, and that judge is named', async () => {
  await using folder = await temporaryFolder();
  const panel = ['--judge-url', 'mock', '--judge-url', 'mock:sloppy', '--judge-url', 'mock:gullible'];
  const { code, stderr } = await run(folder.path, ...panel);

  expect(code).toBe(3);
  expect(stderr).toContain('the judge embedded-gullible at mock:gullible, of the panel, is not fit to judge');
  expect(stderr).not.toContain('embedded-sloppy');
  expect(await readdir(folder.path)).toEqual([]);

  const warned = await run(folder.path, ...panel, '--judge-unfit', 'warn', '--json');
  expect(warned.code).toBe(0);
  const { judge, publishable } = resultSchema.parse(JSON.parse(warned.stdout));
  expect(judge.fitness).toMatchObject({
    isFit: false,
    members: [{ isFit: true }, { isFit: true }, { model: 'embedded-gullible', isFit: false }],
  });
  expect(publishable.reasons).toContain('the judge failed its fitness battery');
});

test('--judge-unfit warn lets it judge, and result and report say so', async () => {
  await using folder = await temporaryFolder();
  const { code, stdout, stderr } = await run(
    folder.path,
    ...['--judge-url', 'mock:always-yes', '--judge-unfit', 'warn'],
  );

  expect(code).toBe(0);
  expect(stderr).toMatch(/warning: the judge at mock:always-yes is not fit/);
  expect(stdout).toContain('NOT FIT');
  const [runId = ''] = await readdir(folder.path);
  const json = await callMain(['report', runId, '--output', folder.path, '--format', 'json'], { env });
  const { judge, publishable } = resultSchema.parse(JSON.parse(json.stdout));
  expect(judge.fitness).toMatchObject({ isFit: false, attacks: { passed: 32 } });
  expect(publishable.reasons).toContain('the judge failed its fitness battery');
  expect((await callMain(['verify', runId, '--output', folder.path], { env })).code).toBe(0);
});

test('a judge that only refuses is never a score: what it should judge is an error', async () => {
  await using folder = await temporaryFolder();
  const { code, stdout } = await run(
    folder.path,
    ...['--judge-url', 'mock:refuses', '--judge-unfit', 'warn', '--json'],
  );

  expect([0, 3]).toContain(code);
  const { attempts } = resultSchema.parse(JSON.parse(stdout));
  expect(attempts.some(({ verdict }) => verdict === 'error')).toBe(true);
});

test('an official run takes no unfit judge', async () => {
  const { code, stderr } = await callMain(
    ['run', '--target', 'mock', '--official', '--nonce-file', 'n', '--judge-unfit', 'warn'],
    { env },
  );
  expect(code).toBe(2);
  expect(stderr).toContain('an official run takes no unfit judge');
});

test('a suite without judged criteria needs no fit judge', async () => {
  await using folder = await temporaryFolder();
  const { code, stdout } = await callMain(
    [
      ...['run', '--target', 'mock:instant', '--suite', 'public/smoke', '--category', 'tools', '--json'],
      ...['--judge-url', 'mock:always-yes', '--output', folder.path],
    ],
    { env },
  );
  expect(code).toBe(0);
  expect(resultSchema.parse(JSON.parse(stdout)).judge.fitness).toBeNull();
});
