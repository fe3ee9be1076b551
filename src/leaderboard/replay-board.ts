import { byFinish, type BoardRun } from './board-run.js';
import { leastRepeats, ruleOnFirst, type Challenge, type RunPair, type Ruling } from './first-place-rule.js';
import type { PairFacts } from './pair-facts.js';
import { rankOf, rankOrder } from './rank-order.js';

export interface Reigned {
  readonly run: BoardRun;
  readonly reason: string;
}

export interface Moved {
  readonly run: BoardRun;
  /** The competitor's; null: it was not on the board. */
  readonly before: number | null;
  readonly after: number;
}

export interface Replay {
  /** One run a competitor, the latest; the first has rank 1. */
  readonly order: readonly BoardRun[];
  /** Each took #1 when its run finished, or when a run of another finished that decided it (`at`). */
  readonly reigns: readonly (Reigned & { readonly at: number })[];
  /** One a run, in the order of their finish. */
  readonly moves: readonly Moved[];
  /** By competitor: why it is ahead of #1 and not #1. */
  readonly ahead: ReadonlyMap<string, string>;
  /** By competitor: its rank a day before the newest run. */
  readonly dayBefore: ReadonlyMap<string, number>;
}

const dayMs = 24 * 3_600_000;

/**
 * Everything that the runs of a board decide, from the first on in the order of their finish: so the order of adding is
 * irrelevant, and the same runs always give the same board. Asks (`yield`) for comparisons of two runs.
 */
export function* replayBoard(runs: readonly BoardRun[]): Generator<RunPair, Replay, PairFacts> {
  const sorted = [...runs].sort(byFinish);
  const cutoff = (sorted.at(-1)?.finishedAt ?? 0) - dayMs;
  const state = new BoardState();
  const moves: Moved[] = [];
  let dayBefore: ReadonlyMap<string, number> = new Map();
  for (const run of sorted) {
    if (run.finishedAt > cutoff && dayBefore.size === 0) dayBefore = ranksOf(state.order());
    const before = rankOf(state.order(), run.competitor);
    yield* state.take(run);
    moves.push({ run, before, after: rankOf(state.order(), run.competitor) ?? 1 });
  }
  const ahead = yield* state.rulingsOnAhead();
  return { order: state.order(), reigns: state.reigns, moves, ahead, dayBefore };
}

/** Answers every question at once: for those who have all results at hand. */
export function replayWith(runs: readonly BoardRun[], answer: (pair: RunPair) => PairFacts): Replay {
  const replay = replayBoard(runs);
  let step = replay.next();
  while (step.done !== true) step = replay.next(answer(step.value));
  return step.value;
}

class BoardState {
  readonly reigns: (Reigned & { readonly at: number })[] = [];
  readonly #latest = new Map<string, BoardRun>();
  /** All runs of a competitor, in the order of their finish. */
  readonly #runs = new Map<string, BoardRun[]>();

  order(): readonly BoardRun[] {
    return rankOrder(this.#latest.values(), this.reigns.at(-1)?.run.competitor);
  }

  *take(run: BoardRun): Generator<RunPair, void, PairFacts> {
    this.#latest.set(run.competitor, run);
    this.#runs.set(run.competitor, [...(this.#runs.get(run.competitor) ?? []), run]);
    if (this.reigns.length === 0)
      this.#crown(run, { at: run.finishedAt, reason: 'the first run on the board' });
    else while (yield* this.#settle(run.finishedAt));
  }

  *rulingsOnAhead(): Generator<RunPair, ReadonlyMap<string, string>, PairFacts> {
    const reasons = new Map<string, string>();
    for (const challenger of this.#ahead())
      reasons.set(challenger.competitor, (yield* this.#rule(challenger)).reason);
    return reasons;
  }

  /** Whether #1 changed. Each new #1 has a higher composite than the one before, so this comes to an end. */
  *#settle(at: number): Generator<RunPair, boolean, PairFacts> {
    for (const challenger of this.#ahead()) {
      const { replaces, reason } = yield* this.#rule(challenger);
      if (!replaces) continue;
      this.#crown(challenger, { at, reason });
      return true;
    }
    return false;
  }

  #crown(run: BoardRun, about: { readonly at: number; readonly reason: string }): void {
    this.reigns.push({ run, ...about });
  }

  /** The best first. */
  #ahead(): readonly BoardRun[] {
    const [holder, ...others] = this.order();
    return holder === undefined
      ? []
      : others.filter(({ composite }) => composite.value > holder.composite.value);
  }

  *#rule(challenger: BoardRun): Generator<RunPair, Ruling, PairFacts> {
    const challenge = this.#challengeOf(challenger);
    return challenge === undefined ? { replaces: false, reason: '' } : yield* ruleOnFirst(challenge);
  }

  #challengeOf(challenger: BoardRun): Challenge | undefined {
    const [holder] = this.order();
    const reign = this.reigns.at(-1);
    if (holder === undefined || reign === undefined) return undefined;
    const pairable = this.#pairable(holder.competitor);
    const seenAt = Math.max(
      reign.run.finishedAt,
      ...[...pairable.values()].map(({ finishedAt }) => finishedAt),
    );
    return {
      holder,
      challenger,
      holderSeenAt: seenAt,
      earlierRounds: commonRounds(pairable, this.#pairable(challenger.competitor)).filter(
        (pair) => pair.challenger.round !== challenger.round,
      ),
    };
  }

  /** By round, the latest run of 5 repeats. */
  #pairable(competitor: string): ReadonlyMap<string, BoardRun> {
    const runs = (this.#runs.get(competitor) ?? []).filter(({ repeats }) => repeats >= leastRepeats);
    return new Map(runs.map((run) => [run.round, run]));
  }
}

/** The latest first. */
function commonRounds(
  ofHolder: ReadonlyMap<string, BoardRun>,
  ofChallenger: ReadonlyMap<string, BoardRun>,
): readonly RunPair[] {
  const pairs = [...ofHolder].flatMap(([round, holder]) => {
    const challenger = ofChallenger.get(round);
    return challenger === undefined ? [] : [{ holder, challenger }];
  });
  return pairs.sort((left, right) => byFinish(right.challenger, left.challenger));
}

function ranksOf(order: readonly BoardRun[]): ReadonlyMap<string, number> {
  return new Map(order.map(({ competitor }, index) => [competitor, index + 1]));
}
