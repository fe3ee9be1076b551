import { randomBytes } from 'node:crypto';
import type { Json } from '../lib/json.js';
import type { ChatMessage, ChatRequest, ToolDefinition } from './exchange.js';

export interface ChatRequestInput {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly ToolDefinition[] | undefined;
  /** Default true; then usage is asked for as well. */
  readonly stream?: boolean | undefined;
  /** What the user adds to the body (`temperature`, `max_tokens`, `--body K=V`). It cannot replace the fields above. */
  readonly extra?: Readonly<Record<string, Json | undefined>> | undefined;
}

/** The body of POST /v1/chat/completions. */
export function buildChatRequest({
  model,
  messages,
  tools = [],
  stream = true,
  extra = {},
}: ChatRequestInput): ChatRequest {
  return {
    ...extra,
    model,
    messages,
    ...(tools.length > 0 ? { tools } : {}),
    stream,
    ...(stream ? { stream_options: { include_usage: true } } : {}),
  };
}

/** A W3C Trace Context header: version 00, random ids, sampled. It names nothing. */
export function drawTraceparent(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}
