import type { RunHeader } from '../results/run-header.js';
import type { RunResult } from '../results/run-result.js';
import type { Journal } from '../results/journal-file.js';
import { janusComposite, profileDigest } from '../scoring/profile.js';
import type { Suite } from '../suite/task.js';
import { suiteFacts, taskFacts } from './header.js';
import type { RecordedSettings } from './recorded-settings.js';
import { changesBetween, type RunChanges } from './rescore-causes.js';

export interface RescoredHeaderParts {
  readonly runId: string;
  readonly rescoredAt: Date;
  readonly version: string;
  readonly journal: Journal;
  readonly journalSha256: string;
  /** Of the run that is rescored; undefined: this program cannot score it, and it has none. */
  readonly result: Pick<RunResult, 'scores' | 'tasks'> | undefined;
  readonly suite: Suite;
  readonly suiteReference: string;
  readonly judge: RunHeader['judge'];
  readonly recorded: RecordedSettings;
}

/** The first line of a rescored run: the measurement is that of the old one, what graded and scores it is of today. */
export function rescoredHeader(parts: RescoredHeaderParts): {
  readonly header: RunHeader;
  readonly changes: RunChanges;
} {
  const { journal, suite, version, judge } = parts;
  const { header: old } = journal;
  const known = new Map(suite.tasks.map((task) => [task.id, task]));
  const now = {
    ...old,
    runId: parts.runId,
    version,
    settings: { ...old.settings, ...parts.recorded },
    suite: suiteFacts(suite, parts.suiteReference),
    profile: {
      id: janusComposite.id,
      version: janusComposite.version,
      digest: profileDigest(janusComposite),
    },
    judge,
    tasks: old.tasks.flatMap(({ id }) => {
      const task = known.get(id);
      return task === undefined ? [] : [taskFacts(task, suite)];
    }),
    order: old.order.filter((attemptId) => known.has(taskIdOf(attemptId))),
    warmUpTraces: tracesBeside(journal, known),
  };
  const changes = changesBetween(old, now);
  return { header: { ...now, rescoredFrom: originOf(parts, changes) }, changes };
}

function originOf(
  { journal: { header: old }, journalSha256, rescoredAt, result, suite }: RescoredHeaderParts,
  changes: RunChanges,
): NonNullable<RunHeader['rescoredFrom']> {
  const { name, version, digest } = old.suite;
  const ids = new Set(suite.tasks.map(({ id }) => id));
  const asked = new Set(old.tasks.map(({ id }) => id));
  const wasWhole = old.tasks.length === old.suite.tasks;
  return {
    runId: old.runId,
    version: old.version,
    journalSha256,
    rescoredAt: rescoredAt.toISOString(),
    suite: { name, version, digest },
    profile: old.profile,
    judge: old.judge,
    causes: Object.values(changes).filter((cause): cause is string => cause !== undefined),
    scores: result?.scores ?? null,
    tasks: (result?.tasks ?? []).map(({ id, quality }) => ({ id, quality })),
    goneTasks: [...asked].filter((id) => !ids.has(id)),
    // Of a filtered run nobody can say which of the others came later.
    newTasks: wasWhole ? [...ids].filter((id) => !asked.has(id)) : [],
  };
}

/** Requests that no attempt of the new run holds: metered usage of theirs is not stray. */
function tracesBeside({ records, warmUpTraces }: Journal, known: ReadonlyMap<string, unknown>): string[] {
  const gone = records.filter(({ taskId }) => !known.has(taskId));
  return [
    ...warmUpTraces,
    ...gone.flatMap(({ exchanges }) => exchanges.map(({ traceparent }) => traceparent)),
  ];
}

function taskIdOf(attemptId: string): string {
  return attemptId.slice(0, attemptId.lastIndexOf('#'));
}
