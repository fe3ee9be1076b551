import { expect, test } from 'vitest';
import { simulatedWeek, type SimulatedWeek } from '../../support/simulated-week.js';

const floorMs = 180_000;
const cohorts = 2_000;

test('a week of crashes and clock jumps breaks no rule', { timeout: 300_000 }, async () => {
  const week = await simulatedWeek('a week', { cohorts, floorMs });

  console.log(
    `${week.starts.length} cohorts in ${(week.trueMs / 86_400_000).toFixed(2)} days, ${week.crashes} crashes, ${week.jumps} jumps of the calendar`,
  );
  expect(week.starts.length).toBeGreaterThanOrEqual(cohorts);
  expect(week.crashes).toBeGreaterThan(200);
  expect(week.jumps).toBeGreaterThan(200);
  expectFloor(week);
  expectEveryAttemptOnce(week);
  expectSubmittedOnce(week);
});

/**
 * Between two starts of one process never less than the floor, whatever the calendar does. Between a start and the next
 * process's, which knows of it by the calendar alone: never less than the floor by the calendar; so the floor in true
 * time too, less what the calendar was set forward in between, and nothing less for being set back.
 */
function expectFloor({ starts, drainedMs }: SimulatedWeek): void {
  const short: string[] = [];
  starts.slice(1).forEach((start, index) => {
    const before = starts[index];
    if (before === undefined) return;
    const isSameProcess = before.process === start.process;
    const forwardMs = isSameProcess ? 0 : start.forwardMs - before.forwardMs;
    const gapMs = start.trueMs - before.trueMs;
    if (gapMs < floorMs - forwardMs) short.push(`${before.cohortId} → ${start.cohortId}: ${gapMs} ms`);
    const endMs = drainedMs.get(before.cohortId) ?? Infinity;
    if (start.trueMs < endMs) short.push(`${start.cohortId} overlaps ${before.cohortId}`);
  });
  expect(short).toEqual([]);
}

function expectEveryAttemptOnce({ rows, starts, runs, returned }: SimulatedWeek): void {
  expect(rows.attempts.size).toBe(starts.length * 3);
  expect(new Set([...rows.attempts.values()].map(({ status }) => status))).toEqual(
    new Set(['evaluated', 'interrupted']),
  );
  const wrong = [...rows.attempts.values()].flatMap(({ id, status, verdicts, verdict, rawPayload }) => {
    if (verdicts !== 1 || verdict === undefined) return [`${id}: ${verdicts} verdicts`];
    if ((runs.get(id) ?? 0) > 1) return [`${id} ran more than once`];
    if (returned.has(id) && status !== 'evaluated') return [`${id}: its answer is lost`];
    if (status === 'evaluated' && !rows.payloads.has(rawPayload?.sha256 ?? '')) return [`${id}: no payload`];
    return [];
  });
  expect(wrong).toEqual([]);
  // One may be queued: the next.
  expect(new Set([...rows.cohorts.values()].map(({ state }) => state))).toEqual(
    new Set(['done', 'aborted', 'queued']),
  );
}

function expectSubmittedOnce({ rows, bodies }: SimulatedWeek): void {
  const evaluated = [...rows.attempts.values()].filter(({ status }) => status === 'evaluated');
  expect([...bodies].filter(([, seen]) => seen.size !== 1)).toEqual([]);
  expect(new Set(bodies.keys())).toEqual(new Set(evaluated.map(({ id }) => id)));
  expect(new Set([...rows.evals.values()].map(({ attemptId }) => attemptId)).size).toBe(rows.evals.size);
  expect(rows.evals.size).toBe(evaluated.length);
}

test('cases come in turn over many restarts', { timeout: 300_000 }, async () => {
  const { rows, crashes } = await simulatedWeek('turns', { cohorts: 140, floorMs, mayJump: false });

  expect(crashes).toBeGreaterThan(10);
  const counts = new Map<string, number>();
  for (const { caseId } of rows.started) counts.set(caseId, (counts.get(caseId) ?? 0) + 1);
  expect(counts.size).toBe(7);
  expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
});
