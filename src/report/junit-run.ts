import { groupBy } from '../lib/group-by.js';
import { inert } from '../lib/inert.js';
import { formatMs } from '../lib/quantity.js';
import { shellQuote } from '../lib/shell-quote.js';
import type { AttemptRecord } from '../results/attempt-record.js';
import { judgedAttempts, type JudgedAttempt } from './answer-kind.js';
import { criteriaLines } from './criteria-lines.js';
import type { GateView } from './gate-view.js';
import { openInk } from './ink.js';
import { gateSuite } from './junit-gate.js';
import { renderJunit, type JunitCase, type JunitProblem, type JunitSuite } from './junit.js';
import { runCheckCases } from './junit-run-checks.js';
import { targetHost } from './target-host.js';
import { meaningOf, twinMeaning } from './view-answers.js';
import type { View } from './view.js';

export interface JunitRun {
  readonly view: View;
  /** By attempt id, for the evidence a grade rests on; none where there is no journal. */
  readonly records?: ReadonlyMap<string, AttemptRecord> | undefined;
  /** What a gate decided of it. */
  readonly gate?: GateView | undefined;
}

/**
 * A run for CI servers: one suite a category with a test for each attempt, and before them one about the run itself, so
 * that half a run or an invalid one is never all green. A test's name is its task's, as long as there is one repeat: a
 * server then shows its history. Wrong is a failure, what we could not judge an error, what does not apply skipped.
 */
export function renderRunJunit(run: JunitRun): string {
  const { result } = run.view;
  const categoryOf = new Map(result.tasks.map(({ id, category }) => [id, category]));
  const judged = groupBy(judgedAttempts(result), ({ row }) => categoryOf.get(row.taskId));
  return renderJunit([
    checkSuite(run),
    ...(run.gate === undefined ? [] : [gateSuite(run.gate, placeOf(run.view))]),
    ...result.categories.map(({ name }) => categorySuite(name, { run, attempts: judged.get(name) ?? [] })),
  ]);
}

function checkSuite({ view }: JunitRun): JunitSuite {
  const { result, composite, dimensions, notices, answers, runId } = view;
  const scores = [composite, ...dimensions].map(({ label, value }) => [label.toLowerCase(), value] as const);
  return {
    ...placeOf(view),
    name: `${view.suite} run`,
    properties: {
      run: runId,
      suite: view.suite,
      suiteDigest: result.suite.digest,
      target: result.target.url,
      model: result.target.model,
      profile: `${result.profile.id}@${result.profile.version}`,
      validity: result.validity.status,
      ...Object.fromEntries(scores),
    },
    cases: runCheckCases(view),
    notes: [
      `composite ${composite.value} ${composite.interval}`.trim(),
      [answers.right, ...answers.others].join(', '),
      ...notices.map(({ text }) => text),
      `janus-bench report ${shellQuote(runId)}`,
    ].join('\n'),
  };
}

interface CategoryPart {
  readonly run: JunitRun;
  readonly attempts: readonly JudgedAttempt[];
}

function categorySuite(category: string, { run, attempts }: CategoryPart): JunitSuite {
  const { view } = run;
  const row = view.categories.find(({ name }) => name === inert(category, 40));
  const cases = attempts.map((judged) => caseOf(judged, { run, category }));
  return {
    ...placeOf(view),
    name: `${view.suite} ${category}`,
    tookMs: cases.reduce((sum, { tookMs }) => sum + tookMs, 0),
    properties:
      row === undefined
        ? {}
        : { quality: row.quality, right: row.right, feeds: row.feeds, ttftP50: row.ttft },
    cases,
    notes: '',
  };
}

function placeOf({ result }: View) {
  return { hostname: targetHost(result.target.url), startedAt: result.run.startedAt, tookMs: 0 };
}

function caseOf(
  judged: JudgedAttempt,
  { run, category }: { readonly run: JunitRun; readonly category: string },
): JunitCase {
  const { row } = judged;
  const { result } = run.view;
  return {
    // Jenkins parts a class from its package at the last dot.
    className: `${result.suite.name.replaceAll('.', '_')}.${category.replaceAll('.', '_')}`,
    name: result.run.repeat === 1 ? row.taskId : row.attemptId,
    tookMs: row.lifecycleMs ?? 0,
    problem: problemOf(judged, run),
  };
}

function problemOf(judged: JudgedAttempt, run: JunitRun): JunitProblem | undefined {
  const { row, kind, twin } = judged;
  const reason = inert(row.reason, 300);
  const text = storyOf(judged, run);
  const isOurs = row.outcome === 'harness_error' || (row.outcome === 'ok' && row.verdict === 'error');
  if (isOurs) return { kind: 'error', type: 'not_graded', message: `not graded: ${reason}`, text };
  if (kind === 'not_graded') return { kind: 'skipped', message: `does not apply: ${reason}`, text };
  if (kind !== 'right')
    return { kind: 'failure', type: kind, message: `${meaningOf(kind)}: ${reason}`, text };
  return twin === undefined ? undefined : { kind: 'skipped', message: twinMeaning(twin.problem), text };
}

const evidenceLines = 200;

/** What happened, what it rests on, and how to see the whole of it. */
function storyOf({ row }: JudgedAttempt, { view, records }: JunitRun): string {
  const record = records?.get(row.attemptId);
  const times = [
    ...(row.ttftMs === null ? [] : [`TTFT ${formatMs(row.ttftMs)}`]),
    ...(row.lifecycleMs === null ? [] : [`took ${formatMs(row.lifecycleMs)}`]),
  ];
  const evidence =
    record === undefined
      ? []
      : criteriaLines(record, { columns: 100, ink: openInk(false) }).slice(0, evidenceLines);
  return [
    inert(row.reason, 1_000),
    ...(times.length === 0 ? [] : [times.join(', ')]),
    ...evidence,
    `janus-bench report ${shellQuote(view.runId)} --attempt ${shellQuote(inert(row.attemptId, 120))}`,
  ].join('\n');
}
