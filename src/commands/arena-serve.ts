import * as z from 'zod';
import { startArenaServer } from '../arena/serve/arena-server.js';
import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { realClock } from '../lib/real-clock.js';
import { storeOption, visitStore } from './arena-store.js';
import type { CommandAction } from './command.js';
import { readBoardAssets } from './page-assets.js';
import { isOn, readOptions, wholeFrom } from './read-options.js';
import { serveUntilStopped } from './serve.js';

/** `arena serve`: the arena's pages and JSON over HTTP, read only, until it is stopped. */
export const arenaServe: CommandAction = async (call) => {
  const { io } = call;
  const { untilStdinEnds, hostName, port, store } = readOptions(call, {
    untilStdinEnds: isOn,
    hostName: z.string().default('127.0.0.1'),
    port: wholeFrom(0, 65_535).default(0),
    store: storeOption,
  });
  // A place that is no store is told now, not to the first reader.
  await (await visitStore(io, store))[Symbol.asyncDispose]();
  await using server = await startArenaServer({
    openStore: () => visitStore(io, store),
    assets: await readBoardAssets(),
    clock: realClock,
    port,
    host: hostName,
    onProblem: (problem) => io.stderr.write(`${problemLine(problem)}\n`),
  });
  await serveUntilStopped(io, { url: server.url, what: 'arena pages, read only', untilStdinEnds });
  return 'ok';
};

function problemLine(problem: unknown): string {
  if (problem instanceof BenchError) return `store: ${inert(problem.message, 500)}`;
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
}
