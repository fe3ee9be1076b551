import * as z from 'zod';
import { graderSpecSchema } from '../graders/index.js';
import { isJsonObject } from '../lib/json.js';
import type { Json, JsonObject } from '../lib/json.js';
import { cardSchema, maxTasksAFile, taskSchema } from './schema.js';

/**
 * JSON Schema (2020-12) of what an author writes, for editors: `card` is suite.yaml, `tasks` a category's file. What only
 * the whole suite shows (ids, pairs, placeholders without a value) is left to `lintSuite`. `varied-tasks` is a category of
 * a suite whose card names templates: of a task only its id is needed.
 */
export function suiteJsonSchema(part: 'card' | 'tasks' | 'varied-tasks'): JsonObject {
  if (part === 'card') return { title: 'A suite’s card: suite.yaml', ...toJsonSchema(cardSchema) };
  const whole = taskSchema.extend({ graders: z.array(graderSpecSchema).min(1).max(32) });
  const task = part === 'tasks' ? whole : whole.partial().required({ id: true });
  const file = toJsonSchema(z.array(task).min(1).max(maxTasksAFile));
  const graders = ['items', 'properties', 'graders', 'items', 'oneOf'];
  return { title: 'A category of a suite: a list of tasks', ...changedAt(file, graders, withPlaceholders) };
}

function toJsonSchema(schema: z.ZodType): JsonObject {
  const result = z.json().parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  if (!isJsonObject(result)) throw new TypeError('a JSON Schema is an object');
  return result;
}

function changedAt(
  value: JsonObject,
  [step, ...rest]: readonly string[],
  change: (value: Json) => Json,
): JsonObject {
  const member = step === undefined ? undefined : value[step];
  if (step === undefined || member === undefined) throw new RangeError('the schema has another shape');
  if (rest.length === 0) return { ...value, [step]: change(member) };
  if (!isJsonObject(member)) throw new RangeError('the schema has another shape');
  return { ...value, [step]: changedAt(member, rest, change) };
}

const placeholder = { type: 'string', pattern: '\\{\\{[A-Za-z][A-Za-z0-9_]*\\}\\}' };

/** A grader's `"{{total}}"` stands where a number will be; its `type` and its keys are never filled in. */
function withPlaceholders(graders: Json): Json {
  if (!Array.isArray(graders)) throw new RangeError('the schema has another shape');
  const list: readonly Json[] = graders;
  return list.map((grader) => (isJsonObject(grader) ? withOpenMembers(grader) : grader));
}

function withOpenMembers(schema: JsonObject): JsonObject {
  const { properties } = schema;
  if (!isJsonObject(properties)) return schema;
  const open = Object.entries(properties).map(([key, member]): [string, Json | undefined] => {
    return [key, key === 'type' ? member : orPlaceholder(member)];
  });
  return { ...schema, properties: Object.fromEntries(open) };
}

function orPlaceholder(schema: Json | undefined): Json | undefined {
  if (!isJsonObject(schema)) return schema;
  if (schema['type'] === 'string' && schema['enum'] === undefined && schema['pattern'] === undefined)
    return schema;
  const inner = schema['items'] === undefined ? schema : { ...schema, items: orPlaceholder(schema['items']) };
  return { anyOf: [withOpenMembers(inner), placeholder] };
}
