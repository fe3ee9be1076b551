import type { ToolResult } from '../graders/answer.js';
import { isJsonObject, parseJson } from '../lib/json.js';
import type { Json, JsonObject } from '../lib/json.js';
import type { ToolCall } from '../target/exchange.js';
import { asText } from './template.js';
import type { FilledTask, ToolResponse } from './task.js';

/** The world behind a task's tools, for one attempt: what was asked before may change what is answered next. */
export interface Simulator {
  /**
   * The first response of that tool whose `when` is met and that is not used up. Never throws: an unknown tool, broken
   * arguments or a call nothing answers get `{"error": …}` and are not `matched`.
   */
  answer(call: ToolCall): ToolResult;
}

export function openSimulator({ tools }: Pick<FilledTask, 'tools'>): Simulator {
  const used = new Map<ToolResponse, number>();

  function respond(name: string, args: JsonObject): ToolResponse | undefined {
    const responses = tools.find((tool) => tool.name === name)?.responses ?? [];
    const response = responses.find(
      (candidate) =>
        holds(args, candidate.when ?? {}) && (used.get(candidate) ?? 0) < (candidate.times ?? Infinity),
    );
    if (response !== undefined) used.set(response, (used.get(response) ?? 0) + 1);
    return response;
  }

  return {
    answer({ id, name, argumentsText }) {
      const refused = (error: string): ToolResult => {
        return { callId: id, name, result: JSON.stringify({ error }), matched: false };
      };
      if (!tools.some((tool) => tool.name === name)) return refused('unknown tool');
      const args = argumentsOf(argumentsText);
      if (args === undefined) return refused('arguments are not a JSON object');
      const response = respond(name, args);
      if (response === undefined) return refused('no result for these arguments');
      return { callId: id, name, result: asText(response.result), matched: true };
    },
  };
}

/** Models send nothing at all for a tool without parameters. */
function argumentsOf(text: string): JsonObject | undefined {
  const value = text.trim() === '' ? {} : parseJson(text);
  return isJsonObject(value) ? value : undefined;
}

/** Whether `found` holds everything in `wanted`: more members are free, lists have the same length, texts are trimmed. */
function holds(found: Json | undefined, wanted: Json): boolean {
  if (typeof wanted === 'string') return typeof found === 'string' && found.trim() === wanted.trim();
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found)) return false;
    const [own, items]: [readonly Json[], readonly Json[]] = [found, wanted];
    return own.length === items.length && items.every((item, index) => holds(own[index], item));
  }
  if (!isJsonObject(wanted)) return found === wanted;
  if (!isJsonObject(found)) return false;
  return Object.entries(wanted).every(
    ([key, member]) => member === undefined || (Object.hasOwn(found, key) && holds(found[key], member)),
  );
}
