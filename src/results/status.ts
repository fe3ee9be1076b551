import type { Scores } from '../scoring/scores.js';
import { dimensions } from '../scoring/scores.js';
import type { RunHeader } from './run-header.js';
import type { CategoryRow, RunResult, TaskRow } from './run-result.js';

export interface StatusFacts {
  readonly header: RunHeader;
  readonly scores: Scores;
  readonly categories: readonly CategoryRow[];
  readonly tasks: readonly TaskRow[];
}

/** `partial` as soon as a dimension was not measured, and then why: one sentence a cause, however much it took along. */
export function statusOf(facts: StatusFacts): Pick<RunResult, 'status' | 'statusReasons'> {
  const missing = dimensions.filter((dimension) => facts.scores[dimension] === null);
  if (missing.length === 0) return { status: 'complete', statusReasons: [] };
  const reasons = [...filterReasons(facts), ...attemptReasons(facts), ...declarationReasons(facts)];
  return {
    status: 'partial',
    statusReasons: reasons.length > 0 ? reasons : [`not measured: ${missing.join(', ')}`],
  };
}

/** Every category is in the efficiency pool, so that one left out leaves no composite. */
function filterReasons(facts: StatusFacts): readonly string[] {
  const { header, categories } = facts;
  const names = categories.filter(({ tasks }) => tasks === 0).map(({ name }) => name);
  const kinds = uncountedKinds(facts).filter((kind) => !header.tasks.some((task) => task.kind === kind));
  const leftOut = [
    ...names,
    ...kinds.map((kind) => `all ${kind} tasks`),
    ...twinless(facts).map((name) => `the twins of the pairs in ${name}`),
  ];
  if (leftOut.length === 0) return [];
  const { shard } = header;
  if (shard?.tasks.length === header.suite.tasks)
    return [`shard ${shard.index} of ${shard.count} has no task for ${listed(leftOut)}`];
  const isFiltered = header.tasks.length < header.suite.tasks;
  return [
    isFiltered ? `the filter left out ${listed(leftOut)}` : `the suite has no task for ${listed(leftOut)}`,
  ];
}

function attemptReasons(facts: StatusFacts): readonly string[] {
  const { header, categories } = facts;
  const uncounted = categories.filter(({ tasks, counted }) => tasks > 0 && counted === 0);
  const without = twinless(facts);
  const others = uncounted.filter(({ name }) => !without.includes(name));
  const notMade = others.filter(({ attempts }) => attempts === 0).map(({ name }) => name);
  const notGraded = others.filter(({ attempts }) => attempts > 0).map(({ name }) => name);
  const kinds = uncountedKinds(facts).filter((kind) => header.tasks.some((task) => task.kind === kind));
  const places = [...notGraded, ...kinds.map((kind) => `kind ${kind}`)];
  return [
    ...(notMade.length === 0 ? [] : [`no attempt was made in ${listed(notMade)}`]),
    ...(places.length === 0
      ? []
      : [`no attempt in ${listed(places)} could be counted (not graded, or its twin is missing)`]),
  ];
}

/** Categories of which a filter kept nothing but halves of pairs, which are not counted. */
function twinless({ header, categories }: StatusFacts): readonly string[] {
  const hasTwin = ({ id, pair }: RunHeader['tasks'][number]) =>
    pair === null || header.tasks.some((other) => other.pair === pair && other.id !== id);
  return categories
    .filter(({ tasks, counted }) => tasks > 0 && counted === 0)
    .filter(({ name }) => !header.tasks.some((task) => task.category === name && hasTwin(task)))
    .map(({ name }) => name);
}

/** Kinds that a category with counted attempts declares, and of which none was counted. */
function uncountedKinds({ header, categories, tasks }: StatusFacts): readonly string[] {
  const counted = categories.filter(({ feeds, counted: attempts }) => feeds === 'modality' && attempts > 0);
  const kinds = new Set(counted.flatMap(({ name }) => header.suite.categories[name]?.kinds ?? []));
  return [...kinds].filter((kind) => !tasks.some((task) => task.kind === kind && task.counted > 0));
}

function declarationReasons({ header }: StatusFacts): readonly string[] {
  const fed = new Set(Object.values(header.suite.categories).map(({ feeds }) => feeds));
  return (['quality', 'modality'] as const)
    .filter((dimension) => !fed.has(dimension))
    .map((dimension) => `the suite has no category that feeds ${dimension}`);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
