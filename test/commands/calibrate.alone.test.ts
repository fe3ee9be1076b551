import { expect, test } from 'vitest';
import { calibrationSchema } from '../../src/results/calibration.js';
import { callMain } from '../support/call-main.js';

test('calibrate measures, and --json prints a calibration', async () => {
  const { code, stdout, stderr } = await callMain(['calibrate', '--quick', '--streams', '2', '--json']);
  const calibration = calibrationSchema.parse(JSON.parse(stdout));

  expect(calibration.loads.map(({ streams }) => streams)).toEqual([2]);
  expect(calibration.loads[0]?.product.lost).toBe(0);
  expect(calibration.shapes.every(({ correct }) => correct)).toBe(true);
  // How fast this machine is today is not what is tested.
  expect(code).toBe(calibration.verdict === 'unfit' ? 3 : 0);
  expect(stderr).toContain('2 streams');
  expect(stderr).not.toContain('kept');
}, 120_000);

test.each(['', 'x', '0', '501', '1,'])('--streams %j is refused', async (list) => {
  const { code, stderr } = await callMain(['calibrate', '--streams', list]);

  expect(code).toBe(2);
  expect(stderr).toContain('--streams');
});
