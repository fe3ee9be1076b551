import { expect, test } from 'vitest';
import { applyDiff } from '../../../src/graders/code/apply-diff.js';
import { readDiff } from '../../../src/graders/code/read-diff.js';

const cart = { path: 'src/cart.js', text: 'const a = 1;\nconst b = 2;\nconst c = 3;\nconst d = 4;\n' };
const other = { path: 'tax.js', text: 'const tax = 0.2;\n' };

const change = `--- a/src/cart.js
+++ b/src/cart.js
@@ -1,3 +1,4 @@
 const a = 1;
-const b = 2;
+const b = 20;
+const bb = 21;
 const c = 3;
`;
const changed = 'const a = 1;\nconst b = 20;\nconst bb = 21;\nconst c = 3;\nconst d = 4;\n';

/** Text of the first file after the diff, or why there is none. */
function patched(diff: string, files = [cart, other]): string {
  const reading = readDiff(
    diff,
    files.map(({ path }) => path),
  );
  if (reading.kind === 'refused') return `refused: ${reading.what}`;
  const applied = applyDiff(files, reading.files);
  return applied.kind === 'refused' ? `refused: ${applied.what}` : (applied.files[0]?.text ?? '');
}

test.each([
  ['as diff -u writes it', change],
  ['with headers of git', `diff --git a/src/cart.js b/src/cart.js\nindex 12ab..34cd 100644\n${change}`],
  ['with time stamps', change.replace('cart.js\n+++', 'cart.js\t2024-01-01 10:00:00\n+++')],
  ['with CRLF', change.replaceAll('\n', '\r\n')],
  ['without a/ and b/', change.replaceAll(/ [ab]\/src/g, ' src')],
  ['with a section name', change.replace('+1,4 @@', '+1,4 @@ function sum() {')],
  ['with line numbers that are off', change.replace('-1,3 +1,4', '-31,3 +31,4')],
  ['with a remark before it', `Here is the change:\n\n${change}`],
  ['with blank lines after it', `${change}\n\n`],
  [
    'without context',
    '--- a/src/cart.js\n+++ b/src/cart.js\n@@ -2 +2,2 @@\n-const b = 2;\n+const b = 20;\n+const bb = 21;\n',
  ],
])('a change %s applies', (_, diff) => {
  expect(patched(diff)).toBe(changed);
});

test('hunks of one file apply one after the other, and lines that an earlier one added move the later', () => {
  const two = `${change}@@ -4,1 +5,1 @@\n-const d = 4;\n+const d = 40;\n`;
  expect(patched(two)).toBe(changed.replace('d = 4;', 'd = 40;'));
});

test('lines are added after the line that a hunk without old lines names', () => {
  const added = '--- a/src/cart.js\n+++ b/src/cart.js\n@@ -1,0 +2,1 @@\n+const x = 9;\n';
  expect(patched(added)).toBe('const a = 1;\nconst x = 9;\nconst b = 2;\nconst c = 3;\nconst d = 4;\n');
});

test('a hunk without file headers is about the only file', () => {
  const bare = change.split('\n').slice(2).join('\n');
  expect(patched(bare, [cart])).toBe(changed);
  expect(patched(bare)).toContain('belongs to no file');
});

test('the end of a file may have no line break', () => {
  const end =
    '--- a/src/cart.js\n+++ b/src/cart.js\n@@ -3,2 +3,2 @@\n const c = 3;\n-const d = 4;\n\\ No newline at end of file\n+const d = 5;\n\\ No newline at end of file\n';
  expect(patched(end, [{ ...cart, text: cart.text.trimEnd() }])).toBe(
    'const a = 1;\nconst b = 2;\nconst c = 3;\nconst d = 5;',
  );
});

test('an empty context line may have lost its blank', () => {
  const spaced = { ...cart, text: 'a\n\nb\n' };
  expect(patched('--- a/src/cart.js\n+++ b/src/cart.js\n@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n', [spaced])).toBe(
    'a\n\nc\n',
  );
});

test('of two places with the same lines the nearer one is changed', () => {
  const twice = { ...cart, text: 'x\ny\nx\ny\nx\ny\n' };
  expect(patched('--- a/src/cart.js\n+++ b/src/cart.js\n@@ -4,1 +4,1 @@\n-y\n+z\n', [twice])).toBe(
    'x\ny\nx\nz\nx\ny\n',
  );
});

test.each([
  ['context that is not there', change.replace(' const a = 1;', ' const a = 0;'), 'does not|not those'],
  ['context that differs in white space', change.replace(' const a = 1;', '  const a = 1;'), 'not those'],
  ['a removed line that is not there', change.replace('-const b = 2;', '-const b = 3;'), 'not those'],
  ['counts that are too small', change.replace('-1,3 +1,4', '-1,2 +1,3'), 'outside of a hunk'],
  [
    'counts that are too large',
    change.replace('-1,3 +1,4', '-1,9 +1,9'),
    'ends too early|no line of a hunk|counts',
  ],
  ['another file', change.replaceAll('cart', 'basket'), 'no file "b/src/basket.js"'],
  [
    'a new file',
    change.replace('--- a/src/cart.js', '--- /dev/null').replace('b/src/cart.js', 'b/new.js'),
    'none is made',
  ],
  ['a removed file', change.replace('+++ b/src/cart.js', '+++ /dev/null'), 'none is made or removed'],
  ['a rename', `rename from src/cart.js\n${change}`, 'only changed'],
  [
    'a hunk header of another form',
    change.replace('@@ -1,3 +1,4 @@', '@@ lines 1 to 3 @@'),
    'no hunk header',
  ],
  ['no hunk', '--- a/src/cart.js\n+++ b/src/cart.js\n', 'no hunk'],
  ['hunks that overlap', change + change.split('\n').slice(2).join('\n'), 'not those'],
  ['nothing', '', 'no hunk'],
])('%s is refused', (_, diff, reason) => {
  expect(patched(diff)).toMatch(new RegExp(`^refused: .*(?:${reason})`));
});

test('a diff made to be slow is refused after a bounded number of steps', () => {
  const long = { path: 'long.txt', text: 'x\n'.repeat(60_000) };
  const hunk = `@@ -1,6001 +1,1 @@\n${'-x\n'.repeat(6_000)}-y\n+z\n`;
  expect(patched(`--- a/long.txt\n+++ b/long.txt\n${hunk}`, [long])).toContain('refused');
  expect(patched('x\n'.repeat(30_000), [long])).toContain('over 20000 lines');
  expect(patched(`--- a/long.txt\n+++ b/long.txt\n${'@@ -1 +1 @@\n-x\n+x\n'.repeat(600)}`, [long])).toContain(
    'over 500 hunks',
  );
});
