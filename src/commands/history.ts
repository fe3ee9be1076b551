import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import pLimit from 'p-limit';
import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { toHistory } from '../report/history.js';
import { historyRenderers } from '../report/history-renderers.js';
import { listRuns } from '../results/find-run.js';
import { readRunSummary, type RunSummary } from '../results/run-summary.js';
import type { CommandAction } from './command.js';
import { columnsOf, pathFrom, wantsColor } from './io.js';
import { readOptions, wholeFrom, word } from './read-options.js';

/** `history`: the runs of a folder as trends, those together that can be compared. */
export const history: CommandAction = async (call) => {
  const { io, operands } = call;
  const { format, suite, target, limit, output } = readOptions(call, {
    format: word(['table', 'markdown', 'csv', 'json', 'jsonl']).default('table'),
    suite: z.string().optional(),
    target: z.string().optional(),
    limit: wholeFrom(1, 100_000).optional(),
    output: z.string().default('janus-results'),
  });
  const folder = pathFrom(io, operands[0] ?? output);
  await requireFolder(folder);
  const { summaries, skipped } = await readSummaries(folder);
  for (const { folder: name, reason } of skipped)
    io.stderr.write(`skipped ${inert(name, 200)}: ${inert(reason, 300)}\n`);
  const isForPeople = format === 'table' || format === 'markdown';
  const found = toHistory(summaries.filter(matching({ suite, target })), {
    skipped,
    limit: limit ?? (isForPeople ? shownRuns : Number.MAX_SAFE_INTEGER),
  });
  const page = { columns: columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  io.stdout.write(historyRenderers[format](found, page));
  return 'ok';
};

/** Of each group, for people. */
const shownRuns = 20;

async function requireFolder(folder: string): Promise<void> {
  const facts = await stat(folder).catch(() => undefined);
  if (facts?.isDirectory() === true) return;
  throw new BenchError('usage', `there is no folder ${folder}`, {
    hint: 'Name the folder that run folders lie in, or make a run first.',
  });
}

interface Filters {
  readonly suite: string | undefined;
  readonly target: string | undefined;
}

/** A part of the suite's name, of the target's URL or of the model's name is enough; case ignored. */
function matching({ suite, target }: Filters) {
  const holds = (text: string, part: string | undefined) =>
    part === undefined || text.toLowerCase().includes(part.toLowerCase());
  return (summary: RunSummary) =>
    holds(summary.suite.name, suite) && holds(`${summary.target.url} ${summary.target.model}`, target);
}

interface Skipped {
  readonly folder: string;
  readonly reason: string;
}

const openFiles = 32;

async function readSummaries(
  folder: string,
): Promise<{ readonly summaries: readonly RunSummary[]; readonly skipped: readonly Skipped[] }> {
  const limited = pLimit(openFiles);
  const read = await Promise.all(
    (await listRuns(folder)).map((place) =>
      limited(async () => {
        const name = relative(folder, place.folder);
        if (place.result === undefined) return { folder: name, reason: 'it has no result.json yet' };
        try {
          return await readRunSummary(place.result);
        } catch (problem) {
          if (!(problem instanceof BenchError)) throw problem;
          return { folder: name, reason: problem.message };
        }
      }),
    ),
  );
  return {
    summaries: read.flatMap((each) => ('run' in each ? [each] : [])),
    skipped: read.flatMap((each) => ('reason' in each ? [each] : [])),
  };
}
