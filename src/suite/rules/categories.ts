import type { Mistake, SuiteDraft } from '../draft.js';
import { quoted } from '../problem.js';

/** A declared category without a task would leave its dimension unmeasured, and the composite null. */
export function* filledCategories({ card, cardSource, tasks, broken }: SuiteDraft): Iterable<Mistake> {
  for (const [name, { feeds, kinds }] of Object.entries(card?.categories ?? {})) {
    const path = ['categories', name];
    const at = 'key';
    const own = tasks.filter(({ category }) => category === name);
    const hasBroken = broken.some(({ category }) => category === name);
    if (feeds === 'modality' && kinds.length === 0)
      yield {
        source: cardSource,
        path,
        at,
        what: `${quoted(name)} feeds modality and declares no kinds`,
        fix: 'add kinds: [image_input], [artifact_output] or [multimodal_task]',
      };
    if (feeds !== 'modality' && kinds.length > 0)
      yield {
        source: cardSource,
        path: [...path, 'kinds'],
        at,
        what: `${quoted(name)} has kinds but does not feed modality`,
        fix: 'remove them, or write feeds: modality',
      };
    for (const [index, kind] of kinds.entries())
      if (feeds === 'modality' && !hasBroken && own.length > 0 && !own.some(({ task }) => task.kind === kind))
        yield {
          source: cardSource,
          path: [...path, 'kinds', index],
          at: 'value',
          what: `${quoted(name)} has no task of the kind ${quoted(kind)}`,
          fix: 'add one, or remove the kind',
        };
  }
}
