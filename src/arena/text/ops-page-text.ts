import { inert } from '../../lib/inert.js';
import { formatMs } from '../../lib/quantity.js';
import { formatCount } from '../../report/words.js';
import type { OpsEvent, OpsReading } from '../read/read-ops.js';
import { cohortCells, cohortColumns, cohortHref } from './cohort-words.js';
import { eventDataWords } from './event-words.js';
import { formatInstant } from './instant.js';
import { shortId } from './short-id.js';
import type { Cell, PageFact, PageSection, TextPage } from './text-page.js';

/** How the arena is doing: who leads it, what is under way, what happened last. */
export function opsTextPage(reading: OpsReading): TextPage {
  const { asOfMs, store, place, lastCohort, events } = reading;
  return {
    title: 'Arena operations',
    facts: [`as of ${formatInstant(asOfMs)}`, `${storeWords[store]}: ${inert(place, 120)}`],
    notices: [],
    sections: [
      { title: 'Worker', note: '', parts: [{ kind: 'facts', facts: workerFacts(reading) }] },
      { title: 'Queue', note: '', parts: [{ kind: 'facts', facts: queueFacts(reading) }] },
      {
        title: 'Newest cohort',
        note: '',
        parts: [
          {
            kind: 'grid',
            caption: 'Newest cohort',
            columns: cohortColumns,
            rows: lastCohort === undefined ? [] : [cohortCells(lastCohort)],
            none: 'No cohort has been queued yet.',
          },
        ],
      },
      eventSection(events),
    ],
  };
}

const storeWords = {
  embedded: 'embedded store',
  remote: "embedded store, through its owner's door",
  postgres: 'PostgreSQL',
} as const;

function workerFacts({ lease, executors, nextStartAt, asOfMs }: OpsReading): readonly PageFact[] {
  const living = executors.filter(({ isLiving }) => isLiving).length;
  const due = nextStartAt === undefined ? undefined : nextStartAt - asOfMs;
  return [
    lease === undefined
      ? { label: 'Lease', text: 'nobody holds it: no worker runs', level: 'warn' }
      : {
          label: 'Lease',
          text: `${inert(lease.owner, 80)} since ${formatInstant(lease.acquiredAt)}, last heartbeat ${formatMs(Math.max(0, lease.heartbeatAgeMs))} ago${lease.isExpired ? ': expired, no worker runs' : ''}`,
          level: lease.isExpired ? 'bad' : 'good',
        },
    {
      label: 'Executors',
      text:
        executors.length === 0
          ? 'none'
          : `${living} living of ${executors.length} (${executors
              .slice(0, 10)
              .map(({ id, isLiving }) => `${inert(id, 60)}${isLiving ? '' : ', gone'}`)
              .join('; ')})`,
    },
    {
      label: 'Next start',
      text:
        nextStartAt === undefined || due === undefined
          ? 'nothing is queued'
          : `${formatInstant(nextStartAt)} (${due > 0 ? `in ${formatMs(due)}` : `due since ${formatMs(-due)}`})`,
    },
  ];
}

function queueFacts({ queue }: OpsReading): readonly PageFact[] {
  const { attempts, oldestAttemptAgeMs, evaluationsWaiting, oldestEvaluationAgeMs, quarantined } = queue;
  const age = (ms: number | undefined) =>
    ms === undefined ? '' : `, the oldest for ${formatMs(Math.max(0, ms))}`;
  const { pending, running, returned, submitted } = attempts;
  return [
    {
      label: 'Attempts',
      text: `${formatCount(pending)} pending, ${formatCount(running)} running, ${formatCount(returned)} returned, ${formatCount(submitted)} submitted${age(oldestAttemptAgeMs)}`,
    },
    {
      label: 'Evaluations',
      text: `${formatCount(evaluationsWaiting)} waiting${age(oldestEvaluationAgeMs)}`,
    },
    {
      label: 'Quarantined',
      text: `${formatCount(quarantined)} with a verdict that the contract does not know`,
      ...(quarantined > 0 ? { level: 'warn' as const } : {}),
    },
  ];
}

/** The case and the agent of an event, where it has them. */
function aboutWords({ case: caseId, agent }: OpsEvent['data']): string {
  return [caseId, agent].flatMap((each) => (typeof each === 'string' ? [inert(each, 30)] : [])).join(', ');
}

function eventSection(events: readonly OpsEvent[]): PageSection {
  return {
    title: 'Events',
    note: 'newest first',
    parts: [
      {
        kind: 'grid',
        caption: 'Events, newest first',
        columns: [
          { title: 'time', isNumber: false, rank: 0 },
          { title: 'level', isNumber: false, rank: 1 },
          { title: 'event', isNumber: false, rank: 0 },
          { title: 'about', isNumber: false, rank: 1 },
          { title: 'source', isNumber: false, rank: 4 },
          { title: 'cohort', isNumber: false, rank: 3 },
          { title: 'details', isNumber: false, rank: 2 },
        ],
        rows: events.map(({ at, level, kind, source, cohortId, data }): readonly Cell[] => [
          formatInstant(at),
          { text: level, level: level === 'alert' ? 'bad' : level === 'warning' ? 'warn' : undefined },
          inert(kind, 60),
          aboutWords(data),
          inert(source, 40),
          cohortId === undefined ? '' : { text: shortId(cohortId), href: cohortHref(cohortId) },
          eventDataWords(data),
        ]),
        none: 'No event was kept.',
      },
    ],
  };
}
