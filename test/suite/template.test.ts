import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillJson, fillText, namesIn, wholeName } from '../../src/suite/template.js';

test('every placeholder of a text becomes its value as text', () => {
  const values = { left: 19, name: 'Ada', yes: true, list: [1, 'a'], row: { a: 1 }, none: null };
  expect(fillText('{{left}} and {{left}}, {{name}}', values)).toBe('19 and 19, Ada');
  expect(fillText('{{yes}} {{none}} {{list}} {{row}}', values)).toBe('true null [1,"a"] {"a":1}');
});

test('what is not exactly a name between two braces stays as it is', () => {
  const text = '{left} {{ left }} {{1}} {{}} {{a.b}} {{{{ {"a":{"b":1}} $& $1';
  expect(fillText(text, { left: 1 })).toBe(text);
});

test('a value that looks like a placeholder is not filled again', () => {
  expect(fillText('{{a}} {{b}}', { a: '{{b}}', b: '$&{{a}}' })).toBe('{{b}} $&{{a}}');
});

test('a text that is exactly one placeholder takes the type of the value, anywhere in a JSON value', () => {
  const filled = fillJson(
    { n: '{{n}}', text: 'n is {{n}}', deep: [{ row: '{{row}}' }], kept: 3 },
    { n: 42, row: [1] },
  );
  expect(filled).toEqual({ n: 42, text: 'n is 42', deep: [{ row: [1] }], kept: 3 });
});

test('keys are never filled, also not dangerous ones', () => {
  const filled = fillJson({ ['__proto__']: '{{n}}', '{{n}}': '{{n}}' }, { n: 1 });
  expect(JSON.stringify(filled)).toBe('{"__proto__":1,"{{n}}":1}');
});

test.each(['missing', 'toString', 'constructor'])('a name without a value is refused: %s', (name) => {
  expect(() => fillText(`{{${name}}}`, {})).toThrow(RangeError);
});

test('text without placeholders comes out as it went in', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(namesIn(text).length === 0);
      expect(fillText(text, {})).toBe(text);
      expect(fillJson(text, {})).toBe(text);
    }),
  );
});

test('a whole name is one placeholder and nothing else', () => {
  expect(wholeName('{{total}}')).toBe('total');
  expect(wholeName(' {{total}}')).toBeUndefined();
  expect(wholeName('{{a}}{{b}}')).toBeUndefined();
});
