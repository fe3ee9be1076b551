import * as z from 'zod';
import { loadArenaConfig } from '../arena/config/load-arena-config.js';
import { openStore } from '../store/open-store.js';
import { runArenaWorker, sourceToken, stopGraceMs } from '../wiring/run-arena-worker.js';
import { arenaEventLine } from './arena-event-line.js';
import { tellOn } from './arena-store.js';
import type { CommandAction } from './command.js';
import { listenForInterrupt } from './interrupt.js';
import { pathFrom } from './io.js';
import { namedStore } from './named-store.js';
import { isOn, readOptions, time } from './read-options.js';

/** `arena worker`: runs cohorts until it is stopped, and tells on stderr what happens. */
export const arenaWorker: CommandAction = async (call) => {
  const { io } = call;
  const options = readOptions(call, {
    config: z.string().default('arena.yaml'),
    store: z.string().optional(),
    for: time.optional(),
    quiet: isOn,
  });
  const store = namedStore(io, options.store);
  const config = await loadArenaConfig(pathFrom(io, options.config), { store });
  const token = sourceToken(config, io.env);
  // Ctrl-C ends the program at once until there is something to stop: PGlite leaves no room for more while it starts.
  await using database = await openStore(config.store, { role: 'owner', tell: tellOn(io) });
  using interrupt = listenForInterrupt(io, () =>
    io.stderr.write(
      `stopping: attempts that run have ${stopGraceMs / 1_000} s to end; once more ends at once\n`,
    ),
  );
  const isTerminal = io.stderr.isTTY === true;
  await runArenaWorker({
    config,
    database,
    env: io.env,
    token,
    signal: interrupt.signal,
    forMs: options.for,
    onEvent: (event) => {
      if (!options.quiet || event.level === 'alert') io.stderr.write(arenaEventLine(event, { isTerminal }));
    },
  });
  return interrupt.exitReason() ?? 'ok';
};
