/** How a plan ended. */
export type PlanEnding = 'complete' | 'interrupted' | 'bailed';

/** What ends a plan before its end: the user, a bail, or a problem of ours. Two runs that are made together share one. */
export class RunStop {
  /** Aborted for whatever reason: what is under way is given up and not recorded. */
  readonly signal: AbortSignal;
  readonly #asked: AbortSignal;
  readonly #own = new AbortController();
  #hasBailed = false;
  #failure: { readonly problem: unknown } | undefined;

  constructor(asked: AbortSignal) {
    this.#asked = asked;
    this.signal = AbortSignal.any([asked, this.#own.signal]);
  }

  bail(): void {
    this.#hasBailed = true;
    this.#own.abort();
  }

  /** The first problem is kept; everything stops for it. */
  readonly fail = (problem: unknown): void => {
    this.#failure ??= { problem };
    this.#own.abort();
  };

  /** Throws the problem where there was one. */
  ending(): PlanEnding {
    if (this.#failure !== undefined) throw this.#failure.problem;
    if (this.#asked.aborted) return 'interrupted';
    return this.#hasBailed ? 'bailed' : 'complete';
  }
}
