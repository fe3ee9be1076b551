import { rngFrom, shuffled } from '../../lib/rng.js';
import type { StoredAgent } from '../tables/tables.js';

/** Who is started first is drawn from SHA-256 of the cohort's id: nobody's place is fixed, and anyone can check it. */
export function startOrder(agents: readonly StoredAgent[], cohortId: string): readonly StoredAgent[] {
  const byId = [...agents].sort((left, right) => (left.id < right.id ? -1 : 1));
  return shuffled(byId, rngFrom(cohortId));
}
