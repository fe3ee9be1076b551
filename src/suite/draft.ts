import type { Json } from '../lib/json.js';
import type { SuiteProblem } from './problem.js';
import type { CardYaml, TaskYaml } from './schema.js';
import type { FilledTask, Task } from './task.js';
import type { YamlPath, YamlSource } from './yaml-source.js';
import type { Spotted } from './zod-problems.js';

/** A suite while it is being checked: what could be read of it, and where each piece stands. */
export interface SuiteDraft {
  readonly cardSource: YamlSource;
  /** Undefined where the card has mistakes. */
  readonly card: CardYaml | undefined;
  readonly tasks: readonly TaskDraft[];
  /** Items of the task files that have mistakes of their own: rules about the whole suite still see that they are there. */
  readonly broken: readonly BrokenTask[];
  /** Every path a task names, with what lies there. */
  readonly assets: ReadonlyMap<string, AssetFact>;
  /** Every module a custom grader names, with what lies there. */
  readonly modules: ReadonlyMap<string, AssetFact>;
}

export interface TaskDraft {
  readonly category: string;
  readonly source: YamlSource;
  /** Where the task stands in its file. */
  readonly path: YamlPath;
  readonly written: TaskYaml;
  readonly task: Task;
  /** One a variant; empty where a placeholder or a grader has mistakes. */
  readonly filled: readonly FilledTask[];
}

export interface BrokenTask {
  readonly category: string;
  readonly source: YamlSource;
  readonly path: YamlPath;
  readonly value: Json;
}

export type AssetFact =
  | { readonly kind: 'image' | 'module'; readonly sha256: string }
  | { readonly kind: 'refused'; readonly what: string; readonly fix: string };

/** A mistake a rule found. */
export interface Mistake extends Spotted {
  readonly source: YamlSource;
  readonly level?: SuiteProblem['level'];
}

/** Looks at the whole draft, yields what is wrong. Pure. */
export type Rule = (draft: SuiteDraft) => Iterable<Mistake>;

/** A mistake at `step`s below a task. */
export function inTask(
  { source, path }: Pick<TaskDraft, 'source' | 'path'>,
  steps: YamlPath,
  { what, fix, at = 'value' }: { what: string; fix: string; at?: 'key' | 'value' },
): Mistake {
  return { source, path: [...path, ...steps], at, what, fix };
}
