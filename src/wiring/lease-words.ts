import type { LeaseEvent } from '../store/lease-keeper.js';

/** What a change of a lease is called in the events, and how much it matters. */
export function leaseWords(event: LeaseEvent) {
  switch (event.kind) {
    case 'problem':
      return { level: 'warning', kind: 'problem', data: { why: event.why } } as const;
    case 'lost':
      return { level: 'alert', kind: 'lease_lost', data: { why: event.why } } as const;
    case 'waiting':
      return { level: 'info', kind: 'lease_waiting', data: { held_by: event.owner } } as const;
    case 'acquired':
    case 'released':
      return { level: 'info', kind: `lease_${event.kind}`, data: undefined } as const;
  }
}
