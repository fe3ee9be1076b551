import type { SendOrder } from './timing-messages.js';

/** Timers are good to a millisecond; for a shorter wait the loop is turned over instead, which holds up no read. */
const timerMs = 1;

/** Requests that wait in the timing worker until they are due. */
export class Departures {
  readonly #nowMs: () => number;
  readonly #depart: (order: SendOrder) => void;
  /** By time, the next one last. */
  readonly #waiting: { readonly order: SendOrder; readonly dueAtMs: number }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #turn: NodeJS.Immediate | undefined;

  constructor(nowMs: () => number, depart: (order: SendOrder) => void) {
    this.#nowMs = nowMs;
    this.#depart = depart;
  }

  /** Departs at once what names no time, or one that has passed. */
  add(order: SendOrder): void {
    const { dueAtMs } = order;
    if (dueAtMs === undefined || dueAtMs <= this.#nowMs()) {
      this.#depart(order);
      return;
    }
    const before = this.#waiting.findIndex((other) => other.dueAtMs <= dueAtMs);
    this.#waiting.splice(before === -1 ? this.#waiting.length : before, 0, { order, dueAtMs });
    this.#arm();
  }

  /** True where the request was still waiting: it never departs. */
  cancel(id: number): boolean {
    const at = this.#waiting.findIndex(({ order }) => order.id === id);
    if (at === -1) return false;
    this.#waiting.splice(at, 1);
    this.#arm();
    return true;
  }

  readonly #departDue = (): void => {
    const nowMs = this.#nowMs();
    for (let next = this.#waiting.at(-1); next !== undefined && next.dueAtMs <= nowMs;) {
      this.#waiting.pop();
      this.#depart(next.order);
      next = this.#waiting.at(-1);
    }
    this.#arm();
  };

  /** A timer counts whole milliseconds from a clock that may be one behind: it comes early rather than late. */
  #arm(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#turn);
    const next = this.#waiting.at(-1);
    if (next === undefined) return;
    const waitMs = next.dueAtMs - this.#nowMs();
    if (waitMs < timerMs) this.#turn = setImmediate(this.#departDue);
    else this.#timer = setTimeout(this.#departDue, Math.min(Math.floor(waitMs), 2 ** 31 - 1));
  }
}
