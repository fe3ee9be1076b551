import { BenchError } from '../errors/bench-error.js';
import type { GraderServices } from '../graders/define-grader.js';
import type { Grade } from '../graders/grade.js';
import { sha256 } from '../lib/digest.js';
import type { ChatRequest } from '../target/exchange.js';
import { buildChatRequest } from '../target/request.js';
import type { AssetReader } from './assets.js';
import { fillTask } from './fill-task.js';
import { imageMimeType } from './image-type.js';
import { firstMessages, toolDefinitions } from './messages.js';
import { quoted } from './problem.js';
import { attackers } from './selftest/attackers.js';
import { openBench } from './selftest/trial.js';
import type { FilledTask, Sample, Suite, Task } from './task.js';
import { drawNonce, pickVariant } from './variant.js';
import { adviceOn } from './zod-problems.js';

export interface PreviewChoice {
  readonly taskId: string;
  /** Row of the variants, from 0; drawn from the seed as a run does where left out. */
  readonly variant?: number | undefined;
  /** From 0. */
  readonly repeat: number;
  readonly seed: string;
}

/** A task as one attempt would send it, with what its graders make of every answer that is known. */
export interface Preview {
  readonly task: FilledTask;
  /** Rows the task has. */
  readonly variants: number;
  readonly images: readonly PreviewImage[];
  /** The body of the first request; the model's name is the run's. */
  readonly request: ChatRequest;
  readonly samples: readonly PreviewSample[];
}

export interface PreviewImage {
  readonly path: string;
  readonly mimeType: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface PreviewSample {
  /** `oracle 1`, `wrong 2`, `attacker: echo of the prompt`. */
  readonly label: string;
  readonly isRight: boolean;
  readonly sample: Sample;
  readonly grade: Grade;
}

/** The task and its values that `choice` comes to. Throws BenchError('usage') on a task or a row there is not. */
export function choosePreview(suite: Suite, choice: PreviewChoice): FilledTask {
  const { taskId, repeat, seed } = choice;
  const task = findTask(suite, taskId);
  const variant = choice.variant ?? pickVariant({ seed, task, repeat });
  if (task.variants[variant] === undefined)
    throw new BenchError('usage', `${quoted(taskId)} has no row ${variant + 1} of variants`, {
      hint: `It has ${task.variants.length}.`,
    });
  return fillTask(task, variant, drawNonce({ seed, taskId, repeat }));
}

function findTask({ card, tasks }: Suite, taskId: string): Task {
  const task = tasks.find(({ id }) => id === taskId);
  if (task !== undefined) return task;
  const advice = adviceOn(
    taskId,
    tasks.map(({ id }) => id),
  );
  throw new BenchError('usage', `there is no task ${quoted(taskId)} in ${quoted(card.name)}`, {
    hint: advice.length > 400 ? '`janus-bench suites` lists the suites; --suite names another.' : advice,
  });
}

/** Builds the request and grades every sample and attacker. `services` are those of a run; nobody else is asked. */
export async function previewTask(
  task: FilledTask,
  suite: Suite,
  { asset, services }: { readonly asset: AssetReader; readonly services: GraderServices },
): Promise<Preview> {
  const request = buildChatRequest({
    model: 'default',
    messages: await firstMessages(task, asset),
    tools: toolDefinitions(task),
    extra: task.request,
  });
  const images = await Promise.all(task.images.map((path) => imageFacts(path, asset)));
  const bench = openBench(task, services);
  const samples: PreviewSample[] = [];
  for (const candidate of candidatesOf(task, suite)) {
    const { grade } = await bench.try(candidate.sample);
    samples.push({ ...candidate, grade });
  }
  return { task, variants: variantsOf(task, suite).length, images, request, samples };
}

async function imageFacts(path: string, asset: AssetReader): Promise<PreviewImage> {
  const bytes = await asset(path);
  return {
    path,
    mimeType: imageMimeType(bytes) ?? 'application/octet-stream',
    bytes: bytes.byteLength,
    sha256: sha256(bytes),
  };
}

function candidatesOf(task: FilledTask, suite: Suite): readonly Omit<PreviewSample, 'grade'>[] {
  const rows = variantsOf(task, suite).map((_, row) => fillTask(taskOf(task, suite), row, task.nonce));
  const attacks = attackers.flatMap(({ name, attack }) => {
    const sample = attack(task, rows);
    return sample === undefined ? [] : [{ label: `attacker: ${name}`, isRight: false, sample }];
  });
  return [
    ...task.oracle.map((sample, index) => ({ label: `oracle ${index + 1}`, isRight: true, sample })),
    ...task.wrong.map((sample, index) => ({ label: `wrong ${index + 1}`, isRight: false, sample })),
    ...attacks,
  ];
}

function variantsOf(task: FilledTask, suite: Suite): Task['variants'] {
  return taskOf(task, suite).variants;
}

function taskOf({ id }: FilledTask, suite: Suite): Task {
  return findTask(suite, id);
}
