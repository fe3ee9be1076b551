import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { renderHtml } from '../../../src/report/html/render-html.js';
import { hostileTexts, unsafe } from '../../support/hostile-text.js';
import { detailsIn, pageOf, plainAssets, rowsIn, scoredOnce, tellingRun } from '../../support/sample-page.js';
import { allRight, chatWrong, sampleComparison } from '../../support/sample-comparison.js';
import { ordinaryRun } from '../../support/sample-report.js';
import { sampleRun } from '../../support/sample-run.js';

const page = pageOf(ordinaryRun);

/** Without what stands in script and style elements. */
function markupOf(html: string): string {
  return html.replace(/(<(script|style)[^>]*>)[^]*?(<\/\2>)/gu, '$1$3');
}

test('the policy allows nothing but the very script and style of the page', () => {
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(page) ?? [];
  const hashIn = (element: RegExp) =>
    createHash('sha256')
      .update(element.exec(page)?.[1] ?? 'none')
      .digest('base64');

  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `style-src 'sha256-${hashIn(/<style>([^]*?)<\/style>/u)}'`,
    `script-src 'sha256-${hashIn(/<script>([^]*?)<\/script>/u)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

test('markup has no inline style, no event attribute, and no address but fragments', () => {
  const comparison = sampleComparison(allRight, chatWrong);
  const markup = markupOf(pageOf(ordinaryRun, { comparison }));

  expect(markup).toContain('id="comparison"');
  expect(markup).not.toMatch(/\sstyle\s*=|\son\w+\s*=|<style[^>]/iu);
  expect([...markup.matchAll(/\s(?:href|src|action)="([^"]*)"/gu)].map(([, address]) => address)).toSatisfy(
    (addresses: string[]) => addresses.every((address) => address.startsWith('#') || address === 'data:,'),
  );
});

test('every number of the view stands in the page', () => {
  const view = scoredOnce(ordinaryRun);
  const shown = [
    view.composite.value,
    view.composite.interval,
    ...view.dimensions.flatMap(({ value, interval }) => [value, interval]),
    ...view.timings.flatMap(({ p50, p90, p95, p99, max, n }) => [p50, p90, p95, p99, max, n]),
    ...view.categories.flatMap(({ right, quality, ttft, lifecycle }) => [right, quality, ttft, lifecycle]),
  ];

  expect(shown.filter((text) => !markupOf(page).includes(text))).toEqual([]);
});

test('hostile text stays text wherever it stands', () => {
  const texts = Object.values(hostileTexts);
  const textOf = (attemptId: string) => texts[run.header.order.indexOf(attemptId) % texts.length] ?? '';
  const run = sampleRun({ tasksPerCategory: 4 });
  const hostile = sampleRun({
    tasksPerCategory: 4,
    script: ({ attemptId }) => {
      const text = textOf(attemptId);
      return {
        quality: 0,
        reason: text,
        content: text,
        reasoning: text,
        request: { model: text, [text]: text },
      };
    },
    header: {
      runId: texts.join(' '),
      target: { url: texts.join(' '), model: texts.join(' '), started: null },
    },
  });
  const html = pageOf(hostile);

  expect(html.match(/<script/gu)?.length).toBe(html.match(/<\/script>/gu)?.length);
  expect(html.match(/<script>/gu)).toHaveLength(1);
  expect(html.replaceAll('\n', '')).not.toMatch(unsafe);
  expect(markupOf(html)).not.toMatch(/<(?:img|a href="(?!#))/u);
  expect(JSON.stringify(detailsIn(html))).not.toMatch(unsafe);
});

test('every attempt can be opened, and finds its own details', () => {
  const rows = rowsIn(page);
  const details = detailsIn(page);

  expect(rows.id).toHaveLength(ordinaryRun.records.length);
  for (const [index, record] of ordinaryRun.records.entries()) {
    expect(rows.id[index]).toBe(record.attemptId);
    const reason =
      record.outcome.status === 'ok' ? record.grade.reason : 'no byte for 60 s after the third event';
    expect(details[rows.details[index] ?? -1]?.reason).toBe(reason);
  }
});

test('the evidence of a grade and the graded span are marked in the answer', () => {
  const html = pageOf(tellingRun());
  const detail = detailsIn(html)[rowsIn(html).details[0] ?? -1];
  const answer = detail?.exchanges[0]?.transcript.find(({ label }) => label === 'content')?.text;

  expect(answer).toEqual([
    ['The total comes to forty-two, as ', 'none'],
    ['the second invoice was paid', 'evidence'],
    ['.\nANSWER: ', 'none'],
    ['42', 'graded'],
  ]);
});

test('a page of a private suite holds nothing that quotes it', () => {
  const run = sampleRun({
    tasksPerCategory: 2,
    script: () => ({
      quality: 0,
      reason: 'wanted SECRET',
      content: 'is it SECRET?',
      reasoning: 'SECRET',
      request: { model: 'm', messages: [{ role: 'user', content: 'say SECRET' }] },
    }),
  });
  const suite = { ...run.header.suite, visibility: 'private' as const };
  const html = pageOf({ ...run, header: { ...run.header, suite } });
  const details = detailsIn(html);

  expect(html).not.toContain('SECRET');
  expect(JSON.stringify(details)).not.toContain('SECRET');
  expect(details[0]?.notes[0]).toMatch(/^The suite is private/u);
  expect(details[0]?.exchanges[0]?.waterfall.lanes).not.toHaveLength(0);
});

test('without the journal the page says where details are', () => {
  const rows = rowsIn(renderHtml({ view: scoredOnce(ordinaryRun), assets: plainAssets }));

  expect(new Set(rows.details)).toEqual(new Set([-1]));
  expect(rows.noDetails).toContain('attempts.jsonl');
});

test.each([
  { ...plainAssets, script: 'x = "</script>"' },
  { ...plainAssets, script: 'a <!-- b' },
  { ...plainAssets, style: '</style>' },
])('an asset that would end its own element is refused', (assets) => {
  expect(() => pageOf(ordinaryRun, { assets })).toThrow(RangeError);
});
