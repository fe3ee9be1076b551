import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkComposites } from '../../src/leaderboard/check-composites.js';
import { readPublished } from '../../src/leaderboard/read-published.js';
import { composite } from '../../src/scoring/composite.js';

const points = fc.double({ min: 0, max: 100, noNaN: true });
const scores = fc.record({
  quality: points,
  speed: points,
  cost: points,
  streaming: points,
  modality: points,
});
type Scores = typeof scores extends fc.Arbitrary<infer Value> ? Value : never;

function csvOf(rows: readonly Scores[], { digits, shift = 0 }: { digits: number; shift?: number }): string {
  const lines = rows.map((row, index) => {
    const { quality, speed, cost, streaming, modality } = row;
    const printed = [(composite(row) ?? 0) + shift, quality, speed, cost, streaming, modality];
    return [`miner-${index}`, ...printed.map((value) => value.toFixed(digits))].join(',');
  });
  return ['name,composite,quality,speed,cost,streaming,modality', ...lines].join('\n');
}

test('no honest row is blamed, with however few digits it was printed', () => {
  fc.assert(
    fc.property(
      fc.array(scores, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: 4 }),
      (rows, digits) => {
        const found = checkComposites(readPublished(csvOf(rows, { digits }), 'board.csv'));
        expect(found.map(({ verdict }) => verdict)).toEqual(rows.map(() => 'holds'));
      },
    ),
    { numRuns: 60 },
  );
});

test('a composite further off than rounding can put it is named', () => {
  fc.assert(
    fc.property(fc.array(scores, { minLength: 1, maxLength: 5 }), (rows) => {
      const inside = rows.filter((row) => (composite(row) ?? 0) < 99.8);
      fc.pre(inside.length > 0);
      // Rounding dimensions and composite to a tenth moves the composite by 0.1 at most.
      const text = csvOf(inside, { digits: 1, shift: 0.16 });
      expect(checkComposites(readPublished(text, 'x')).every(({ verdict }) => verdict === 'breaks')).toBe(
        true,
      );
    }),
    { numRuns: 60 },
  );
});

test('the published rows of the reference all break the formula', () => {
  const golden = readFileSync('fixtures/golden/golden.json', 'utf8');

  expect(checkComposites(readPublished(golden, 'golden.json'))).toMatchObject([
    { name: 'baseline-v1', published: 78.4, recomputed: 78.645, verdict: 'breaks' },
    { name: 'miner-alpha', published: 75.2, recomputed: 76.375, verdict: 'breaks' },
    { name: 'agent-x', published: 72.8, recomputed: 73.945, verdict: 'breaks' },
    { name: 'coyote-r1', published: 70.6, recomputed: 71.445, verdict: 'breaks' },
    { name: 'trailblazer', published: 68.9, recomputed: 69.415, verdict: 'breaks' },
  ]);
});

const baseline = [78.4, 82.1, 71.2, 85, 76.3, 70.8];
const names = ['composite', 'quality', 'speed', 'cost', 'streaming', 'modality'];
const asObject = Object.fromEntries(names.map((name, index) => [name, baseline[index]]));

test.each([
  ['a list in JSON', JSON.stringify([{ name: 'baseline-v1', ...asObject }])],
  ['scores in JSON', JSON.stringify({ rows: [{ competitor: { name: 'baseline-v1' }, scores: asObject }] })],
  ['CSV', `competitor,${names.join(',')}\r\nbaseline-v1,${baseline.join(',')}\r\n`],
  [
    'CSV with words in its heads',
    `Miner,Composite Score,Quality (45%),Speed,Cost,Streaming,Modality\nbaseline-v1,${baseline.join(',')}`,
  ],
  [
    'Markdown',
    `# Board\n\n| # | Name | ${names.join(' | ')} |\n|--:|:--|${'--:|'.repeat(6)}\n| 1 | \`baseline-v1\` | **78.4** (77–79) | 82.1 | 71.2 | 85.0 | 76.3 | 70.8 |\n\ntext`,
  ],
  [
    'the text of a page',
    'Rank\n\n#1\n\nComposite\n\n78.4\n\nbaseline-v1\n\nQuality: 82.1\nSpeed: 71.2\nCost: 85.0\nStreaming: 76.3\nModality: 70.8\n',
  ],
])('the same row is read from %s', (_, text) => {
  const [row] = checkComposites(readPublished(text, 'board'));

  expect(row).toMatchObject({ name: 'baseline-v1', published: 78.4, verdict: 'breaks' });
  expect(row?.recomputed).toBeCloseTo(78.645, 9);
  expect(row?.problem).toBe('78.4 is published, the formula gives 78.645');
});

test('zeros that a CSV drops do not either', () => {
  const text = `name,${names.join(',')}\na,78.8,82.1,71.2,85,76.3,70.8\nb,78.6,82.1,71.2,85,76.3,70.8`;

  expect(checkComposites(readPublished(text, 'x')).map(({ verdict }) => verdict)).toEqual([
    'breaks',
    'holds',
  ]);
});

test('zeros that JSON drops do not make a number less precise', () => {
  const honest = {
    name: 'a',
    composite: 78.6,
    quality: 82.1,
    speed: 71.2,
    cost: 85,
    streaming: 76.3,
    modality: 70.8,
  };
  const shifted = { ...honest, name: 'b', composite: 78.8 };

  expect(checkComposites(readPublished(JSON.stringify([honest, shifted]), 'x'))).toMatchObject([
    { verdict: 'holds' },
    { verdict: 'breaks' },
  ]);
});

test('a row without a dimension may have no composite, and no number may be outside of 0 to 100', () => {
  const whole = { quality: 50, speed: 50, cost: 50, streaming: 50, modality: 50 };
  const rows = [
    { name: 'partial', ...whole, speed: null, composite: null },
    { name: 'claims', ...whole, speed: null, composite: 50 },
    { name: 'none', ...whole },
    { name: 'too high', ...whole, quality: 250, composite: 100 },
    { name: 'negative', ...whole, cost: -5, composite: 41.75 },
  ];

  expect(checkComposites(readPublished(JSON.stringify(rows), 'x')).map(({ verdict }) => verdict)).toEqual([
    'partial',
    'breaks',
    'breaks',
    'breaks',
    'breaks',
  ]);
});

test.each([
  ['a decimal comma', '"78,4"', 'breaks'],
  ['the honest number with a decimal comma', '"78,6"', 'holds'],
  ['an exponent', '78.6e9', 'breaks'],
  ['a number beyond numbers', '78.6e999', 'breaks'],
  ['thousands', '"78,645.1"', 'breaks'],
])('a composite written with %s is read whole or not at all', (_, written, verdict) => {
  const text = `name,${names.join(',')}\na,${written},82.1,71.2,85.0,76.3,70.8`;

  expect(checkComposites(readPublished(text, 'x'))).toMatchObject([{ verdict }]);
});

test('a row that states what its formula gives, and no dimensions, proves nothing', () => {
  const text = JSON.stringify([{ name: 'a', composite: 99, formula: 99 }]);

  expect(checkComposites(readPublished(text, 'x'))).toMatchObject([{ verdict: 'partial' }]);
});

test('two columns of one name are refused, as nobody knows which one counts', () => {
  const text = `name,${names.join(',')},composite\na,78.6,82.1,71.2,85.0,76.3,70.8,99.9`;

  expect(() => readPublished(text, 'x')).toThrow('two columns of the board are called composite');
});

test('a Markdown row without a bar at its beginning is a row', () => {
  const table = `| ${names.join(' | ')} |\n${'|--'.repeat(6)}|\n99 | 82.1 | 71.2 | 85.0 | 76.3 | 70.8\n\n99 | 1`;

  expect(checkComposites(readPublished(table, 'x'))).toMatchObject([{ published: 99, verdict: 'breaks' }]);
});

test.each([
  ['nothing', ''],
  ['a word', 'hello'],
  ['other JSON', '{"a":1}'],
  ['a list of numbers', '[1,2,3]'],
  ['an empty board', '{"standings":[]}'],
  ['another table', 'a,b\n1,2'],
  ['deep JSON', '['.repeat(50_000)],
  ['a rule without end', `${'|-'.repeat(4_000)}x\n`.repeat(50)],
  // Read once for each of its lines, it would take minutes.
  ['rules alone', '|-|-|\n'.repeat(30_000)],
  ['spaces without end', `|${' '.repeat(9_000)}\n`.repeat(100)],
])('a file that holds %s is refused with words', (_, text) => {
  expect(() => readPublished(text, 'board.json')).toThrow(/board\.json holds no board/u);
});
