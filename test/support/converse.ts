import type { Answer, AnswerExchange } from '../../src/graders/answer.js';
import { conversationOf } from '../../src/mock/conversation.js';
import type { Conversation } from '../../src/mock/conversation.js';
import { readChat } from '../../src/mock/chat-request.js';
import { replyFromSample } from '../../src/mock/miner-reply.js';
import { openAssets } from '../../src/suite/assets.js';
import { firstMessages, promptTexts, turnMessage } from '../../src/suite/messages.js';
import { openSimulator } from '../../src/suite/simulator.js';
import type { FilledTask, SampleExchange, Suite } from '../../src/suite/task.js';
import type { ChatMessage } from '../../src/target/exchange.js';

export type Answerer = (conversation: Conversation) => SampleExchange;

/** Asks a task turn by turn and round by round as a run does, without a network. */
export async function converse(suite: Suite, task: FilledTask, answerer: Answerer): Promise<Answer> {
  const simulator = openSimulator(task);
  const messages = [...(await firstMessages(task, openAssets(suite)))];
  const exchanges: AnswerExchange[] = [];
  for (let turn = 0; turn < task.turns.length; turn++) {
    const next = turn === 0 ? undefined : turnMessage(task, turn);
    if (next !== undefined) messages.push(next);
    for (let round = 0; round < task.maxRounds; round++) {
      const said = replyFromSample(answerer(conversationIn(messages)), exchanges.length);
      const reply = { ...said, refusal: '', finishReasons: ['stop'] };
      const calls = task.tools.length === 0 ? [] : reply.toolCalls;
      const toolResults = calls.map((call) => simulator.answer(call));
      exchanges.push({ reply, toolResults });
      messages.push({ role: 'assistant', content: reply.content });
      messages.push(
        ...toolResults.map(({ callId, result }): ChatMessage => ({
          role: 'tool',
          tool_call_id: callId,
          content: result,
        })),
      );
      if (toolResults.length === 0) break;
    }
  }
  return { exchanges, toolsDeclared: task.tools.length > 0, promptTexts: promptTexts(task) };
}

function conversationIn(messages: readonly ChatMessage[]): Conversation {
  const read = readChat(JSON.stringify({ model: 'm', messages }));
  if (read.kind === 'bad') throw new Error(read.message);
  return conversationOf(read.chat);
}
