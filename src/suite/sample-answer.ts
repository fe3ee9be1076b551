import type { Answer, AnswerExchange } from '../graders/answer.js';
import type { Reply } from '../target/exchange.js';
import { promptTexts } from './messages.js';
import { openSimulator } from './simulator.js';
import type { FilledTask, Sample, SampleExchange } from './task.js';

/** The answer graders would see if a miner had said exactly this: the simulator answers the sample's tool calls. */
export function answerFromSample(sample: Sample, task: FilledTask): Answer {
  const simulator = openSimulator(task);
  let calls = 0;
  const exchanges = sample.exchanges.map((exchange): AnswerExchange => {
    const reply = replyFrom(exchange, calls);
    calls += reply.toolCalls.length;
    return { reply, toolResults: reply.toolCalls.map((call) => simulator.answer(call)) };
  });
  return { exchanges, toolsDeclared: task.tools.length > 0, promptTexts: promptTexts(task) };
}

function replyFrom({ content, toolCalls, artifacts }: SampleExchange, firstCall: number): Reply {
  return {
    content,
    reasoning: '',
    refusal: '',
    toolCalls: toolCalls.map((call, index) => ({
      id: `call_${firstCall + index}`,
      name: call.name,
      argumentsText: JSON.stringify(call.arguments),
    })),
    artifacts,
    finishReasons: [toolCalls.length > 0 ? 'tool_calls' : 'stop'],
  };
}
