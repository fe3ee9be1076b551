const intervalMs = 5;

/** A stretch of time whose worst stall is wanted. */
export interface LagSpan {
  worstMs: number;
}

/**
 * Watches how late a thread's event loop runs: a timer that should fire every 5 ms, and how much later it did. A stall
 * shorter than the interval may pass unseen; timers themselves are good to about 1 ms.
 */
export class LagWatch {
  readonly #nowMs: () => number;
  readonly #spans = new Set<LagSpan>();
  #timer: NodeJS.Timeout | undefined;
  #dueMs = 0;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  begin(): LagSpan {
    const span: LagSpan = { worstMs: 0 };
    if (this.#spans.size === 0) this.#start();
    this.#spans.add(span);
    return span;
  }

  /** The worst stall of the span, ms; a tick that is due and has not come counts too. */
  end(span: LagSpan): number {
    if (this.#spans.delete(span)) span.worstMs = Math.max(span.worstMs, this.#nowMs() - this.#dueMs);
    if (this.#spans.size === 0) this.#stop();
    return span.worstMs;
  }

  #start(): void {
    this.#dueMs = this.#nowMs() + intervalMs;
    this.#timer = setInterval(() => this.#tick(), intervalMs);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    const nowMs = this.#nowMs();
    const lateMs = nowMs - this.#dueMs;
    this.#dueMs = nowMs + intervalMs;
    for (const span of this.#spans) span.worstMs = Math.max(span.worstMs, lateMs);
  }
}
