import * as z from 'zod';
import { startMiner } from '../mock/miner.js';
import { profiles } from '../mock/profiles.js';
import { counted } from '../report/words.js';
import { suiteSearchPath } from '../suite/find-suite.js';
import { listSuites } from '../suite/list-suites.js';
import { loadSuite } from '../suite/load-suite.js';
import type { Suite } from '../suite/task.js';
import type { CommandAction } from './command.js';
import type { Io } from './io.js';
import { isOn, numberFrom, readOptions, wholeFrom } from './read-options.js';
import { renderSummaries, serveUntilStopped } from './serve.js';

/** `miner serve`: prints its URL on stdout and answers until it is stopped. */
export const minerServe: CommandAction = async (call) => {
  const { io } = call;
  const { list, untilStdinEnds, profile, accuracy, suite, host, port, seed } = readOptions(call, {
    list: isOn,
    untilStdinEnds: isOn,
    profile: z.string().default('steady'),
    accuracy: numberFrom(0, 1).default(1),
    suite: z.array(z.string()).default([]),
    host: z.string().default('127.0.0.1'),
    port: wholeFrom(0, 65_535).default(0),
    seed: z.string().default('1'),
  });
  if (list) {
    io.stdout.write(renderSummaries(profiles));
    return 'ok';
  }
  const suites = await knownSuites(suite, io);
  await using miner = await startMiner({ profile, accuracy, suites, seed, host, port });
  const tasks = suites.reduce((sum, { tasks: { length } }) => sum + length, 0);
  await serveUntilStopped(io, {
    url: miner.url,
    what: `miner "${profile}", knows ${counted(tasks, 'task')}`,
    untilStdinEnds,
  });
  return 'ok';
};

/** The suites named, else all that are sound. */
async function knownSuites(references: readonly string[], { env }: Io): Promise<readonly Suite[]> {
  const searchPath = suiteSearchPath(env);
  if (references.length > 0) {
    return Promise.all(references.map((reference) => loadSuite(reference, { searchPath })));
  }
  const lints = await listSuites({ searchPath });
  return lints.flatMap(({ suite }) => (suite === undefined ? [] : [suite]));
}
