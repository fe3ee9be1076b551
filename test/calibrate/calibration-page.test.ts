import { expect, test } from 'vitest';
import { renderCalibration } from '../../src/calibrate/calibration-page.js';
import { load, reader, sampleCalibration } from '../support/sample-calibration.js';

const page = { columns: 80, color: false };

test('the page leads with the verdict, and has a line for each reader and script', () => {
  const text = renderCalibration(sampleCalibration(), page);

  expect(text.split('\n')[0]).toContain('good: stamps are good to a hundredth');
  expect(text).toContain('good up to 32 streams at once');
  expect(text).toMatch(/ 32 {2}janus-bench +0\.20 ms/);
  expect(text).toMatch(/bare socket +0\.20 ms/);
  expect(text).toContain('✓ ok');
});

test('what is missed is said with its limit', () => {
  const bars = [{ name: 'p99 error', met: false, found: '4 ms', limit: '1 ms' }];
  const text = renderCalibration(
    sampleCalibration({ verdict: 'unfit', reasons: ['too slow'], loads: [load(400, { bars })] }),
    page,
  );

  expect(text).toContain('unfit');
  expect(text).toContain('too slow');
  expect(text).toContain('! 400 streams: p99 error 4 ms, limit 1 ms');
});

test('a busy main thread has a line of its own, and no line is too wide', () => {
  const loads = [load(32, { burning: reader() })];
  const lines = renderCalibration(sampleCalibration({ loads }), page).split('\n');

  expect(lines.filter((line) => line.includes('janus-bench, busy'))).toHaveLength(1);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
});
