import type { ArenaEvent } from '../arena/tables/tables.js';
import { shortId } from '../arena/text/short-id.js';
import { inert } from '../lib/inert.js';

const marks = { info: ' ', warning: '!', alert: '!!' } as const satisfies Record<ArenaEvent['level'], string>;

/**
 * An event of the arena, or of a public round, as one line, harmless on a screen. For people: the time of day (UTC), a
 * mark, what happened in words. For a log: the whole time, the level, the event's name, and `name=value`, in JSON where the
 * value is more than a word. Empty where it only says that all is as usual.
 */
export function arenaEventLine(event: ArenaEvent, { isTerminal }: { readonly isTerminal: boolean }): string {
  if (event.level === 'info' && (isTerminal ? untoldToPeople : untold).has(event.kind)) return '';
  return isTerminal ? lineForPeople(event) : lineForLogs(event);
}

/** They stand in the store, and `arena cohort` shows them. */
const untold: ReadonlySet<string> = new Set(['case_verified', 'agents_probed']);
const untoldToPeople: ReadonlySet<string> = new Set([...untold, 'cohort_drained']);

function lineForPeople(event: ArenaEvent): string {
  const time = timeOfDay(event.at);
  return `${time} ${marks[event.level].padEnd(2)} ${(sentences[event.kind] ?? anyEvent)(event)}\n`;
}

/** What is told most, in words; everything else as its name and its facts. */
const sentences: Readonly<Record<string, (event: ArenaEvent) => string>> = {
  lease_acquired: () => 'this process leads',
  lease_released: () => 'this process leads no more',
  lease_waiting: ({ data }) => `waiting: ${textOf(data, 'held_by')} leads`,
  cohort_queued: ({ data }) => `${textOf(data, 'case')}: next, at ${timeOfDay(data?.['next_start_at'])}`,
  cohort_started: ({ cohortId, data }) =>
    `${textOf(data, 'case')}: started for ${textOf(data, 'agents').replaceAll(' ', ', ')} (${shortId(cohortId ?? '')})`,
  attempt_evaluated: ({ data }) => {
    const { latency_ms: latencyMs, reason } = data ?? {};
    const after = typeof latencyMs === 'number' ? `, ${(latencyMs / 1_000).toFixed(1)} s` : '';
    const why = reason === undefined ? '' : `, ${textOf(data, 'reason')}`;
    return `${textOf(data, 'case')}: ${textOf(data, 'agent')} ${verdictWord(data)}${after}${why}`;
  },
  cohort_drained: ({ data }) =>
    `${textOf(data, 'case')}: degraded, not all agents ran under the same conditions`,
  agents_probed: ({ data = {} }) =>
    Object.keys(data)
      .filter((name) => name !== 'agents')
      .map((agent) => `${inert(agent, 60)} is not well: ${textOf(data, agent)}`)
      .join('; '),
  attempt_not_performed: ({ data }) =>
    `${textOf(data, 'case')}: ${textOf(data, 'agent')} n/a, not asked: ${textOf(data, 'why')}`,
};

function anyEvent({ kind, cohortId, attemptId, data = {} }: ArenaEvent): string {
  const about = [cohortId, attemptId].filter((id) => id !== undefined).map((id) => shortId(id));
  const facts = Object.keys(data).map((name) => `${words(name)} ${textOf(data, name)}`);
  return [[words(kind), ...about].join(' '), ...facts].join(', ');
}

function verdictWord(data: ArenaEvent['data']): string {
  const verdict = textOf(data, 'verdict');
  return verdict === 'n_a' ? 'n/a' : verdict;
}

function textOf(data: ArenaEvent['data'], name: string): string {
  return inert(String(data?.[name] ?? '?'), 160);
}

function timeOfDay(at: unknown): string {
  return isoOf(at)?.slice(11, 19) ?? '?';
}

function isoOf(at: unknown): string | undefined {
  const date = new Date(typeof at === 'number' ? at : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function lineForLogs({ at, level, kind, cohortId, attemptId, data = {} }: ArenaEvent): string {
  const named = { cohort: cohortId, attempt: attemptId, ...data };
  const facts = Object.entries(named)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${inert(name, 60).replace(/[\s=]/g, '_')}=${factOf(name, value)}`);
  return `${[isoOf(at) ?? '?', level, kind, ...facts].join(' ')}\n`;
}

function factOf(name: string, value: string | number | boolean | null | undefined): string {
  if (typeof value === 'number' && name.endsWith('_at')) return isoOf(value) ?? String(value);
  if (typeof value !== 'string') return JSON.stringify(value ?? null);
  const text = inert(value, 500);
  return /^[\w.:/@+-]+$/.test(text) ? text : JSON.stringify(text);
}

function words(name: string): string {
  return inert(name, 60).replaceAll('_', ' ');
}
