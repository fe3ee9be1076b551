import type { TokenPrice } from '../agent/token-price.js';

/** An agent as `arena.yaml` names it. */
export interface ConfiguredAgent {
  /** Lower-case letters, digits, `_` and `-`: its identity on every board. */
  readonly id: string;
  readonly name: string;
  readonly provider: string | undefined;
  /** Base URL; `/v1/chat/completions` is below it. */
  readonly url: string;
  /** Sent as `model`. */
  readonly model: string;
  /** What its owner calls this state of it. */
  readonly version: string;
  readonly enabled: boolean;
  /** Environment variable that holds its API key; the key itself stands nowhere. */
  readonly apiKeyEnv: string | undefined;
  /** Undefined: the reference prices. */
  readonly price: TokenPrice | undefined;
  readonly notes: string | undefined;
}
