import { expect, test } from 'vitest';
import { checkComposites } from '../../../src/leaderboard/check-composites.js';
import { readPublished } from '../../../src/leaderboard/read-published.js';
import { leaderboardRenderers } from '../../../src/leaderboard/text/leaderboard-renderers.js';
import { renderCheckedRows } from '../../../src/leaderboard/text/checked-rows.js';
import { sampleLeaderboard } from '../../support/sample-leaderboard.js';

const page = { columns: 100, color: false };
const board = sampleLeaderboard();

function render(format: keyof typeof leaderboardRenderers, shown = board): string {
  return leaderboardRenderers[format](shown, page);
}

test('the table says who stands where, with every interval, and shows the unverified apart', () => {
  const text = render('table');

  expect(text.split('\n').every((line) => line.length <= 100)).toBe(true);
  expect(text).toMatch(/^ *# +competitor +comp\./mu);
  expect(text).toContain('95 % intervals');
  expect(text).toContain('Who held #1');
  expect(text.indexOf('Unverified')).toBeGreaterThan(text.indexOf(board.standings[0]?.competitor.name ?? ''));
  expect(text).toContain('another board: ');
});

test.each(['json', 'csv', 'markdown'] as const)(
  'what is written as %s holds the formula when it is read again',
  (format) => {
    const rows = checkComposites(readPublished(render(format), 'board'));

    expect(
      rows
        .slice(0, board.standings.length)
        .map(({ name, verdict }) => [name.replace(' (disabled)', ''), verdict]),
    ).toEqual(board.standings.map(({ competitor }) => [competitor.name, 'holds']));
  },
);

test.each([
  ['table', /[\u001b\u202e]|\nINJECTED/u],
  ['markdown', /[\u001b\u202e]|(?<!\\)\| *INJECTED|<img|(?<!\\)\]\(/u],
  ['csv', /(?:^|,)[=+@-]\w/mu],
  ['json', /<img|\u202e/u],
] as const)('a hostile name is inert in %s', (format, bad) => {
  const hostile = '=cmd|" /C calc"!A1\n| INJECTED | <img src=x> [x](http://evil) \u001b[31m\u202E';
  const named = sampleLeaderboard({ rows: 3, name: () => hostile });

  expect(render(format, named)).not.toMatch(bad);
});

test('an empty board says what to do', () => {
  expect(render('table', sampleLeaderboard({ rows: 0, unverified: 0 }))).toContain('leaderboard add');
});

test('rows that break the formula are named with the numbers, hostile names inert', () => {
  const text =
    'name,composite,quality,speed,cost,streaming,modality\nbad\u001b[31m\u202E,78.4,82.1,71.2,85.0,76.3,70.8\n';

  expect(renderCheckedRows('board.csv', checkComposites(readPublished(text, 'board.csv')))).toBe(
    [
      'board.csv: 1 row, 0 hold the composite formula, 1 break it',
      '  row 1  bad: 78.4 is published, the formula gives 78.645 (78.595 to 78.695 as printed), −0.245 points',
      '',
      '  Each printed number may stand for anything that is rounded to it; a row breaks the formula where no such numbers fit.',
      '',
    ].join('\n'),
  );
});
