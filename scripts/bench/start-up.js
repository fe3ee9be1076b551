import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/janus-bench.js', import.meta.url));

/** @typedef {import('./measure.js').Comparison} Comparison */

/** A process from start to end; bare: Node with an empty script. @type {readonly Comparison[]} */
export const startUpComparisons = [['--version'], ['report', '--help']].map((args) => ({
  name: `start up: janus-bench ${args.join(' ')}`,
  units: 1,
  unit: 'starts/s',
  bare: () => start(['-e', '0']),
  product: () => start([program, ...args]),
}));

function start(/** @type {readonly string[]} */ args) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`ended with ${status}`);
}
