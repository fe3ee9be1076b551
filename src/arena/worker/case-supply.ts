import type { FrozenCase } from '../source/freeze-case.js';
import type { AskingMemory } from './ask-for-case.js';
import { fetchCase, type SuppliedCase } from './fetch-case.js';
import type { WorkerPorts } from './worker-ports.js';

const shortestWaitMs = 15_000;
const longestWaitMs = 300_000;

/**
 * Has the next case ready: fetched and verified in the time a cohort leaves. Whatever the source does, a case at last or
 * waiting comes of it; only a source that refuses us altogether ends it.
 */
export class CaseSupply {
  readonly #ports: WorkerPorts;
  readonly #memory: AskingMemory = { given: [], cursor: null, spared: undefined, refused: new Set() };
  readonly #retired = new Set<string>();
  #fetching: Promise<SuppliedCase> | undefined;

  constructor(ports: WorkerPorts) {
    this.#ports = ports;
  }

  /** Begins to fetch; what becomes of it is told by `take`. */
  prefetch(signal: AbortSignal): void {
    this.#begun(signal).catch(() => undefined);
  }

  /** The case fetched before, or a new one. Rejects with the signal's reason, and with BenchError if we are refused. */
  async take(signal: AbortSignal): Promise<SuppliedCase> {
    for (;;) {
      const supplied = await this.#begun(signal);
      this.#fetching = undefined;
      if (!this.#retired.delete(nameOf(supplied.case))) return supplied;
    }
  }

  /** The source has taken this case back: should it lie here, another is fetched in its place. */
  discard(one: Pick<FrozenCase, 'caseId' | 'caseVersion'>): void {
    this.#retired.add(nameOf(one));
  }

  #begun(signal: AbortSignal): Promise<SuppliedCase> {
    this.#fetching ??= this.#fetch(signal);
    return this.#fetching;
  }

  async #fetch(signal: AbortSignal): Promise<SuppliedCase> {
    for (let failures = 0; ; failures++) {
      const fetched = await fetchCase(this.#ports, this.#memory, signal);
      if (fetched.kind === 'supplied') return fetched;
      const grownMs = shortestWaitMs * 2 ** Math.min(failures, 10);
      const waitMs = Math.min(longestWaitMs, Math.max(fetched.afterMs, grownMs));
      await this.#ports.clock.sleep(waitMs, signal);
    }
  }
}

function nameOf({ caseId, caseVersion }: Pick<FrozenCase, 'caseId' | 'caseVersion'>): string {
  return JSON.stringify([caseId, caseVersion]);
}
