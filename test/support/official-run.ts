import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { assemble } from '../../src/results/assemble.js';
import type { RunHeader } from '../../src/results/run-header.js';
import { signRun } from '../../src/results/sign.js';
import { writeResult } from '../../src/results/write-result.js';
import { sampleRun, writeSampleJournal, type SampleAttempt, type SampleScript } from './sample-run.js';

export const operator = generateKeyPairSync('ed25519');

export interface OfficialRunOptions {
  readonly id: string;
  readonly target?: string;
  readonly model?: string;
  /** UTC ms; it takes a minute. */
  readonly startedAt?: number;
  readonly repeat?: number;
  readonly round?: string;
  readonly tasksPerCategory?: number;
  readonly script?: (attempt: SampleAttempt) => SampleScript;
  readonly header?: Partial<RunHeader>;
  readonly privateKey?: KeyObject | null;
}

/** A run folder as an official, metered and signed run leaves it: every number of it follows from its journal. */
export async function writeOfficialRun(parent: string, options: OfficialRunOptions): Promise<string> {
  const {
    id,
    target = 'http://miner:8001',
    model = 'm',
    startedAt = Date.UTC(2026, 0, 22),
    repeat = 5,
  } = options;
  const metered = { in: 500, out: 200, calls: 1 };
  const sample = sampleRun({
    tasksPerCategory: options.tasksPerCategory ?? 5,
    repeat,
    header: {
      ...{ runId: id, official: true, startedAt: new Date(startedAt).toISOString() },
      seed: `nonce-sha256:${options.round ?? 'round-1'}`,
      target: { url: target, model, started: null },
      ...options.header,
    },
    script: (attempt) => ({ metered, quality: 1, firstMs: 300, stepMs: 30, ...options.script?.(attempt) }),
  });
  const folder = join(parent, id);
  await writeSampleJournal(folder, sample);
  const isSigned = options.privateKey !== null;
  const finishedAt = new Date(startedAt + 60_000).toISOString();
  const result = assemble(sample, { finishedAt, willBeSigned: isSigned });
  await writeResult(folder, result, { withPublic: true, secrets: [] });
  if (options.privateKey !== null) await signRun(folder, options.privateKey ?? operator.privateKey);
  return folder;
}
