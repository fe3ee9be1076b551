import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox } from '../../src/sandbox/open-sandbox.js';
import { ask, limits, outcome } from './support/outcome.js';

let box: Awaited<ReturnType<typeof openSandbox>>;
beforeAll(async () => {
  box = await openSandbox();
});
afterAll(() => box[Symbol.asyncDispose]());

const javascript = (source: string) => ({ language: 'javascript', source }) as const;
const python = (source: string) => ({ language: 'python', source }) as const;

/** The same program in both languages: it gives its argument back. */
const echoes = [
  { ...javascript('const f = (value) => value;'), name: 'JavaScript' },
  { ...python('f = lambda value: value'), name: 'Python' },
];

test.each(echoes)('$name: JSON and tagged values go in and come out as they were', async (program) => {
  const values = [
    null,
    true,
    -2.5,
    'é😀\u2028"\\\n\ud800',
    [1, [2, []]],
    { a: { b: [] }, '': 0 },
    { $: 'NaN' },
    { $: 'Infinity' },
    { $: '-Infinity' },
    { $: '-0' },
    { $int: '-123456789012345678901234567890' },
    { $set: [1, 2, 'a'] },
    {
      $map: [
        [1, { a: 2 }],
        ['x', [3]],
      ],
    },
    { $bytes: 'AAEC/w==' },
  ];
  const reply = await ask(box, { ...program, cases: values.map((value) => [value]) });

  expect(
    reply.kind === 'ran' && reply.results.map((result) => result.kind === 'value' && result.value),
  ).toEqual([...values.slice(0, 11), { $set: ['a', 1, 2] }, ...values.slice(12)]);
});

test('what is no JSON comes back tagged, the same way in both languages', async () => {
  const replies = await Promise.all([
    ask(
      box,
      javascript(
        'class Box {}\nconst f = () => [undefined, new Box(), new Set([2, 1]), new Map([[1, 2]]), 2n ** 64n, -0];',
      ),
    ),
    ask(box, python('class Box: pass\ndef f():\n    return (None, Box(), {2, 1}, {1: 2}, 2 ** 64, -0.0)')),
  ]);
  const both =
    '[null,{"$object":"Box"},{"$set":[1,2]},{"$map":[[1,2]]},{"$int":"18446744073709551616"},{"$":"-0"}]';

  expect(replies.map(outcome)).toEqual([both, both]);
});

test.each([
  javascript('function f(a) { if (a < 0) throw new RangeError("below"); return a; }'),
  python(
    'class RangeError(Exception): pass\ndef f(a):\n    if a < 0: raise RangeError("below")\n    return a',
  ),
])('$language: a case that throws does not end the others', async (program) => {
  expect(await ask(box, { ...program, cases: [[1], [-1], [2]] })).toMatchObject({
    results: [
      { kind: 'value', value: 1 },
      { kind: 'threw', name: 'RangeError', message: 'below' },
      { kind: 'value', value: 2 },
    ],
  });
});

test.each([
  [javascript('function f( {'), 'syntax', /^SyntaxError: /],
  [python('def f(:'), 'syntax', /^SyntaxError: /],
  [javascript('throw new TypeError("at once");'), 'crash', /^TypeError: at once$/],
  [python('raise ValueError("at once")'), 'crash', /^ValueError: at once$/],
  [javascript('const g = 1;'), 'crash', /no function f/],
  [python('g = 1'), 'crash', /no f/],
] as const)('a program that does not load is contained: %o', async (program, why, detail) => {
  const reply = await ask(box, program);

  expect(reply).toMatchObject({ kind: 'contained', why });
  expect(reply.kind === 'contained' && reply.detail).toMatch(detail);
});

test.each([
  ['a declaration', 'function f(a) { return a; }'],
  ['a constant', 'const f = (a) => a;'],
  ['module.exports', 'module.exports = { f: (a) => a };'],
  ['exports', 'exports.f = (a) => a;'],
  ['a named export', 'export const f = (a) => a;'],
  ['a default export', 'export default function f(a) { return a; }'],
  ['an async function', 'const f = async (a) => { await null; return a; };'],
])('JavaScript: the entry may be %s', async (_, source) => {
  expect(outcome(await ask(box, { ...javascript(source), cases: [[7]] }))).toBe('7');
});

test('JavaScript: timers fire in their order, and waiting moves only the clock of the program', async () => {
  const source = `
    async function f() {
      const seen = [];
      const began = Date.now();
      setTimeout(() => seen.push('later'), 3_600_000);
      setTimeout((word) => seen.push(word), 10, 'sooner');
      clearTimeout(setTimeout(() => seen.push('never'), 5));
      queueMicrotask(() => seen.push('at once'));
      await new Promise((resolve) => setTimeout(resolve, 3_600_001));
      return [seen, Date.now() - began >= 3_600_001];
    }`;

  expect(outcome(await ask(box, javascript(source)))).toBe('[["at once","sooner","later"],true]');
});

test('Python: the standard library is there, dataclasses too', async () => {
  const source = [
    'import collections, dataclasses, heapq, itertools, json, math, re, typing',
    '@dataclasses.dataclass',
    'class Point:',
    '    x: int',
    'Pair = collections.namedtuple("Pair", "a b")',
    'def f():',
    '    return [Point(3).x, Pair(1, 2), math.isqrt(17), re.findall(r"\\d", "a1b2"), collections.Counter("aab"), json.dumps([1])]',
  ].join('\n');

  expect(outcome(await ask(box, python(source)))).toBe('[3,[1,2],4,["1","2"],{"a":2,"b":1},"[1]"]');
});

test.each([
  javascript('function f() { return [Date.now(), new Date().getTimezoneOffset(), Math.random()]; }'),
  python(
    'import random, time\ndef f():\n    return [time.time(), time.timezone, random.random(), hash("a")]',
  ),
])('$language: time and dice are the same in every run', async (program) => {
  const replies = [await ask(box, program), await ask(box, program), await ask(box, program)];

  expect(new Set(replies.map(outcome)).size).toBe(1);
});

test.each([
  javascript(
    'globalThis.seen = 1; const f = () => [typeof left, (globalThis.left = 1), Object.prototype.left];',
  ),
  python(
    'import builtins\ndef f():\n    had = hasattr(builtins, "left")\n    builtins.left = 1\n    return had',
  ),
])('$language: nothing of a program is left for the next', async (program) => {
  const replies = [await ask(box, program), await ask(box, program), await ask(box, program)];

  expect(new Set(replies.map(outcome)).size).toBe(1);
});

test.each([
  javascript('function f() { console.log("seen", { a: 1 }); return 1; }'),
  python('def f():\n    print("seen", {"a": 1})\n    return 1'),
])('$language: what a program prints comes beside its results', async (program) => {
  expect(await ask(box, program)).toMatchObject({
    results: [{ kind: 'value', value: 1 }],
    output: expect.stringMatching(/^seen \{["']a["']: ?1\}\n$/) as unknown,
  });
});

test.each([
  javascript('const f = (megabytes) => new Uint8Array(megabytes * 2 ** 20).length;'),
  python('def f(megabytes):\n    return len(bytearray(megabytes * 2 ** 20))'),
])('$language: the memory limit is the one of the program', async (program) => {
  const run = (megabytes: number, limit: number) =>
    box.run({
      ...program,
      entry: 'f',
      cases: [[megabytes]],
      limits: { ...limits, memoryBytes: limit * 2 ** 20 },
    });

  expect(outcome(await run(40, 64))).toBe(String(40 * 2 ** 20));
  expect(outcome(await run(40, 32))).toBe('memory');
  expect(outcome(await run(100, 160))).toBe(String(100 * 2 ** 20));
});

test('many programs at once wait for one another, and each gets its own reply', async () => {
  const asked = Array.from({ length: 12 }, (_, index) =>
    ask(box, {
      ...(index % 2 === 0 ? javascript('const f = (a) => a;') : python('f = lambda a: a')),
      cases: [[index]],
    }),
  );

  expect((await Promise.all(asked)).map(outcome)).toEqual(asked.map((_, index) => String(index)));
});

test('a stopped run rejects with the reason, and the sandbox goes on', async () => {
  const stop = new AbortController();
  const endless = box.run(
    { ...python('def f():\n    while True: pass'), entry: 'f', cases: [[]], limits },
    stop.signal,
  );
  stop.abort(new Error('enough'));

  await expect(endless).rejects.toThrow('enough');
  expect(outcome(await ask(box, python('f = lambda: 1')))).toBe('1');
});

test('a closed sandbox runs nothing', async () => {
  const closed = await openSandbox();
  await closed[Symbol.asyncDispose]();

  expect(await ask(closed, javascript('const f = () => 1;'))).toEqual({
    kind: 'sandbox_fault',
    detail: 'the sandbox is closed',
  });
});
