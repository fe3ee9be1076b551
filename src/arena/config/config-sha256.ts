import { digestOf } from '../../lib/digest.js';
import type { ConfiguredAgent } from './configured-agent.js';

/**
 * What an agent's attempts were made with, as one hash: address, model, version and price. Keys are not in it, nor what
 * only describes the agent.
 */
export function configSha256({ id, url, model, version, price }: ConfiguredAgent): string {
  return digestOf({ id, url, model, version, price: price === undefined ? null : { ...price } });
}
