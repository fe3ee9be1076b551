import { expect, test } from 'vitest';
import { forbiddenWord } from '../../../src/graders/code/forbidden-word.js';

const javascript = (source: string) => forbiddenWord('javascript', source, ['sort', 'eval']);
const python = (source: string) => forbiddenWord('python', source, ['sorted', 'eval']);

test.each([
  ['a call', 'list.sort()'],
  ['across lines', 'list\n  .sort()'],
  ['in a template literal', '`${list.sort()}`'],
  ['after a text that looks like a comment', '"/*"; list.sort(); "*/"'],
  ['after a pattern that looks like a text', 'x = /"/; list.sort(); y = /"/'],
  ['after a pattern that looks like a comment', 'x = /[/*]/; list.sort(); y = /[*/]/'],
  ['after a division', 'x = a / b; list.sort(); y = c / d'],
])('JavaScript, %s: found', (_, source) => expect(javascript(source)).toBe('sort'));

test.each([
  ['in a comment', '// no sort here\nlist.map(f)'],
  ['in a long comment', '/* sort\n sort */ list'],
  ['in a text', 'throw new Error("cannot sort"); \'sort\''],
  ['as a part of a word', 'resort(sortBy, sort_key, $sort)'],
])('JavaScript, %s: not found', (_, source) => expect(javascript(source)).toBeUndefined());

test.each([
  ['a call', 'x = sorted(y)'],
  ['in an f-string', 'f"{sorted(y)}"'],
  ['after a text with a hash', 'x = "#"; sorted(y)'],
  ['after a docstring', '"""Text."""\nsorted(y)'],
])('Python, %s: found', (_, source) => expect(python(source)).toBe('sorted'));

test.each([
  ['in a comment', 'x = 1  # sorted'],
  ['in a docstring', 'def f():\n    """Without sorted: "quick".\n    """\n    return 1'],
  ['in a raw text', "r'\\sorted'"],
  ['as a part of a word', 'unsorted(sorted_list)'],
])('Python, %s: not found', (_, source) => expect(python(source)).toBeUndefined());

test('hostile sources are read in one pass', () => {
  for (const piece of ['"', "'", '`', '/*', '/', '/[', '\\', '"""', "'''", '= /', '\n /', '((((', '/[/'])
    for (const language of ['javascript', 'python'] as const)
      expect(forbiddenWord(language, piece.repeat(100_000), ['eval'])).toBeUndefined();
});
