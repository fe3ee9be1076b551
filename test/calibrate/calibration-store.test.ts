import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepCalibration, lastCalibration } from '../../src/calibrate/calibration-store.js';
import { sampleCalibration } from '../support/sample-calibration.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const calibration = sampleCalibration();

test('what is kept comes back on the same machine', async () => {
  await using folder = await temporaryFolder();
  const env = { JANUS_BENCH_STATE: join(folder.path, 'state') };
  expect(await lastCalibration(env, calibration.machine)).toBeUndefined();
  expect(await keepCalibration(env, calibration)).toBe(join(env.JANUS_BENCH_STATE, 'calibration.json'));

  expect(await lastCalibration(env, calibration.machine)).toEqual(calibration);
});

test('the calibration of another machine is none', async () => {
  await using folder = await temporaryFolder();
  const env = { JANUS_BENCH_STATE: folder.path };
  await keepCalibration(env, calibration);

  expect(await lastCalibration(env, { ...calibration.machine, cpus: 64 })).toBeUndefined();
});

test.each(['', '{"schema":"janus-bench/calibration"}', 'no JSON'])(
  'a damaged file is none: %s',
  async (text) => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'calibration.json'), text);

    expect(await lastCalibration({ JANUS_BENCH_STATE: folder.path }, calibration.machine)).toBeUndefined();
  },
);

test('without a place to keep it nothing is kept', async () => {
  expect(await keepCalibration({ JANUS_BENCH_STATE: 'none' }, calibration)).toBeUndefined();
});
