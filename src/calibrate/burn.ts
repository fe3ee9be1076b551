const everyMs = 250;
const busyMs = 50;

/** Does something while this thread is kept busy as grading or drawing would, for 50 ms of every 250 ms. */
export async function whileBurning<Value>(act: () => Promise<Value>): Promise<Value> {
  const timer = setInterval(() => {
    const endMs = performance.now() + busyMs;
    while (performance.now() < endMs);
  }, everyMs);
  try {
    return await act();
  } finally {
    clearInterval(timer);
  }
}
