import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../src/graders/answer.js';
import { openBoundedChecks } from '../../src/graders/bounded-checks.js';
import type { Criterion } from '../../src/graders/grade.js';
import { gradeAnswer, joinCriteria } from '../../src/graders/grade-answer.js';
import { graderSpecSchema, graders } from '../../src/graders/index.js';
import { exchangeOf, says } from './support/answers.js';

let bounded: Awaited<ReturnType<typeof openBoundedChecks>>;
beforeAll(async () => {
  bounded = await openBoundedChecks();
});
afterAll(() => bounded[Symbol.asyncDispose]());

function criterion(over: Partial<Criterion>): Criterion {
  return {
    grader: 'exact',
    weight: 1,
    gate: false,
    verdict: 'pass',
    quality: 1,
    reason: 'it',
    spans: [],
    ...over,
  };
}
const pass = criterion({});
const fail = criterion({ verdict: 'fail', quality: 0, fault: 'miner' });
const half = criterion({ verdict: 'partial', quality: 0.5, fault: 'miner' });
const notApplied = criterion({ verdict: 'n_a', quality: 0 });
const broken = criterion({ verdict: 'error', quality: 0, fault: 'judge', reason: 'no reply' });

test.each<[string, Criterion[], object]>([
  ['all pass', [pass, pass], { verdict: 'pass', quality: 1, coverage: 1 }],
  ['all fail', [fail, fail], { verdict: 'fail', quality: 0, coverage: 1, fault: 'miner' }],
  ['weights count', [{ ...pass, weight: 3 }, fail], { verdict: 'partial', quality: 0.75, coverage: 1 }],
  ['parts count', [half, pass], { verdict: 'partial', quality: 0.75 }],
  ['a failed gate makes it 0', [pass, { ...fail, gate: true }], { verdict: 'fail', quality: 0, coverage: 1 }],
  ['a passed gate changes nothing', [{ ...pass, gate: true }, fail], { verdict: 'partial', quality: 0.5 }],
  [
    'a gate met in part does not close',
    [{ ...half, gate: true }, pass],
    { verdict: 'partial', quality: 0.75 },
  ],
  [
    'what is not applied is renormalised',
    [pass, { ...notApplied, weight: 3 }],
    { verdict: 'pass', quality: 1, coverage: 0.25 },
  ],
  ['nothing applied', [notApplied, notApplied], { verdict: 'n_a', quality: 0, coverage: 0 }],
  ['no graders', [], { verdict: 'n_a', quality: 0, coverage: 0 }],
  ['an error excludes', [pass, broken], { verdict: 'error', quality: 0, fault: 'judge', coverage: 0.5 }],
  ['an error excludes a fail too', [fail, broken], { verdict: 'error', fault: 'judge' }],
  [
    'a failed gate stands, whatever else broke',
    [{ ...fail, gate: true }, broken],
    { verdict: 'fail', quality: 0 },
  ],
])('%s', (_, criteria, grade) => expect(joinCriteria(criteria)).toMatchObject(grade));

test('rounding does not cost the pass', () => {
  const thirds = [0.1, 0.2, 0.7].map((weight) => criterion({ weight }));
  expect(joinCriteria(thirds).verdict).toBe('pass');
});

const verdicts = fc.constantFrom(pass, fail, half, notApplied, broken);
const anyCriterion = fc
  .record({ base: verdicts, weight: fc.double({ min: 0.01, max: 100, noNaN: true }), gate: fc.boolean() })
  .map(({ base, weight, gate }) => ({ ...base, weight, gate }));

test('quality and coverage are shares, and a fail in place of a pass never raises the quality', () => {
  fc.assert(
    fc.property(fc.array(anyCriterion, { minLength: 1 }), fc.nat(), (criteria, which) => {
      const before = joinCriteria(criteria);
      expect(before.quality).toBeGreaterThanOrEqual(0);
      expect(before.quality).toBeLessThanOrEqual(1);
      expect(before.coverage).toBeLessThanOrEqual(1 + 1e-9);
      const at = which % criteria.length;
      const worse = criteria.map((each, index) =>
        index === at && each.verdict === 'pass' ? { ...each, verdict: 'fail' as const, quality: 0 } : each,
      );
      expect(joinCriteria(worse).quality).toBeLessThanOrEqual(before.quality + 1e-9);
    }),
  );
});

const specs = [
  { type: 'number', value: 42, gate: true },
  { type: 'contains', all: ['because'], weight: 3 },
].map((spec) => graderSpecSchema.parse(spec));

test('an answer is graded by all its graders, in order', async () => {
  const grade = await gradeAnswer({ answer: says('So.\nANSWER: 42'), graders: specs, services: { bounded } });
  expect(grade).toMatchObject({
    verdict: 'partial',
    quality: 0.25,
    fault: 'miner',
    reason: 'contains: it does not say "because"',
    criteria: [
      { grader: 'number', weight: 1, gate: true, verdict: 'pass', spans: [{ start: 12, end: 14 }] },
      { grader: 'contains', weight: 3, gate: false, verdict: 'fail' },
    ],
  });
});

test('a grader that throws is our fault, and nothing stands in for it', async () => {
  const judge = {
    identity: { model: '', url: '', promptSha256: '', settings: {} },
    judge: () => Promise.reject(new Error('a bug')),
    usage: () => ({ calls: 0, promptTokens: 0, completionTokens: 0, faults: 0 }),
  };
  const judged = graderSpecSchema.parse({
    type: 'judge',
    reference: 'x',
    criteria: ['a', 'b', 'c'].map((id) => ({
      id,
      kind: id === 'a' ? 'absent' : 'present',
      question: 'Is it?',
    })),
  });
  const grade = await gradeAnswer({
    answer: says('It is 42 because of this.\nANSWER: 42'),
    graders: [...specs, judged],
    services: { bounded, judge },
  });
  expect(grade).toMatchObject({
    verdict: 'error',
    quality: 0,
    fault: 'harness',
    reason: 'judge: the grader judge failed: a bug',
  });
});

/** A sound spec of each type. */
const soundSpecs = [
  { type: 'exact', answer: 'Paris' },
  { type: 'choice', answer: 'B', options: ['A', 'B'] },
  { type: 'number', value: 42 },
  { type: 'contains', all: ['Paris'], forbid: ['Rome'] },
  { type: 'pattern', pattern: '\\d\\d' },
  { type: 'json', equals: { a: 1 }, schema: { type: 'object' } },
  { type: 'tool-calls', expect: [{ name: 'find', arguments: { q: 'x' } }] },
  { type: 'citations', require: ['D1'], quotes: { min: 1 }, numbersFromSources: true },
  { type: 'constraints', words: { min: 20 }, eachLineMatches: '- .*' },
  { type: 'artifact', mimeType: 'text/csv', rows: 2 },
  { type: 'streaming-content', lines: { to: 3 } },
  { type: 'code', language: 'javascript', entry: 'f', cases: [{ args: [1], returns: 2 }] },
  { type: 'custom', module: 'graders/mine.mjs' },
  {
    type: 'judge',
    reference: 'x',
    criteria: ['a', 'b', 'c'].map((id) => ({
      id,
      kind: id === 'a' ? 'absent' : 'present',
      question: 'Is it?',
    })),
  },
].map((spec) => graderSpecSchema.parse(spec));

test('there is a sound spec of each grader here', () => {
  expect(soundSpecs.map(({ type }) => type).sort()).toEqual(Object.keys(graders).sort());
});

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    'ANSWER: ',
    '42',
    '\n',
    '```json\n',
    '{"a":',
    '}',
    '[D1]',
    '“',
    'data:text/csv,',
    '%',
    ',',
    '- ',
  ),
);
const anyText = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const anyExchange = fc.record({
  content: anyText,
  calls: fc.array(fc.record({ name: fc.constantFrom('find', '', 'x'), args: anyText }), { maxLength: 3 }),
  artifacts: fc.array(
    fc.record({ url: anyText, mimeType: fc.constantFrom('text/csv', 'x'), sizeBytes: fc.integer() }),
    { maxLength: 2 },
  ),
});
const anyAnswer: fc.Arbitrary<Answer> = fc.record({
  exchanges: fc.array(anyExchange.map(exchangeOf), { maxLength: 2 }),
  toolsDeclared: fc.boolean(),
  promptTexts: fc.array(anyText, { maxLength: 2 }),
});

test('whatever a miner sends is a finding of its own, with spans inside the answer', async () => {
  await fc.assert(
    fc.asyncProperty(anyAnswer, async (answer) => {
      const { criteria } = await gradeAnswer({ answer, graders: soundSpecs, services: { bounded } });
      for (const { verdict, spans, reason } of criteria) {
        expect(['pass', 'partial', 'fail', 'n_a']).toContain(verdict);
        expect(reason).not.toBe('');
        for (const { exchange, in: where, start, end } of spans) {
          const { content, toolCalls, artifacts } = answer.exchanges[exchange]!.reply;
          const size = { content, tool: toolCalls, artifact: artifacts }[where].length;
          expect(0 <= start && start < end && end <= size).toBe(true);
        }
      }
    }),
    { numRuns: 200 },
  );
});

const most = 499_980;
test.each([
  ['one letter', 'a'.repeat(most)],
  ['digits', '1'.repeat(most)],
  ['grouped digits', `1${',111'.repeat(most / 4)}`],
  ['dots', `${'.'.repeat(most)}x`],
  ['spaces', `x${' '.repeat(most)}x`],
  ['line breaks', 'a\r\n'.repeat(most / 3)],
  ['open braces', '{'.repeat(most)],
  ['open brackets', '[D1'.repeat(most / 3)],
  ['open quotes', '“'.repeat(most)],
  ['fences', '```\n'.repeat(most / 4)],
  ['combining marks', `a${'\u0301\u0323'.repeat(most / 2)}`],
  ['hidden characters', `${'\u200B'.repeat(most)}x`],
  ['lone surrogates', '\uD83D'.repeat(most)],
  ['data URLs', 'data:text/csv,'.repeat(most / 14)],
  ['ten megabytes of one line', 'x'.repeat(10_000_000)],
])('a giant answer of %s fails every grader and stalls none', async (_, content) => {
  const { criteria } = await gradeAnswer({
    answer: says(content),
    graders: soundSpecs,
    services: { bounded },
  });
  expect(criteria.filter(({ verdict }) => verdict !== 'fail' && verdict !== 'n_a')).toEqual([]);
});

test('a judge is not asked once a gate has failed', async () => {
  let asked = 0;
  const judge = {
    identity: { model: '', url: '', promptSha256: '', settings: {} },
    judge: () => {
      asked++;
      return Promise.resolve({ kind: 'judge_fault', reason: 'down' } as const);
    },
    usage: () => ({ calls: 0, promptTokens: 0, completionTokens: 0, faults: 0 }),
  };
  const judged = graderSpecSchema.parse({
    type: 'judge',
    reference: 'x',
    criteria: ['a', 'b', 'c'].map((id) => ({
      id,
      kind: id === 'a' ? 'absent' : 'present',
      question: 'Is it?',
    })),
  });
  const grade = await gradeAnswer({
    answer: says('It is 41 because of this.\nANSWER: 41'),
    graders: [judged, ...specs],
    services: { bounded, judge },
  });

  expect(asked).toBe(0);
  expect(grade).toMatchObject({ verdict: 'fail', quality: 0, coverage: 1 });
  expect(grade.criteria.map(({ grader }) => grader)).toEqual(['judge', 'number', 'contains']);
});
