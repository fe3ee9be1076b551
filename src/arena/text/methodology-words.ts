import { inert } from '../../lib/inert.js';
import { usualStartFloorMs } from '../cadence.js';
import type { MethodologyReading } from '../read/read-methodology.js';
import { hardTimeoutCapMs } from '../source/contract.js';
import type { RuleFacts } from './contract-rules.js';

export function ruleFactsOf({ hostFilter, cadence }: MethodologyReading): RuleFacts {
  return {
    hosts: hostWords(hostFilter),
    startFloorMs: cadence.startFloorMs ?? usualStartFloorMs,
    hardTimeoutMs: cadence.hardTimeoutMs ?? hardTimeoutCapMs,
  };
}

const shownHosts = 8;

/** `a.example, b.example and 3 more`; empty: no filter. */
export function hostWords(hosts: readonly string[]): string {
  const shown = hosts.slice(0, shownHosts).map((host) => inert(host, 80));
  const more = hosts.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
