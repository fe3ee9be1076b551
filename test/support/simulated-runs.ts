import type { Rng } from '../../src/lib/rng.js';
import { partsOf } from '../../src/scoring/attempt-parts.js';
import { attemptTerms, type AttemptTerms } from '../../src/scoring/compared-task.js';
import { janusComposite as profile } from '../../src/scoring/profile.js';
import type { ComparedCategory, ComparedTask } from '../../src/scoring/score-effects.js';
import type { ScoredAttempt, ScoredExchange, ScoredTask } from '../../src/scoring/score-input.js';

/** Runs of a suite in the shape of public/dev, drawn: tasks differ in difficulty and length, attempts in luck. */

export const categories: readonly ComparedCategory[] = [
  { name: 'chat', feeds: 'quality', kinds: [] },
  { name: 'research', feeds: 'quality', kinds: [] },
  { name: 'coding', feeds: 'quality', kinds: [] },
  { name: 'tools', feeds: 'quality', kinds: [] },
  { name: 'streaming', feeds: 'none', kinds: [] },
  { name: 'multimodal', feeds: 'modality', kinds: ['image_input', 'artifact_output', 'multimodal_task'] },
];

/** Pairs of each category, of 12 tasks; of multimodal the first two are of image_input, the others of multimodal_task. */
const pairs: Readonly<Record<string, number>> = { chat: 2, research: 1, tools: 1, multimodal: 4 };
const classes: Readonly<Record<string, string>> = { tools: 'agentic', streaming: 'chat' };

export interface SimulatedTask extends Omit<ScoredTask, 'attempts'> {
  /** How often it is solved, 0 to 1. */
  readonly solved: number;
  /** Share of credit by criteria instead of all or nothing. */
  readonly criteria: number;
  readonly typicalMs: number;
  readonly tokens: number;
}

export function drawTasks(rng: Rng): readonly SimulatedTask[] {
  return categories.flatMap(({ name }) => {
    let solved = 0;
    return Array.from({ length: 12 }, (_, index): SimulatedTask => {
      const pairOf = Math.floor(index / 2);
      const isPaired = pairOf < (pairs[name] ?? 0);
      // The two of a pair have one quality: the smaller of theirs.
      if (!isPaired || index % 2 === 0) solved = logistic(solvedLogit.mean + solvedLogit.spread * gauss(rng));
      const target = profile.classTargetMs[(classes[name] ?? name) as 'chat'];
      return {
        id: `${name}-${index}`,
        category: name,
        class: classes[name] ?? name,
        kind: name === 'multimodal' ? kindOf(index) : undefined,
        template: isPaired ? `${name}-pair-${pairOf}` : `${name}-${index}`,
        pair: isPaired ? `${name}-${pairOf}` : undefined,
        solved,
        criteria: rng.next() < 0.25 ? 4 : 1,
        typicalMs: target * Math.exp(0.4 * gauss(rng)),
        tokens: Math.round(400 * Math.exp(0.6 * gauss(rng))),
      };
    });
  });
}

const solvedLogit = { mean: 0.8, spread: 1.5 };

/** Mean of `solved` over all tasks there could be, by the midpoint rule. */
export const meanSolved = (() => {
  let [sum, total] = [0, 0];
  for (let z = -8; z <= 8; z += 0.01) {
    const density = Math.exp((-z * z) / 2);
    sum += density * logistic(solvedLogit.mean + solvedLogit.spread * z);
    total += density;
  }
  return sum / total;
})();

function kindOf(index: number): string {
  return index < 4 ? 'image_input' : index < 8 ? 'multimodal_task' : 'artifact_output';
}

export interface SimulatedRun {
  readonly rng: Rng;
  readonly repeats: number;
  /** Points of quality less than a run as good as the tasks allow. */
  readonly drop?: number;
}

/** Attempts of each task, as long as they would take without drift. */
export function drawAttempts(
  tasks: readonly SimulatedTask[],
  { rng, repeats, drop = 0 }: SimulatedRun,
): readonly (readonly ScoredAttempt[])[] {
  const kept = 1 - drop / (100 * meanSolved);
  let before: readonly number[] = [];
  return tasks.map((task, index) => {
    const isSecond = task.pair !== undefined && task.pair === tasks[index - 1]?.pair;
    const drawn = () => qualityOf(task, kept, rng);
    const qualities = isSecond ? before : Array.from({ length: repeats }, drawn);
    before = qualities;
    return qualities.map((quality, repeat) => attemptOf(task, { quality, repeat, rng }));
  });
}

function qualityOf({ solved, criteria }: SimulatedTask, kept: number, rng: Rng): number {
  let met = 0;
  for (let criterion = 0; criterion < criteria; criterion++) if (rng.next() < solved * kept) met++;
  return met / criteria;
}

/** What the attempts come to, all times multiplied by `slower`. */
export function termsOf(
  task: SimulatedTask,
  attempts: readonly ScoredAttempt[],
  slower = 1,
): readonly AttemptTerms[] {
  return attempts.map((attempt) => {
    const { quality = 0 } = attempt;
    const exchanges = attempt.exchanges.map((exchange) => slowed(exchange, slower));
    const scored = { ...task, attempts: [] };
    return attemptTerms({ ...partsOf(scored, { ...attempt, exchanges }, profile), quality });
  });
}

/** Six deltas from the first to the end, after one in ten of them a stall of seconds. */
function attemptOf(
  { typicalMs, tokens }: SimulatedTask,
  { quality, repeat, rng }: { readonly quality: number; readonly repeat: number; readonly rng: Rng },
): ScoredAttempt {
  const endMs = typicalMs * Math.exp(0.35 * gauss(rng));
  const firstMs = endMs * (0.1 + 0.3 * rng.next());
  const stallMs = rng.next() < 0.1 ? 1_000 + 4_000 * rng.next() : 0;
  const stepMs = (endMs - firstMs) / 6;
  const events = Array.from({ length: 6 }, (_, index) => ({
    atMs: firstMs + index * stepMs + (index > 3 ? stallMs : 0),
    role: 'delta' as const,
    meaningful: true,
    tokens: 20,
  }));
  const used = { in: 300, out: Math.round(tokens * Math.exp(0.3 * gauss(rng))) };
  return {
    ...{ repeat, ok: true, quality, tokens: { own: used, reported: used }, calls: {}, computeSeconds: {} },
    exchanges: [{ endMs: endMs + stallMs, answerMs: firstMs + stepMs, streamed: true, events }],
  };
}

function slowed(exchange: ScoredExchange, slower: number): ScoredExchange {
  const { endMs, answerMs = Infinity, events } = exchange;
  return {
    ...exchange,
    endMs: endMs * slower,
    answerMs: answerMs * slower,
    events: events.map((event) => ({ ...event, atMs: event.atMs * slower })),
  };
}

export interface TwoSides {
  readonly tasks: readonly SimulatedTask[];
  /** Of each task. */
  readonly base: readonly (readonly AttemptTerms[])[];
  readonly candidate: readonly (readonly AttemptTerms[])[];
}

export function comparedTasks({ tasks, base, candidate }: TwoSides): readonly ComparedTask[] {
  return tasks.map(({ id, category, template, pair, kind }, index) => ({
    ...{ id, category, template, pair, kind },
    base: base[index] ?? [],
    candidate: candidate[index] ?? [],
  }));
}

/** Standard normal, by Box and Muller. */
export function gauss(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
