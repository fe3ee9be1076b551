import { describe, expect, test } from 'vitest';
import { checkComposites } from '../../../src/leaderboard/check-composites.js';
import { readPublished } from '../../../src/leaderboard/read-published.js';
import { publishedJson } from '../../../src/leaderboard/pages/published-data.js';
import { renderLeaderboardPage } from '../../../src/leaderboard/pages/leaderboard-page.js';
import type { Leaderboard } from '../../../src/leaderboard/standings.js';
import { janusComposite } from '../../../src/scoring/profile.js';
import { dimensions } from '../../../src/scoring/scores.js';
import { hostileTexts, unsafe } from '../../support/hostile-text.js';
import { sampleLeaderboard } from '../../support/sample-leaderboard.js';
import { plainAssets } from '../../support/sample-page.js';

const pageOf = (leaderboard: Leaderboard) => renderLeaderboardPage({ leaderboard, assets: plainAssets });
const board = sampleLeaderboard();
const page = pageOf(board);

/** Without what stands in script and style elements. */
function markupOf(html: string): string {
  return html.replace(/(<(script|style)[^>]*>)[^]*?(<\/\2>)/gu, '$1$3');
}

test('every score with its interval, every run and every reason stands in the page', () => {
  const shown = board.standings.flatMap(({ competitor, scores, runs, note }) => [
    competitor.name,
    note,
    ...runs.map(({ id }) => id),
    ...Object.values(scores).flatMap((cell) => {
      const interval =
        cell?.low == null || cell.high === null ? '' : `${cell.low.toFixed(1)}–${cell.high.toFixed(1)}`;
      return [cell?.value.toFixed(1) ?? '–', interval];
    }),
  ]);
  const reasons = board.unverified.flatMap((run) => run.reasons);

  expect([...shown, ...reasons].filter((text) => !markupOf(page).includes(text))).toEqual([]);
});

test('formula and weights are those of the profile', () => {
  const text = markupOf(page).replace(/<[^>]*>/gu, '');

  for (const name of dimensions) {
    expect(text).toContain(
      `${janusComposite.weights[name].toFixed(2)} × ${name[0]!.toUpperCase()}${name.slice(1)}`,
    );
    expect(text).toContain(`${Math.round(janusComposite.weights[name] * 100)} %`);
  }
});

test('times are absolute, so that the page is true tomorrow', () => {
  expect(page).toContain('2026-01-23 03:00 UTC');
  expect(page).toContain('2026-01-22 12:32 UTC');
  expect(page).toContain('17.4 days as of 2026-01-22 14:32 UTC');
  expect(markupOf(page).replace(/<[^>]*>/gu, '')).not.toMatch(/\bago\b|\btoday\b|\bnow\b/u);
});

test('the page carries what it claims, and nobody finds an address in it', () => {
  const data = JSON.parse(publishedJson(page) ?? '') as {
    standings: { scores: { composite: { value: number } } }[];
  };

  expect(data.standings.map(({ scores }) => scores.composite.value)).toEqual(
    board.standings.map(({ scores }) => scores.composite?.value),
  );
  expect(page).not.toContain('10.0.0.7');
  expect(publishedJson('<p>no page of ours')).toBeUndefined();
});

test('`leaderboard verify` finds the formula kept in the page, and broken where somebody raised a composite', () => {
  const first = String(board.standings[0]!.scores.composite!.value);
  const verdicts = (html: string) =>
    checkComposites(readPublished(html, 'page.html')).map(({ verdict }) => verdict);

  expect(new Set(verdicts(page))).toEqual(new Set(['holds']));
  expect(verdicts(page.replace(`"value":${first}`, '"value":81.5'))[0]).toBe('breaks');
});

test('the column that the order comes from says so; by the composite is by rank', () => {
  const sortedHeading = (html: string) => /aria-sort="(?:as|des)cending">([^<]*)</u.exec(markupOf(html))?.[1];

  expect(sortedHeading(page)).toBe('Rank');
  expect(sortedHeading(pageOf({ ...board, sortedBy: 'cost' }))).toBe('Cost');
});

test('markup has no inline style, no event attribute, and no address but fragments', () => {
  const markup = markupOf(page);

  expect(markup).not.toMatch(/\sstyle\s*=|\son\w+\s*=|<style[^>]/iu);
  expect([...markup.matchAll(/\s(?:href|src|action)="([^"]*)"/gu)].map(([, address]) => address)).toSatisfy(
    (addresses: string[]) => addresses.every((address) => address.startsWith('#') || address === 'data:,'),
  );
});

test('every fragment leads to something on the page', () => {
  const targets = [...page.matchAll(/href="#([^"]+)"/gu)].map(([, id = '']) => id);

  expect(targets.filter((id) => !page.includes(` id="${id}"`))).toEqual([]);
});

describe('hostile text', () => {
  const texts = [...Object.values(hostileTexts), '<img src=x onerror=alert(1)>', '"><b>', 'x'.repeat(10_240)];
  const base = sampleLeaderboard({ rows: texts.length, name: (index) => texts[index] ?? '' });
  const all = texts.join(' ');
  const hostile: Leaderboard = {
    ...base,
    board: base.board && { ...base.board, suite: all, judge: all, runner: all },
    standings: base.standings.map((standing, index) => ({
      ...standing,
      note: texts[index] ?? '',
      competitor: {
        ...standing.competitor,
        owner: all,
        model: all,
        homepage: 'javascript:alert(1)',
        notes: all,
      },
      runs: standing.runs.map((run) => ({ ...run, id: texts[index] ?? '', signer: all })),
    })),
    reigns: base.reigns.map((reign) => ({ ...reign, name: all, run: all, reason: all })),
    unverified: base.unverified.map((run) => ({ ...run, id: all, name: all, suite: all, reasons: texts })),
    snapshot: { ...base.snapshot, prizePool: all, epoch: all, cron: all },
  };
  const html = pageOf(hostile);

  test('stays text wherever it stands', () => {
    expect(html.match(/<script/gu)?.length).toBe(html.match(/<\/script>/gu)?.length);
    expect(html.match(/<script>/gu)).toHaveLength(1);
    expect(unsafe.exec(html.replaceAll('\n', ''))).toBeNull();
    expect(/<(?:img|iframe)|href="(?!#|data:,")/u.exec(markupOf(html))).toBeNull();
  });

  test('is bounded', () => {
    expect(html.includes('x'.repeat(1_000))).toBe(false);
  });
});

test.each([0, 1, 2])('a board of %i rows is a page', (rows) => {
  const html = pageOf(sampleLeaderboard({ rows, runsEach: 1, unverified: 0 }));

  expect(html.match(/<tbody class="competitor"/gu)?.length ?? 0).toBe(rows);
  expect(html.includes('No run stands on this board yet.')).toBe(rows === 0);
  expect(html).not.toMatch(/NaN|Infinity|undefined/u);
});

test('nothing measured is a dash, never a zero', () => {
  const [standing] = board.standings;
  const scores = { ...standing!.scores, modality: null, composite: null };
  const html = pageOf({ ...board, standings: [{ ...standing!, scores }] });

  expect(html).toContain('<b>–</b><small>not measured</small>');
  expect(html).not.toMatch(/NaN|>0\.0</u);
});

test('a board of many rows and years of runs stays a page, and says what it leaves out', () => {
  const html = pageOf(sampleLeaderboard({ rows: 60, runsEach: 25 }));

  expect(html).toContain('5 older runs left out');
  expect(html.length).toBeLessThan(1_000_000);
});
