import * as z from 'zod';
import { check, type Checked } from '../suite/zod-problems.js';

const line = z.string('write text').min(1, 'write text').max(200, 'write at most 200 characters');

/** `leaderboard:` of janus-bench.yaml: what the board shows beside its numbers, and whose signatures count. */
export const leaderboardSectionSchema = z.strictObject({
  prizePool: line.optional().describe('as it should read: $50K'),
  epoch: line.optional().describe('name of the epoch: 2026-01'),
  cron: line.optional().describe('when public rounds are run: 0 3 * * *'),
  timeZone: line.optional().describe('of the cron expression (default UTC)'),
  publicKeys: z
    .array(line)
    .max(100, 'name at most 100 files')
    .optional()
    .describe('files with the public keys (PEM) whose signatures count'),
  store: line.optional().describe('folder or postgres:// URL (default janus-store)'),
});
export type LeaderboardSection = Readonly<z.output<typeof leaderboardSectionSchema>>;

/** The section, or every mistake with its path. */
export function readLeaderboardSection(value: unknown): Checked<LeaderboardSection> {
  return check(leaderboardSectionSchema, value);
}
