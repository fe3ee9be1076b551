// `npm run bench`: how fast the program does its own work, each time beside the barest way to do it in the same run.
import { cpus } from 'node:os';
import { measure } from './bench/measure.js';
import { parseComparisons } from './bench/parse.js';
import { reportComparison, scoreComparison } from './bench/score.js';
import { startUpComparisons } from './bench/start-up.js';
import { streamComparison } from './bench/streams.js';

console.log(`${cpus()[0]?.model ?? 'CPU'} × ${cpus().length}, Node ${process.version}\n`);
console.log(row(['', 'bare', 'janus-bench', 'ratio', '']));
const streams = await streamComparison();
try {
  for (const comparison of parseComparisons) await show(comparison);
  await show(streams);
  await show(scoreComparison());
  await show(reportComparison());
  for (const comparison of startUpComparisons) await show(comparison);
} finally {
  await streams.close();
}

async function show(/** @type {import('./bench/measure.js').Comparison} */ comparison) {
  const { bareMs, productMs, ratio } = await measure(comparison);
  const { name, units, unit, isCpu } = comparison;
  const perEvent = isCpu === true ? `, ${((1_000 * productMs) / units).toFixed(1)} µs CPU an event` : '';
  const rate = Math.round((1_000 * units) / productMs).toLocaleString('en-US');
  const times = [bareMs, productMs].map((ms) => `${ms.toFixed(1)} ms`);
  console.log(row([name, ...times, `${ratio.toFixed(2)} ×`, `${rate} ${unit}${perEvent}`]));
}

function row(/** @type {readonly string[]} */ [name = '', bare = '', product = '', ratio = '', rate = '']) {
  return `${name.padEnd(46)}${bare.padStart(10)}${product.padStart(13)}${ratio.padStart(10)}  ${rate}`.trimEnd();
}
