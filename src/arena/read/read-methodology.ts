import * as z from 'zod';
import type { Database } from '../../store/database.js';
import { addTallies, emptyTally } from '../rank/agent-tally.js';
import { arenaRank } from '../rank/rank-profile.js';
import { optionalNumber, optionalText, textList } from './columns.js';
import { gather } from './gather.js';
import { lastActivity } from './last-activity.js';
import { listAgents } from './list-agents.js';
import { totalOf } from './rollup.js';
import { windowStretch } from './window-stretch.js';

/** What the methodology page says about this arena, all of it from the store. Times are ms since 1970. */
export interface MethodologyReading {
  /** First fetch of a case and end of the last attempt, of this host or of all; undefined: nothing yet. */
  readonly firstSeenAt: number | undefined;
  readonly lastActivityAt: number | undefined;
  readonly corpus: {
    /** Cases of this host (or of all) that are not retired. */
    readonly cases: number;
    readonly domains: number;
    /** As the case source named the newest of them. */
    readonly version: string | undefined;
  };
  readonly scoredAttempts: number;
  /** Passed / scored over all time, 0 to 1; undefined: nothing was scored. */
  readonly passRate: number | undefined;
  readonly cadence: {
    /** Of the newest cohort; undefined: there was none. */
    readonly startFloorMs: number | undefined;
    readonly hardTimeoutMs: number | undefined;
    /** Median time between the starts of the last 500 cohorts; undefined: fewer than two. */
    readonly medianCycleMs: number | undefined;
  };
  readonly agents: { readonly enabled: number; readonly configured: number; readonly ranked: number };
  /** Hosts the newest cohort was restricted to; empty: to none. */
  readonly hostFilter: readonly string[];
  readonly asOfMs: number;
}

const corpusRow = z.object({
  firstSeenAt: optionalNumber,
  cases: z.number(),
  domains: z.number(),
  version: optionalText,
});
const cadenceRow = z.object({
  startFloorMs: z.number(),
  hardTimeoutMs: z.number(),
  hostFilter: textList,
  medianCycleMs: optionalNumber,
});

/** `ranked` counts those ranked on the board of all time; `enabled` those that the next cohort would have. */
export async function readMethodology(
  database: Database,
  { host, nowMs }: { readonly host: string | undefined; readonly nowMs: number },
): Promise<MethodologyReading> {
  const corpus = z.tuple([corpusRow]).parse(await database.query(corpusOfHost, [host ?? null]))[0];
  const [cadence] = z.array(cadenceRow).parse(await database.query(recentCadence));
  const agents = await listAgents(database);
  const stretch = windowStretch({ window: 'all', nowMs });
  const { rollups } = await gather(database, { stretch, host, columns: [] });
  const tallies = [...rollups.values()].map(totalOf);
  const { scored, passed } = tallies.reduce(addTallies, emptyTally);
  const last = [...(await lastActivity(database, { host, nowMs })).values()];
  return {
    firstSeenAt: corpus.firstSeenAt,
    lastActivityAt: last.length === 0 ? undefined : Math.max(...last),
    corpus: { cases: corpus.cases, domains: corpus.domains, version: corpus.version },
    scoredAttempts: scored,
    passRate: scored === 0 ? undefined : passed / scored,
    cadence: {
      startFloorMs: cadence?.startFloorMs,
      hardTimeoutMs: cadence?.hardTimeoutMs,
      medianCycleMs: cadence?.medianCycleMs,
    },
    agents: {
      enabled: agents.filter(({ enabled, isConfigured }) => enabled && isConfigured).length,
      configured: agents.filter(({ isConfigured }) => isConfigured).length,
      ranked: tallies.filter((tally) => tally.scored >= arenaRank.rankedFrom.all).length,
    },
    hostFilter: cadence?.hostFilter ?? [],
    asOfMs: nowMs,
  };
}

const corpusOfHost = `SELECT min(first_fetched_at) AS "firstSeenAt",
    count(DISTINCT case_id) FILTER (WHERE retired_at IS NULL) AS cases,
    count(DISTINCT domain) FILTER (WHERE retired_at IS NULL) AS domains,
    (SELECT corpus_version FROM cases WHERE $1::text IS NULL OR host = $1 ORDER BY first_fetched_at DESC, case_id LIMIT 1) AS version
  FROM cases WHERE $1::text IS NULL OR host = $1`;

const recentCadence = `WITH recent AS (
    SELECT *, started_at - lead(started_at) OVER (ORDER BY started_at DESC) AS cycle
    FROM (SELECT * FROM cohorts WHERE started_at IS NOT NULL ORDER BY started_at DESC NULLS LAST LIMIT 500) AS started
  )
  SELECT start_floor_ms AS "startFloorMs", hard_timeout_ms AS "hardTimeoutMs", host_filter AS "hostFilter",
    (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY cycle) FROM recent) AS "medianCycleMs"
  FROM recent ORDER BY started_at DESC LIMIT 1`;
