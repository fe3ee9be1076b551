import type { AttemptTerms, ComparedCategory, ComparedTask } from '../scoring/compared-task.js';
import type { RunResult } from '../results/run-result.js';
import type { CountedRow, MatchedTask } from './match-tasks.js';

/** Both sides of a comparison over the tasks that they share. */
export interface MeasuredSides {
  /** At least one each. */
  readonly base: readonly RunResult[];
  readonly candidate: readonly RunResult[];
  readonly tasks: readonly MatchedTask[];
  /** The same tasks as scoring takes them. */
  readonly scored: readonly ComparedTask[];
  readonly categories: readonly ComparedCategory[];
  /** Whether the results keep the terms of Speed, Cost and Streaming; where not, those of `scored` are 0. */
  readonly hasTerms: boolean;
  /** Every run took turns with one of the other side. */
  readonly isInterleaved: boolean;
}

export function measuredSides(
  base: readonly RunResult[],
  candidate: readonly RunResult[],
  tasks: readonly MatchedTask[],
): MeasuredSides {
  return {
    base,
    candidate,
    tasks,
    scored: tasks.map(scoredTask),
    categories: categoriesOf([...base, ...candidate]),
    hasTerms: tasks.every((task) => [...task.base, ...task.candidate].every(({ parts }) => Boolean(parts))),
    isInterleaved: isInterleaved(base, candidate),
  };
}

function scoredTask({ task, base, candidate }: MatchedTask): ComparedTask {
  return {
    id: task.id,
    category: task.category,
    template: task.template,
    pair: task.pair ?? undefined,
    kind: task.kind ?? undefined,
    base: base.map(termsOf),
    candidate: candidate.map(termsOf),
  };
}

const noTerms = {
  credit: 0,
  firstUtility: 0,
  lifecycleRatio: null,
  costUtility: 0,
  streamingUtility: 0,
} as const;

function termsOf({ countedQuality, parts }: CountedRow): AttemptTerms {
  return { quality: countedQuality, ...(parts ?? noTerms) };
}

/** A result names its categories; the kinds they declare are those of its tasks. */
function categoriesOf(results: readonly RunResult[]): readonly ComparedCategory[] {
  const tasks = results.flatMap((result) => result.tasks);
  const declared = new Map(results.flatMap(({ categories }) => categories).map((row) => [row.name, row]));
  return [...declared.values()].map(({ name, feeds }) => {
    const kinds = tasks.flatMap(({ category, kind }) => (category === name ? (kind ?? []) : []));
    return { name, feeds, kinds: feeds === 'modality' ? [...new Set(kinds)] : [] };
  });
}

function isInterleaved(base: readonly RunResult[], candidate: readonly RunResult[]): boolean {
  const haveTurns = ({ run }: RunResult, others: readonly RunResult[]) =>
    others.some(({ run: other }) => run.pairedWith?.runId === other.id && other.pairedWith?.runId === run.id);
  return (
    base.every((result) => haveTurns(result, candidate)) &&
    candidate.every((result) => haveTurns(result, base))
  );
}
