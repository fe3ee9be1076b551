import { isJsonObject, type Json, type JsonObject } from '../lib/json.js';
import type { Artifact, Usage } from './exchange.js';

/**
 * What one frame of a chat completion says, whoever wrote it. Read loosely: a field of the wrong type is a field that
 * is not there. Narrowed by hand, not by zod, because this runs for every event of every stream.
 */
export interface Chunk {
  readonly choices: readonly ChunkChoice[];
  /** Artifacts beside the choices; they belong to choice 0. */
  readonly artifacts: readonly Artifact[];
  readonly usage: Usage | undefined;
  /** What an error object in it says; undefined: no error. */
  readonly error: string | undefined;
}

export interface ChunkChoice {
  readonly index: number;
  readonly hasRole: boolean;
  readonly reasoning: string;
  readonly content: string;
  readonly refusal: string;
  readonly toolCalls: readonly ToolCallDelta[];
  readonly artifacts: readonly Artifact[];
  readonly finishReason: string | undefined;
}

/** A piece of a tool call. Any part may be missing, late or repeated. */
export interface ToolCallDelta {
  readonly index: number | undefined;
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
  /** From a `message`, not a `delta`: a call of its own, never a piece of another. */
  readonly isWhole: boolean;
}

/** Longest text of an error or a malformed frame that is kept. */
export const excerptLength = 200;

export function parseChunk(frame: JsonObject): Chunk {
  const choices = objectsIn(frame['choices']);
  return {
    choices: choices.map(parseChoice),
    artifacts: parseArtifacts(frame['artifacts']),
    usage: parseUsage(frame['usage']),
    error:
      errorIn(frame) ??
      choices.map((choice) => errorText(choice['error'])).find((text) => text !== undefined),
  };
}

function parseChoice(choice: JsonObject, position: number): ChunkChoice {
  const isWhole = !isJsonObject(choice['delta']);
  const said = isJsonObject(choice['delta']) ? choice['delta'] : objectOrEmpty(choice['message']);
  const finishReason = text(choice['finish_reason']);
  return {
    index: count(choice['index']) ?? position,
    hasRole: text(said['role']) !== '',
    reasoning: text(said['reasoning_content']) || text(said['reasoning']),
    content: contentText(said['content']),
    refusal: text(said['refusal']),
    toolCalls: objectsIn(said['tool_calls']).map((call) => parseToolCall(call, isWhole)),
    artifacts: parseArtifacts(said['artifacts']),
    finishReason: finishReason === '' ? undefined : finishReason,
  };
}

/** Content is a string, or parts of which the text ones count. */
function contentText(content: Json | undefined): string {
  if (!Array.isArray(content)) return text(content);
  return content.map((part: Json) => (isJsonObject(part) ? text(part['text']) : text(part))).join('');
}

function parseToolCall(call: JsonObject, isWhole: boolean): ToolCallDelta {
  const called = objectOrEmpty(call['function']);
  const given = called['arguments'];
  return {
    index: count(call['index']),
    id: text(call['id']),
    name: text(called['name']),
    // Some servers send the arguments as an object although the contract says JSON text.
    argumentsText: isJsonObject(given) ? JSON.stringify(given) : text(given),
    isWhole,
  };
}

function parseArtifacts(list: Json | undefined): Artifact[] {
  return objectsIn(list)
    .map((artifact) => ({
      id: textOrNone(artifact['id']),
      type: textOrNone(artifact['type']),
      mimeType: textOrNone(artifact['mime_type']),
      sizeBytes: count(artifact['size_bytes']),
      url: textOrNone(artifact['url']),
      sha256: textOrNone(artifact['sha256']),
    }))
    .filter((artifact) => Object.values(artifact).some((field) => field !== undefined));
}

/** Undefined where there is none, or where nothing in it is known to us. */
function parseUsage(value: Json | undefined): Usage | undefined {
  if (!isJsonObject(value)) return undefined;
  const usage: Usage = {
    promptTokens: amount(value['prompt_tokens']),
    completionTokens: amount(value['completion_tokens']),
    reasoningTokens: amount(objectOrEmpty(value['completion_tokens_details'])['reasoning_tokens']),
    cachedTokens: amount(objectOrEmpty(value['prompt_tokens_details'])['cached_tokens']),
    costUsd: amount(value['cost_usd']),
    modelCalls: amount(value['model_calls']),
  };
  return Object.values(usage).some((field) => field !== undefined) ? usage : undefined;
}

/** An `error` member, or the older form whose `object` is "error". */
function errorIn(frame: JsonObject): string | undefined {
  return errorText(frame['error']) ?? (frame['object'] === 'error' ? describeError(frame) : undefined);
}

function errorText(error: Json | undefined): string | undefined {
  if (error === undefined || error === null || error === false || error === '') return undefined;
  if (isJsonObject(error) && Object.keys(error).length === 0) return undefined;
  return describeError(error);
}

/** The message of an error object, else all of it, cut to `excerptLength`. */
export function describeError(error: Json): string {
  if (typeof error === 'string') return error.slice(0, excerptLength);
  const message = isJsonObject(error) ? text(error['message']) : '';
  return (message || JSON.stringify(error)).slice(0, excerptLength);
}

function objectsIn(list: Json | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

function objectOrEmpty(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function textOrNone(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function count(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function amount(value: Json | undefined): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}
