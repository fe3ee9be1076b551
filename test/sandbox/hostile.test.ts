import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox } from '../../src/sandbox/open-sandbox.js';
import { hostileJavaScript } from './support/hostile-javascript.js';
import { hostilePython } from './support/hostile-python.js';
import { ask, outcome } from './support/outcome.js';

let box: Awaited<ReturnType<typeof openSandbox>>;
beforeAll(async () => {
  box = await openSandbox();
});
afterAll(() => box[Symbol.asyncDispose]());

/** What an answer that got out could have changed. */
function host(): unknown {
  return {
    globals: Object.getOwnPropertyNames(globalThis),
    prototypes: [Object.prototype, Array.prototype, Function.prototype, String.prototype].map((prototype) =>
      Reflect.ownKeys(prototype).map(String),
    ),
    now: Date.now.toString(),
    env: { ...process.env },
    cwd: process.cwd(),
    files: readdirSync('.'),
    exitCode: process.exitCode,
    listeners: process.eventNames().map(String),
  };
}

const attacks = [
  ...hostileJavaScript.map((attack) => ({ ...attack, language: 'javascript' as const })),
  ...hostilePython.map((attack) => ({ ...attack, language: 'python' as const })),
];

test.each(attacks)('$language: $what', async ({ what, comes, ...attack }) => {
  const before = host();
  const cases = what.endsWith('by its arguments') ? [[JSON.parse('{"__proto__":{"polluted":1}}')]] : [[]];

  expect(outcome(await ask(box, { ...attack, cases }))).toBe(comes);
  expect(host()).toEqual(before);
});

test('after all of that the next program runs as ever, in both languages', async () => {
  const replies = await Promise.all([
    ask(box, { language: 'javascript', source: 'const f = (a) => a + 1;', cases: [[1], [2]] }),
    ask(box, { language: 'python', source: 'def f(a):\n    return a + 1', cases: [[1], [2]] }),
  ]);

  expect(replies.map(outcome)).toEqual(['2 3', '2 3']);
});
