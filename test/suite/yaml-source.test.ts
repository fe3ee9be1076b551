import { expect, test } from 'vitest';
import { readYaml } from '../../src/suite/yaml-source.js';

const text = `# a comment
- id: sum
  prompt: |
    Two
    lines
  images: [a.png, "b.png"]
  "odd key": { deep: [1, { x: yes }] }
`;

test('a file becomes JSON, and every value and key has its place', () => {
  const source = readYaml('chat.yaml', text);
  expect(source.problems).toEqual([]);
  expect(source.value).toEqual([
    { id: 'sum', prompt: 'Two\nlines\n', images: ['a.png', 'b.png'], 'odd key': { deep: [1, { x: 'yes' }] } },
  ]);
  expect(source.locate([0])).toMatchObject({ line: 2, column: 3 });
  expect(source.locate([0, 'id'])).toMatchObject({ line: 2, column: 7 });
  expect(source.locate([0, 'id'], 'key')).toMatchObject({ line: 2, column: 3 });
  expect(source.locate([0, 'prompt'])).toMatchObject({ line: 3, column: 11 });
  expect(source.locate([0, 'images', 1])).toMatchObject({ line: 6, column: 19 });
  expect(source.locate([0, 'odd key', 'deep', 1, 'x'])).toMatchObject({ line: 7, column: 31 });
});

test('of what is not there the place is what should hold it', () => {
  const source = readYaml('chat.yaml', text);
  expect(source.locate([0, 'graders'])).toEqual(source.locate([0]));
  expect(source.locate([0, 'images', 7, 'x'])).toEqual(source.locate([0, 'images']));
  expect(source.locate([5])).toMatchObject({ line: 2, column: 1 });
  expect(readYaml('chat.yaml', '').locate(['title'])).toMatchObject({ line: 1, column: 1 });
});

test('CRLF line ends and a byte order mark move nothing', () => {
  const source = readYaml('chat.yaml', `\uFEFF${text.replaceAll('\n', '\r\n')}`);
  expect(source.problems).toEqual([]);
  expect(source.locate([0, 'images', 1]).line).toBe(6);
});

test('keys are texts, also those that look like numbers or like JavaScript', () => {
  const { value, problems } = readYaml('a.yaml', '1: a\ntrue: b\n__proto__: { x: 1 }\nconstructor: c\n');
  expect(problems).toEqual([]);
  expect(JSON.stringify(value)).toBe('{"1":"a","true":"b","__proto__":{"x":1},"constructor":"c"}');
});

test('anchors and aliases share a text within reason', () => {
  expect(readYaml('a.yaml', 'a: &text hello\nb: *text\n').value).toEqual({ a: 'hello', b: 'hello' });
});

test('an alias bomb is a problem, and costs nothing', () => {
  const layers = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`);
  const { value, problems } = readYaml('bomb.yaml', `a0: &a0 [x]\n${layers.join('\n')}\n`);
  expect(value).toBeUndefined();
  expect(problems.map(({ what }) => what)).toEqual(['its aliases unfold to too many values']);
});

test('a value that holds itself many times over ends in a handful of problems', () => {
  const { value, problems } = readYaml('circle.yaml', 'a: &a [*a, *a, *a, *a]\n');
  expect(value).toBeUndefined();
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThanOrEqual(10);
});

test.each(['[', '- ', '{a: ', '? ', '[{a: '])(
  '%s a hundred thousand times is one problem, not the end of the process',
  (piece) => {
    const { problems, value } = readYaml('deep.yaml', piece.repeat(100_000));
    expect(value).toBeUndefined();
    expect(problems.map(({ what }) => what)).toEqual(['the values nest too deeply']);
  },
);

test('thousands of lines, each deeper than the one before, are one problem', () => {
  const text = Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
  expect(readYaml('deep.yaml', text).problems.map(({ what }) => what)).toEqual([
    'the values nest too deeply',
  ]);
});

test('a file of nothing but marks is refused before it costs anything', () => {
  expect(readYaml('long.yaml', '- a\n'.repeat(200_000)).problems.map(({ what }) => what)).toEqual([
    'the file holds too much',
  ]);
});

test('many keys of one map are compared in linear time', () => {
  const keys = Array.from({ length: 20_000 }, (_, at) => `k${at}: 1`);
  const { problems } = readYaml('keys.yaml', `${keys.join('\n')}\nk7: 2\n`);
  expect(problems).toMatchObject([{ line: 20_001, what: 'this key is given twice' }]);
});

test('a tab is named as the cause where it indents, and let be inside a text', () => {
  expect(readYaml('a.yaml', 'a:\n  b: 1\n\tc: 2\n').problems[0]).toMatchObject({
    line: 3,
    column: 1,
    fix: 'indent with spaces',
  });
  expect(readYaml('a.yaml', 'a: |\n  one\ttwo\n  \tthree\n').problems).toEqual([]);
});

test('of a key given twice both places are not silently one', () => {
  const { problems } = readYaml('a.yaml', 'a: 1\nb: 2\na: 3\n');
  expect(problems).toMatchObject([{ line: 3, column: 1, what: 'this key is given twice' }]);
});

test.each(['a: .nan', 'a: -.inf', 'a: 9007199254740993'])('%s is no JSON number', (line) => {
  expect(readYaml('a.yaml', line).problems).toHaveLength(1);
});
