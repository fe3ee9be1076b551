import { BenchError } from '../errors/bench-error.js';
import type { GateDecision } from '../compare/gate-decision.js';
import { gateRenderers, renderGatedResult } from '../report/gate-renderers.js';
import { githubGate } from '../report/github-gate.js';
import { githubRun } from '../report/github-run.js';
import { renderers } from '../report/index.js';
import { renderRunJunit } from '../report/junit-run.js';
import { isOnStdout, readReporterList, type Reporter } from '../report/reporter-list.js';
import { toGateView, type GateViewOptions } from '../report/gate-view.js';
import { toView } from '../report/view.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import { publicResult } from '../results/public-result.js';
import { readRecords } from '../results/read-records.js';
import type { RunResult } from '../results/run-result.js';
import type { Settings } from '../run/settings.js';
import { htmlReport } from './html-report.js';
import type { ReporterTexts } from './reporters.js';

export interface ToldRun {
  readonly result: RunResult;
  /** Its attempts.jsonl, for evidence; undefined where there is none. */
  readonly journal: string | undefined;
  /** What reading the run had to say. */
  readonly notes?: readonly string[] | undefined;
  /** What to type for it in a further command; left out: its id. */
  readonly reference?: string | undefined;
  /** What its gate decided; undefined: there was none. */
  readonly decision?: GateDecision | undefined;
}

/** A run in every form there is. */
export function runTexts({ result, journal, notes, reference, decision }: ToldRun): Required<ReporterTexts> {
  const view = toView(result, { notes });
  const gate = decision === undefined ? undefined : toGateView(decision, comparedIn(decision, reference));
  return {
    table: (page) =>
      renderers.table(view, { ...page, run: reference }) +
      (gate === undefined ? '' : gateRenderers.table(gate, page)),
    markdown: () =>
      (gate === undefined ? '' : `${gateRenderers.markdown(gate)}\n`) + renderers.markdown(view),
    json: () => (decision === undefined ? renderers.json(view) : renderGatedResult(result, decision)),
    csv: () => renderers.csv(view),
    jsonl: () => renderers.jsonl(view),
    html: () => htmlReport({ result, journal, notes, comparison: decision?.comparison ?? undefined }),
    junit: async () => renderRunJunit({ view, gate, records: await recordsOf(journal) }),
    // Annotations and summaries may be read by anybody who sees the repository.
    github: () => {
      const shown = result.suite.visibility === 'private' ? toView(publicResult(result), { notes }) : view;
      return gate === undefined ? githubRun(shown) : githubGate(gate, githubRun(shown));
    },
  };
}

function comparedIn({ baseline, candidate }: GateDecision, reference = candidate.runId): GateViewOptions {
  return { compared: baseline === null ? null : [baseline.name, reference] };
}

/** Evidence is an extra: a journal that cannot be read takes nothing else away. */
async function recordsOf(
  journal: string | undefined,
): Promise<ReadonlyMap<string, AttemptRecord> | undefined> {
  if (journal === undefined) return undefined;
  try {
    const { records } = await readRecords(journal);
    return new Map(records.map((record) => [record.attemptId, record]));
  } catch (problem) {
    if (problem instanceof BenchError) return undefined;
    throw problem;
  }
}

/** What a run with these settings is told by: `--reporter`, else a table on stdout unless stdout is for something else. */
export function reportersOf({
  reporter,
  json,
  jsonEvents,
  quiet,
}: Pick<Settings, 'reporter' | 'json' | 'jsonEvents' | 'quiet'>): readonly Reporter[] {
  const given = readReporterList(reporter).reporters.filter((each) => !(quiet && isForPeople(each)));
  const asked = reporter.length > 0 || jsonEvents || quiet || json;
  const usual: readonly Reporter[] = asked ? [] : [{ name: 'table', path: undefined }];
  const inJson = json && !given.some((each) => each.name === 'json' && isOnStdout(each));
  return [...(inJson ? [{ name: 'json', path: undefined } as const] : usual), ...given];
}

/** On stdout, for somebody who reads: half a run is no report. */
export function isForPeople({ name, path }: Reporter): boolean {
  return path === undefined && (name === 'table' || name === 'markdown');
}
