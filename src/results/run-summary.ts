import { open, readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { DeepReadonly } from '../lib/deep-readonly.js';
import { BenchError } from '../errors/bench-error.js';
import { diskProblem } from '../lib/disk-problem.js';
import { parseJson, type Json } from '../lib/json.js';
import { validate } from '../lib/validate.js';
import { runResultSchema } from './run-result.js';
import { upgradeResult } from './upgrade.js';

const quantiles = z.object({ p50: z.number().nullable() }).optional();

/** What a list of runs shows of each: a result without its tasks and attempts. */
const runSummarySchema = runResultSchema
  .pick({
    run: true,
    shard: true,
    target: true,
    suite: true,
    profile: true,
    judge: true,
    validity: true,
    scores: true,
    successRate: true,
    tokens: true,
  })
  .extend({
    rescored: z.unknown().optional(),
    metrics: z.object({ ttftMs: quantiles, latencyMs: quantiles }),
  });
export type RunSummary = DeepReadonly<z.output<typeof runSummarySchema>>;

/**
 * The head of a result.json. Tasks and attempts are most of such a file and stand at its end, so the rest is not read
 * where the file is laid out as this program does it. Throws BenchError('usage') on what is no result.
 */
export async function readRunSummary(path: string): Promise<RunSummary> {
  const value = (await readHead(path)) ?? (await readWhole(path));
  if (value === undefined) throw new BenchError('usage', `${path} is not JSON`);
  return validate(runSummarySchema, upgradeResult(value, path), { where: path });
}

/** A member of the outermost object begins a line after two spaces; no text holds a line break as such. */
const tasksBegin = Buffer.from('\n  "tasks": [');
const chunkBytes = 64 * 1024;

async function readHead(path: string): Promise<Json | undefined> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
  try {
    let head = Buffer.alloc(0);
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(chunkBytes), 0, chunkBytes, null);
      if (bytesRead === 0) return undefined;
      const from = Math.max(0, head.length - tasksBegin.length);
      head = Buffer.concat([head, buffer.subarray(0, bytesRead)]);
      const end = head.indexOf(tasksBegin, from);
      if (end >= 0) return parseJson(`${head.toString('utf8', 0, end).replace(/,$/u, '')}\n}`);
    }
  } finally {
    await file.close();
  }
}

async function readWhole(path: string): Promise<Json | undefined> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw diskProblem(cause, path);
  });
  return parseJson(text);
}
