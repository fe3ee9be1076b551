import { inTask } from '../draft.js';
import type { Mistake, SuiteDraft, TaskDraft } from '../draft.js';
import { quoted } from '../problem.js';

/** Graders that run code: the answer's, or the suite's own. */

/** Modules of custom graders exist and lie inside the suite. */
export function* knownModules({ tasks, modules }: SuiteDraft): Iterable<Mistake> {
  for (const draft of tasks)
    for (const { graders } of draft.filled)
      for (const [index, spec] of graders.entries()) {
        const fact = spec.type === 'custom' ? modules.get(spec.module) : undefined;
        if (spec.type !== 'custom' || fact?.kind !== 'refused') continue;
        const what = `the file ${quoted(spec.module)} ${fact.what}`;
        yield inTask(draft, ['graders', index, 'module'], { what, fix: fact.fix });
      }
}

/** Fewer edits prove little about the cases that are to catch them. */
const minMutants = 5;

/** One warning for a suite, at its first such task: an imported benchmark has none anywhere. */
export function* enoughMutants({ tasks }: SuiteDraft): Iterable<Mistake> {
  const poor = tasks.flatMap((draft) => {
    const index = poorGrader(draft);
    return index === undefined ? [] : [{ draft, index }];
  });
  const [first] = poor;
  if (first === undefined) return;
  const others = poor.length === 1 ? '' : `, and so it is in ${poor.length} tasks`;
  const advice = {
    what: `this grader has fewer than ${minMutants} mutants${others}`,
    fix: 'list edits of the reference that its cases must catch',
  };
  yield { ...inTask(first.draft, ['graders', first.index], advice), level: 'warning' };
}

function poorGrader({ filled }: TaskDraft): number | undefined {
  const index = filled[0]?.graders.findIndex(
    (spec) => spec.type === 'code' && spec.mutants.length < minMutants,
  );
  return index === undefined || index < 0 ? undefined : index;
}
