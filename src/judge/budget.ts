/** Dollars for a million tokens. */
export interface JudgePrice {
  readonly promptUsd: number;
  readonly completionUsd: number;
}

export function costOf(
  { promptUsd, completionUsd }: JudgePrice,
  tokens: { readonly promptTokens: number; readonly completionTokens: number },
): number {
  return (tokens.promptTokens * promptUsd + tokens.completionTokens * completionUsd) / 1e6;
}

/** Rounding of sums of dollars, far below any price. */
const slackUsd = 1e-12;

/**
 * A limit that is not passed: a request begins only where the most it can cost still fits. The first that does not fit
 * ends all further ones, so that what was judged does not depend on whose request happened to be small.
 */
export class JudgeBudget {
  readonly #limitUsd: number;
  #spentUsd: number;
  #heldUsd = 0;
  #isSpent = false;
  #waiting: (() => void)[] = [];

  constructor(limitUsd: number, spentBeforeUsd = 0) {
    this.#limitUsd = limitUsd + slackUsd;
    this.#spentUsd = spentBeforeUsd;
  }

  /** A request was turned away. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  /** True: room for this much is held until `settle`. Waits where requests under way hold what may yet come free. */
  async hold(mostUsd: number): Promise<boolean> {
    for (;;) {
      if (this.#isSpent || this.#spentUsd + mostUsd > this.#limitUsd) {
        this.#isSpent = true;
        this.#wakeAll();
        return false;
      }
      if (this.#spentUsd + this.#heldUsd + mostUsd <= this.#limitUsd) {
        this.#heldUsd += mostUsd;
        return true;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Gives back what `hold` took and books what it came to. */
  settle(heldUsd: number, costUsd: number): void {
    this.#heldUsd -= heldUsd;
    this.#spentUsd += costUsd;
    this.#wakeAll();
  }

  #wakeAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}
