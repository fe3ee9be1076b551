import { graderSpecSchema } from '../graders/index.js';
import type { GraderSpec } from '../graders/index.js';
import { isJsonObject } from '../lib/json.js';
import type { Json, JsonObject } from '../lib/json.js';
import { check, valueAt } from './zod-problems.js';
import type { Checked } from './zod-problems.js';
import { asText, fillJson, fillObject, fillText, wholeName } from './template.js';
import type { Values } from './template.js';
import type { YamlPath } from './yaml-source.js';
import type { FilledTask, Sample, Task, TaskTool } from './task.js';

/**
 * The task as it is sent and graded: the values of row `variant` and the nonce stand for `{{name}}` and `{{nonce}}`.
 * Prompts, samples' contents and the like stay text whatever the value's type; inside JSON (tool results, arguments,
 * graders) a text that is exactly `{{name}}` takes the value's own type, except where a grader wants text.
 * Throws RangeError on a variant there is not, and on graders that `lintSuite` would have refused.
 */
export function fillTask(task: Task, variant: number, nonce: string): FilledTask {
  const row = task.variants[variant];
  if (row === undefined)
    throw new RangeError(`${task.id} has ${task.variants.length} variants, not ${variant + 1}`);
  const values: Values = { ...row, nonce };
  const text = (template: string) => fillText(template, values);
  return {
    ...task,
    system: task.system === undefined ? undefined : text(task.system),
    turns: task.turns.map(text),
    images: task.images.map(text),
    tools: task.tools.map((tool) => fillTool(tool, values)),
    graders: task.graders.map((template) => filledGrader(task.id, template, values)),
    oracle: task.oracle.map((sample) => fillSample(sample, values)),
    wrong: task.wrong.map((sample) => fillSample(sample, values)),
    variant,
    nonce,
  };
}

/** One grader with its values in, checked and with its defaults, or what the graders' schema has against it. */
export function fillGrader(template: JsonObject, values: Values): Checked<GraderSpec> {
  const filled = fillObject(template, values);
  const checked = check(graderSpecSchema, filled);
  if (checked.kind === 'ok') return checked;
  const repaired = withTexts(
    template,
    filled,
    checked.problems.map(({ path }) => path),
  );
  return repaired === undefined ? checked : check(graderSpecSchema, repaired);
}

function filledGrader(taskId: string, template: JsonObject, values: Values): GraderSpec {
  const checked = fillGrader(template, values);
  if (checked.kind === 'ok') return checked.value;
  throw new RangeError(
    `a grader of ${taskId} cannot be used: ${checked.problems.map(({ what }) => what).join('; ')}`,
  );
}

/** The refused places that hold a number or a truth put in by `{{name}}`, as text; undefined where there are none. */
function withTexts(
  template: JsonObject,
  filled: JsonObject,
  refused: readonly YamlPath[],
): JsonObject | undefined {
  const paths = refused.filter((path) => {
    const written = valueAt(template, path);
    const isWhole = typeof written === 'string' && wholeName(written) !== undefined;
    return isWhole && ['number', 'boolean'].includes(typeof valueAt(filled, path));
  });
  if (paths.length === 0) return undefined;
  const repaired = paths.reduce<Json>(textAt, filled);
  return isJsonObject(repaired) ? repaired : undefined;
}

function textAt(value: Json, [step, ...rest]: YamlPath): Json {
  if (step === undefined) return asText(value);
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === step ? textAt(item, rest) : item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === step && member !== undefined ? textAt(member, rest) : member,
    ]),
  );
}

function fillTool(tool: TaskTool, values: Values): TaskTool {
  return {
    name: tool.name,
    description: fillText(tool.description, values),
    parameters: fillObject(tool.parameters, values),
    responses: tool.responses.map(({ when, times, result }) => ({
      when: when === undefined ? undefined : fillObject(when, values),
      times,
      result: fillJson(result, values),
    })),
  };
}

function fillSample({ exchanges }: Sample, values: Values): Sample {
  return {
    exchanges: exchanges.map(({ content, toolCalls, artifacts }) => ({
      content: fillText(content, values),
      toolCalls: toolCalls.map((call) => ({
        name: call.name,
        arguments: fillObject(call.arguments, values),
      })),
      artifacts: artifacts.map((artifact) => ({ ...artifact, url: fillText(artifact.url, values) })),
    })),
  };
}
