import { expect, test } from 'vitest';
import { lintSuite } from '../../src/suite/lint-suite.js';
import { loadSuite } from '../../src/suite/load-suite.js';
import { selftest } from '../../src/suite/selftest.js';
import type { SelftestOptions } from '../../src/suite/selftest.js';
import { card, temporaryFolder } from './temporary-suite.js';

const clamp = `- id: clamp
  prompt: |-
    Write a JavaScript function clamp(value, low, high), in one fenced block. It returns the value, held between {{low}} + low and high.
    It throws a RangeError where there is no such value.
  graders:
    - type: code
      language: javascript
      entry: clamp
      reference: |-
        function clamp(value, low, high) {
          const least = low + {{low}};
          if (least > high) throw new RangeError('empty');
          return value < least ? least : value > high ? high : value;
        }
      inputs: |-
        function inputs(random) {
          const draw = () => Math.floor(random() * 20);
          return Array.from({ length: 60 }, () => [draw(), draw(), draw() + 10]);
        }
      seed: '{{nonce}}'
      cases: [{ args: [1, 5, 5 ], throws: RangeError }]
      mutants:
        - { replace: 'value < least', by: 'value > least' }
        - { replace: 'least > high', by: 'least >= high + 9' }
        - { replace: '? high', by: '? high - 1' }
        - { replace: 'RangeError', by: 'TypeError' }
        - { replace: 'low', by: 'high', nth: 2 }
  oracle:
    - |-
      \`\`\`javascript
      const clamp = (value, low, high) => {
        if (low + {{low}} > high) throw new RangeError();
        return Math.max(low + {{low}}, Math.min(high, value));
      };
      \`\`\`
  wrong:
    - |-
      \`\`\`javascript
      const clamp = (value, low, high) => Math.max(low + {{low}}, Math.min(high, value));
      \`\`\`
  variants:
    - { low: 1 }
    - { low: 2 }
    - { low: 3 }
`;

async function reportOf(
  tasks: string,
  options: SelftestOptions = {},
  more: Readonly<Record<string, string>> = {},
) {
  const folder = await temporaryFolder({ 'suite.yaml': card, 'chat.yaml': tasks, ...more });
  return selftest(await loadSuite(folder, { searchPath: [] }), options);
}

async function problemsOf(tasks: string, more: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder({ 'suite.yaml': card, 'chat.yaml': tasks, ...more });
  const { problems } = await lintSuite(folder, { searchPath: [] });
  return problems.map(({ level, line, what }) => `${level} ${line} ${what}`);
}

test('a sound coding task has no findings, and its mutants are killed', async () => {
  expect(await problemsOf(clamp)).toEqual([]);
  const report = await reportOf(clamp);
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ variants: 3, unjudged: 0, mutants: { killed: 5, tried: 5 } });
  expect(Math.max(...report.ladder.map(({ quality }) => quality))).toBe(0);
});

test('a mutant that no case catches, one that does not compile and a wrong case are found', async () => {
  const report = await reportOf(
    clamp
      .replace('- 1', '+ 0')
      .replace("by: 'TypeError'", "by: 'Range Error'")
      .replace('args: [1, 5, 5 ], throws: RangeError', 'args: [1, 5, 5], throws: RangeError'),
    { maxVariants: 2 },
  );
  expect(report.mutants).toEqual({ killed: 3, tried: 5 });
  expect(report.findings.map(({ kind, label, what }) => [kind, label, what])).toEqual([
    ['mutant', 'mutant 3', '"? high" → "? high + 0" passes all 61 cases'],
    ['mutant', 'mutant 4', '"RangeError" → "Range Error" proves nothing, for it does not compile'],
  ]);
});

test('a reference that its own cases refuse is found', async () => {
  const report = await reportOf(clamp.replace('throws: RangeError', 'returns: 5'), { maxVariants: 1 });
  expect(report.findings.map(({ kind, label }) => `${kind} ${label}`)).toContain('oracle reference');
});

test('a reference that fails breaks the grading, and is told once', async () => {
  const report = await reportOf(clamp.replace('const least = low', 'const least = lowest'), {
    maxVariants: 1,
  });
  expect(report.findings.map(({ kind, what }) => `${kind} ${what}`)).toContainEqual(
    expect.stringContaining('broken grading broke: '),
  );
});

test('few mutants are a warning, one for the suite, and an edit of what is not there is an error', async () => {
  const few = clamp.replace(/ {8}- \{ replace: '\? high'.*\n/, '');
  expect(await problemsOf(few)).toEqual([
    expect.stringMatching(/^warning \d+ this grader has fewer than 5 mutants$/),
  ]);
  expect(await problemsOf(few + few.replace('id: clamp', 'id: clamp-again'))).toEqual([
    expect.stringMatching(/^warning \d+ this grader has fewer than 5 mutants, and so it is in 2 tasks$/),
  ]);
  expect(await problemsOf(clamp.replace('value < least', 'value << least'))).toEqual([
    expect.stringMatching(/^error \d+ .*does not hold/),
  ]);
});

test('a prompt names what the code must define, and asks for a diff where one is read', async () => {
  expect(await problemsOf(clamp.replace('function clamp(value, low, high), in', 'function, in'))).toEqual([
    expect.stringContaining('calls "clamp", and the prompt does not name it'),
  ]);
  const diff = clamp.replace(
    'entry: clamp',
    'entry: clamp\n      from: diff\n      files: [{ path: a.js, text: a }]',
  );
  expect(await problemsOf(diff)).toEqual([expect.stringContaining('the prompt asks for none')]);
});

const own = `- id: own
  prompt: 'Say {{word}} twice.'
  graders: [{ type: custom, module: graders/twice.mjs, options: { word: '{{word}}' } }]
  oracle: ['{{word}}, {{word}}']
  wrong: ['{{word}}']
  variants: [{ word: tide }, { word: ebb }]
`;
const twice = `export function grade({ answer, options }) {
  const count = answer.content.split(options.word).length - 1;
  return { quality: count === 2 ? 1 : 0, reason: count + ' times ' + options.word };
}`;

test('graders of the suite’s own run where they are allowed, and are left out elsewhere', async () => {
  const module = { 'graders/twice.mjs': twice };
  expect(await problemsOf(own, module)).toEqual([]);
  const allowed = await reportOf(own, { customGraders: true }, module);
  expect(allowed.findings).toEqual([]);
  expect(allowed.unjudged).toBe(0);
  const refused = await reportOf(own, {}, module);
  expect(refused.findings).toEqual([]);
  expect(refused.unjudged).toBeGreaterThan(0);
});

test('the module of a grader belongs to the suite: its bytes are in the digest, and it must be there', async () => {
  const digestWith = async (source: string) => {
    const files = { 'suite.yaml': card, 'chat.yaml': own, 'graders/twice.mjs': source };
    return (await loadSuite(await temporaryFolder(files), { searchPath: [] })).digest;
  };
  expect(await digestWith(twice)).toBe(await digestWith(twice));
  expect(await digestWith(twice)).not.toBe(await digestWith(`${twice}\n`));
  expect(await problemsOf(own)).toEqual([
    expect.stringMatching(/^error 3 the file "graders\/twice.mjs" does not exist$/),
  ]);
  expect(await problemsOf(own, { 'graders/twice.mjs': ' '.repeat(300_000) })).toEqual([
    expect.stringContaining('has 300000 bytes'),
  ]);
});
