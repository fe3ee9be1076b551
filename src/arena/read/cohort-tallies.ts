import { groupBy } from '../../lib/group-by.js';
import type { Database } from '../../store/database.js';
import { addTallies, emptyTally, type AgentTally } from '../rank/agent-tally.js';
import type { CohortTally } from '../rank/rank-range.js';
import type { Stretch } from './coverage.js';
import { decidedAttempts } from './decided-attempts.js';
import { tallyOfAttempt, totalOf, type Rollup } from './rollup.js';

/** Up to so many attempts a rank range draws single cohorts, above it parts of them. */
const mostAttempts = 1_500;

/**
 * What a rank range is drawn from: the window's cohorts, or, where these are too many to be read, its 64 parts, each of them
 * the cohorts of one hash. Drawing such random groups gives the same spread on average, known to about 9 %.
 */
export async function cohortTallies(
  database: Database,
  rollups: ReadonlyMap<string, Rollup>,
  { stretch, host }: { readonly stretch: Stretch; readonly host: string | undefined },
): Promise<readonly CohortTally[]> {
  const { scored, notScored } = [...rollups.values()].map(totalOf).reduce(addTallies, emptyTally);
  if (scored + notScored > mostAttempts) return partTallies(rollups);
  const cohorts = new Map<string, Map<string, AgentTally>>();
  for await (const batch of decidedAttempts(database, [{ ...stretch, attempts: mostAttempts }], host))
    for (const attempt of batch) {
      if (attempt.verdict === 'n_a') continue;
      const byAgent = cohorts.get(attempt.cohort) ?? new Map<string, AgentTally>();
      cohorts.set(attempt.cohort, byAgent.set(attempt.agent, tallyOfAttempt(attempt)));
    }
  return [...cohorts].map(([cohortId, byAgent]) => ({ cohortId, byAgent }));
}

function partTallies(rollups: ReadonlyMap<string, Rollup>): readonly CohortTally[] {
  const all = [...rollups].flatMap(([agent, { parts }]) =>
    [...parts].map(([part, tally]) => ({ agent, part, tally })),
  );
  return [...groupBy(all, ({ part }) => part)].map(([part, members]) => ({
    cohortId: `part ${part}`,
    byAgent: new Map(members.map(({ agent, tally }) => [agent, tally])),
  }));
}
