// `arena worker` with a lease of two seconds, so that losing it takes no minute. Its one argument is the configuration.
import process from 'node:process';
import { loadArenaConfig } from '../../dist/arena/config/load-arena-config.js';
import { arenaEventLine } from '../../dist/commands/arena-event-line.js';
import { openStore } from '../../dist/store/open-store.js';
import { runArenaWorker } from '../../dist/wiring/run-arena-worker.js';

const stop = new AbortController();
process.on('SIGINT', () => stop.abort());
const config = await loadArenaConfig(process.argv[2] ?? '');
const database = await openStore(config.store, { role: 'owner' });
await runArenaWorker({
  config,
  database,
  env: process.env,
  token: undefined,
  signal: stop.signal,
  timing: { heartbeatMs: 500, ttlMs: 2_000, retryMs: 200 },
  onEvent: (event) => process.stderr.write(arenaEventLine(event, { isTerminal: false })),
}).finally(() => database[Symbol.asyncDispose]());
