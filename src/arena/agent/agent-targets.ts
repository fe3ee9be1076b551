import { BenchError } from '../../errors/bench-error.js';
import { openTarget } from '../../target/open-target.js';
import { proxyFor } from '../../target/proxy-for.js';
import type { Target } from '../../target/target.js';
import type { ConfiguredAgent } from '../config/configured-agent.js';
import { AgentUnavailable } from './agent-unavailable.js';

/** One reply may cost us so much and no more. */
const limits = {
  maxBodyBytes: 16 * 2 ** 20,
  maxEventBytes: 8 * 2 ** 20,
  maxEvents: 100_000,
  maxHeaderBytes: 64 * 2 ** 10,
} as const;

/** A target is a thread, of some 12 MB: those that were not used for longest are closed beyond so many. */
const keptOpen = 32;

export interface OpenedAgent {
  readonly target: Target;
  /** What must not be kept anywhere: its key. */
  readonly secrets: readonly string[];
}

interface Slot {
  readonly opened: Promise<OpenedAgent>;
  /** Uses under way. */
  uses: number;
}

/** One target an agent, opened when it is first needed and kept open for the next time. */
export class AgentTargets implements AsyncDisposable {
  readonly #env: NodeJS.ProcessEnv;
  /** Least recently used first. */
  readonly #slots = new Map<string, Slot>();

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  /** Lets `act` use the agent's target. Rejects with AgentUnavailable where none can be opened. */
  async use<Value>(agent: ConfiguredAgent, act: (opened: OpenedAgent) => Promise<Value>): Promise<Value> {
    const slot = this.#slots.get(agent.id) ?? { opened: this.#open(agent), uses: 0 };
    this.#slots.delete(agent.id);
    this.#slots.set(agent.id, slot);
    slot.uses++;
    try {
      const opened = await slot.opened.catch((problem: unknown) => {
        // Tried anew the next time.
        this.#slots.delete(agent.id);
        throw problem;
      });
      return await act(opened);
    } finally {
      slot.uses--;
      await this.#closeSurplus();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const slots = [...this.#slots.values()];
    this.#slots.clear();
    await Promise.all(slots.map(close));
  }

  async #open({ id, url, apiKeyEnv }: ConfiguredAgent): Promise<OpenedAgent> {
    const key = apiKeyEnv === undefined ? undefined : this.#env[apiKeyEnv]?.trim();
    if (apiKeyEnv !== undefined && (key === undefined || key === ''))
      throw new AgentUnavailable(`the key of ${id} is not set: ${apiKeyEnv}`);
    try {
      const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
      const proxy = proxyFor(url, this.#env);
      const target = await openTarget({ url, headers, connections: 1, limits, proxy });
      return { target, secrets: key === undefined ? [] : [key] };
    } catch (cause) {
      // A key that no header can hold, a proxy that is none: the operator's to mend, and no word of the agent's.
      if (cause instanceof BenchError) throw new AgentUnavailable(`${id}: ${cause.message}`, { cause });
      throw cause;
    }
  }

  async #closeSurplus(): Promise<void> {
    const idle = [...this.#slots].filter(([, { uses }]) => uses === 0);
    const surplus = idle.slice(0, Math.max(0, this.#slots.size - keptOpen));
    for (const [id] of surplus) this.#slots.delete(id);
    await Promise.all(surplus.map(([, slot]) => close(slot)));
  }
}

async function close({ opened }: Slot): Promise<void> {
  // One that was never open needs no closing.
  const agent = await opened.catch(() => undefined);
  await agent?.target[Symbol.asyncDispose]();
}
