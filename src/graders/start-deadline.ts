const slices = 20;

/**
 * Counts a deadline in slices, so that a main thread that stood still (or a laptop that slept) costs the work one slice and
 * not its whole time: the reply that came meanwhile is read before the next slice ends. Gives a function that calls it off.
 */
export function startDeadline(deadlineMs: number, onEnd: () => void): () => void {
  let left = slices;
  const timer = setInterval(() => {
    left--;
    if (left <= 0) onEnd();
  }, deadlineMs / slices);
  return () => clearInterval(timer);
}
