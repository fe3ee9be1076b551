/** How many responses a miner writes at a time. */
export interface SlotRules {
  readonly count: number;
  /** How long a slot stays taken after its client went away, ms; 0 frees it at once. */
  readonly heldMs: number;
}

/** A request that finds every slot taken waits for one, first come, first served. */
export class Slots {
  readonly #rules: SlotRules;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(rules: SlotRules) {
    this.#rules = rules;
  }

  async take(): Promise<void> {
    if (this.#taken < this.#rules.count) this.#taken++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  give({ wasAborted }: { readonly wasAborted: boolean }): void {
    // The server's own connections decide how long the process lives, not a slot.
    if (wasAborted && this.#rules.heldMs > 0) setTimeout(() => this.#free(), this.#rules.heldMs).unref();
    else this.#free();
  }

  /** The slot goes straight to the one that waited longest. */
  #free(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken--;
    else next();
  }
}
