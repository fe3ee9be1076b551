import type { ArenaTables } from '../../src/arena/tables/tables.js';
import type { Rng } from '../../src/lib/rng.js';
import { aCase, aCohort, anAgent, anEval, aPayload, aResult } from '../arena/tables/arena-records.js';

/** A call whose arguments are drawn: the same on whichever tables it is made. */
export interface TableCall {
  readonly name: string;
  readonly make: (tables: ArenaTables) => Promise<unknown>;
}

type Make = TableCall['make'];
type Calls = Readonly<Record<string, (draw: Draw) => Make>>;

/**
 * Calls of every method that changes something, on so few names that most of them meet what is there. Each wants to be
 * told what the one before was answered.
 */
export function* randomTableCalls(rng: Rng): Generator<TableCall, never, unknown> {
  const draw = new Draw(rng);
  // What moves attempts on is drawn most, or none would get far.
  const calls = [
    ...Object.entries({ ...agentCalls, ...cohortCalls, ...leaseCalls }),
    ...Array.from({ length: 5 }, () => Object.entries({ ...attemptCalls, ...evalCalls })).flat(),
  ];
  for (;;) {
    draw.passTime();
    const [name, drawn] = draw.of(calls);
    const answer: unknown = yield { name, make: drawn(draw) };
    if (name === 'queue' && answer === true) draw.noteQueued();
  }
}

/** Dice, a clock that now and then goes back, and the names there may be. */
class Draw {
  readonly #rng: Rng;
  readonly #startedAt = new Set<number>();
  #cohorts = 0;
  atMs = 1_000_000;

  constructor(rng: Rng) {
    this.#rng = rng;
  }

  passTime(): void {
    this.atMs += this.#rng.int(20) === 0 ? -this.#rng.int(50_000) : this.#rng.int(4_000);
  }

  of<T>(items: readonly T[]): T {
    return items[this.#rng.int(items.length)] as T;
  }

  oneIn(count: number): boolean {
    return this.#rng.int(count) === 0;
  }

  caseId(): string {
    return this.of(['case-1', 'case-2']);
  }

  /** Of the one that is not there yet. */
  newCohortId(): string {
    return `coh-${this.#cohorts + 1}`;
  }

  noteQueued(): void {
    this.#cohorts += 1;
  }

  knownCohortId(): string {
    return this.#cohorts === 0 ? 'refused' : this.cohortId();
  }

  /** Mostly the newest. */
  cohortId(): string {
    return `coh-${Math.max(1, this.#cohorts - (this.oneIn(4) ? this.#rng.int(3) : 0))}`;
  }

  attemptId(): string {
    return `coh-${Math.max(1, this.#cohorts - this.#rng.int(3))}-${this.of(agentIds)}`;
  }

  evalId(): string {
    return `ev-${this.oneIn(20) ? 'known' : this.attemptId()}`;
  }

  /** A start like no other: which of two at the same ms was later nobody can tell. */
  startMs(): number {
    while (this.#startedAt.has(this.atMs)) this.atMs += 1;
    this.#startedAt.add(this.atMs);
    return this.atMs;
  }
}

const agentIds = ['c', 'a', 'b'];
const owners = ['me', 'me', 'me', 'you'];
const ttlMs = 60_000;

const agentCalls: Calls = {
  register: (draw) => {
    const some = agentIds.filter(() => !draw.oneIn(6));
    const agents = some.map((id) =>
      anAgent(id, { name: draw.of(['A', 'B']), version: draw.of(['1', '2']), enabled: !draw.oneIn(6) }),
    );
    const { atMs } = draw;
    return (tables) => tables.agents.register(agents, atMs);
  },
  setEnabled: (draw) => {
    const { atMs } = draw;
    const [id, enabled] = [draw.of([...agentIds, 'nobody']), !draw.oneIn(4)];
    return (tables) => tables.agents.setEnabled(id, enabled, atMs);
  },
  keep: (draw) => {
    const one = aCase(draw.caseId(), draw.of(['Add them.', 'Add the numbers.']));
    const seen = { corpusVersion: '1', atMs: draw.atMs };
    return (tables) => tables.cases.keep(one, seen);
  },
  retire: (draw) => {
    const { atMs } = draw;
    const id = draw.caseId();
    return (tables) => tables.cases.retire(id, 1, atMs);
  },
};

const cohortCalls: Calls = {
  queue: (draw) => {
    const cohort = { ...aCohort(draw.newCohortId(), draw.atMs), case: aCase(draw.caseId()) };
    return (tables) => tables.cohorts.queue(cohort);
  },
  start: (draw) => {
    const id = draw.cohortId();
    const attempts = draw.of([agentIds, ['a', 'b'], ['b', 'c', 'a']]).map((agent) => ({
      id: `${id}-${agent}`,
      agent: { id: agent, name: 'at the start', model: draw.of(['m', 'n']), version: '7', enabled: true },
    }));
    const start = { owner: draw.of(owners), atMs: draw.startMs(), attempts };
    return async (tables) => {
      // Agents that a start names are known: whoever leads has registered them.
      const known = new Set(attempts.map(({ agent }) => agent.id));
      await tables.agents.register(
        [...known].map((one) => anAgent(one)),
        start.atMs,
      );
      return await tables.cohorts.start(id, start);
    };
  },
  drain: (draw) => {
    const { atMs } = draw;
    const [id, marks] = [draw.oneIn(6) ? draw.cohortId() : 'coh-none', { isDegraded: draw.oneIn(2) }];
    return (tables) => tables.cohorts.drain(id, atMs, marks);
  },
  finish: (draw) => {
    const id = draw.cohortId();
    return (tables) => tables.cohorts.finish(id);
  },
  abort: (draw) => {
    const { atMs } = draw;
    const id = draw.oneIn(5) ? draw.cohortId() : 'coh-none';
    return (tables) => tables.cohorts.abort(id, 'no enabled agent', atMs);
  },
  recordRefusal: (draw) => {
    const id = draw.oneIn(2) ? draw.knownCohortId() : `refused-${draw.atMs}`;
    const cohort = { ...aCohort(id, draw.atMs), case: aCase(draw.caseId()) };
    return (tables) => tables.cohorts.recordRefusal(cohort, 'frozen_payload_mismatch');
  },
};

const attemptCalls: Calls = {
  claim,
  recordReturn,
  withdrawAnswer: (draw) => {
    const id = draw.oneIn(3) ? draw.attemptId() : 'att-none';
    return (tables) => tables.attempts.withdrawAnswer(id, 'HTTP 422');
  },
  interrupt: (draw) => {
    const { atMs } = draw;
    const id = draw.oneIn(12) ? draw.attemptId() : 'att-none';
    const reason = draw.of(['harness_crash', 'infrastructure'] as const);
    return (tables) => tables.attempts.interrupt(id, reason, atMs);
  },
};

function claim(draw: Draw): Make {
  const by = { executor: draw.of(owners), atMs: draw.atMs, startSkewMs: 7 };
  const id = draw.attemptId();
  return (tables) => tables.attempts.claim(id, by);
}

function recordReturn(draw: Draw): Make {
  const id = draw.attemptId();
  const digit = draw.of(['a', 'b']);
  const result = draw.of([
    aResult(),
    aResult({ outcome: 'timeout', output: undefined, isOutputValid: false, isClean: false, cost: undefined }),
    aResult({ outcome: 'agent_error', errorCode: 'http_500', errorMessage: 'no', steps: undefined }),
  ]);
  const returned = {
    ...{ executor: draw.of(owners), atMs: draw.atMs, result },
    payload: { ...aPayload, sha256: digit.repeat(64), isTruncated: draw.oneIn(2) },
  };
  return (tables) => tables.attempts.recordReturn(id, returned);
}

const evalCalls: Calls = {
  recordSubmission: (draw) => {
    const id = draw.attemptId();
    const { atMs } = draw;
    const submitted = {
      ...{ evalId: draw.oneIn(20) ? 'ev-known' : `ev-${id}`, state: 'queued', atMs },
      nextPollAt: atMs + draw.of([0, 2_000, 2_000]),
    };
    return (tables) => tables.evals.recordSubmission(id, submitted);
  },
  recordPoll: (draw) => {
    const [id, nextPollAt] = [draw.evalId(), draw.atMs + 4_000];
    return (tables) => tables.evals.recordPoll(id, 'running', nextPollAt);
  },
  recordVerdict: (draw) => {
    const id = draw.oneIn(2) ? draw.attemptId() : 'att-none';
    const verdict = draw.of(['pass', 'fail', 'n_a'] as const);
    const decided = {
      ...{ detail: anEval(`ev-${id}`, id, { verdict }), verdict },
      reasonCode: verdict === 'pass' ? undefined : 'checkpoint_failed',
    };
    const { atMs } = draw;
    return (tables) => tables.evals.recordVerdict(id, decided, atMs);
  },
  giveUp: (draw) => {
    const { atMs } = draw;
    const id = draw.oneIn(8) ? draw.attemptId() : 'att-none';
    const reason = draw.of(['contract_error', 'eval_not_found']);
    return (tables) => tables.evals.giveUp(id, reason, atMs);
  },
  quarantine: (draw) => {
    const id = draw.oneIn(2) ? draw.attemptId() : 'att-none';
    const detail = anEval(`ev-${id}`, id, { verdict: 'maybe' });
    const { atMs } = draw;
    return (tables) => tables.evals.quarantine(id, detail, 'verdict maybe', atMs);
  },
};

const leaseCalls: Calls = {
  acquire: (draw) => {
    const [name, owner, time] = [
      draw.of(['arena', 'arena', 'another']),
      draw.of(owners),
      { atMs: draw.atMs, ttlMs },
    ];
    return (tables) => tables.lease.acquire(name, owner, time);
  },
  renew: (draw) => {
    const [name, owner, time] = [draw.of(['arena', 'another']), draw.of(owners), { atMs: draw.atMs, ttlMs }];
    return (tables) => tables.lease.renew(name, owner, time);
  },
  release: (draw) => {
    const [name, owner] = [draw.of(['arena', 'another']), draw.oneIn(4) ? draw.of(owners) : 'nobody'];
    return (tables) => tables.lease.release(name, owner);
  },
  beat: (draw) => {
    const [id, time] = [draw.of(owners), { atMs: draw.atMs, ttlMs }];
    return (tables) => tables.executors.beat(id, time);
  },
  leave: (draw) => {
    const id = draw.oneIn(3) ? draw.of(owners) : 'nobody';
    return (tables) => tables.executors.leave(id);
  },
  addEvent: (draw) => {
    const event = {
      at: draw.atMs,
      level: 'info',
      source: 'worker',
      kind: 'started',
      cohortId: draw.cohortId(),
    } as const;
    return (tables) => tables.events.add(event);
  },
};
