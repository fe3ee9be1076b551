import fc from 'fast-check';
import { taskClasses } from '../../src/suite/task.js';
import type {
  ScoredAttempt,
  ScoredCategory,
  ScoredEvent,
  ScoredExchange,
  ScoredTask,
  ScoreInput,
} from '../../src/scoring/score-input.js';

/** One right, quick, well streamed answer; `changes` says what is otherwise. */
export function scoredAttempt(changes: Partial<ScoredAttempt> = {}): ScoredAttempt {
  return {
    repeat: 0,
    ok: true,
    quality: 1,
    exchanges: [scoredExchange()],
    tokens: { own: { in: 100, out: 100 }, reported: { in: 100, out: 100 } },
    calls: {},
    computeSeconds: {},
    ...changes,
  };
}

/** Answer from 400 ms on, ten tokens every 200 ms, end at 1.5 s. */
export function scoredExchange(changes: Partial<ScoredExchange> = {}): ScoredExchange {
  const stampsMs = [400, 600, 800, 1_000, 1_200, 1_400];
  return {
    endMs: 1_500,
    answerMs: 400,
    streamed: true,
    events: stampsMs.map((atMs) => delta(atMs)),
    ...changes,
  };
}

export function delta(atMs: number, tokens = 10): ScoredEvent {
  return { atMs, role: 'delta', meaningful: true, tokens };
}

export function sign(atMs: number): ScoredEvent {
  return { atMs, role: 'sign', meaningful: false, tokens: 0 };
}

export function scoredTask(id: string, changes: Partial<ScoredTask> = {}): ScoredTask {
  return { id, category: 'chat', class: 'chat', template: id, attempts: [scoredAttempt()], ...changes };
}

/** Two quality categories, one that feeds nothing, one of modality with two kinds. */
export const allCategories: readonly ScoredCategory[] = [
  { name: 'chat', feeds: 'quality', kinds: [] },
  { name: 'coding', feeds: 'quality', kinds: [] },
  { name: 'streaming', feeds: 'none', kinds: [] },
  { name: 'multimodal', feeds: 'modality', kinds: ['image_input', 'artifact_output'] },
];

/** `perCategory` tasks in each of `allCategories`, each with `repeats` attempts made by `attemptOf`. */
export function scoredRun(
  { perCategory, repeats }: { readonly perCategory: number; readonly repeats: number },
  attemptOf: (place: { readonly task: number; readonly repeat: number }) => ScoredAttempt,
): ScoreInput {
  const tasks = allCategories.flatMap(({ name, kinds }, category) =>
    Array.from({ length: perCategory }, (_, index) =>
      scoredTask(`${name}-${index}`, {
        category: name,
        kind: kinds[index % kinds.length],
        attempts: Array.from({ length: repeats }, (__, repeat) => ({
          ...attemptOf({ task: category * perCategory + index, repeat }),
          repeat,
        })),
      }),
    ),
  );
  return { categories: allCategories, tasks };
}

const tokenCount = fc.record({ in: fc.nat(20_000), out: fc.nat(20_000) });
const ms = (max: number) => fc.double({ min: 0, max, noNaN: true });

export const anyEvents: fc.Arbitrary<readonly ScoredEvent[]> = fc
  .array(
    fc.record({
      atMs: ms(20_000),
      role: fc.constantFrom('delta' as const, 'delta' as const, 'sign' as const, 'other' as const),
      meaningful: fc.boolean(),
      tokens: fc.nat(20),
    }),
    { maxLength: 12 },
  )
  .map((events) => events.toSorted((left, right) => left.atMs - right.atMs));

export const anyExchange: fc.Arbitrary<ScoredExchange> = fc
  .record({
    events: anyEvents,
    afterMs: ms(5_000),
    answer: fc.option(fc.nat(11)),
    streamed: fc.boolean(),
  })
  .map(({ events, afterMs, answer, streamed }) => ({
    events,
    streamed,
    endMs: (events.at(-1)?.atMs ?? 0) + afterMs,
    answerMs: answer === null ? undefined : events[answer % Math.max(1, events.length)]?.atMs,
  }));

export const anyAttempt: fc.Arbitrary<ScoredAttempt> = fc.record({
  repeat: fc.constant(0),
  ok: fc.boolean(),
  quality: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(0, 0.3, 0.49, 0.5, 0.75, 1) },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  exchanges: fc.array(anyExchange, { minLength: 1, maxLength: 3 }),
  tokens: fc.record({
    own: tokenCount,
    reported: fc.option(tokenCount, { nil: undefined }),
    metered: fc.option(tokenCount, { nil: undefined }),
  }),
  calls: fc.record({
    reported: fc.option(fc.nat(20), { nil: undefined }),
    metered: fc.option(fc.nat(20), { nil: undefined }),
  }),
  computeSeconds: fc.record({ metered: fc.option(fc.nat(100), { nil: undefined }) }),
});

/** A whole run in which every category and kind has a counted attempt, so that every dimension is a number. */
export const anyRun: fc.Arbitrary<ScoreInput> = fc
  .array(
    fc.record({
      category: fc.constantFrom(...allCategories),
      class: fc.constantFrom(...taskClasses),
      template: fc.nat(3),
      attempts: fc.array(anyAttempt, { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 6 },
  )
  .map((drawn) => {
    const extra = drawn.map(({ category, class: name, template, attempts }, index) =>
      scoredTask(`drawn-${index}`, {
        category: category.name,
        class: name,
        template: `template-${template}`,
        kind: category.kinds[index % category.kinds.length],
        attempts: attempts.map((attempt, repeat) => ({ ...attempt, repeat })),
      }),
    );
    return {
      categories: allCategories,
      tasks: [...scoredRun({ perCategory: 2, repeats: 1 }, () => scoredAttempt()).tasks, ...extra],
    };
  });
