import type { Mistake, SuiteDraft, TaskDraft } from './draft.js';
import { findSuite, suiteSearchPath } from './find-suite.js';
import type { SuitePlace } from './find-suite.js';
import { suiteDigest } from './identity.js';
import { sortedProblems } from './problem.js';
import type { SuiteProblem } from './problem.js';
import { readDraft } from './read-draft.js';
import { rules } from './rules/index.js';
import type { CardYaml } from './schema.js';
import type { Suite, SuiteCard } from './task.js';
import { taskDigest } from './task-digest.js';

export interface SuiteOptions {
  /** Folders whose suites can be named like shipped ones; `JANUS_SUITES` where left out. */
  readonly searchPath?: readonly string[] | undefined;
}

export interface SuiteLint {
  /** `public/dev`, or the folder's name. */
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** Undefined where a problem is an error. */
  readonly suite: Suite | undefined;
  /** All of all files, errors and warnings, in reading order. */
  readonly problems: readonly SuiteProblem[];
}

/** Finding the place of each takes time, and nobody reads on. */
const maxMistakes = 1_000;

/** Reads a suite and says everything that is wrong with it. Throws BenchError('usage') only where there is no suite at all. */
export async function lintSuite(reference: string, options: SuiteOptions = {}): Promise<SuiteLint> {
  const searchPath = options.searchPath ?? suiteSearchPath(process.env);
  return lintFolder(await findSuite(reference, searchPath), searchPath);
}

/** The suite in a folder that was already found; `searchPath` is where its templates may lie. */
export async function lintFolder(
  { folder, name }: SuitePlace,
  searchPath: readonly string[],
): Promise<SuiteLint> {
  const { draft, problems, mistakes } = await readDraft(folder, searchPath);
  const found = [...mistakes, ...rules.flatMap((rule) => [...rule(draft)])].slice(0, maxMistakes);
  const all = sortedProblems([...problems, ...found.map(toProblem)]);
  const isSound = !all.some(({ level }) => level === 'error');
  const suite =
    isSound && draft.card !== undefined ? buildSuite(draft, draft.card, { folder, name }) : undefined;
  return { name, folder, suite, problems: all };
}

function toProblem({ source, path, at, what, fix, level = 'error' }: Mistake): SuiteProblem {
  return { ...source.locate(path, at), level, what, fix };
}

function buildSuite(
  draft: SuiteDraft,
  written: CardYaml,
  { folder, name }: { folder: string; name: string },
): Suite {
  const { categories, ...rest } = written;
  const card: SuiteCard = {
    name,
    ...rest,
    categories: Object.fromEntries(
      Object.entries(categories).map(([category, { feeds, kinds }]) => [category, { feeds, kinds }]),
    ),
  };
  const tasks = draft.tasks.map(({ task }) => task);
  const assets = [...draft.assets, ...draft.modules].flatMap(([path, fact]) =>
    fact.kind !== 'refused' ? [[path, fact.sha256] as const] : [],
  );
  const digests = new Map(assets);
  const taskDigests = draft.tasks.map((each): [string, string] => {
    const own = assetsOf(each).map((path) => [path, digests.get(path) ?? ''] as const);
    return [each.task.id, taskDigest(each.task, { card, assets: new Map(own) })];
  });
  return {
    card,
    tasks,
    digest: suiteDigest(card, tasks, digests),
    taskDigests: new Map(taskDigests),
    folder,
  };
}

/** Paths that a task names, its modules among them. */
function assetsOf({ filled }: TaskDraft): readonly string[] {
  return filled.flatMap(({ images, graders }) => [
    ...images,
    ...graders.flatMap((spec) => (spec.type === 'custom' ? [spec.module] : [])),
  ]);
}
