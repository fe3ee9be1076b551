import { createInterface } from 'node:readline';
import { tryLockDirectory } from '../../dist/store/directory-lock.js';
import { openStore } from '../../dist/store/open-store.js';

/**
 * A process that uses a store's folder, for tests that kill it. `lock`: tries for the lock at each line of stdin and
 * says who has it. `write`: owns the store, inserts one row after another and prints each once it is written. `own`:
 * owns the store until stdin ends.
 */
const [mode, folder = ''] = process.argv.slice(2);

const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const lines = createInterface({ input: process.stdin });

if (mode === 'lock') {
  lines.on('line', () => {
    const door = { url: 'http://127.0.0.1:1', token: 'none' };
    tryLockDirectory(folder, { role: 'owner', door }).then(
      (lock) => say(lock.kind === 'ours' ? 'ours' : `theirs ${lock.owner.pid}`),
      (/** @type {unknown} */ problem) => say(String(problem)),
    );
  });
  say('ready');
} else {
  const store = await openStore(folder, { role: 'owner' });
  say('open');
  if (mode === 'write') {
    const [row] = await store.query('SELECT coalesce(max(at), 0) AS n FROM events');
    for (let n = Number(row?.['n']) + 1; ; n++) {
      await store.query(
        `INSERT INTO events (at, level, source, kind, data_json) VALUES ($1, 'info', 'child', 'row', $2)`,
        [n, 'x'.repeat((n * 97) % 5_000)],
      );
      say(String(n));
    }
  }
  lines.on('close', () => void store[Symbol.asyncDispose]());
}
