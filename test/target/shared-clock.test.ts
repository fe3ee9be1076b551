import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { workerUrl } from '../../src/lib/worker-url.js';
import { sharedClockAnchorMs } from '../../src/target/shared-clock.js';

test('a time taken in another thread lies between two of this one', async () => {
  const module = workerUrl('../../src/target/shared-clock.js', import.meta.url).href;
  const thread = new Worker(
    new URL(
      `data:text/javascript,${encodeURIComponent(`
        import { parentPort } from 'node:worker_threads';
        import { sharedClockAnchorMs } from '${module}';
        parentPort.once('message', () => {
          const anchorMs = sharedClockAnchorMs();
          parentPort.postMessage(anchorMs + performance.now());
        });
      `)}`,
    ),
  );
  const beforeMs = performance.now();
  const sharedMs = await new Promise<number>((resolve) => {
    thread.once('message', resolve);
    thread.postMessage('go');
  });
  const afterMs = performance.now();
  const hereMs = sharedMs - sharedClockAnchorMs();
  await thread.terminate();

  expect(hereMs).toBeGreaterThan(beforeMs);
  expect(hereMs).toBeLessThan(afterMs);
});
