import { expect, test } from 'vitest';
import { codeSpec } from '../../../src/graders/code/code-spec.js';
import { findProgram } from '../../../src/graders/code/find-program.js';
import { says } from '../support/answers.js';

const body = 'function settle(debts) { return debts.length; }';
const block = (text: string, language = 'javascript') => `\`\`\`${language}\n${text}\n\`\`\``;

/** The program, or why there is none. */
function programIn(content: string, spec: Readonly<Record<string, unknown>> = {}): string {
  const full = codeSpec.parse({
    language: 'javascript',
    entry: 'settle',
    cases: [{ args: [1], returns: 1 }],
    ...spec,
  });
  const found = findProgram(says(content), full);
  return found.kind === 'found' ? found.value.trim() : `missing: ${found.reason}`;
}

test.each([
  ['alone', block(body)],
  ['called js', block(body, 'js')],
  ['called JavaScript, with a title', block(body, 'JavaScript title=settle.js')],
  ['without a language', block(body, '')],
  ['of tildes', `~~~js\n${body}\n~~~`],
  ['among prose', `Here it is:\n\n${block(body)}\n\nIt counts.`],
  [
    'among blocks of other languages',
    `${block('npm test', 'bash')}\n${block(body)}\n${block('settle(1)', 'text')}`,
  ],
  [
    'beside an example of its use',
    `${block(body)}\nUse it like this:\n${block('console.log(settle([1, 2]));')}`,
  ],
  ['twice the same', `${block(body)}\nAgain:\n${block(body)}`],
  ['with CRLF', block(body).replaceAll('\n', '\r\n')],
  ['never closed', `\`\`\`js\n${body}`],
  ['as an exported function', block(`export ${body}`)],
  ['as the default export', block(`export default ${body}`)],
  ['with a list of exports', block(`${body}\nexport { settle };`)],
])('a block %s is found', (_, content) => expect(programIn(content)).toBe(body));

test('CommonJS exports have somewhere to go', () => {
  expect(programIn(block(`${body}\nmodule.exports = { settle };`))).toMatch(
    /^globalThis\.module = .*function settle/,
  );
});

test.each([
  ['no block', body, 'there is no fenced block of JavaScript'],
  ['inline code', `\`${body}\``, 'there is no fenced block'],
  ['another language', block('def settle(debts): return 1', 'python'), 'there is no fenced block'],
  ['an empty block', block(''), 'there is no fenced block'],
  [
    'two that differ',
    `${block(body)}\n${block(body.replace('length', 'size'))}`,
    '2 different fenced blocks of JavaScript define settle',
  ],
  ['a block that never names it', block('const x = 1;'), 'no fenced block of JavaScript defines settle'],
  [
    'several that only use it',
    `${block('settle(1)')}\n${block('settle(2)')}`,
    'none of 2 fenced blocks defines settle',
  ],
  ['nothing', '', 'the answer says nothing'],
])('%s: none', (_, content, reason) => expect(programIn(content)).toContain(`missing: ${reason}`));

test.each([
  'function settle(a) {}',
  'async function settle(a) {}',
  'function* settle(a) {}',
  'const settle = (a) => a;',
  'let settle = function (a) {};',
  'var settle=1',
  'class settle {}',
  'globalThis.settle = (a) => a;',
])('%s defines it, an example does not', (definition) => {
  expect(programIn(`${block(definition)}\n${block('settle(2) == 1;')}`)).toBe(definition);
});

test.each([
  'def settle(a):\n    return a',
  'async def settle(a):\n    return a',
  'settle = lambda a: a',
  'settle: object = len',
])('in Python %j defines it, an example does not', (definition) => {
  const content = `${block(definition, 'python')}\n${block('if settle(2) == 1:\n    print(1)', 'py')}`;
  expect(programIn(content, { language: 'python' })).toBe(definition);
});

test('Python in a list item loses the indent of the block, and no more', () => {
  const content = '1. So:\n\n   ```python\n   def settle(a):\n\n       return a\n   ```\n';
  expect(programIn(content, { language: 'python' })).toBe('def settle(a):\n\n    return a');
});

test('with a harness that brings the entry, the answer defines what the spec says', () => {
  const harness = 'function settle(steps) { return new Cache().play(steps); }';
  const cache = 'class Cache { play() {} }';
  expect(programIn(`${block(cache)}\n${block('new Cache(3)')}`, { harness, defines: 'Cache' })).toBe(cache);
  expect(programIn(block('class Store {}'), { harness, defines: 'Cache' })).toContain('defines Cache');
  expect(programIn(block(cache), { harness })).toBe(cache);
  expect(programIn(`${block(cache)}\n${block('new Cache(3)')}`, { harness })).toContain('2 different');
});

const files = [
  { path: 'cart.js', text: 'function settle() {\n  return 1;\n}\n' },
  { path: 'tax.js', text: 'const tax = 2;\n' },
];
const toCart =
  '--- a/cart.js\n+++ b/cart.js\n@@ -1,3 +1,3 @@\n function settle() {\n-  return 1;\n+  return tax;\n }\n';
const toTax = '--- a/tax.js\n+++ b/tax.js\n@@ -1 +1 @@\n-const tax = 2;\n+const tax = 3;\n';

test('a diff is applied to the files, and the program is the files joined', () => {
  const spec = { from: 'diff', files };
  const both = 'function settle() {\n  return tax;\n}\n\nconst tax = 3;';
  expect(programIn(`So:\n${block(toCart + toTax, 'diff')}`, spec)).toBe(both);
  expect(programIn(`${block(toCart, 'diff')}\nand\n${block(toTax, 'patch')}`, spec)).toBe(both);
  expect(programIn(block(toCart, ''), spec)).toBe('function settle() {\n  return tax;\n}\n\nconst tax = 2;');
});

test.each([
  ['no diff', block(body), 'there is no fenced block with a unified diff'],
  ['a diff outside of a block', toCart, 'there is no fenced block with a unified diff'],
  [
    'two for one file',
    `${block(toCart, 'diff')}\n${block(toCart.replace('tax', '7'), 'diff')}`,
    '2 different diffs change cart.js',
  ],
  [
    'one that does not apply',
    block(toCart.replace('return 1', 'return 0'), 'diff'),
    'the diff does not apply: the lines of hunk 1',
  ],
  ['one that cannot be read', block(toCart.replace('-1,3', '-1,9'), 'diff'), 'the diff cannot be read'],
])('%s: no program', (_, content, reason) =>
  expect(programIn(content, { from: 'diff', files })).toContain(`missing: ${reason}`),
);
