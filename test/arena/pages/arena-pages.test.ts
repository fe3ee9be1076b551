import { describe, expect, test } from 'vitest';
import { renderBoardPage } from '../../../src/arena/pages/board-page.js';
import {
  boardSitePage,
  hrefOf,
  methodologySitePage,
  problemSitePage,
  textSitePage,
} from '../../../src/arena/pages/site-pages.js';
import { cohortTextPage } from '../../../src/arena/text/cohort-page-text.js';
import { opsTextPage } from '../../../src/arena/text/ops-page-text.js';
import {
  boardNamed,
  sampleBoard,
  sampleCohort,
  sampleMethodology,
  sampleOps,
  sampleSummary,
} from '../../support/arena-readings.js';
import { hostileTexts } from '../../support/hostile-text.js';

const assets = { script: 'void 0;', style: 'body{}' };
const place = { path: '/', json: '/api/board', assets, hosts: ['a.example', 'b.example'] } as const;

describe('the board page', () => {
  const html = boardSitePage(sampleBoard(), place);

  test('every agent is a body of its own with its details, and cells carry what sorting needs', () => {
    expect(html.match(/<tbody>\n<tr><td class="rank"/gu)).toHaveLength(5);
    expect(html.match(/<details>/gu)).toHaveLength(5);
    expect(html).toContain('data-value="21420"');
    expect(html).toMatch(/data-sort="number" data-first="descending">Overall/u);
  });

  test('provisional, disabled, never run and outlying agents are marked in words', () => {
    for (const words of [
      'provisional: 3 of 5 scored',
      'disabled',
      'never run',
      'configured no more',
      'n/a far above its peers',
      'Narrow corpus',
    ])
      expect(html).toContain(words);
  });

  test('window and host are links that keep one another', () => {
    expect(html).toContain('<a href="/?window=day" aria-current="page">All hosts</a>');
    expect(html).toContain('<a href="/?window=day&#38;host=b.example">b.example</a>');
    expect(hrefOf('/stats', { window: 'week', host: 'a&b' })).toBe('/stats?window=week&host=a%26b');
  });
});

test('the file of the board holds board, methodology and cohorts, and links to no other page', () => {
  const html = renderBoardPage({
    board: sampleBoard(),
    methodology: sampleMethodology(),
    cohorts: [sampleSummary()],
    assets,
  });

  for (const words of [
    'Agents',
    'This arena',
    'Latest cohorts',
    'Execution contract',
    'What the numbers mean',
  ])
    expect(html).toContain(words);
  const links = [...html.matchAll(/(?:href|src)="([^"]*)"/gu)].map(([, link]) => link);
  expect(links.filter((link) => link?.startsWith('#') !== true && link !== 'data:,')).toEqual([]);
  for (const [, id] of html.matchAll(/href="#([^"]+)"/gu)) expect(html).toContain(`id="${id ?? ''}"`);
});

test('pages say which they are, and a problem page says what went wrong', () => {
  const html = methodologySitePage(sampleMethodology(), {
    path: '/methodology',
    json: '/api/methodology',
    assets,
    host: undefined,
  });

  expect(html).toContain('<a href="/methodology" aria-current="page">Methodology</a>');
  expect(problemSitePage({ status: 404, text: 'There is no such page' }, assets)).toContain(
    '<h1>There is no such page</h1>',
  );
});

test.each(
  Object.entries({ ...hostileTexts, long: 'x'.repeat(10_240), tag: '"><img src=x onerror=alert(1)>' }),
)('text from outside becomes no markup: %s', (_name, text) => {
  const pages = [
    boardSitePage(boardNamed(text), { ...place, hosts: [text, 'b.example'] }),
    textSitePage(cohortTextPage(sampleCohort(text)), { path: '/cohorts', json: '/api/cohorts', assets }),
    textSitePage(opsTextPage(sampleOps(text)), { path: '/ops', json: '/api/ops', assets }),
    renderBoardPage({
      board: boardNamed(text),
      methodology: sampleMethodology(text),
      cohorts: [sampleSummary(text)],
      assets,
    }),
  ];
  for (const html of pages) {
    expect(html).not.toMatch(/<img|<script>alert|javascript:alert\(1\)"/u);
    expect(html.match(/<script>/gu)).toHaveLength(1);
    expect(html).not.toMatch(/[\u0000-\u0008\u001B\u0080-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069]/u);
    expect(html.length).toBeLessThan(90_000);
  }
});
