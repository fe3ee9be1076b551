import { decodeDataUrl } from '../graders/data-url.js';
import { sha256 } from '../lib/digest.js';
import type { Json, JsonObject } from '../lib/json.js';
import { spoiledArtifact } from './flaws.js';
import type { Flaw } from './flaws.js';
import type { MinerReply, ReplyUsage } from './miner-reply.js';

/** What all chunks of one completion share. */
export interface WireIdentity {
  readonly id: string;
  readonly model: string;
  /** Unix seconds. */
  readonly created: number;
}

/** One server-sent event. */
function dataFrame(data: string): string {
  return `data: ${data}\n\n`;
}

export const doneFrame = dataFrame('[DONE]');
export const keepAliveFrame = ': keep-alive\n\n';

export function deltaFrame(identity: WireIdentity, delta: JsonObject): string {
  return chunkFrame(identity, { choices: [{ index: 0, delta, finish_reason: null }] });
}

export function finishFrame(identity: WireIdentity, finishReason: string): string {
  return chunkFrame(identity, { choices: [{ index: 0, delta: {}, finish_reason: finishReason }] });
}

export function usageFrame(identity: WireIdentity, usage: ReplyUsage): string {
  return chunkFrame(identity, { choices: [], usage: wireUsage(usage) });
}

function chunkFrame({ id, model, created }: WireIdentity, members: JsonObject): string {
  return dataFrame(JSON.stringify({ id, object: 'chat.completion.chunk', created, model, ...members }));
}

export interface CompletionParts {
  readonly reply: MinerReply;
  readonly usage?: ReplyUsage | undefined;
  readonly flaw?: Flaw | undefined;
}

/** The whole reply as one JSON body. */
export function completionBody(
  { id, model, created }: WireIdentity,
  { reply, usage, flaw }: CompletionParts,
): string {
  const message = {
    role: 'assistant',
    content: reply.content === '' && reply.toolCalls.length > 0 ? null : reply.content,
    ...(reply.reasoning === '' ? {} : { reasoning_content: reply.reasoning }),
    ...(reply.toolCalls.length === 0 ? {} : { tool_calls: reply.toolCalls.map(wireToolCall) }),
    ...(reply.artifacts.length === 0
      ? {}
      : { artifacts: reply.artifacts.map((artifact) => wireArtifact(artifact, flaw)) }),
  };
  return JSON.stringify({
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [{ index: 0, message, finish_reason: finishReasonOf(reply) }],
    ...(usage === undefined ? {} : { usage: wireUsage(usage) }),
  });
}

export function finishReasonOf({ toolCalls }: MinerReply): string {
  return toolCalls.length > 0 ? 'tool_calls' : 'stop';
}

/** What an artifact holds inside may be larger; then its descriptor says nothing of it. */
const largestArtifactBytes = 2 ** 24;

/** The descriptor; size and digest where the bytes are in it. */
export function wireArtifact(
  { id, type, mimeType, url }: MinerReply['artifacts'][number],
  flaw?: Flaw,
): JsonObject {
  const decoded = decodeDataUrl(url, largestArtifactBytes);
  const bytes = decoded.kind === 'bytes' ? decoded.bytes : undefined;
  const members: readonly (readonly [string, Json | undefined])[] = [
    ['id', id],
    ['type', type],
    ['mime_type', mimeType],
    ['size_bytes', bytes?.length],
    ['url', url],
    ['sha256', bytes === undefined ? undefined : sha256(bytes)],
  ];
  return spoiledArtifact(Object.fromEntries(members.filter(([, value]) => value !== undefined)), flaw);
}

function wireToolCall({ id, name, argumentsText }: MinerReply['toolCalls'][number]): JsonObject {
  return { id, type: 'function', function: { name, arguments: argumentsText } };
}

function wireUsage({ promptTokens, completionTokens }: ReplyUsage): JsonObject {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}
