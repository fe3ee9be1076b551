import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  checkClock,
  checkFolder,
  checkNode,
  checkProxy,
  checkPictures,
  checkSandbox,
  checkTarget,
  checkTimers,
} from '../../src/commands/doctor-checks.js';

test.each([
  ['v20.18.1', 'fail'],
  ['v18.20.0', 'fail'],
  ['v20.19.0', 'ok'],
  ['v24.1.0', 'ok'],
])('Node %s is %s', (version, status) => {
  expect(checkNode(version).status).toBe(status);
});

test('a clock that moves in steps of milliseconds is doubted, in tens of them refused', () => {
  expect([0.0001, 5, 20].map((ms) => checkClock(ms).status)).toEqual(['ok', 'warn', 'fail']);
  expect(checkClock(20).exit).toBe('invalid');
});

test('a single stall is a warning, constant lateness ends the measurement', () => {
  const quiet = Array.from({ length: 60 }, () => 0.2);

  expect(checkTimers(quiet).map(({ status }) => status)).toEqual(['ok', 'ok']);
  expect(checkTimers([...quiet, 400]).map(({ status }) => status)).toEqual(['ok', 'warn']);
  expect(checkTimers(quiet.map(() => 300)).map(({ status }) => status)).toEqual(['fail', 'warn']);
});

test('a proxy variable is shown without its password', () => {
  const check = checkProxy({ https_proxy: 'http://me:secret@proxy:3128' });

  expect(check.status).toBe('warn');
  expect(check.found).toBe('https_proxy=http://***@proxy:3128');
  expect(checkProxy({ HTTP_PROXY: '' }).status).toBe('ok');
});

test('a sandbox that does not work is a warning that names the language', () => {
  const works = { language: 'javascript', firstRunMs: 41.2 };
  expect(checkSandbox([works])).toEqual({
    name: 'Sandbox',
    status: 'ok',
    found: 'javascript: first run 41.2 ms',
  });
  const broken = { language: 'python', firstRunMs: 3, problem: 'no thread could be started' };
  expect(checkSandbox([works, broken])).toMatchObject({
    status: 'warn',
    found: 'javascript: first run 41.2 ms, python: no thread could be started',
  });
});

test('a file where the results folder should be is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'janus-doctor-'));
  try {
    expect(checkFolder(folder).status).toBe('info');
    await writeFile(join(folder, 'janus-results'), '');
    expect(checkFolder(folder)).toMatchObject({ status: 'fail', exit: 'usage' });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a silent target fails the preflight, an unhealthy one is a warning', () => {
  expect(checkTarget('http://x', { latencyMs: 1, body: '', problem: 'ECONNREFUSED' })).toMatchObject({
    status: 'fail',
    exit: 'preflight',
  });
  expect(checkTarget('http://x', { status: 503, latencyMs: 1, body: '' }).status).toBe('warn');
  expect(checkTarget('http://x', { status: 200, latencyMs: 1, body: '' }).status).toBe('ok');
});

test('pictures that cannot be read are a warning, not the end of the program', () => {
  expect(checkPictures({ kind: 'unavailable', reason: 'no decoder' })).toMatchObject({
    status: 'warn',
    found: 'no decoder',
  });
  expect(checkPictures({ kind: 'refused', reason: 'broken' }).status).toBe('warn');
});
