import type { ToolResult } from '../graders/answer.js';
import { firstMessages, toolDefinitions, turnMessage } from '../suite/messages.js';
import { openSimulator, type Simulator } from '../suite/simulator.js';
import type { ChatMessage, Exchange, Reply } from '../target/exchange.js';
import type { FilledTask } from '../suite/task.js';
import { buildChatRequest } from '../target/request.js';
import type { PlannedAttempt } from './plan.js';
import type { AttemptPorts, RequestDefaults } from './ports.js';

/** More calls in one reply than any task asks for. */
const maxCallsPerReply = 64;
/** A reply longer than this ends its attempt: what would be sent back as history is shorter, whoever writes it. */
const maxReplyCharacters = 1_000_000;

export interface PerformedExchange {
  readonly exchange: Exchange;
  readonly toolResults: readonly ToolResult[];
}

/** What making an attempt takes; the target may be a journal that answers again. */
export interface PerformPorts extends Pick<AttemptPorts, 'asset' | 'onEvent' | 'trace'> {
  readonly target: Pick<AttemptPorts['target'], 'exchange'>;
}

export interface PerformOptions {
  readonly request: RequestDefaults;
  readonly signal: AbortSignal;
  /** When the first request is due, on the run's clock; at once if left out. */
  readonly scheduledAtMs?: number | undefined;
}

/**
 * Sends a task's turns and tool rounds, one exchange after another, until the task is through, an exchange is not ok or
 * the attempt's total time is used up. The total limit covers all exchanges together.
 */
export async function performAttempt(
  { attemptId, task }: PlannedAttempt,
  ports: PerformPorts,
  options: PerformOptions,
): Promise<readonly PerformedExchange[]> {
  const simulator = openSimulator(task);
  const messages = [...(await firstMessages(task, ports.asset))];
  const performed: PerformedExchange[] = [];
  const exchange = new ExchangeMaker({ attemptId, ports, options, task });

  for (let turn = 0; turn < task.turns.length; turn++) {
    const said = turn === 0 ? undefined : turnMessage(task, turn);
    if (said !== undefined) messages.push(said);
    for (let round = 0; round < task.maxRounds; round++) {
      const made = await exchange.make(messages, performed.length);
      const { reply, outcome } = made;
      const calls = task.tools.length === 0 ? [] : reply.toolCalls.slice(0, maxCallsPerReply);
      const toolResults = outcome.status === 'ok' ? answerCalls(simulator, calls) : [];
      performed.push({ exchange: made, toolResults });
      if (outcome.status !== 'ok' || isTooLong(reply) || reply.toolCalls.length > maxCallsPerReply)
        return performed;
      messages.push(...historyOf(reply, toolResults));
      if (toolResults.length === 0) break;
    }
  }
  return performed;
}

interface AttemptContext {
  readonly attemptId: string;
  readonly task: FilledTask;
  readonly ports: PerformPorts;
  readonly options: PerformOptions;
}

/** Sends the exchanges of one attempt; each may take what the ones before it left of the total time. */
class ExchangeMaker {
  readonly #attempt: AttemptContext;
  #usedMs = 0;

  constructor(attempt: AttemptContext) {
    this.#attempt = attempt;
  }

  async make(messages: readonly ChatMessage[], index: number): Promise<Exchange> {
    const { attemptId, ports, options, task } = this.#attempt;
    const { request, signal, scheduledAtMs } = options;
    const reads: { atMs: number; bytes: Uint8Array }[] = [];
    const made = await ports.target.exchange(
      buildChatRequest({
        model: request.model,
        messages: [...messages],
        tools: toolDefinitions(task),
        stream: true,
        extra: { ...task.request, ...request.body },
      }),
      {
        timeouts: { ...request.timeouts, totalMs: Math.max(1, request.timeouts.totalMs - this.#usedMs) },
        retries: request.retries,
        signal,
        scheduledAtMs: index === 0 ? scheduledAtMs : undefined,
        onFirstOutput: (ttftMs) => index === 0 && ports.onEvent({ kind: 'first_output', attemptId, ttftMs }),
        ...(ports.trace === undefined ? {} : { onRead: (atMs, bytes) => reads.push({ atMs, bytes }) }),
      },
    );
    ports.trace?.add({ attemptId, exchange: index, reads });
    this.#usedMs += made.timeline.endMs;
    return made;
  }
}

function answerCalls(simulator: Simulator, calls: Reply['toolCalls']): readonly ToolResult[] {
  return calls.map((call) => simulator.answer(call));
}

function isTooLong({ content, reasoning, toolCalls }: Reply): boolean {
  const called = toolCalls.reduce((sum, { argumentsText }) => sum + argumentsText.length, 0);
  return content.length + reasoning.length + called > maxReplyCharacters;
}

function historyOf(reply: Reply, toolResults: readonly ToolResult[]): readonly ChatMessage[] {
  if (toolResults.length === 0) return [{ role: 'assistant', content: reply.content }];
  const called: ChatMessage = {
    role: 'assistant',
    content: reply.content === '' ? null : reply.content,
    tool_calls: reply.toolCalls.map(({ id, name, argumentsText }) => ({
      id,
      type: 'function',
      function: { name, arguments: argumentsText },
    })),
  };
  const answers = toolResults.map(({ callId, result }): ChatMessage => ({
    role: 'tool',
    tool_call_id: callId,
    content: result,
  }));
  return [called, ...answers];
}
