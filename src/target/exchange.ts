import type { Json, JsonObject } from '../lib/json.js';
import type { Timeline } from './timeline.js';

/** One request and all that came back. */
export interface Exchange {
  readonly request: ChatRequest;
  /** W3C Trace Context header it carried, random. */
  readonly traceparent: string;
  /** HTTP status; undefined where no response headers came. */
  readonly status?: number | undefined;
  readonly contentType?: string | undefined;
  readonly timeline: Timeline;
  readonly outcome: Outcome;
  readonly reply: Reply;
  /** The last non-null usage the miner reported. */
  readonly usage?: Usage | undefined;
  readonly flags: readonly ExchangeFlag[];
  /** Tries before this one, oldest first. Times stay measured from the first issue. */
  readonly tries: readonly Try[];
  /** issued - scheduled, ms. */
  readonly scheduleLagMs: number;
  /** Worst event-loop stall of the timing side meanwhile, ms. */
  readonly clientLagMs: number;
}

/** The body of POST /v1/chat/completions; anything else the user asked for rides along under its own key. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly stream: boolean;
  readonly tools?: readonly ToolDefinition[];
  readonly [key: string]: Json | undefined | readonly ChatMessage[] | readonly ToolDefinition[];
}

export type ChatMessage =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: string | readonly ContentPart[] }
  | {
      readonly role: 'assistant';
      readonly content: string | null;
      readonly tool_calls?: readonly WireToolCall[];
    }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string };

export type ContentPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string } };

export interface WireToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

export interface ToolDefinition {
  readonly type: 'function';
  readonly function: { readonly name: string; readonly description: string; readonly parameters: JsonObject };
}

/** What the miner said, put together from choice 0. */
export interface Reply {
  readonly content: string;
  readonly reasoning: string;
  readonly refusal: string;
  readonly toolCalls: readonly ToolCall[];
  readonly artifacts: readonly Artifact[];
  readonly finishReasons: readonly string[];
}

export interface ToolCall {
  /** The miner's id, or `call_<index>` where it gave none. */
  readonly id: string;
  readonly name: string;
  /** The arguments as sent: JSON text, perhaps broken. */
  readonly argumentsText: string;
}

/** A descriptor as the miner sent it: claims, never proof. */
export interface Artifact {
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  readonly mimeType?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly url?: string | undefined;
  readonly sha256?: string | undefined;
}

export interface Usage {
  readonly promptTokens?: number | undefined;
  readonly completionTokens?: number | undefined;
  readonly reasoningTokens?: number | undefined;
  readonly cachedTokens?: number | undefined;
  /** The miner's own claim (`usage.cost_usd`), shown apart, never scored. */
  readonly costUsd?: number | undefined;
  /** `usage.model_calls`. */
  readonly modelCalls?: number | undefined;
}

/** Everything the miner answers for. */
export const minerErrorKinds = [
  'http_error',
  'connect_refused',
  'reset',
  'truncated',
  'stream_error',
  'malformed',
  'empty',
  'too_large',
  'timeout_first_output',
  'timeout_idle',
  'timeout_total',
] as const;
export type MinerErrorKind = (typeof minerErrorKinds)[number];

export type Outcome =
  | { readonly status: 'ok' }
  | { readonly status: 'miner_error'; readonly kind: MinerErrorKind; readonly detail: string }
  | { readonly status: 'harness_error'; readonly detail: string }
  | { readonly status: 'n_a'; readonly detail: string };

/** Odd but not wrong; shown, and some scored. */
export const exchangeFlags = [
  'not_streamed', // a JSON body to a stream request: graded, streaming scores 0
  'no_done', // finish_reason without [DONE]
  'unterminated_event', // the body ended inside the last frame, which was accepted
  'usage_missing',
  'data_after_done',
  'several_choices',
  'invalid_utf8',
  'silent_retry', // a reused socket was reset before any byte; sent again on a new one
] as const;
export type ExchangeFlag = (typeof exchangeFlags)[number];

export interface Try {
  /** When it ended, ms since the first issue. */
  readonly endedMs: number;
  readonly outcome: Outcome;
  readonly status?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}
