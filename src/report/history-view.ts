import { inert } from '../lib/inert.js';
import { formatMs, formatUsd } from '../lib/quantity.js';
import { sparkline } from '../lib/sparkline.js';
import type { History, HistoryGroup, HistoryRun } from './history.js';
import { counted, formatScore, formatTime, nothing } from './words.js';

/** A history as finished words: everything rounded, everything foreign inert. */
export interface HistoryView {
  readonly groups: readonly HistoryGroupView[];
  /** One sentence each. */
  readonly skipped: readonly string[];
}

export interface HistoryGroupView {
  /** `public/dev 1.0.0`. */
  readonly title: string;
  /** Target, model, how it was run: what its runs have in common. */
  readonly facts: readonly string[];
  /** `Composite ▂▃▆█ 68.2 to 74.1`. */
  readonly trend: string;
  readonly rows: readonly HistoryRowView[];
  /** Empty where none is left out. */
  readonly older: string;
}

export interface HistoryRowView {
  readonly runId: string;
  /** UTC. */
  readonly time: string;
  readonly composite: string;
  readonly change: string;
  readonly quality: string;
  readonly speed: string;
  readonly cost: string;
  readonly streaming: string;
  readonly modality: string;
  readonly ttft: string;
  readonly costUsd: string;
  /** What a reader must know first: `not finished`, `invalid`. */
  readonly note: string;
}

/** What the column of changes means. */
export const changeNote =
  'change: against the finished run before, a plain difference; whether it means anything says janus-bench compare';

export function toHistoryView({ groups, skipped }: History): HistoryView {
  return {
    groups: groups.map(groupView),
    skipped: skipped.map(({ folder, reason }) => `${inert(folder, 120)}: ${inert(reason, 300)}`),
  };
}

function groupView(group: HistoryGroup): HistoryGroupView {
  const { suite, suiteVersion, suiteDigest, target, model, judge, repeat, concurrency, seed } = group;
  const settings = Object.entries(group.settings).map(([name, json]) => settingText(name, json));
  const lead = group.runs.some(({ composite }) => composite !== null) ? 'composite' : 'quality';
  return {
    title: inert(`${suite} ${suiteVersion}`, 80),
    facts: [
      inert(target, 80),
      inert(model, 40),
      `digest ${inert(suiteDigest.slice(0, 8))}`,
      ...(repeat === 1 ? [] : [`${repeat} repeats`]),
      ...(concurrency === 1 ? [] : [`${concurrency} at a time`]),
      ...(judge === null ? [] : [`judge ${inert(judge, 60)}`]),
      ...(seed === '1' ? [] : [`seed ${inert(seed, 20)}`]),
      ...settings,
    ],
    trend: trendOf(group.runs, lead),
    rows: group.runs.map((run) => rowView(run, lead)),
    older: group.older === 0 ? '' : `${counted(group.older, 'older run')} not shown (--limit)`,
  };
}

/** `only chat-1, chat-2`: as its flag is spelt, without the marks of JSON. */
function settingText(name: string, json: string): string {
  const flag = name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  return `${inert(flag, 40)} ${inert(plainText(json), 60)}`;
}

function plainText(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.every((item) => typeof item === 'string' || typeof item === 'number')
      ? items.join(', ')
      : json;
  } catch {
    return json;
  }
}

const trendColumns = 40;
/** So that noise does not look like a mountain: the drawing spans at least this many points. */
const leastSpan = 10;

/** The drawing's foot is not 0: its ends are told. */
function trendOf(runs: readonly HistoryRun[], lead: 'composite' | 'quality'): string {
  const values = runs.map((run) => run[lead] ?? undefined);
  const known = values.filter((value) => value !== undefined);
  if (known.length < 2) return '';
  const [least, greatest] = [Math.min(...known), Math.max(...known)];
  const foot = Math.max(0, Math.min(least, greatest - leastSpan));
  // A hair above the foot, so that the lowest run is drawn too.
  const raised = values.map((value) => (value === undefined ? undefined : value - foot + 0.01));
  const name = lead === 'composite' ? 'Composite' : 'Quality';
  return `${name} ${sparkline(raised, trendColumns)} ${formatScore(least)} to ${formatScore(greatest)}`;
}

function rowView(run: HistoryRun, lead: 'composite' | 'quality'): HistoryRowView {
  const score = (value: number | null) => (value === null ? nothing : formatScore(value));
  const change = lead === 'composite' ? run.compositeChange : run.qualityChange;
  return {
    runId: inert(run.runId, 60),
    time: formatTime(run.startedAt).replace(/ UTC$/u, ''),
    composite: score(run.composite),
    change: change === null ? '' : signed(change),
    quality: score(run.quality),
    speed: score(run.speed),
    cost: score(run.cost),
    streaming: score(run.streaming),
    modality: score(run.modality),
    ttft: run.ttftP50Ms === null ? nothing : formatMs(run.ttftP50Ms),
    costUsd: formatUsd(run.costUsd),
    note: [
      ...(run.complete ? [] : ['not finished']),
      ...(run.validity === 'valid' ? [] : [run.validity]),
      ...(run.rescored ? ['rescored'] : []),
    ].join(', '),
  };
}

function signed(points: number): string {
  const text = formatScore(Math.abs(points));
  if (text === '0.0') return '0.0';
  return `${points < 0 ? '-' : '+'}${text}`;
}
