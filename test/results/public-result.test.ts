import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import { publicResult } from '../../src/results/public-result.js';
import { sampleHeader, sampleRun } from '../support/sample-run.js';

const setting = (value: string) => ({ value, from: 'flag' });
const settings = {
  output: setting('/home/me/runs'),
  start: setting('node miner.js'),
  ca: setting('/home/me/ca.pem'),
  judgeCa: setting('/home/me/judge-ca.pem'),
  judgeCache: setting('/home/me/votes'),
  repeat: { value: 3, from: 'flag' },
};

test('what a private suite asked and wanted stays out of it', () => {
  const { suite } = sampleHeader();
  const run = sampleRun({
    header: { suite: { ...suite, visibility: 'private' } },
    script: () => ({ quality: 0, reason: 'wanted the secret answer 12345' }),
  });
  const published = publicResult(assemble(run));

  expect(JSON.stringify(published)).not.toContain('12345');
  expect(published.attempts.every(({ reason }) => reason === 'withheld: the suite is private')).toBe(true);
  expect(published.scores).toEqual(assemble(run).scores);
});

test('a public suite keeps its reasons', () => {
  const run = sampleRun({ script: () => ({ quality: 0, reason: 'wanted 42' }) });

  expect(publicResult(assemble(run)).attempts[0]?.reason).toBe('wanted 42');
});

test('paths and commands of this machine stay out', () => {
  const run = sampleRun({
    header: { settings, target: { url: 'http://x', model: 'm', started: 'node miner.js' } },
  });
  const published = publicResult(assemble(run));

  expect(published.run.settings).toEqual({ repeat: { value: 3, from: 'flag' } });
  expect(JSON.stringify(published)).not.toMatch(/home\/me|miner\.js/u);
});

test('publishing twice changes nothing', () => {
  const once = publicResult(assemble(sampleRun({ header: { settings } })));

  expect(publicResult(once)).toEqual(once);
});
