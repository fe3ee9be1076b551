import { groupBy } from '../lib/group-by.js';
import { countedQuality } from './attempt-parts.js';
import type { ScoredTask } from './score-input.js';

/**
 * Repeat k of every task of a pair gets the smallest quality that repeat k has among them, so that answering without
 * looking earns nothing. Where one of them was not counted or is not there (a filter, an interrupted run), none of that
 * repeat is counted: half a pair proves nothing. Tasks without a pair come back as they are. Applying it twice changes nothing.
 */
export function pairQualities(tasks: readonly ScoredTask[]): readonly ScoredTask[] {
  const pairs = groupBy(
    tasks.filter(({ pair }) => pair !== undefined),
    ({ pair }) => pair,
  );
  return tasks.map((task) => {
    const partners = task.pair === undefined ? [] : (pairs.get(task.pair) ?? []);
    if (task.pair === undefined) return task;
    return {
      ...task,
      attempts: task.attempts.map((attempt) => ({ ...attempt, quality: least(partners, attempt.repeat) })),
    };
  });
}

function least(partners: readonly ScoredTask[], repeat: number): number | undefined {
  if (partners.length < 2) return undefined;
  const qualities = partners.map(({ attempts }) => {
    const attempt = attempts.find((candidate) => candidate.repeat === repeat);
    return attempt && countedQuality(attempt);
  });
  return qualities.reduce((left, right) =>
    left === undefined || right === undefined ? undefined : Math.min(left, right),
  );
}
