import type { Reply } from '../target/exchange.js';
import type { Timeline } from '../target/timeline.js';

/** What graders see of an attempt: the replies, in order, and what the simulator said to their tool calls. */
export interface Answer {
  readonly exchanges: readonly AnswerExchange[];
  /** Whether the task offered tools: without them every call is unexpected. */
  readonly toolsDeclared: boolean;
  /** Texts the miner was sent, oldest first (system, prompt, turns, documents): for spans and citations. */
  readonly promptTexts: readonly string[];
}

export interface AnswerExchange {
  readonly reply: Reply;
  readonly toolResults: readonly ToolResult[];
  /** Absent on sample answers, which have no time. */
  readonly timeline?: Timeline | undefined;
}

export interface ToolResult {
  readonly callId: string;
  readonly name: string;
  readonly result: string;
  /** The simulator knew this call and answered it as the task meant. */
  readonly matched: boolean;
}

/** Content of the last exchange: the answer proper. */
export function finalContent(answer: Answer): string {
  return answer.exchanges.at(-1)?.reply.content ?? '';
}
