import type { Dimension, Scores } from '../scoring/scores.js';
import { dimensions } from '../scoring/scores.js';
import type { RunHeader } from './run-header.js';
import type { CategoryRow, RunResult, TaskRow } from './run-result.js';

export interface StatusFacts {
  readonly header: RunHeader;
  readonly scores: Scores;
  readonly categories: readonly CategoryRow[];
  readonly tasks: readonly TaskRow[];
}

/** `partial` as soon as a dimension was not measured, and then why: one sentence a cause. */
export function statusOf(facts: StatusFacts): Pick<RunResult, 'status' | 'statusReasons'> {
  const missing = dimensions.filter((dimension) => facts.scores[dimension] === null);
  if (missing.length === 0) return { status: 'complete', statusReasons: [] };
  const reasons = [...categoryReasons(facts), ...kindReasons(facts), ...declarationReasons(facts)];
  return {
    status: 'partial',
    statusReasons: reasons.length > 0 ? reasons : [`not measured: ${missing.join(', ')}`],
  };
}

/** Every category is in the efficiency pool, so one that is missing takes Speed, Cost and Streaming with it. */
function categoryReasons({ categories }: StatusFacts): readonly string[] {
  return categories
    .filter(({ counted }) => counted === 0)
    .map(({ name, feeds, tasks, attempts }) => {
      const lost: Dimension[] = ['speed', 'cost', 'streaming'];
      const all = feeds === 'none' ? lost : [feeds, ...lost];
      return `category ${name}: ${whyNone(tasks, attempts)}, so ${listed(all)} could not be measured`;
    });
}

function whyNone(tasks: number, attempts: number): string {
  if (tasks === 0) return 'a filter left all its tasks out';
  return attempts === 0 ? 'none of its attempts was made' : 'none of its attempts could be graded';
}

function kindReasons({ header, categories, tasks }: StatusFacts): readonly string[] {
  const counted = categories.filter(({ feeds, counted: attempts }) => feeds === 'modality' && attempts > 0);
  const kinds = new Set(counted.flatMap(({ name }) => header.suite.categories[name]?.kinds ?? []));
  return [...kinds]
    .filter((kind) => !tasks.some((task) => task.kind === kind && task.counted > 0))
    .map((kind) => `kind ${kind}: no attempt was counted, so modality could not be measured`);
}

function declarationReasons({ header }: StatusFacts): readonly string[] {
  const fed = new Set(Object.values(header.suite.categories).map(({ feeds }) => feeds));
  return (['quality', 'modality'] as const)
    .filter((dimension) => !fed.has(dimension))
    .map((dimension) => `the suite has no category that feeds ${dimension}`);
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
