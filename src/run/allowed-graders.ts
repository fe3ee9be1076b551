import { BenchError } from '../errors/bench-error.js';
import { quoted } from '../suite/problem.js';
import type { Work } from './choose-work.js';
import type { Settings } from './settings.js';

/**
 * Graders of the suite's own are code of the host: they run where the user said so, and in no official run. Throws
 * BenchError('usage').
 */
export function requireAllowedGraders(
  { suite, plan }: Pick<Work, 'suite' | 'plan'>,
  { official, customGraders }: Pick<Settings, 'official' | 'customGraders'>,
): void {
  if (customGraders && !official) return;
  const task = plan.find((attempt) => attempt.task.graders.some(({ type }) => type === 'custom'))?.task;
  if (task === undefined) return;
  const what = `the suite ${quoted(suite.card.name)} brings graders of its own (task ${task.id})`;
  if (official)
    throw new BenchError('usage', `${what}, and an official run takes none`, {
      hint: 'Grade the task by the graders that come with janus-bench, or leave it out with --only.',
    });
  throw new BenchError('usage', `${what}: code that would run on this machine`, {
    hint: 'Read it, then say --custom-graders; or leave the task out with --only.',
  });
}
