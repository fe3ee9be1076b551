import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CodeRunner, SandboxProgram } from '../../../src/sandbox/code-runner.js';
import { openSandbox } from '../../../src/sandbox/open-sandbox.js';
import { gradeSpec, holding, nullAnswers, says } from '../support/answers.js';

let sandbox: Awaited<ReturnType<typeof openSandbox>>;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox[Symbol.asyncDispose]());

type Spec = Readonly<Record<string, unknown>>;

function grade(spec: Spec, code: string, runner: CodeRunner = sandbox) {
  const fence = spec['language'] === 'python' ? 'python' : 'js';
  return gradeSpec({ type: 'code', ...spec }, says(`So:\n\`\`\`${fence}\n${code}\n\`\`\`\n`), {
    sandbox: runner,
  });
}

/** The cap of a list: how many of the smallest fit into a limit; ties go to the first. */
const reference = `function fit(sizes, limit) {
  if (limit < 0) throw new RangeError('limit');
  let left = limit;
  return [...sizes].sort((a, b) => a - b).filter((size) => (left -= size) >= 0).length;
}`;
const javascript = {
  language: 'javascript',
  entry: 'fit',
  reference,
  inputs: `function inputs(random) {
    const list = () => Array.from({ length: 1 + Math.floor(random() * 6) }, () => Math.floor(random() * 9));
    return Array.from({ length: 30 }, () => [list(), Math.floor(random() * 20)]);
  }`,
  cases: [{ args: [[1, 2, 3], 3], returns: 2 }, { args: [[1], -1], throws: 'RangeError' }, { args: [[], 0] }],
};

test('a right program passes, by another algorithm too, and the block is where the answer is', async () => {
  const other = `const fit = (sizes, limit) => {
    if (limit < 0) throw RangeError();
    const rest = sizes.slice();
    let count = 0;
    for (;;) {
      const least = Math.min(...rest);
      if (rest.length === 0 || least > limit) return count;
      limit -= least;
      rest.splice(rest.indexOf(least), 1);
      count++;
    }
  };`;
  const finding = await grade(javascript, other);
  expect(finding).toEqual({
    verdict: 'pass',
    quality: 1,
    reason: '33 of 33 cases are right',
    spans: [{ exchange: 0, in: 'content', start: 10, end: 10 + other.length + 1 }],
  });
});

test.each([
  ['a wrong value', reference.replace('>= 0', '> 0'), 'case 1 of 33: fit([1,2,3], 3) returned 1, 2 wanted'],
  [
    'another error',
    reference.replace('RangeError', 'TypeError'),
    'case 2 of 33: fit([1], -1) threw TypeError (limit), an error RangeError wanted',
  ],
  ['a value for an error', reference.replace('throw new', 'return new'), 'an error RangeError wanted'],
  [
    'a wrong hidden case',
    reference.replace('return [', 'if (sizes.length > 5) return 0;\n  return ['),
    'wanted',
  ],
  ['nothing returned', 'function fit() {}', 'case 1 of 33: fit([1,2,3], 3) returned null, 2 wanted'],
  ['a syntax error', 'function fit( {', 'the code does not compile'],
  ['no end', 'function fit() { for (;;); }', 'the code ran too long'],
  ['too much memory', 'function fit() { const all = []; for (;;) all.push(new Uint8Array(3e7)); }', 'memory'],
  ['an error at once', 'throw new Error("at once"); function fit() {}', ''],
  [
    'text that a terminal would obey',
    'function fit() { return "\\u001b[2J\\u202e".repeat(1000); }',
    'case 1 of 33',
  ],
])('%s is the miner’s fail', async (_, code, reason) => {
  const wall = reason === 'the code ran too long' ? '1s' : '20s';
  const finding = await grade({ ...javascript, limits: { wall } }, code);
  expect(finding).toMatchObject({ verdict: 'fail', quality: 0, fault: 'miner', reason: holding(reason) });
  expect(finding.reason).not.toMatch(/[\u001b\u202e]/);
  expect(finding.reason.length).toBeLessThan(700);
});

test.each(nullAnswers)('%j fails', async (content) => {
  const finding = await gradeSpec({ type: 'code', ...javascript }, says(content), { sandbox });
  expect(finding).toMatchObject({ verdict: 'fail', fault: 'miner' });
});

test('Python: values and errors come from the reference, sets and tuples and all', async () => {
  const own =
    'def halves(n):\n    if n < 0:\n        raise ValueError("no")\n    return {n // 2, n - n // 2}, (n, None), 10 ** n';
  const spec = {
    language: 'python',
    entry: 'halves',
    reference: own,
    cases: [0, 3, 7, 30, -1].map((n) => ({ args: [n] })),
  };
  expect((await grade(spec, own.replace('{n // 2, n - n // 2}', '{n - n // 2, n // 2}'))).verdict).toBe(
    'pass',
  );
  expect(await grade(spec, own.replace('10 ** n', '10.0 ** n'))).toMatchObject({
    verdict: 'fail',
    reason: holding('case 4 of 5: halves(30) returned'),
  });
  expect((await grade(spec, own.replace('ValueError', 'Exception'))).reason).toContain(
    'threw Exception (no), an error ValueError wanted',
  );
});

test('a harness drives a class, and the answer need not know it', async () => {
  const spec = {
    language: 'javascript',
    entry: 'play',
    defines: 'Stack',
    harness:
      'function play(steps) { const s = new Stack(); return steps.map(([name, ...args]) => s[name](...args) ?? null); }',
    reference: 'class Stack { #all = []; push(x) { this.#all.push(x); } pop() { return this.#all.pop(); } }',
    cases: [{ args: [[['push', 1], ['push', 2], ['pop'], ['pop'], ['pop']]] }],
  };
  const right =
    'class Stack {\n  constructor() { this.all = []; }\n  push(x) { this.all = [x, ...this.all]; }\n  pop() { return this.all.shift(); }\n}';
  expect((await grade(spec, right)).verdict).toBe('pass');
  expect((await grade(spec, right.replace('shift', 'pop'))).verdict).toBe('fail');
});

test('a diff is applied and the patched program runs', async () => {
  const spec = {
    type: 'code',
    language: 'javascript',
    entry: 'total',
    from: 'diff',
    files: [
      { path: 'cart.js', text: 'function total(prices) {\n  return prices.reduce((a, b) => a + b);\n}\n' },
    ],
    reference: 'const total = (prices) => prices.reduce((a, b) => a + b, 0);',
    cases: [{ args: [[1, 2]] }, { args: [[]] }],
  };
  const diff = (line: string) =>
    says(
      `\`\`\`diff\n--- a/cart.js\n+++ b/cart.js\n@@ -1,3 +1,3 @@\n function total(prices) {\n-  return prices.reduce((a, b) => a + b);\n+${line}\n }\n\`\`\``,
    );
  expect(
    (await gradeSpec(spec, diff('  return prices.reduce((a, b) => a + b, 0);'), { sandbox })).verdict,
  ).toBe('pass');
  expect((await gradeSpec(spec, diff('  return prices.reduce((a, b) => b, 0);'), { sandbox })).verdict).toBe(
    'fail',
  );
});

test('what must not be used is not run', async () => {
  const spec = { ...javascript, forbid: ['sort'] };
  expect((await grade(spec, reference)).reason).toBe('the code uses sort, which is not allowed');
  expect((await grade(spec, reference.replace('.sort((a, b) => a - b)', '/* sort */'))).reason).toContain(
    'case',
  );
});

test('the seed alone decides the inputs, and the wanted values are made once for each', async () => {
  const programs: SandboxProgram[] = [];
  const watched: CodeRunner = {
    languages: sandbox.languages,
    run: (program, signal) => {
      programs.push(program);
      return sandbox.run(program, signal);
    },
  };
  const ask = (seed: string) => grade({ ...javascript, seed }, reference, watched);
  await ask('nx-1');
  expect(programs).toHaveLength(3);
  await ask('nx-1');
  expect(programs).toHaveLength(4);
  expect(programs[3]?.cases).toEqual(programs[2]?.cases);
  await ask('nx-2');
  expect(programs).toHaveLength(7);
  expect(programs[6]?.cases).not.toEqual(programs[2]?.cases);
  expect(programs[6]?.source).not.toContain('wanted');
});

test.each<[string, Spec, string]>([
  ['a reference that does not compile', { reference: 'function fit(' }, 'the reference failed (syntax)'],
  [
    'a reference that never ends',
    { reference: 'function fit() { for (;;); }', limits: { wall: '100ms' } },
    'the reference failed (time)',
  ],
  ['a reference that defines something else', { reference: 'function fits() {}' }, ''],
  [
    'a reference that returns no data',
    { reference: 'class Box {} function fit() { return new Box(); }' },
    'no plain data',
  ],
  ['inputs that do not compile', { inputs: 'function inputs(' }, 'inputs failed (syntax)'],
  ['inputs that throw', { inputs: 'function inputs() { null.x; }' }, 'inputs threw TypeError'],
  ['inputs that are no list', { inputs: 'function inputs() { return 7; }' }, 'inputs returned no list'],
  [
    'inputs that are no lists of arguments',
    { inputs: 'function inputs() { return [7]; }' },
    'entry 1 of inputs',
  ],
  ['inputs that are no data', { inputs: 'function inputs() { return [[Symbol]]; }' }, 'no plain data'],
  [
    'too many inputs',
    { inputs: 'function inputs() { return Array.from({ length: 2000 }, () => [1]); }' },
    '2003 cases, 1000 at most',
  ],
  [
    'inputs that are too long',
    { inputs: 'function inputs() { return [["x".repeat(300000)]]; }' },
    'over 256 KB',
  ],
  [
    'a task that wants nothing but errors',
    { inputs: undefined, cases: [{ args: [], throws: 'TypeError' }] },
    'every case wants an error',
  ],
])('%s is the task’s fault, never the miner’s', async (_, change, reason) => {
  const spec = { ...javascript, cases: javascript.cases.map(({ args }) => ({ args })), ...change };
  expect(await grade(spec, reference)).toMatchObject({
    verdict: 'error',
    fault: 'task',
    reason: holding(reason),
  });
});

test('without a sandbox for the language it is n_a, and a sandbox that fails is an error of the sandbox', async () => {
  expect((await gradeSpec({ type: 'code', ...javascript }, says('x'))).verdict).toBe('n_a');
  const onlyPython = { ...sandbox, languages: ['python'] as const };
  expect((await grade(javascript, reference, onlyPython)).verdict).toBe('n_a');
  const python = { language: 'python', entry: 'f', inputs: 'x', reference: 'def f(): pass' };
  expect((await grade(python, 'def f(): pass', onlyPython)).reason).toBe(
    'there is no sandbox for JavaScript',
  );
  const closed = await openSandbox();
  await closed[Symbol.asyncDispose]();
  expect(await grade(javascript, reference, closed)).toMatchObject({ verdict: 'error', fault: 'sandbox' });
});
