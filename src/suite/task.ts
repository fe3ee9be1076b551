import type { JsonObject, Json } from '../lib/json.js';
import type { GraderSpec } from '../graders/index.js';

/** Whose target times and prices a task is held to (METHODOLOGY section 5). */
export const taskClasses = ['chat', 'coding', 'research', 'agentic', 'multimodal'] as const;
export type TaskClass = (typeof taskClasses)[number];

export const modalityKinds = ['image_input', 'artifact_output', 'multimodal_task'] as const;
export type ModalityKind = (typeof modalityKinds)[number];

/** The dimension a category's answers count for; every category is in the efficiency pool. */
export type Feeds = 'quality' | 'modality' | 'none';

/** A suite after loading: every default applied, every reference checked, templates not yet filled. */
export interface Suite {
  readonly card: SuiteCard;
  /** In file order. */
  readonly tasks: readonly Task[];
  /** SHA-256 over every byte that can change a result. */
  readonly digest: string;
  /** By task id: SHA-256 over what can change that task's answer or grade. */
  readonly taskDigests: ReadonlyMap<string, string>;
  /** Absolute folder the suite was read from: assets lie below it. */
  readonly folder: string;
}

export interface SuiteCard {
  /** `public/dev`, or the folder's name for a suite given by path. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly licence: string;
  readonly canary: string;
  readonly provenance: string;
  readonly knownWeaknesses: readonly string[];
  /** `private` keeps prompts out of public results. */
  readonly visibility: 'public' | 'private';
  /** The suite whose tasks this one varies; what they say is written out in the tasks here. */
  readonly templates?: string | undefined;
  readonly categories: Readonly<
    Record<string, { readonly feeds: Feeds; readonly kinds: readonly ModalityKind[] }>
  >;
}

export interface Task {
  readonly id: string;
  readonly category: string;
  readonly class: TaskClass;
  /** Only in categories that feed modality. */
  readonly kind?: ModalityKind | undefined;
  /** The two tasks sharing this are one counterfactual pair: both get the smaller quality. */
  readonly pair?: string | undefined;
  /** Tasks of one template are one cluster in every interval; the id where none is given. */
  readonly template: string;
  readonly difficulty: 'easy' | 'medium' | 'hard';
  readonly system?: string | undefined;
  /** The user's messages; each after the first is sent when the previous was answered. At least one. */
  readonly turns: readonly string[];
  /** Paths below the suite's folder, sent with the first turn as data URLs. */
  readonly images: readonly string[];
  readonly tools: readonly TaskTool[];
  /** Exchanges the tool loop may take in one turn. */
  readonly maxRounds: number;
  /** The author's own target, in place of the class's. */
  readonly target: { readonly latencyMs?: number | undefined; readonly costUsd?: number | undefined };
  readonly request: JsonObject;
  /** Templates: what they grade is known, and checked against the graders' schema, once a variant is filled in. */
  readonly graders: readonly JsonObject[];
  /** Right answers: the first is the oracle, the others the same in other words. */
  readonly oracle: readonly Sample[];
  /** Answers that must fail. */
  readonly wrong: readonly Sample[];
  /** Rows of values for `{{name}}`; one empty row where the task has no variants. */
  readonly variants: readonly Readonly<Record<string, Json>>[];
}

export interface TaskTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonObject;
  /** Tried in order; the first whose `when` is met and that is not used up answers. */
  readonly responses: readonly ToolResponse[];
}

export interface ToolResponse {
  /** Arguments that must be there with these values (numbers as numbers, strings trimmed); others are free. Absent: any call. */
  readonly when?: JsonObject | undefined;
  /** How many calls it answers; unlimited if left out. */
  readonly times?: number | undefined;
  /** Sent back as the tool message: text as it is, anything else as JSON. */
  readonly result: Json;
}

/** An answer written by the author: one exchange, or several where the task takes several. */
export interface Sample {
  readonly exchanges: readonly SampleExchange[];
}

export interface SampleExchange {
  readonly content: string;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: JsonObject }[];
  readonly artifacts: readonly {
    readonly id?: string | undefined;
    readonly type?: string | undefined;
    readonly mimeType?: string | undefined;
    readonly url: string;
  }[];
}

/**
 * A task with one variant's values filled in: what is sent and what is graded. `{{nonce}}` is a fresh
 * `nx-` and eight letters or digits per attempt, drawn from the seed, so that no answer can be known beforehand.
 */
export interface FilledTask extends Omit<Task, 'graders'> {
  readonly graders: readonly GraderSpec[];
  /** Index of the row of `variants`. */
  readonly variant: number;
  readonly nonce: string;
}
