import { expect, test } from 'vitest';
import { gradeSpec, holding, problemsOf, says } from '../support/answers.js';

const type = 'artifact';
const mimeType = 'text/html';

function grade(spec: Readonly<Record<string, unknown>>, html: string) {
  return gradeSpec({ type, mimeType, ...spec }, says(`data:text/html,${encodeURIComponent(html)}`));
}

const page = `<!doctype html><html><head><title>Moorings</title><style>td { color: red }</style></head><body>
<h1>Moorings</h1><table border=1><caption>May</caption>
<thead><tr><th>berth<th>boat<th>fee</tr></thead>
<tbody><tr><td>A1</td><td>Heron &amp; <b>Lin</b>net</td><td>1,200</td></tr>
<tr><td>A2<td>Cur­lew<br>II<td>950.50</tbody></table><script>document.write('<table>')</script></body></html>`;

const rows = [
  ['berth', 'boat', 'fee'],
  ['A1', 'Heron & Linnet', 1200],
  ['A2', 'Cur­lew II', 950.5],
];

test.each([
  [{ equals: rows }, { equals: rows.slice(0, 2) }],
  [{ equals: rows }, { equals: [rows[0], rows[2], rows[1]] }],
  [{ columns: ['berth', 'boat', 'fee'] }, { columns: ['berth', 'fee', 'boat'] }],
  [{ rows: 2 }, { rows: 3 }],
  [{ cells: [{ row: 1, column: 'fee', value: 1200 }] }, { cells: [{ row: 1, column: 'fee', value: 120 }] }],
  [{ sums: [{ column: 'fee', value: 2150.5 }] }, { sums: [{ column: 'fee', value: 2150 }] }],
])('a table meets %j and not %j', async (met, missed) => {
  expect(await grade({ table: met }, page)).toMatchObject({ verdict: 'pass' });
  expect(await grade({ table: missed }, page)).toMatchObject({ verdict: 'fail', quality: 0, fault: 'miner' });
});

test('phrases are looked for in what a reader sees', async () => {
  expect((await grade({ includes: ['moorings', 'heron & linnet'] }, page)).verdict).toBe('pass');
  for (const unseen of ['color', 'document', 'border', 'tbody'])
    expect((await grade({ includes: [unseen] }, page)).verdict).toBe('fail');
  expect((await grade({ includes: ['42'] }, '<p>Total</p><!-- 42 -->')).verdict).toBe('fail');
});

test.each([
  ['no table', '<p>A1 Heron 1,200</p>', 'no table'],
  ['two tables', page + page, '2 tables'],
  ['a table in a table', page.replace('<td>A1', '<td><table><tr><td>A1</table>'), '2 tables'],
  ['merged cells', page.replace('<td>A1', '<td colspan="2">A1'), 'merged'],
  ['a short row', page.replace('<td>950.50', ''), 'row 2 of its table has 2 cells, the header 3'],
  ['an empty table', '<table></table>', 'empty'],
  ['a table in a comment', `<p>x</p><!--${page}-->`, 'no table'],
  ['a table in a script', `<script>${page.replace(/<script>.*<\/script>/s, '')}</script>`, 'no table'],
  ['text without elements', 'A1, Heron', 'no elements'],
  ['nothing', '', 'no elements'],
  ['elements without end', '<div>'.repeat(10_000), 'nests deeper'],
  ['too many elements', '<br>'.repeat(100_001), 'over 100000 elements'],
])('%s fails', async (_, html, reason) => {
  expect(await grade({ table: { equals: rows } }, html)).toMatchObject({
    verdict: 'fail',
    fault: 'miner',
    reason: holding(reason),
  });
});

test('what cannot be met is a mistake of the task', () => {
  const problems = (spec: Readonly<Record<string, unknown>>) => problemsOf({ type, mimeType, ...spec });
  expect(problems({})).toHaveLength(1);
  expect(problems({ table: {} })).toHaveLength(1);
  expect(problems({ table: { equals: [['a', 'b'], ['c']] } })).toEqual([
    'the rows of `table` differ in width',
  ]);
  expect(problems({ table: { columns: ['a'], sums: [{ column: 'b', value: 1 }] } })).toHaveLength(1);
  expect(problems({ rows: 2, includes: ['a'] })).toEqual(['`rows` does not apply to text/html']);
  expect(problems({ table: { equals: rows } })).toEqual([]);
});
