import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { listRuns } from '../results/find-run.js';
import { readRun } from '../results/read-run.js';
import type { RunResult } from '../results/run-result.js';
import { suiteSearchPath } from '../suite/find-suite.js';
import { loadSuite } from '../suite/load-suite.js';
import { quoted } from '../suite/problem.js';
import { selectTasks } from '../suite/select.js';
import type { Suite } from '../suite/task.js';
import { changedTasks } from './changed-tasks.js';
import { selectionOf } from './choose-work.js';
import { failedTasks } from './failed-tasks.js';
import type { LayeredSettings } from './layered-settings.js';
import { newestRun } from './setting-kinds.js';

/** `none`: nothing that was selected failed, or changed, so there is nothing to run. */
export type Narrowed<Loaded extends LayeredSettings = LayeredSettings> =
  | { readonly kind: 'some'; readonly loaded: Loaded; readonly notes: readonly string[] }
  | { readonly kind: 'none'; readonly why: string };

/**
 * Settings in which `--last-failed` and `--only-changed` have become task ids (`only`), so that a resume and a reader of
 * the result see the tasks themselves; paths must be resolved already. Throws BenchError('usage') where the named run is
 * not there or does not say what its tasks were, and as `selectTasks` does.
 */
export async function narrowTasks<Loaded extends LayeredSettings>(
  loaded: Loaded,
  env: NodeJS.ProcessEnv,
): Promise<Narrowed<Loaded>> {
  const { lastFailed, onlyChanged, suite: reference } = loaded.settings;
  if (lastFailed === undefined && onlyChanged === undefined) return { kind: 'some', loaded, notes: [] };
  const suite = await loadSuite(reference, { searchPath: suiteSearchPath(env) });
  const steps: readonly (Step | undefined)[] = [
    lastFailed === undefined ? undefined : await lastFailedStep(suite, loaded, lastFailed),
    onlyChanged === undefined ? undefined : await onlyChangedStep(suite, loaded, onlyChanged),
  ];
  return steps.reduce<Narrowed<Loaded>>(
    (before, step) => (before.kind === 'none' || step === undefined ? before : narrowed(before, suite, step)),
    { kind: 'some', loaded, notes: [] },
  );
}

interface Step {
  readonly key: 'lastFailed' | 'onlyChanged';
  /** The run it rests on; undefined: there is none, and nothing is left out. */
  readonly run: RunResult | undefined;
  readonly ids: ReadonlySet<string>;
  /** What those tasks did: `did not fully pass in run X`. */
  readonly did: string;
  /** What all did where none did that: `passed fully in run X`. */
  readonly didNot: string;
}

async function lastFailedStep(
  suite: Suite,
  { settings: { output } }: LayeredSettings,
  reference: string,
): Promise<Step> {
  const run =
    reference === newestRun ? await newestOf(suite, output) : (await readRun(reference, output)).result;
  if (run !== undefined) requireSharedTasks(run, suite);
  return {
    key: 'lastFailed',
    run,
    ids: run === undefined ? new Set() : failedTasks(run),
    did: `did not fully pass in run ${nameOf(run)}`,
    didNot: `passed fully in run ${nameOf(run)}`,
  };
}

async function onlyChangedStep(
  suite: Suite,
  { settings: { output } }: LayeredSettings,
  reference: string,
): Promise<Step> {
  const { result: run } = await readRun(reference, output);
  requireSharedTasks(run, suite);
  return {
    key: 'onlyChanged',
    run,
    ids: changedTasks(run, suite),
    did: `are not as run ${nameOf(run)} measured them: changed, new, or left out of it`,
    didNot: `are as run ${nameOf(run)} measured them`,
  };
}

/** The newest run of a suite of this name that can be read; it may be of another version of the suite. */
async function newestOf({ card }: Suite, output: string): Promise<RunResult | undefined> {
  for (const { folder } of await listRuns(output)) {
    const result = await readRun(folder, output).then(
      (read) => read.result,
      () => undefined,
    );
    if (result?.suite.name === card.name) return result;
  }
  return undefined;
}

function requireSharedTasks({ run, suite: then, tasks }: RunResult, { card, tasks: now }: Suite): void {
  const known = new Set(now.map(({ id }) => id));
  if (tasks.some(({ id }) => known.has(id))) return;
  throw new BenchError(
    'usage',
    `run ${inert(run.id, 80)} is of ${inert(quoted(then.name), 80)}, and ${quoted(card.name)} has none of its tasks`,
    { hint: 'Name a run of this suite.' },
  );
}

function narrowed<Loaded extends LayeredSettings>(
  { loaded, notes }: Extract<Narrowed<Loaded>, { kind: 'some' }>,
  suite: Suite,
  { key, run, ids, did, didNot }: Step,
): Narrowed<Loaded> {
  const { settings, sources } = loaded;
  if (run === undefined) {
    const note = `there is no earlier run of ${quoted(suite.card.name)} in ${settings.output}: every task is run`;
    return { kind: 'some', loaded, notes: [...notes, note] };
  }
  const { tasks: selected } = selectTasks(suite, { ...selectionOf(settings), limit: undefined });
  const only = selected.flatMap(({ id }) => (ids.has(id) ? [id] : []));
  if (only.length === 0) return { kind: 'none', why: `${selectedTasks(selected.length)} ${didNot}` };
  return {
    kind: 'some',
    loaded: {
      ...loaded,
      settings: { ...settings, only, [key]: run.run.id },
      sources: { ...sources, only: `${sources[key]} (run ${nameOf(run)})` },
    },
    notes: [...notes, `${only.length} of ${selected.length} selected tasks ${did}`],
  };
}

function selectedTasks(count: number): string {
  return count === 1 ? 'the one selected task' : `all ${count} selected tasks`;
}

function nameOf(run: RunResult | undefined): string {
  return inert(run?.run.id ?? '', 80);
}
