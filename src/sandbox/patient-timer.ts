const slices = 20;

/**
 * Calls `onEnd` after `ms`, counted in slices, so that a host that stood still (or a laptop that slept) costs one slice and
 * not the whole time: a reply that came meanwhile is read before the next slice ends. Gives a function that stops it.
 */
export function startPatientTimer(ms: number, onEnd: () => void): () => void {
  let left = slices;
  const timer = setInterval(() => {
    left--;
    if (left > 0) return;
    clearInterval(timer);
    onEnd();
  }, ms / slices);
  return () => clearInterval(timer);
}
