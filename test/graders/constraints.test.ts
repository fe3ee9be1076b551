import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBoundedChecks } from '../../src/graders/bounded-checks.js';
import { gradeSpec, nullAnswers, problemsOf, says, holding } from './support/answers.js';

let bounded: Awaited<ReturnType<typeof openBoundedChecks>>;
beforeAll(async () => {
  bounded = await openBoundedChecks({ deadlineMs: 500 });
});
afterAll(() => bounded[Symbol.asyncDispose]());

async function grade(spec: Readonly<Record<string, unknown>>, content: string) {
  return gradeSpec({ type: 'constraints', ...spec }, says(content), { bounded });
}

test.each([
  [{ words: { exactly: 3 } }, 'One two three.', 'One two.'],
  [{ words: { min: 2, max: 3 } }, 'One two.', 'One two three four.'],
  [{ words: { max: 3 } }, 'One two three.', 'One\u2800two three four'],
  [{ lines: { exactly: 2 } }, 'a\n\nb', 'a\nb\nc'],
  [{ sentences: { exactly: 2 } }, 'One. Two costs 3.5 euros!', 'One. Two. Three.'],
  [{ paragraphs: { min: 2 } }, 'a\n\nb', 'a\nb'],
  [{ forbidLetters: 'e' }, 'A bad word: Ångström!', 'A word: there.'],
  [{ forbidLetters: 'e' }, 'Humbug', 'CAFÉ'],
  [{ forbidLetters: 'e' }, 'Humbug', 'th\u0435r\u0435 is'], // Cyrillic letters that look like e
  [{ forbidLetters: 'e' }, 'Humbug', '𝐞 and ｅ'],
  [{ mustInclude: ['tide', 'moon'] }, 'The Moon makes the tide.', 'Moonlight and tide.'],
  [{ order: ['first', 'second'] }, 'The first, then the second.', 'The second, then the first.'],
  [{ startsWith: 'Dear' }, '\nDear Ann,', 'dear Ann,'],
  [{ firstLine: '# Title' }, '# Title\ntext', 'Title\ntext'],
  [{ lastLine: 'END OF LIST' }, 'a\nEND OF LIST\n\n', 'a\nEND OF LIST.'],
  [{ lastLine: 'END OF LIST' }, 'a\nEND OF LIST', 'END OF LIST\na'],
  [{ eachLineMatches: '- \\w+' }, '- a\n\n- b', '- a\nb'],
  [{ eachLineMatches: 'a|ab' }, 'a\nab', 'abc'],
  [{ eachLineMatches: { pattern: '[a-z]', flags: 'i' } }, 'a\nB', 'a\n1'],
  [{ eachLineMatches: '[^;]*x' }, 'ax\nbx', 'a\nbx'],
  [{ case: 'lower' }, 'all small, 1 line', 'Not small'],
  [{ case: 'upper' }, 'LOUD 123!', 'LOUd'],
  [{ acrostic: 'JAN' }, 'Just\n\n- **a**\nnow', 'Just\nno\nanswer'],
  [{ acrostic: 'JAN' }, 'Just\nAny\nNow', 'Just\nAny\nNow\nmore'],
])('%j: %j is met, %j is not', async (spec, good, bad) => {
  expect((await grade(spec, good)).verdict).toBe('pass');
  expect(await grade(spec, bad)).toMatchObject({ verdict: 'fail', quality: 0, fault: 'miner' });
});

const rules = { words: { min: 5, max: 20 }, mustInclude: ['moon', 'tide'], lastLine: 'END' };

test('each rule is a part with its reason', async () => {
  const finding = await grade(rules, 'The moon moves the sea.\nEND.');
  expect(finding.parts).toEqual([
    { id: 'words', met: true, reason: '6 words, at least 5 and at most 20 wanted' },
    { id: 'mustInclude moon', met: true, reason: '"moon" occurs' },
    { id: 'mustInclude tide', met: false, reason: '"tide" does not occur' },
    { id: 'lastLine', met: false, reason: 'the last line is "END.", "END" wanted' },
  ]);
  expect(finding).toMatchObject({ verdict: 'fail', quality: 0 });
});

test('without `all` the quality is the share of rules met', async () => {
  const shared = { ...rules, all: false };
  expect(await grade(shared, 'The moon moves the sea.\nEND.')).toMatchObject({
    verdict: 'partial',
    quality: 0.5,
  });
  expect(await grade(shared, 'The moon moves the tide.\nEND')).toMatchObject({ verdict: 'pass', quality: 1 });
  expect(await grade(shared, 'Short.')).toMatchObject({ verdict: 'fail', quality: 0 });
});

test('lines that stall the pattern miss the rule', async () => {
  const finding = await grade({ eachLineMatches: '(a+)+' }, `${'a'.repeat(60)}!`);
  expect(finding).toMatchObject({ verdict: 'fail', reason: holding('deadline') });
});

test('more lines than can be checked miss the rule', async () => {
  expect((await grade({ eachLineMatches: 'a' }, 'a\n'.repeat(20_001))).verdict).toBe('fail');
});

test('a broken pattern is the task’s fault', async () => {
  expect(await grade({ eachLineMatches: '(' }, 'a')).toMatchObject({ verdict: 'error', fault: 'task' });
});

test.each(nullAnswers)('%j fails', async (content) =>
  expect((await grade(rules, content)).verdict).toBe('fail'),
);

test('an upper bound alone is not met by saying nothing', async () => {
  expect((await grade({ words: { max: 50 } }, '')).verdict).toBe('fail');
  expect((await grade({ words: { max: 50 } }, '.')).verdict).toBe('fail');
});

test.each([
  ['no rule', {}],
  ['bounds that cross', { words: { min: 5, max: 4 } }],
  ['an exact count outside its bounds', { lines: { exactly: 5, max: 4 } }],
  ['a wanted word with a forbidden letter', { forbidLetters: 'e', mustInclude: ['tree'] }],
  ['a last line in the wrong case', { case: 'upper', lastLine: 'End' }],
  ['an acrostic of another length', { acrostic: 'ABC', lines: { exactly: 4 } }],
  ['a first line that starts otherwise', { startsWith: 'Dear', firstLine: 'Hello' }],
  ['a broken pattern', { eachLineMatches: '(' }],
  ['an empty phrase', { mustInclude: ['\u200B'] }],
])('%s is a mistake of the task', (_, spec) =>
  expect(problemsOf({ type: 'constraints', ...spec })).toHaveLength(1),
);

test('sound rules have no problem', () => expect(problemsOf({ type: 'constraints', ...rules })).toEqual([]));
