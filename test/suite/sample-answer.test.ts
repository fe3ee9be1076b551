import { expect, test } from 'vitest';
import { fillTask } from '../../src/suite/fill-task.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { answerFromSample } from '../../src/suite/sample-answer.js';

const suite = await loadSuite('fixtures/suites/valid/mini', { searchPath: [] });
const filled = (id: string) =>
  fillTask(
    suite.tasks.find((task) => task.id === id)!,
    0,
    'nx-abcdefgh',
  );

test('a sample is answered by the simulator, call by call, in one state', () => {
  const task = filled('stock-level');
  const answer = answerFromSample(task.oracle[0]!, task);
  expect(answer.toolsDeclared).toBe(true);
  expect(answer.promptTexts).toEqual(task.turns);
  expect(answer.exchanges.map(({ reply }) => reply.content)).toEqual(['', '', 'ANSWER: 312']);
  expect(answer.exchanges.flatMap(({ reply }) => reply.toolCalls)).toEqual([
    { id: 'call_0', name: 'stock', argumentsText: '{"part":"K-17"}' },
    { id: 'call_1', name: 'stock', argumentsText: '{"part":"K-17"}' },
  ]);
  expect(answer.exchanges.flatMap(({ toolResults }) => toolResults)).toEqual([
    { callId: 'call_0', name: 'stock', result: '{"error":"busy, ask again"}', matched: true },
    { callId: 'call_1', name: 'stock', result: '{"units":312,"receipt":"nx-abcdefgh"}', matched: true },
  ]);
});

test('every answer starts from an unused simulator', () => {
  const task = filled('stock-level');
  const results = () =>
    answerFromSample(task.oracle[0]!, task).exchanges.flatMap(({ toolResults }) => toolResults);
  expect(results()).toEqual(results());
});

test('a text is one exchange without calls or artifacts', () => {
  const task = filled('total-of-two');
  const answer = answerFromSample(task.wrong[0]!, task);
  expect(answer).toMatchObject({ toolsDeclared: false, promptTexts: ['You add numbers.', task.turns[0]] });
  expect(answer.exchanges).toEqual([
    {
      reply: {
        content: 'nx-abcdefgh\nANSWER: 19',
        reasoning: '',
        refusal: '',
        toolCalls: [],
        artifacts: [],
        finishReasons: ['stop'],
      },
      toolResults: [],
    },
  ]);
});
