import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBoundedChecks } from '../../../src/graders/bounded-checks.js';
import { gradeSpec, problemsOf, says } from '../support/answers.js';

let bounded: Awaited<ReturnType<typeof openBoundedChecks>>;
beforeAll(async () => {
  bounded = await openBoundedChecks({ deadlineMs: 500 });
});
afterAll(() => bounded[Symbol.asyncDispose]());

const type = 'artifact';
const mimeType = 'text/csv';
const table = 'item,price\nbolt,1.10\nnut,2.20\n"screw, long",0.05\n';

async function grade(spec: Readonly<Record<string, unknown>>, csv = table) {
  const content = `data:text/csv,${encodeURIComponent(csv)}`;
  return gradeSpec({ type, mimeType, ...spec }, says(content), { bounded });
}

test.each([
  [{ rows: 3 }, { rows: 4 }],
  [{ columns: ['item', 'price'] }, { columns: ['price', 'item'] }],
  [{ columns: ['item', 'price'] }, { columns: ['item'] }],
  [
    { cells: [{ row: 2, column: 'price', value: 2.2 }] },
    { cells: [{ row: 2, column: 'price', value: 2.21 }] },
  ],
  [
    { cells: [{ row: 3, column: 'item', value: 'screw, long' }] },
    { cells: [{ row: 3, column: 'item', value: 'screw' }] },
  ],
  [
    { cells: [{ row: 1, column: 'item', value: 'bolt' }] },
    { cells: [{ row: 9, column: 'item', value: 'bolt' }] },
  ],
  [
    { cells: [{ row: 1, column: 'item', value: 'bolt' }] },
    { cells: [{ row: 1, column: 'name', value: 'bolt' }] },
  ],
  [{ sums: [{ column: 'price', value: 3.35 }] }, { sums: [{ column: 'price', value: 3.36 }] }],
  [{ sums: [{ column: 'price', value: 3.3, tolerance: 0.1 }] }, { sums: [{ column: 'item', value: 0 }] }],
  [
    { equals: table.replace('1.10', '1.1').replaceAll('\n', '\r\n') },
    { equals: table.replace('1.10', '1.2') },
  ],
  [{ equals: table }, { equals: `${table}x,1\n` }],
  [{ equals: table }, { equals: table.slice(0, table.indexOf('nut')) }],
  [
    {
      equals: [
        ['item', 'price'],
        ['bolt', 1.1],
        ['nut', 2.2],
        ['screw, long', 0.05],
      ],
    },
    {
      equals: [
        ['item', 'price'],
        ['nut', 2.2],
        ['bolt', 1.1],
        ['screw, long', 0.05],
      ],
    },
  ],
  [
    { schema: { items: { properties: { price: { pattern: '^\\d+\\.\\d\\d$' } } } } },
    { schema: { items: { properties: { price: { pattern: '^\\d+$' } } } } },
  ],
])('%j is met, %j is not', async (met, missed) => {
  expect((await grade(met)).verdict).toBe('pass');
  expect(await grade(missed)).toMatchObject({ verdict: 'fail', quality: 0, fault: 'miner' });
});

test.each([
  ['no CSV', 'a,b\n1'],
  ['empty', ''],
  ['two columns of one name', 'item,price,price\nbolt,1,3.35'],
  ['a cell that is no number', 'item,price\nbolt,3.35\nnut,n/a'],
  ['a formula for a number', 'item,price\nbolt,=3.35'],
])('%s fails', async (_, csv) =>
  expect((await grade({ sums: [{ column: 'price', value: 3.35 }] }, csv)).verdict).toBe('fail'),
);

test('what cannot be met is a mistake of the task', () => {
  const problems = (spec: Readonly<Record<string, unknown>>) => problemsOf({ type, mimeType, ...spec });
  expect(problems({})).toHaveLength(1);
  expect(problems({ equals: 'a,b\n1' })).toHaveLength(1);
  expect(problems({ columns: ['a'], sums: [{ column: 'b', value: 1 }] })).toHaveLength(1);
  expect(problems({ rows: 1, cells: [{ row: 2, column: 'a', value: 1 }] })).toHaveLength(1);
  expect(problems({ schema: { typo: 1 } })).toHaveLength(1);
  expect(problems({ rows: 1 })).toEqual([]);
});
