import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastJsonObject, maxAnswerDepth } from '../../../src/arena/agent/last-json-object.js';
import { parseJson } from '../../../src/lib/json.js';

test.each([
  ['alone', '{"a":1}', '{"a":1}'],
  [
    'in a code fence',
    'Done.\n```json\n{ "a": [1, {"b": null}] }\n```\nBye {friend}',
    '{ "a": [1, {"b": null}] }',
  ],
  ['the last of several', '{"a":1} then {"b":2}', '{"b":2}'],
  ['after a brace in prose', 'Use { as in {"a":1}', '{"a":1}'],
  ['in braces of a template', '{{"a":1}}', '{"a":1}'],
  ['after quotes of prose in braces', '{ "so called {"a":1}', '{"a":1}'],
  ['with braces in its strings', 'x {"a":"}{\\"}"} y', '{"a":"}{\\"}"}'],
  ['before one that breaks off', '{"a":1} {"b":', '{"a":1}'],
  ['inside one that is none', '{\'x\': {"a":1}}', '{"a":1}'],
  ['empty', '{}', '{}'],
  [
    'with every kind of value',
    '{"a":[true,false,null,-0.5e+3,"\\u00e9\\n"],"b":{}}',
    '{"a":[true,false,null,-0.5e+3,"\\u00e9\\n"],"b":{}}',
  ],
])('finds an object %s', (_where, text, found) => {
  expect(lastJsonObject(text)).toBe(found);
});

test.each([
  '',
  'no object',
  '[1,2]',
  '{"a":1',
  '{"a":1,}',
  '{"a":01}',
  '{"a":tru}',
  '{a:1}',
  '{"a" 1}',
  '{"a":"\n"}',
  '{"a":"\\x"}',
  '{"a":[1}',
  '{"a":[1,]}',
  '{,}',
  '{"a":1]',
  '{"a":+1}',
  '{"a":NaN}',
])('finds none in %j', (text) => {
  expect(lastJsonObject(text)).toBeUndefined();
});

test('agrees with JSON.parse on what is an object', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.nat(), fc.string({ maxLength: 3 }), (json, seed, noise) => {
      const object = `{"k":${json}}`;
      const at = seed % object.length;
      const spoilt = object.slice(0, at) + noise + object.slice(at + 1);

      expect(lastJsonObject(object)).toBe(object);
      const isWhole = lastJsonObject(spoilt) === spoilt;
      expect(isWhole).toBe(/^\{[^]*\}$/.test(spoilt) && parseJson(spoilt) !== undefined);
    }),
    { numRuns: 150 },
  );
});

test('what is nested too deeply is no object', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  expect(lastJsonObject(nested(maxAnswerDepth))).toBe(nested(maxAnswerDepth));
  expect(lastJsonObject(nested(maxAnswerDepth + 1))).not.toBe(nested(maxAnswerDepth + 1));
});
