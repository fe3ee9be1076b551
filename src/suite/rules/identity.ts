import { groupBy } from '../../lib/group-by.js';
import { isJsonObject } from '../../lib/json.js';
import { inTask } from '../draft.js';
import type { BrokenTask, Mistake, SuiteDraft, TaskDraft } from '../draft.js';
import { quoted } from '../problem.js';

/** What a task may be called and whom it belongs to. */

interface Named {
  readonly place: TaskDraft | BrokenTask;
  readonly value: string;
}

/** Ids name attempts, files and rows of a report: one each in the whole suite. */
export function* uniqueIds(draft: SuiteDraft): Iterable<Mistake> {
  for (const [id, [first, ...others]] of groupBy(named(draft, 'id'), ({ value }) => value))
    for (const { place } of others)
      yield inTask(place, ['id'], {
        what: `the id ${quoted(id)} is taken`,
        fix: `give it another; it stands first in ${first === undefined ? '' : whereIs(first.place)}`,
      });
}

/** METHODOLOGY 3: a pair is the same question twice, and both get the smaller quality. */
export function* wholePairs(draft: SuiteDraft): Iterable<Mistake> {
  for (const [pair, members] of groupBy(named(draft, 'pair'), ({ value }) => value)) {
    const [first, second, ...others] = members;
    if (first !== undefined && second === undefined)
      yield inTask(first.place, ['pair'], {
        what: `the pair ${quoted(pair)} has one task`,
        fix: 'give its twin the same `pair`, or remove the key',
      });
    for (const { place } of others)
      yield inTask(place, ['pair'], {
        what: `the pair ${quoted(pair)} has ${members.length} tasks`,
        fix: 'give each two tasks a pair name of their own',
      });
    if (first !== undefined && second !== undefined) yield* unlikeTwins(pair, first.place, second.place);
  }
}

function* unlikeTwins(pair: string, first: Named['place'], second: Named['place']): Iterable<Mistake> {
  if (first.category !== second.category)
    yield inTask(second, ['pair'], {
      what: `the twins of ${quoted(pair)} are in two categories`,
      fix: `put both into ${quoted(first.category)} or ${quoted(second.category)}`,
    });
  else if ('task' in first && 'task' in second && first.task.kind !== second.task.kind)
    yield inTask(second, ['kind'], {
      what: `the twins of ${quoted(pair)} are of two kinds`,
      fix: 'give both the same kind',
    });
}

/** A category that feeds modality scores by kind; elsewhere a kind would mean nothing. */
export function* kinds({ card, tasks }: SuiteDraft): Iterable<Mistake> {
  for (const draft of tasks) {
    const category = card?.categories[draft.category];
    if (category === undefined || (category.feeds === 'modality' && category.kinds.length === 0)) continue;
    const { kind } = draft.task;
    if (category.feeds !== 'modality') {
      if (kind !== undefined)
        yield inTask(draft, ['kind'], {
          what: `${quoted(draft.category)} does not feed modality, so its tasks have no kind`,
          fix: 'remove the key',
          at: 'key',
        });
    } else if (kind === undefined)
      yield inTask(draft, ['kind'], {
        what: 'missing key "kind"',
        fix: `add it: ${category.kinds.join(', ')}`,
      });
    else if (!category.kinds.includes(kind))
      yield inTask(draft, ['kind'], {
        what: `${quoted(draft.category)} does not declare the kind ${quoted(kind)}`,
        fix: `use ${category.kinds.join(', ')}, or add it to the category’s kinds`,
      });
  }
}

function named({ tasks, broken }: SuiteDraft, key: 'id' | 'pair'): readonly Named[] {
  const sound = tasks.flatMap((place): Named[] => {
    const value = place.task[key];
    return value === undefined ? [] : [{ place, value }];
  });
  const unsound = broken.flatMap((place): Named[] => {
    const value = isJsonObject(place.value) ? place.value[key] : undefined;
    return typeof value === 'string' ? [{ place, value }] : [];
  });
  return [...sound, ...unsound];
}

function whereIs({ source, path }: TaskDraft | BrokenTask): string {
  const { file, line } = source.locate(path);
  return `${file}:${line}`;
}
