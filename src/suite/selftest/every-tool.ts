import { isJsonObject } from '../../lib/json.js';
import type { Json, JsonObject } from '../../lib/json.js';
import type { FilledTask, Sample } from '../task.js';

/**
 * A miner that always calls: every tool once, in one reply, with arguments of the right types and no thought; then it
 * hands on the nonce, wherever a tool may have said it. Undefined where there are no tools.
 */
export function callsEveryTool({ tools, nonce }: Pick<FilledTask, 'tools' | 'nonce'>): Sample | undefined {
  if (tools.length === 0) return undefined;
  const toolCalls = tools.map(({ name, parameters }) => ({ name, arguments: typedArguments(parameters) }));
  return {
    exchanges: [
      { content: '', toolCalls, artifacts: [] },
      { content: `I called every tool.\nANSWER: ${nonce}`, toolCalls: [], artifacts: [] },
    ],
  };
}

function typedArguments({ properties }: JsonObject): JsonObject {
  if (!isJsonObject(properties)) return {};
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valueOf(schema)]));
}

const byType: Readonly<Record<string, Json>> = {
  integer: 1,
  number: 1,
  boolean: true,
  array: [],
  object: {},
};

function valueOf(schema: Json | undefined): Json {
  if (!isJsonObject(schema)) return 'unknown';
  const { enum: options, type } = schema;
  const [first] = Array.isArray(options) ? options.map((option: Json) => option) : [];
  return first ?? byType[typeof type === 'string' ? type : 'string'] ?? 'unknown';
}
