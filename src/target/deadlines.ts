import type { EndCause } from './failure.js';
import type { Timeouts } from './target.js';

/**
 * Which time limit a response broke first. It judges by stamps alone, so that a busy main thread can be late to look
 * without changing what it finds.
 */
export class Deadlines {
  readonly #timeouts: Timeouts;
  #lastByteMs: number;
  #firstOutputMs: number | undefined;
  /** When the idle limit was broken, though bytes came afterwards. */
  #idleBrokenMs: number | undefined;

  /** `issuedMs`: when the current try was issued, ms since the first issue. */
  constructor(timeouts: Timeouts, issuedMs = 0) {
    this.#timeouts = timeouts;
    this.#lastByteMs = issuedMs;
  }

  byteCame(atMs: number): void {
    if (atMs - this.#lastByteMs > this.#timeouts.idleMs)
      this.#idleBrokenMs ??= this.#lastByteMs + this.#timeouts.idleMs;
    this.#lastByteMs = atMs;
  }

  outputCame(atMs: number): void {
    this.#firstOutputMs ??= atMs;
  }

  /** The limit broken first by `nowMs`; undefined: none. */
  broken(nowMs: number): EndCause | undefined {
    const { firstOutputMs, idleMs, totalMs } = this.#timeouts;
    const idleEndMs = this.#idleBrokenMs ?? this.#lastByteMs + idleMs;
    const candidates = [
      ...(this.#idleBrokenMs !== undefined || nowMs > idleEndMs
        ? [{ atMs: idleEndMs, kind: 'timeout_idle' as const, detail: `no byte for ${idleMs} ms` }]
        : []),
      ...((this.#firstOutputMs ?? nowMs) > firstOutputMs
        ? [
            {
              atMs: firstOutputMs,
              kind: 'timeout_first_output' as const,
              detail: `no output within ${firstOutputMs} ms`,
            },
          ]
        : []),
      ...(nowMs > totalMs
        ? [{ atMs: totalMs, kind: 'timeout_total' as const, detail: `not finished within ${totalMs} ms` }]
        : []),
    ];
    const [first] = candidates.sort((left, right) => left.atMs - right.atMs);
    return first === undefined ? undefined : { kind: first.kind, detail: first.detail };
  }

  /** When to look again, ms since the first issue. */
  nextMs(): number {
    const { firstOutputMs, idleMs, totalMs } = this.#timeouts;
    const output = this.#firstOutputMs === undefined ? firstOutputMs : totalMs;
    return Math.min(this.#lastByteMs + idleMs, output, totalMs);
  }
}
