import { expect, test } from 'vitest';
import { readAgentAnswer } from '../../../src/arena/agent/read-agent-answer.js';

test('an answer as asked for is read', () => {
  const text = '{"output": {"total": 40}, "final_url": "https://shop.example/cart", "steps": 7}';

  expect(readAgentAnswer(text)).toEqual({
    kind: 'answer',
    answer: { output: { total: 40 }, finalUrl: 'https://shop.example/cart', steps: 7 },
  });
});

test.each([
  ['javascript:alert(1)', -1],
  ['file:///etc/passwd', 1.5],
  [`https://x.example/${'a'.repeat(3_000)}`, 1_000_001],
  [7, '7'],
  ['not a url', null],
])('a final URL and steps that cannot be used are none (%#)', (finalUrl, steps) => {
  const text = JSON.stringify({ output: null, final_url: finalUrl, steps });

  expect(readAgentAnswer(text)).toEqual({
    kind: 'answer',
    answer: { output: null, finalUrl: undefined, steps: undefined },
  });
});

test.each([
  ['no_json', 'I could not do it.'],
  ['no_output', '{"result": 1}'],
  ['not_json_number', '{"output": [{"total": 1e999}]}'],
  ['not_text', String.raw`{"output": {"name": "a\u0000b"}}`],
  ['not_text', String.raw`{"output": {"name": ["\ud800"]}}`],
  ['not_text', String.raw`{"output": {"\udc00": 1}}`],
  ['answer_too_long', JSON.stringify({ output: 'x'.repeat(300_000) })],
])('%s: nothing that could be handed in', (code, text) => {
  expect(readAgentAnswer(text)).toMatchObject({ kind: 'unreadable', code });
});

test('members of any name and characters of any plane are handed in', () => {
  const text = String.raw`{"output": {"__proto__": {"constructor": "\ud83d\ude00"}, "toString": -0}}`;
  const read = readAgentAnswer(text);

  expect(read.kind === 'answer' && JSON.stringify(read.answer.output)).toBe(
    '{"__proto__":{"constructor":"😀"},"toString":0}',
  );
});

test('of a flood only the end is looked at', () => {
  const flood = '{'.repeat(4_000_000);

  expect(readAgentAnswer(`${flood} {"output": 1}`)).toMatchObject({ answer: { output: 1 } });
});
