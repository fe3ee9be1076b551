import { expect, test } from 'vitest';
import { openCustomGraders } from '../../../src/graders/custom/custom-graders.js';
import { gradeSpec, says } from '../support/answers.js';

const spec = { type: 'custom', module: 'graders/mine.mjs', options: { word: 'tide' } };

/** What comes of a grader with this source, asked about an answer of one text. */
function gradeBy(source: string, content = 'The tide is high.', deadlineMs = 10_000) {
  return gradeSpec(spec, says(content), {
    custom: openCustomGraders({ deadlineMs }),
    asset: (path) => {
      expect(path).toBe('graders/mine.mjs');
      return Promise.resolve(new TextEncoder().encode(source));
    },
  });
}

const finder = `
export function grade({ answer, options }) {
  const start = answer.content.indexOf(options.word);
  if (start < 0) return { quality: 0, reason: 'it does not say ' + options.word };
  const spans = [{ exchange: 0, in: 'content', start, end: start + options.word.length }];
  return { quality: answer.content.length > 10 ? 1 : 0.5, reason: 'it says ' + options.word, spans };
}`;

test('it gives a quality, a reason and the place where it looked', async () => {
  expect(await gradeBy(finder)).toEqual({
    verdict: 'pass',
    quality: 1,
    reason: 'it says tide',
    spans: [{ exchange: 0, in: 'content', start: 4, end: 8 }],
  });
  expect(await gradeBy(finder, 'tide')).toMatchObject({ verdict: 'partial', quality: 0.5, fault: 'miner' });
  expect(await gradeBy(finder, 'ebb')).toMatchObject({ verdict: 'fail', quality: 0, fault: 'miner' });
});

test('it may take its time, import modules of Node, and sees every exchange and what was sent', async () => {
  const source = `
import { setTimeout } from 'node:timers/promises';
export async function grade({ answer }) {
  await setTimeout(5);
  const [only] = answer.exchanges;
  return { quality: 1, reason: [only.reply.content, only.toolResults.length, ...answer.promptTexts].join('|') };
}`;
  expect((await gradeBy(source)).reason).toBe('The tide is high.|0|A question.');
});

test.each([
  ['throws', 'export function grade() { throw new TypeError("no\\u001b[2J tide") }', 'TypeError: no tide'],
  ['rejects', 'export const grade = () => Promise.reject(new Error("late"))', 'late'],
  ['throws no error', 'export function grade() { throw 7 }', '7'],
  ['does not compile', 'export function grade( {', 'SyntaxError'],
  ['throws when it is loaded', 'throw new Error("at once")', 'at once'],
  ['exports nothing', 'const grade = 1;', 'exports no function'],
  ['says nothing', 'export function grade() {}', 'cannot be used'],
  ['says more than 1', 'export const grade = () => ({ quality: 2, reason: "" })', 'cannot be used'],
  ['says NaN', 'export const grade = () => ({ quality: NaN, reason: "" })', 'cannot be used'],
  ['says a text for a number', 'export const grade = () => ({ quality: "1", reason: "" })', 'cannot be used'],
  ['says a function', 'export const grade = () => () => 1', ''],
  [
    'points outside of the answer',
    'export const grade = () => ({ quality: 1, reason: "", spans: [{ exchange: 0, in: "content", start: 0, end: 999 }] })',
    'outside of the answer',
  ],
  [
    'points into an exchange there is not',
    'export const grade = () => ({ quality: 1, reason: "", spans: [{ exchange: 1, in: "content", start: 0, end: 1 }] })',
    'outside of the answer',
  ],
  ['ends its thread', 'export function grade() { process.exit(0) }', 'ended without a grade'],
  [
    'takes too much memory',
    'export function grade() { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); }',
    'memory',
  ],
  ['wants another file', 'import "./other.mjs"; export const grade = () => ({ quality: 1, reason: "" })', ''],
])('a grader that %s is the task’s fault', async (_, source, what) => {
  expect(await gradeBy(source)).toMatchObject({
    verdict: 'error',
    fault: 'task',
    reason: expect.stringMatching(new RegExp(`^the grader graders/mine.mjs is broken: .*${what}`)) as string,
  });
});

test.each([
  ['hangs', 'export function grade() { for (;;); }'],
  ['hangs when it is loaded', 'for (;;);'],
  [
    'never settles',
    'export const grade = () => { setInterval(() => {}, 1000); return new Promise(() => {}); }',
  ],
])('a grader that %s is stopped at the deadline', async (_, source) => {
  const finding = await gradeBy(source, 'x', 300);
  expect(finding).toMatchObject({
    verdict: 'error',
    fault: 'task',
    reason: expect.stringContaining('over 300 ms') as string,
  });
});

test('it has no environment, prints nowhere, and what it changes is gone with its thread', async () => {
  const source = `
export function grade() {
  console.log('on stdout');
  console.error('on stderr');
  globalThis.count = (globalThis.count ?? 0) + 1;
  return { quality: 1, reason: Object.keys(process.env).length + ' ' + globalThis.count };
}`;
  expect((await gradeBy(source)).reason).toBe('0 1');
  expect((await gradeBy(source)).reason).toBe('0 1');
});

test('many at once wait for one another', async () => {
  const graders = openCustomGraders();
  const source = 'export const grade = ({ options }) => ({ quality: 1, reason: String(options.number) })';
  const answer = { content: '', exchanges: [], promptTexts: [] };
  const replies = await Promise.all(
    Array.from({ length: 6 }, (_, number) => graders.grade({ source, answer, options: { number } })),
  );
  expect(replies.map((reply) => (reply.kind === 'graded' ? reply.grade.reason : reply.what))).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
  ]);
});

test('where the user did not allow it nothing runs, and the criterion is n_a', async () => {
  const finding = await gradeSpec(spec, says('tide'), { asset: () => Promise.reject(new Error('read')) });
  expect(finding).toMatchObject({
    verdict: 'n_a',
    reason: expect.stringContaining('--custom-graders') as string,
  });
});

test.each([
  '../mine.mjs',
  '/etc/mine.mjs',
  'mine.js',
  'a/../../mine.mjs',
  'C:\\mine.mjs',
  'http://x/mine.mjs',
  './mine.mjs',
  '',
])('the module %j cannot be named', async (module) => {
  await expect(gradeSpec({ ...spec, module }, says('x'))).rejects.toThrow();
});
