import { Bench } from 'tinybench';

/**
 * The program's way and the barest way to do the same amount of work.
 * @typedef {object} Comparison
 * @property {string} name
 * @property {number} units How many of `unit` one call does.
 * @property {string} unit
 * @property {boolean} [isCpu] Measured in CPU time of this process, all threads, in place of the clock's.
 * @property {() => void | Promise<void>} bare
 * @property {() => void | Promise<void>} product
 */

/**
 * Medians in ms, and how many times longer the program takes.
 * @typedef {object} Measured
 * @property {number} bareMs
 * @property {number} productMs
 * @property {number} ratio
 */

/** Rounds alternate, so that what drifts on the machine falls on both alike; the ratio is the median of the rounds'. */
const rounds = 5;
const roundMs = 400;

/** @returns {Promise<Measured>} */
export async function measure(/** @type {Comparison} */ comparison) {
  /** @type {{ bareMs: number, productMs: number }[]} */
  const found = [];
  for (let round = 0; round < rounds; round++) {
    const bareMs = await medianMs(comparison.bare, comparison);
    found.push({ bareMs, productMs: await medianMs(comparison.product, comparison) });
  }
  return {
    bareMs: median(found.map(({ bareMs }) => bareMs)),
    productMs: median(found.map(({ productMs }) => productMs)),
    ratio: median(found.map(({ bareMs, productMs }) => productMs / bareMs)),
  };
}

async function medianMs(/** @type {Comparison['bare']} */ act, /** @type {Comparison} */ { isCpu = false }) {
  const bench = new Bench({
    time: roundMs,
    iterations: 2,
    warmup: true,
    warmupIterations: 1,
    warmupTime: 0,
    throws: true,
  });
  bench.add('act', isCpu ? () => cpuTimed(act) : act);
  const [task] = await bench.run();
  if (task?.result.state !== 'completed') throw new Error(`not measured: ${task?.result.state}`);
  return task.result.latency.p50;
}

async function cpuTimed(/** @type {Comparison['bare']} */ act) {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return { overriddenDuration: (user + system) / 1_000 };
}

function median(/** @type {readonly number[]} */ values) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
