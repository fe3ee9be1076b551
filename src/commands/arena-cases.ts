import * as z from 'zod';
import { serveCases } from '../arena/corpus/case-server.js';
import { loadCorpus } from '../arena/corpus/load-corpus.js';
import { BenchError } from '../errors/bench-error.js';
import { realClock } from '../lib/real-clock.js';
import { counted } from '../report/words.js';
import type { CommandAction } from './command.js';
import { pathFrom } from './io.js';
import { isOn, readOptions, time, wholeFrom } from './read-options.js';
import { serveUntilStopped } from './serve.js';

/** `arena cases`: prints its URL on stdout and serves a corpus until it is stopped. */
export const arenaCases: CommandAction = async (call) => {
  const { io } = call;
  const { corpus, tokenEnv, evalDelay, untilStdinEnds, host, port } = readOptions(call, {
    corpus: z.string('name the folder of the corpus'),
    tokenEnv: z.string().optional(),
    evalDelay: time.optional(),
    untilStdinEnds: isOn,
    host: z.string().default('127.0.0.1'),
    port: wholeFrom(0, 65_535).default(0),
  });
  const loaded = await loadCorpus(pathFrom(io, corpus));
  const token = tokenEnv === undefined ? undefined : tokenFrom(tokenEnv, io.env);
  await using server = await serveCases(loaded, {
    clock: realClock,
    token,
    evalDelayMs: evalDelay,
    host,
    port,
  });
  const what = `case source, ${counted(loaded.cases.length, 'case')} of corpus "${loaded.version}"`;
  await serveUntilStopped(io, { url: server.url, what, untilStdinEnds });
  return 'ok';
};

function tokenFrom(variable: string, env: NodeJS.ProcessEnv): string {
  const token = env[variable]?.trim();
  if (token !== undefined && token !== '') return token;
  throw new BenchError('usage', `--token-env names ${variable}, but that variable is not set`, {
    hint: `Set it first: export ${variable}=…`,
  });
}
