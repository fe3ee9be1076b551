import type { SampleExchange } from '../suite/task.js';

/** What the embedded miner will say, before it is put on the wire. */
export interface MinerReply {
  readonly content: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ReplyToolCall[];
  readonly artifacts: SampleExchange['artifacts'];
  /** Left out: none beyond the pace of the profile. */
  readonly effort?: Effort | undefined;
}

/** `work`: the profile's `work` comes before the answer; `lasting`: the deltas are spread over so many ms. */
export type Effort = { readonly kind: 'work' } | { readonly kind: 'lasting'; readonly ms: number };

interface ReplyToolCall {
  readonly id: string;
  readonly name: string;
  readonly argumentsText: string;
}

export interface ReplyUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** `exchange` keeps the ids of several rounds apart. */
export function replyFromSample(
  { content, toolCalls, artifacts }: SampleExchange,
  exchange: number,
): MinerReply {
  return {
    content,
    reasoning: '',
    toolCalls: toolCalls.map((call, index) => ({
      id: `call_${exchange}_${index}`,
      name: call.name,
      argumentsText: JSON.stringify(call.arguments),
    })),
    artifacts,
  };
}

export function plainReply(content: string): MinerReply {
  return { content, reasoning: '', toolCalls: [], artifacts: [] };
}
