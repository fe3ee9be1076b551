import { inTask } from './draft.js';
import type { Mistake, TaskDraft } from './draft.js';
import { fillGrader, fillTask } from './fill-task.js';
import { placeholderMistakes } from './rules/placeholders.js';
import { namesIn } from './template.js';
import type { FilledTask, Task } from './task.js';
import { valueAt } from './zod-problems.js';

/** Of the shape of every nonce, so that a grader that checks the shape is content. */
const lintNonce = 'nx-00000000';

/**
 * Every variant of a task filled in, each with its graders checked. Nothing is filled where a placeholder is wrong (its
 * rule says so) or a grader is: what is wrong in several variants is told of the first.
 */
export function fillDraft(draft: Pick<TaskDraft, 'source' | 'path' | 'task'>): {
  readonly filled: readonly FilledTask[];
  readonly mistakes: readonly Mistake[];
} {
  const [wrongPlaceholder] = placeholderMistakes(draft);
  if (wrongPlaceholder !== undefined) return { filled: [], mistakes: [] };
  const mistakes = graderMistakes(draft);
  if (mistakes.length > 0) return { filled: [], mistakes };
  return { filled: draft.task.variants.map((_, row) => fillTask(draft.task, row, lintNonce)), mistakes: [] };
}

/** What the graders' schema has against a task's graders, whatever else may be wrong with the task. */
export function graderMistakes({
  source,
  path,
  task: { graders, variants },
}: Pick<TaskDraft, 'source' | 'path'> & {
  readonly task: Pick<Task, 'graders' | 'variants'>;
}): readonly Mistake[] {
  const byPlace = new Map<string, Mistake>();
  for (const [row, values] of variants.entries())
    for (const [index, template] of graders.entries()) {
      const checked = fillGrader(template, { ...values, nonce: lintNonce });
      for (const { path: inGrader, at, what, fix } of checked.kind === 'ok' ? [] : checked.problems) {
        const written = valueAt(template, inGrader);
        const isFilled = typeof written === 'string' && namesIn(written).length > 0;
        const where = isFilled ? ` (row ${row + 1} of variants)` : '';
        const steps = ['graders', index, ...inGrader];
        const mistake = inTask({ source, path }, steps, { what: `${what}${where}`, fix, at });
        const place = steps.map(String).join('/');
        if (!byPlace.has(place)) byPlace.set(place, mistake);
      }
    }
  return [...byPlace.values()];
}
