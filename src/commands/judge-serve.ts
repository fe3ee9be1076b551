import * as z from 'zod';
import { startJudge } from '../mock/judge.js';
import { judgePersonas } from '../mock/judge-personas.js';
import type { CommandAction } from './command.js';
import { isOn, readOptions, wholeFrom } from './read-options.js';
import { renderSummaries, serveUntilStopped } from './serve.js';

/** `judge serve`: prints its URL on stdout and judges until it is stopped. */
export const judgeServe: CommandAction = async (call) => {
  const { io } = call;
  const { list, untilStdinEnds, persona, host, port } = readOptions(call, {
    list: isOn,
    untilStdinEnds: isOn,
    persona: z.string().default('fair'),
    host: z.string().default('127.0.0.1'),
    port: wholeFrom(0, 65_535).default(0),
  });
  if (list) {
    io.stdout.write(renderSummaries(judgePersonas));
    return 'ok';
  }
  await using judge = await startJudge({ persona, host, port });
  await serveUntilStopped(io, { url: judge.url, what: `judge "${persona}"`, untilStdinEnds });
  return 'ok';
};
