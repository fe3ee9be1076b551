import { join } from 'node:path';

/** The files of one run, all below `janus-results/<run id>/`. */
export const runFiles = {
  journal: 'attempts.jsonl',
  result: 'result.json',
  /** The same without what a private suite keeps to itself. */
  publicResult: 'result.public.json',
  /** What was metered for the run's requests, with `--meter`. */
  meter: 'meter.jsonl',
  signature: 'signature.json',
} as const;

export type RunFile = keyof typeof runFiles;

export function runFile(folder: string, file: RunFile): string {
  return join(folder, runFiles[file]);
}
