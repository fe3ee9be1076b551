import type { PublicRound, RoundTable } from '../../src/leaderboard/round-table.js';

interface Held {
  readonly round: PublicRound;
  state: 'running' | 'done' | 'interrupted';
  readonly targets: Map<string, HeldTarget>;
}

interface HeldTarget {
  state: 'pending' | 'running' | 'done' | 'failed';
  runId: string | undefined;
  problem: string | undefined;
}

export interface RoundsInMemory extends RoundTable {
  /** Of a round's targets, by competitor. */
  states(roundId: string): readonly string[];
  stateOf(roundId: string): string | undefined;
  problem(roundId: string, competitor: string): string | undefined;
}

/** The journal of rounds in memory, by the rules of `roundTableOf`. */
export function roundsInMemory(): RoundsInMemory {
  const rounds: Held[] = [];
  const find = (id: string) => rounds.find(({ round }) => round.id === id);
  const over = (id: string, state: 'done' | 'interrupted') => {
    const held = find(id);
    if (held?.state === 'running') held.state = state;
    return Promise.resolve();
  };
  const targetsOf = (id: string) =>
    [...(find(id)?.targets ?? [])].sort(([left], [right]) => (left < right ? -1 : 1));
  return {
    open: () => {
      const open = rounds.filter(({ state }) => state === 'running').map(({ round }) => round);
      return Promise.resolve(open.toSorted((left, right) => right.dueAt - left.dueAt)[0]);
    },
    newestDueAt: () => {
      const due = rounds.map(({ round }) => round.dueAt);
      return Promise.resolve(due.length === 0 ? undefined : Math.max(...due));
    },
    begin: (round, competitors) => {
      if (rounds.some((held) => held.round.id === round.id || held.round.dueAt === round.dueAt))
        return Promise.resolve(false);
      const fresh = (): HeldTarget => ({ state: 'pending', runId: undefined, problem: undefined });
      rounds.push({ round, state: 'running', targets: new Map(competitors.map((id) => [id, fresh()])) });
      return Promise.resolve(true);
    },
    targets: (id) =>
      Promise.resolve(targetsOf(id).map(([competitor, { state, runId }]) => ({ competitor, state, runId }))),
    startTarget: (id, competitor, { runId }) => {
      const target = find(id)?.targets.get(competitor);
      if (target?.state === 'pending' || target?.state === 'running')
        Object.assign(target, { state: 'running', runId });
      return Promise.resolve();
    },
    endTarget: (id, competitor, { state, runId, problem }) => {
      const target = find(id)?.targets.get(competitor);
      if (target?.state !== 'running' || target.runId !== runId) return Promise.resolve(false);
      Object.assign(target, { state, problem });
      return Promise.resolve(true);
    },
    finish: (id) => over(id, 'done'),
    interrupt: (id) => over(id, 'interrupted'),
    states: (id) => targetsOf(id).map(([, { state }]) => state),
    stateOf: (id) => find(id)?.state,
    problem: (id, competitor) => find(id)?.targets.get(competitor)?.problem,
  };
}
