const nanosecondsInMs = 1e6;

/**
 * What to add to this thread's `performance.now()` for a time that every thread shares, in ms. `performance.timeOrigin`
 * would not do: it is a wall clock reading, and the wall clock may have been set between the starts of two threads.
 * `process.hrtime` is one monotonic clock for the whole system. The tightest of a few samples is taken, because a
 * thread can be interrupted between two readings.
 */
export function sharedClockAnchorMs(): number {
  let best = { widthMs: Infinity, anchorMs: 0 };
  for (let sample = 0; sample < 9; sample++) {
    const beforeMs = sharedNowMs();
    const ownMs = performance.now();
    const afterMs = sharedNowMs();
    const widthMs = afterMs - beforeMs;
    if (widthMs < best.widthMs) best = { widthMs, anchorMs: (beforeMs + afterMs) / 2 - ownMs };
  }
  return best.anchorMs;
}

function sharedNowMs(): number {
  return Number(process.hrtime.bigint()) / nanosecondsInMs;
}
