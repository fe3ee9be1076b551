import * as z from 'zod';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject } from '../lib/json.js';
import type { Json } from '../lib/json.js';
import { buildTask } from './build-task.js';
import { categoryFiles } from './category-files.js';
import type { CategoryFile } from './category-files.js';
import { inTask } from './draft.js';
import type { BrokenTask, Mistake, SuiteDraft, TaskDraft } from './draft.js';
import { fillDraft, graderMistakes } from './fill-draft.js';
import type { SuiteProblem } from './problem.js';
import { readAssets, readModules } from './read-assets.js';
import { problemOf, readSource, shownPath } from './read-source.js';
import { cardSchema, maxTasksAFile, suiteName, taskSchema } from './schema.js';
import type { CardYaml } from './schema.js';
import { openTemplates } from './templates.js';
import type { Templates } from './templates.js';
import type { YamlSource } from './yaml-source.js';
import { check } from './zod-problems.js';

export interface DraftRead {
  readonly draft: SuiteDraft;
  /** Of the files themselves. */
  readonly problems: readonly SuiteProblem[];
  /** Of what they hold, as far as the card or one task shows it. */
  readonly mistakes: readonly Mistake[];
}

/**
 * Reads a suite's files and every asset its tasks name; its templates are looked for in `searchPath`. Never throws
 * because of what they hold.
 */
export async function readDraft(folder: string, searchPath: readonly string[]): Promise<DraftRead> {
  const { source: cardSource, problems: cardProblems, refusal } = await readSource(folder, 'suite.yaml');
  const files = categoryFiles(cardSource.value);
  const problems = [...cardProblems, ...(await strayFiles(folder, files))];
  if (refusal !== undefined) problems.push(problemOf(cardSource.file, refusal.what, refusal.fix));
  const mistakes: Mistake[] = [];
  const card = checkCard(cardSource, mistakes);
  const complete = await completion({ folder, cardSource, searchPath }, mistakes);
  const tasks: TaskDraft[] = [];
  const broken: BrokenTask[] = [];
  for (const { category, file } of files) {
    const read = await readSource(folder, file);
    problems.push(...read.problems);
    if (read.refusal !== undefined)
      mistakes.push({ source: cardSource, path: ['categories', category], at: 'key', ...read.refusal });
    const completed = await complete(read.source, category);
    problems.push(...completed.problems);
    mistakes.push(...completed.mistakes);
    const items = checkItems(completed.source, category);
    tasks.push(...items.tasks);
    broken.push(...items.broken);
    mistakes.push(...items.mistakes);
  }
  const assets = await readAssets(
    folder,
    tasks.flatMap(({ filled }) => filled.flatMap(({ images }) => images)),
  );
  const modules = await readModules(folder, tasks.flatMap(modulesOf));
  return { draft: { cardSource, card, tasks, broken, assets, modules }, problems, mistakes };
}

function modulesOf({ filled }: TaskDraft): readonly string[] {
  const graders = filled.flatMap((variant) => variant.graders);
  return graders.flatMap((spec) => (spec.type === 'custom' ? [spec.module] : []));
}

function checkCard(source: YamlSource, mistakes: Mistake[]): CardYaml | undefined {
  if (source.value === undefined) return undefined;
  const checked = check(cardSchema, source.value);
  if (checked.kind === 'ok') return checked.value;
  mistakes.push(...checked.problems.map((spotted) => ({ source, ...spotted })));
  return undefined;
}

/** Each category's file as it stands, or with what the suite's templates add to it; with a broken key nothing is known. */
async function completion(
  place: Parameters<typeof openTemplates>[1],
  mistakes: Mistake[],
): Promise<Templates['complete']> {
  const { value } = place.cardSource;
  const name = isJsonObject(value) ? value['templates'] : undefined;
  const asItIs = (source: YamlSource) => Promise.resolve({ source, problems: [], mistakes: [] });
  if (name === undefined) return asItIs;
  // Of what is no text the card's own check has spoken.
  const opened =
    typeof name === 'string' && suiteName.test(name) ? await openTemplates(name, place) : undefined;
  if (opened !== undefined && 'complete' in opened) return opened.complete;
  if (opened !== undefined) mistakes.push(opened);
  return (source) => asItIs({ ...source, value: undefined });
}

/** A task file that no category reads is a typing mistake that would silently leave tasks out. */
async function strayFiles(folder: string, files: readonly CategoryFile[]): Promise<readonly SuiteProblem[]> {
  if (files.length === 0) return [];
  const known = new Set(['suite.yaml', ...files.map(({ file }) => file)]);
  const stray = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name) && !known.has(name)).sort();
  return stray.map((name) =>
    problemOf(
      shownPath(join(folder, name)),
      'no category reads this file',
      'name it in suite.yaml, or remove it',
    ),
  );
}

interface Items {
  readonly tasks: readonly TaskDraft[];
  readonly broken: readonly BrokenTask[];
  readonly mistakes: readonly Mistake[];
}

function checkItems(source: YamlSource, category: string): Items {
  const { value } = source;
  if (value === undefined) return { tasks: [], broken: [], mistakes: [] };
  const refuse = (what: string, fix: string): Items => {
    return { tasks: [], broken: [], mistakes: [{ source, path: [], at: 'value', what, fix }] };
  };
  if (!Array.isArray(value)) return refuse('the file is no list of tasks', 'start each task with `- id:`');
  const list: readonly Json[] = value;
  if (list.length === 0) return refuse('the file holds no task', 'add one, or remove the category');
  if (list.length > maxTasksAFile)
    return refuse(`the file holds ${list.length} tasks`, `keep it under ${maxTasksAFile}`);
  const items = list.map((item, index) => checkItem(item, { category, source, path: [index] }));
  return {
    tasks: items.flatMap(({ task }) => (task === undefined ? [] : [task])),
    broken: items.flatMap(({ task }, index) => {
      return task === undefined ? [{ category, source, path: [index], value: list[index] ?? null }] : [];
    }),
    mistakes: items.flatMap(({ mistakes }) => mistakes),
  };
}

function checkItem(
  item: Json,
  place: Pick<TaskDraft, 'category' | 'source' | 'path'>,
): { readonly task?: TaskDraft; readonly mistakes: readonly Mistake[] } {
  const checked = check(taskSchema, item);
  if (checked.kind === 'wrong') {
    const own = checked.problems.map(({ path, ...spotted }) => inTask(place, path, spotted));
    return { mistakes: [...own, ...gradersOfBroken(item, place)] };
  }
  const written = checked.value;
  const task = buildTask(written, place.category);
  const { filled, mistakes } = fillDraft({ ...place, task });
  return { task: { ...place, written, task, filled }, mistakes };
}

const gradedPart = z.object({ graders: taskSchema.shape.graders, variants: taskSchema.shape.variants });

/** So that a mistake elsewhere in the task does not hide one in its graders; those with placeholders wait until it is mended. */
function gradersOfBroken(item: Json, place: Pick<TaskDraft, 'source' | 'path'>): readonly Mistake[] {
  const part = gradedPart.safeParse(item);
  if (!part.success || JSON.stringify(part.data.graders).includes('{{')) return [];
  return graderMistakes({ ...place, task: part.data });
}
