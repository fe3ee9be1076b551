/** What judging took. */
export interface JudgeUse {
  /** Requests that were sent, further tries included. */
  readonly calls: number;
  /** Votes that were taken from the cache and cost nothing. */
  readonly cachedVotes: number;
  /** As the endpoint reported them; estimated by bytes (four to a token) where it reported none. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** At the prices that were given; undefined: none were. */
  readonly costUsd?: number | undefined;
}

export const noUse: JudgeUse = { calls: 0, cachedVotes: 0, promptTokens: 0, completionTokens: 0 };

export function addUse(left: JudgeUse, right: JudgeUse): JudgeUse {
  const cost =
    left.costUsd === undefined && right.costUsd === undefined
      ? {}
      : { costUsd: (left.costUsd ?? 0) + (right.costUsd ?? 0) };
  return {
    calls: left.calls + right.calls,
    cachedVotes: left.cachedVotes + right.cachedVotes,
    promptTokens: left.promptTokens + right.promptTokens,
    completionTokens: left.completionTokens + right.completionTokens,
    ...cost,
  };
}

/** Counts while something goes on. */
export class UseTally {
  #use: JudgeUse = noUse;

  get use(): JudgeUse {
    return this.#use;
  }

  add(more: Partial<JudgeUse>): void {
    this.#use = addUse(this.#use, { ...noUse, ...more });
  }
}
