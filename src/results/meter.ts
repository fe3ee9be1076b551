import * as z from 'zod';
import { readFile } from 'node:fs/promises';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem } from '../lib/disk-problem.js';
import { groupBy } from '../lib/group-by.js';
import { parseJson } from '../lib/json.js';
import { writeFileAtomic } from '../lib/atomic-file.js';
import type { AttemptRecord } from './attempt-record.js';
import { runFile } from './run-folder.js';

const count = z.number().nonnegative();

/** One line of `--meter FILE`: what the operator's gateway saw of one upstream call or one request. */
const meterLineSchema = z.object({
  traceparent: z.string(),
  in: count.optional(),
  out: count.optional(),
  calls: count.optional(),
  cpuSeconds: count.optional(),
});
export type MeterLine = z.output<typeof meterLineSchema>;

/** Reads metered usage. Throws BenchError('usage') naming every line that is not what it should be. */
export async function readMeter(path: string): Promise<readonly MeterLine[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
  return parseMeter(text, path);
}

/** The lines of a meter file's text; `path` is for messages. */
export function parseMeter(text: string, path: string): readonly MeterLine[] {
  const lines: MeterLine[] = [];
  const problems: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const { success, data, error } = meterLineSchema.safeParse(parseJson(line));
    if (success) lines.push(data);
    else
      problems.push(
        `${path}:${index + 1} ${error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; ')}`,
      );
  }
  if (problems.length > 0) {
    throw new BenchError(
      'usage',
      `the meter file has lines that cannot be read\n${problems.slice(0, 20).join('\n')}`,
      {
        hint: 'A line is {"traceparent", "in", "out", "calls", "cpuSeconds"}; all but traceparent may be left out.',
      },
    );
  }
  return lines;
}

/** Keeps the meter beside the journal, so that the folder alone can be scored again. */
export async function keepMeter(folder: string, lines: readonly MeterLine[]): Promise<void> {
  await writeFileAtomic(runFile(folder, 'meter'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** Lines about requests that are none of these: a miner may have booked its usage on another trace. */
export function strayLines(traceparents: readonly string[], lines: readonly MeterLine[]): number {
  const known = new Set(traceparents.map(traceIdOf));
  return lines.filter(({ traceparent }) => !known.has(traceIdOf(traceparent))).length;
}

/**
 * Adds to each attempt what was metered for its requests, joined by trace id (the span id changes on the way). An
 * attempt is metered only if every one of its requests is; a figure counts only if every request has it.
 */
export function joinMeter(
  records: readonly AttemptRecord[],
  lines: readonly MeterLine[],
): readonly AttemptRecord[] {
  const byTrace = groupBy(lines, ({ traceparent }) => traceIdOf(traceparent));
  return records.map((record) => {
    const groups = record.exchanges.map(({ traceparent }) => byTrace.get(traceIdOf(traceparent)));
    if (groups.length === 0 || groups.some((group) => group === undefined)) return record;
    const seen = groups.map((group) => group ?? []);
    return {
      ...record,
      metered: {
        in: total(seen, 'in'),
        out: total(seen, 'out'),
        calls: total(seen, 'calls'),
        cpuSeconds: total(seen, 'cpuSeconds'),
      },
    };
  });
}

function total(
  groups: readonly (readonly MeterLine[])[],
  figure: 'in' | 'out' | 'calls' | 'cpuSeconds',
): number | undefined {
  let sum = 0;
  for (const group of groups) {
    const values = group.flatMap((line) => line[figure] ?? []);
    if (values.length === 0) return undefined;
    for (const value of values) sum += value;
  }
  return sum;
}

/** The 32 hex digits in `00-<trace id>-<parent id>-<flags>`; the whole text where it has another shape. */
export function traceIdOf(traceparent: string): string {
  return /^[0-9a-f]{2}-([0-9a-f]{32})-/i.exec(traceparent)?.[1]?.toLowerCase() ?? traceparent;
}
